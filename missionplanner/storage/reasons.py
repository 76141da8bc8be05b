"""Why something cannot be written, and what would help: by the system's own error."""

import errno
import os
from pathlib import Path

from missionplanner.errors import OutputError
from missionplanner.messages.message import Message, message

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# Of a write cut short numpy tells the counts alone, libtiff the place, SQLite the step.
_CUT_SHORT = ("requested and", "write error", "failed to commit", "disk is full")
_SYSTEM = {
    errno.EACCES: message("storage.system.no_right"),
    errno.EPERM: message("storage.system.not_permitted"),
    errno.ENOENT: message("storage.system.absent"),
    errno.EEXIST: message("storage.system.there"),
    errno.ENOSPC: message("storage.system.full"),
    errno.EDQUOT: message("storage.system.quota"),
    errno.EFBIG: message("storage.system.too_big"),
    errno.EROFS: message("storage.system.read_only"),
    errno.EISDIR: message("storage.system.folder"),
    errno.ENOTDIR: message("storage.system.no_folder"),
    errno.ENAMETOOLONG: message("storage.system.long_name"),
    errno.EIO: message("storage.system.device"),
}


def not_written(error: Exception, where: Path, what: Message | None = None) -> OutputError:
    """Return the error to raise; its remedy fits the reason.

    Parameters
    ----------
    error : Exception
        Of the file system, or of a library that writes.
    where : Path
        The file or folder as the user named it.
    what : Message, optional
        What could not be done; default: it cannot be written.
    """
    first = _first_cause(error)
    what = what or message("storage.not_written")
    return OutputError(
        "storage.failed", str(where), what=what, reason=reason(first), help=remedy(first)
    )


def reason(error: BaseException) -> Message | str:
    """Return why the file system, or a library that writes, refused; else its own words."""
    words = getattr(error, "strerror", None)
    number = _number(error)
    # Where the words are not the system's usual ones, they tell more than its number.
    if number in _SYSTEM and words == os.strerror(number):
        return _SYSTEM[number]
    return str(words or error)


def remedy(error: BaseException) -> Message:
    """Return what a user can do about an error of the file system."""
    if _is(error, _FULL) or _cut_short(error):
        return message("storage.make_room")
    if _is(error, _FORBIDDEN):
        return message("storage.make_writable")
    return message("storage.other_place")


def _cut_short(error: BaseException) -> bool:
    # Their words are all there is: who tells them has no number of the system.
    return _number(error) is None and any(w in str(error).lower() for w in _CUT_SHORT)


def _number(error: BaseException) -> int | None:
    # Only the system's: GDAL's errors have an `errno` too, with numbers of its own.
    return error.errno if isinstance(error, OSError) else None


def _first_cause(error: BaseException) -> BaseException:
    """Return the first cause: what GDAL says of a full disk stands behind two of its own."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _is(error: BaseException, kinds: frozenset[int]) -> bool:
    if (number := _number(error)) is not None:
        return number in kinds
    # GDAL keeps the system's words and drops its number.
    told = str(error).lower()
    return any(os.strerror(kind).lower() in told for kind in kinds)
