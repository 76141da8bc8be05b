"""Listening on a radio, run in a worker process of its own; the window never imports this."""

from dataclasses import asdict
from pathlib import Path

from missionplanner.operations.radio import with_radio
from missionplanner.tasks.progress import Progress
from missionplanner.ui.receive.views import LinkEvent, ListenRequest

_LISTEN = "missionplanner.operations.listen"


def listen(folder: Path, request: ListenRequest, progress: Progress) -> None:
    """Receive into a project until it is stopped; what happens are events."""
    asked = asdict(request)
    with_radio(_LISTEN).listen(
        folder,
        progress=progress,
        tell=lambda name, told: progress.event(LinkEvent(name, told)),
        **asked,
    )


def new_key(path: Path, progress: Progress) -> Path:
    """Write a new key."""
    progress.check()
    made: Path = with_radio(_LISTEN).new_key(path)
    return made
