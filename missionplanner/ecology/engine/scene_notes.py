"""What the scenes and the DEM of a study tell."""

from collections.abc import Iterator

from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.imagery.epoch_notes import said_once
from missionplanner.messages.message import Message


def scenes_told(run: PreparedStudy) -> Iterator[Message]:
    """Yield the notes of the scenes and of the DEM."""
    yield from said_once({epoch.date: epoch.notes for epoch in run.epochs.study.epochs})
    yield from run.epochs.told
