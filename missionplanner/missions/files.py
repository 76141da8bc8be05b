"""Writing a mission file so that it is either whole or not there."""

import os
from pathlib import Path

from missionplanner.errors import OutputError


def write_whole(folder: Path, name: str, data: bytes) -> Path:
    """Write `data` to `folder / name`, replacing what was there, and return the path.

    Raises
    ------
    OutputError
        The folder cannot be made, or the file not written; a former file is untouched.
    """
    path = folder / name
    aside = folder / f".{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except OSError as error:
        _forget(aside)
        raise OutputError(
            f"cannot be written ({error.strerror or error})", str(path), "choose another folder"
        ) from error
    return path


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
