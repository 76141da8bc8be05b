"""Who has a folder open in a window: told to the next one, for as long as the window lives.

The sign is a file `.open` that its window keeps locked; the lock is the system's and ends with its
process, however that ends. A file that nobody has locked is a leaving, and tells nothing.
"""

import getpass
import json
import os
import platform
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from missionplanner.storage.folders import is_link
from missionplanner.storage.lock import locked

SIGN = ".open"
_AGAIN, _LOOK_S = 4, 0.05  # somebody else may be looking just now
_BEYOND = 1 << 30  # a byte behind what is written, which stays readable


@dataclass(frozen=True)
class Holder:
    """Who has a folder open.

    Attributes
    ----------
    user, host : str
        Empty where the system does not tell.
    pid : int
    since : str
        ISO 8601, UTC.
    """

    user: str
    host: str
    pid: int
    since: str


class Presence:
    """A folder held; `leave` gives it free, and so does the end of the process."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path, self._handle = path, handle

    def leave(self) -> None:
        """Hold it no more; twice is once."""
        handle, self._handle = self._handle, -1
        if handle < 0:
            return
        removed = self._removed()  # while it is held: the next one may hold it a moment later
        os.close(handle)
        if not removed:  # Windows removes no file that is open
            self._removed()

    def _removed(self) -> bool:
        try:
            self._path.unlink()
        except OSError:
            return False
        return True


def take(folder: Path) -> Presence | Holder | None:
    """Hold a folder; return who has it open where somebody has.

    None: it cannot be held (no right to write there, no locks); that keeps nobody out.
    """
    path = folder / SIGN
    handle = _opened(path)
    if handle is None:
        return None
    for _ in range(_AGAIN):
        if locked(handle, _BEYOND):
            _write(handle)
            return Presence(path, handle)
        time.sleep(_LOOK_S)
    found = _read(handle)
    os.close(handle)
    return found


def holder(folder: Path) -> Holder | None:
    """Return who else has a folder open; None: nobody, or this program's own window."""
    path = folder / SIGN
    if not path.is_file() or is_link(path):
        return None
    handle = _opened(path)
    if handle is None:
        return None
    try:
        if locked(handle, _BEYOND):
            return None
        found = _read(handle)
    finally:
        os.close(handle)
    # Work of a window runs in processes of its own, which it has started.
    return None if found.pid in (os.getpid(), os.getppid()) else found


def _opened(path: Path) -> int | None:
    try:
        return None if is_link(path) else os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        return None


def _write(handle: int) -> None:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    told = json.dumps(asdict(Holder(user, platform.node(), os.getpid(), now)))
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, told.encode())


def _read(handle: int) -> Holder:
    """Return what a sign tells; one that cannot be read is held by somebody unknown."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        told: Any = json.loads(os.read(handle, 4096))
        user, host, since = (str(told[name])[:80] for name in ("user", "host", "since"))
        return Holder(user, host, int(told["pid"]), since)
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", "", 0, "")
