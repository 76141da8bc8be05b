"""Hashes of files of any size: told how far, stopped when asked, one state of a file read once."""

import hashlib
import os
import time
from pathlib import Path

from missionplanner.tasks.progress import Progress

_BLOCK_BYTES, _TOLD_FROM_BYTES = 1 << 24, 1 << 28
# A file touched just now may be touched again without a later time in its entry.
_SETTLED_NS = 2_000_000_000
_MOST_KEPT = 10_000
_State = tuple[str, int, int, int, int, int]
_known: dict[_State, bytes] = {}


def digest(path: Path, progress: Progress) -> bytes:
    """Return the SHA-256 of a file's content.

    What this process has hashed is not read again as long as the file is the same entry, of the
    same size, written and touched at the same times: the last is the system's own and cannot be
    set back. Windows has no such time; there every file is read.

    Raises
    ------
    OSError
        It cannot be read.
    Cancelled
        The user stopped it.
    """
    state = _state(path)
    if state in _known:
        return _known[state]
    found = _read(path, progress)
    settled = time.time_ns() - max(state[3:5]) > _SETTLED_NS
    if os.name != "nt" and settled and _state(path) == state:
        if len(_known) >= _MOST_KEPT:
            _known.clear()
        _known[state] = found
    return found


def _read(path: Path, progress: Progress) -> bytes:
    made, done = hashlib.sha256(), 0
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        while block := stream.read(_BLOCK_BYTES):
            progress.check()
            made.update(block)
            done += len(block)
            if size >= _TOLD_FROM_BYTES:
                progress.report(min(done / size, 1.0), "project.comparing", name=path.name)
    return made.digest()


def _state(path: Path) -> _State:
    info = path.stat()
    times = (info.st_mtime_ns, info.st_ctime_ns)
    return (str(path.resolve()), info.st_size, info.st_ino, *times, info.st_dev)
