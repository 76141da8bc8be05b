"""One run at a time in a folder of results: two would write and clear away the same block files."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import BinaryIO, TypeVar

from missionplanner.ecology.engine.hashes import WORK
from missionplanner.ecology.engine.place import Place
from missionplanner.errors import OutputError
from missionplanner.model.study import Study
from missionplanner.tasks.progress import Progress

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

R = TypeVar("R")
Stage = Callable[[Study, Place, Progress], R]


class _Mine(threading.local):
    def __init__(self) -> None:
        self.folders: set[Path] = set()


_MINE = _Mine()


def alone(stage: Stage[R]) -> Stage[R]:
    """Let a stage run only while no other run, of any process, is at work in its folder.

    A stage may call another in the same folder. What holds the folder is the system's lock of
    `.work/lock`, which ends with its process however that ends.

    Raises
    ------
    OutputError
        Another run is at work there.
    """

    @wraps(stage)
    def run(study: Study, place: Place, progress: Progress) -> R:
        with _held(place.out):
            return stage(study, place, progress)

    return run


@contextmanager
def _held(out: Path) -> Iterator[None]:
    folder = out.resolve()
    file = None if folder in _MINE.folders else _opened(folder / WORK / "lock")
    if file is None:
        yield
        return
    with file:
        if not _locked(file):
            raise OutputError(
                "another run is at work in this folder",
                str(out),
                "wait until it is done, or choose another folder for the results",
            )
        _MINE.folders.add(folder)
        try:
            yield
        finally:
            _MINE.folders.remove(folder)


def _opened(path: Path) -> BinaryIO | None:
    """Return the file to lock; None where it cannot be made: nothing else can be written then."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("ab")
    except OSError:
        return None


def _locked(file: BinaryIO) -> bool:
    """Lock a file until it is closed; False where another run has it."""
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system without locks
    return True
