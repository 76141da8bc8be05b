"""Keep what is edited and not yet saved, so that a crash or a power cut takes nothing with it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from missionplanner.project.autosaves import (
    autosave,
    autosave_begun,
    begun,
    begun_folder,
    forget_autosave,
    forget_begun,
    recoverable,
)
from missionplanner.project.document import Project
from missionplanner.storage.folders import made
from missionplanner.storage.presence import Holder, Presence, take
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True)
class Recovered:
    """A state that was kept and never saved, and when it was kept."""

    project: Project
    kept: datetime


def hold(folder: Path) -> Presence | Holder | None:
    """Hold a project's folder while a window shows it; return who has it open instead."""
    return take(folder)


def hold_begun(folder: Path, home: Path) -> Presence | Holder | None:
    """Hold what is kept of a begun project while a window shows it."""
    return take(made(begun_folder(folder, home)))


def keep(project: Project, progress: Progress) -> Path:
    """Keep a project's present state beside its saved one.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    return autosave(project)


def forget(folder: Path) -> None:
    """Throw away the state that was kept: its user does not want it."""
    forget_autosave(folder)


def recovered(folder: Path) -> Recovered | None:
    """Return the kept state where it is newer than, and differs from, the saved one.

    A damaged one is None: it must not keep anybody from opening the project.
    """
    kept = recoverable(folder)
    return Recovered(kept, kept.changed) if kept else None


def keep_begun(project: Project, home: Path, progress: Progress) -> Path:
    """Keep a project of which nothing is on disk, in a folder of `home`.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    return autosave_begun(project, home)


def recovered_begun(home: Path) -> Recovered | None:
    """Return the begun project that was kept last and never saved."""
    kept = begun(home)
    return Recovered(kept, kept.changed) if kept else None


def forget_kept(folder: Path, home: Path) -> None:
    """Throw away what was kept of a begun project: it is saved, or its user does not want it."""
    forget_begun(folder, home)
