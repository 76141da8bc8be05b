"""Save a project under another name: its files, not its results."""

from dataclasses import replace
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.project.document import Project
from missionplanner.project.edits import set_terrain
from missionplanner.project.store import DOCUMENT, save
from missionplanner.storage.folders import made


def copy_project(project: Project, folder: Path) -> Project:
    """Save `project` in `folder`, which is made, and return it there; its DEMs stay where they are.

    Raises
    ------
    InputError
        There is a project already, or this one has no survey area yet.
    OutputError
        The folder cannot be made or written.
    """
    folder = folder.resolve()
    if (folder / DOCUMENT).exists():
        raise InputError("operations.project_there", str(folder))
    if project.is_bare:
        raise InputError("project.no_area", str(folder))
    made(folder)
    moved = replace(project, folder=folder, seen="")
    document = project.document
    terrain = set_terrain(moved, project.dem_paths, document.vertical_datum, document.dem_unit)
    return save(terrain)
