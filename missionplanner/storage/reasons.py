"""Why something cannot be written, and what would help: by the system's own error."""

import errno
import os
from pathlib import Path

from missionplanner.errors import OutputError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# Of a write cut short numpy tells the counts alone, libtiff the place, SQLite the step.
_CUT_SHORT = ("requested and", "write error", "failed to commit", "disk is full")


def not_written(error: Exception, where: Path, what: str = "cannot be written") -> OutputError:
    """Return the error to raise; its remedy fits the reason.

    Parameters
    ----------
    error : Exception
        Of the file system, or of a library that writes.
    where : Path
        The file or folder as the user named it.
    what : str
        What could not be done.
    """
    first = _first_cause(error)
    reason = getattr(first, "strerror", None) or first
    return OutputError(f"{what} ({reason})", str(where), remedy(first))


def remedy(error: BaseException) -> str:
    """Return what a user can do about an error of the file system."""
    if _is(error, _FULL) or any(words in str(error).lower() for words in _CUT_SHORT):
        return "make room on the disk, or choose another place"
    if _is(error, _FORBIDDEN):
        return "make the folder writable, or choose another place"
    return "choose another name or place"


def _first_cause(error: BaseException) -> BaseException:
    """Return the first cause: what GDAL says of a full disk stands behind two of its own."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _is(error: BaseException, kinds: frozenset[int]) -> bool:
    # Only the system's: GDAL's errors have an `errno` too, with numbers of its own.
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in kinds
    # GDAL keeps the system's words and drops its number.
    told = str(error).lower()
    return any(os.strerror(kind).lower() in told for kind in kinds)
