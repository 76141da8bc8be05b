"""One writer at a time in a folder, of all threads and processes of this machine.

The lock is the system's and ends with its process, however that ends. On Linux and macOS the
folder itself is locked, so that no file has to be made (a prepared `.lock` cannot mislead, a
read-only folder can be locked too); Windows locks a file `.lock` in it.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from missionplanner.errors import OutputError
from missionplanner.messages.message import Message, message
from missionplanner.storage.folders import is_link

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WAIT_S, _LOOK_S = 2.0, 0.05
BUSY, WAIT = message("storage.at_work"), message("storage.wait")


class _Mine(threading.local):
    def __init__(self) -> None:
        self.folders: set[Path] = set()


_MINE = _Mine()


@contextmanager
def held(
    folder: Path, wait_s: float = WAIT_S, busy: Message = BUSY, remedy: Message = WAIT
) -> Iterator[None]:
    """Let no other writer work in `folder` meanwhile; within one thread it may be taken again.

    A file system without locks, or a folder that cannot be opened, holds nobody back.

    Parameters
    ----------
    folder : Path
        Must exist.
    wait_s : float
        How long another writer is waited for, seconds.
    busy, remedy : Message
        What is told then.

    Raises
    ------
    OutputError
        Another writer is at work there.
    """
    place = folder.resolve()
    handle = None if place in _MINE.folders else _opened(place)
    if handle is None:
        yield
        return
    try:
        if not _locked_within(handle, wait_s):
            raise OutputError("storage.busy", str(folder), busy=busy, help=remedy)
        _MINE.folders.add(place)
        try:
            yield
        finally:
            _MINE.folders.remove(place)
    finally:
        os.close(handle)


def _opened(folder: Path) -> int | None:
    try:
        if sys.platform != "win32":
            return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        path = folder / ".lock"
        return None if is_link(path) else os.open(path, os.O_RDWR | os.O_CREAT)
    except OSError:
        return None


def _locked_within(handle: int, wait_s: float) -> bool:
    end = time.monotonic() + wait_s
    while not locked(handle):
        if time.monotonic() >= end:
            return False
        time.sleep(_LOOK_S)
    return True


def locked(handle: int, at: int = 0) -> bool:
    """Lock until the handle is closed; False where another has it.

    `at` is the byte that Windows locks: one behind what is written leaves that to be read.
    """
    try:
        if sys.platform == "win32":
            os.lseek(handle, at, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system without locks
    return True
