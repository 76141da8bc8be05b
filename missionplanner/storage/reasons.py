"""Why something cannot be written, and what would help: by the system's own error."""

import errno
from pathlib import Path

from missionplanner.errors import OutputError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def not_written(error: OSError, where: Path, what: str = "cannot be written") -> OutputError:
    """Return the error to raise; its remedy fits the reason.

    Parameters
    ----------
    error : OSError
    where : Path
        The file or folder as the user named it.
    what : str
        What could not be done.
    """
    return OutputError(f"{what} ({error.strerror or error})", str(where), remedy(error))


def remedy(error: OSError) -> str:
    """Return what a user can do about an error of the file system."""
    if error.errno in _FULL:
        return "make room on the disk, or choose another place"
    if error.errno in _FORBIDDEN:
        return "make the folder writable, or choose another place"
    return "choose another name or place"
