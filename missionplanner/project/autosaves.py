"""The state of a project that was worked on and not saved, kept beside it in `.autosave/`."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from missionplanner.errors import PlannerError
from missionplanner.project.changes import changes_between
from missionplanner.project.document import Project
from missionplanner.project.store import AUTOSAVE, DOCUMENT, load, read_state, seen_in, write_state
from missionplanner.storage.folders import is_plain_folder, made_in


def autosave(project: Project) -> Path:
    """Save a copy beside the project, for `recover` after a crash, and return its folder.

    Raises
    ------
    OutputError
        It cannot be written, or `.autosave` is a link.
    """
    beside = made_in(project.folder, project.folder / AUTOSAVE)
    write_state(project, beside)
    return beside


def autosaved(folder: Path) -> datetime | None:
    """Return when a state worth recovering was kept, see `recoverable`."""
    kept = recoverable(folder)
    return kept.changed if kept else None


def recoverable(folder: Path) -> Project | None:
    """Return the autosaved state where it is later than the project, and another one.

    A damaged one, or `.autosave` being a link, is none.
    """
    try:
        kept = recover(folder)
        # Without one, the project is not read a second time when it is opened.
        now = load(folder) if kept else None
    except PlannerError:
        return None
    if kept is None or now is None:
        return None
    return kept if kept.changed >= now.changed and changes_between(now, kept) else None


def recover(folder: Path) -> Project | None:
    """Return the autosaved state where there is one, else None; saving it makes it the project.

    Raises
    ------
    InputError
        The autosaved state is damaged.
    """
    folder = folder.resolve()
    beside = folder / AUTOSAVE
    if not is_plain_folder(beside) or not (beside / DOCUMENT).is_file():
        return None
    # Its user sees the project as it is now, and decides for the kept state instead.
    return replace(read_state(folder, beside), seen=seen_in(folder))


def forget_autosave(folder: Path) -> None:
    """Remove the autosaved state; a link of that name is not followed."""
    shutil.rmtree(folder / AUTOSAVE, ignore_errors=True)
