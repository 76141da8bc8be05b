"""The state of a project that was worked on and not saved, kept beside it in `.autosave/`.

One that was begun and has no folder yet is kept in a folder of the user's own, by its place.
"""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from missionplanner.errors import PlannerError
from missionplanner.project.changes import changes_between
from missionplanner.project.document import Project
from missionplanner.project.store import AUTOSAVE, DOCUMENT, load, read_state, seen_in, write_state
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import is_plain_folder, made, made_in
from missionplanner.storage.presence import holder
from missionplanner.storage.saved import read_object

_PLACE = "place.json"


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

    A damaged one, `.autosave` being a link, and what another window works on are none.
    """
    if holder(folder) is not None:
        return None
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
    """Remove the autosaved state, unless another window's; a link of that name is not followed."""
    if holder(folder) is None:
        shutil.rmtree(folder / AUTOSAVE, ignore_errors=True)


def autosave_begun(project: Project, home: Path) -> Path:
    """Keep a project of which nothing is on disk in a folder of `home`, and return that folder.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    beside = made(begun_folder(project.folder, home))
    write_whole(beside / _PLACE, json.dumps({"folder": str(project.folder)}).encode())
    write_state(project, beside)
    return beside


def begun_folder(folder: Path, home: Path) -> Path:
    """Return where a begun project is kept that will lie in `folder`."""
    return home / hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def begun(home: Path) -> Project | None:
    """Return the begun project that was kept last, as one of which nothing is on disk.

    A damaged one, one whose folder has become a project since, and one that another window works
    on are none.
    """
    if not is_plain_folder(home):
        return None
    kept = [found for beside in home.iterdir() if (found := _begun_in(beside)) is not None]
    return max(kept, key=lambda project: project.changed, default=None)


def _begun_in(beside: Path) -> Project | None:
    if holder(beside) is not None:
        return None
    try:
        folder = Path(str(read_object(beside / _PLACE).get("folder", "")))
        if not folder.is_absolute() or (folder / DOCUMENT).exists():
            return None
        return replace(read_state(folder, beside), seen="")
    except PlannerError:
        return None


def forget_begun(folder: Path, home: Path) -> None:
    """Remove what was kept of a begun project."""
    shutil.rmtree(begun_folder(folder, home), ignore_errors=True)
