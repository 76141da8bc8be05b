"""Reads a mission file for the window, in a thread; the window itself never imports this."""

from pathlib import Path

from missionplanner.extensions import formats
from missionplanner.model.mission_look import MissionLook
from missionplanner.operations.mission_look import look_at_mission
from missionplanner.tasks.progress import Progress


def look(path: Path, folder: Path | None, progress: Progress) -> MissionLook:
    """Return what a mission file holds, and what its aircraft and a project say against it."""
    return look_at_mission(path, formats(), progress, folder)
