"""Marking, run in the worker process; the window never imports this."""

from pathlib import Path

from missionplanner.model.control import PhotoMark
from missionplanner.operations.control_fit import FittedControl, fit_control
from missionplanner.operations.control_sightings import (
    MarkingState,
    keep_marks,
    marks_file,
    sightings,
)
from missionplanner.tasks.progress import Progress


def look(folder: Path, card: Path, sensor: str, progress: Progress) -> MarkingState:
    """Find the photos that should show the project's control points."""
    return sightings(folder, card, sensor, progress)


def fit(
    folder: Path, card: Path, marks: tuple[PhotoMark, ...], progress: Progress
) -> FittedControl:
    """Keep the marks, and adjust the photos to them."""
    keep_marks(folder, marks, progress)
    return fit_control(folder, marks_file(folder), progress, card)


def keep(folder: Path, marks: tuple[PhotoMark, ...], progress: Progress) -> Path:
    """Keep the marks."""
    return keep_marks(folder, marks, progress)
