"""Folders that results are written to."""

from pathlib import Path

from missionplanner.errors import OutputError


def made(folder: Path) -> Path:
    """Return `folder`, made where it was absent.

    Raises
    ------
    OutputError
        It cannot be made: a parent is a file, no right, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        reason = err.strerror or str(err)
        raise OutputError(
            f"the folder cannot be made ({reason})", str(folder), "choose another place"
        ) from err
    return folder
