"""Writing a mission file so that it is either whole or not there."""

from pathlib import Path

from missionplanner.storage.atomic import write_whole as write_aside
from missionplanner.storage.folders import made


def write_whole(folder: Path, name: str, data: bytes) -> Path:
    """Write `data` to `folder / name`, replacing what was there, and return the path.

    Raises
    ------
    OutputError
        The folder cannot be made, or the file not written; a former file is untouched.
    """
    return write_aside(made(folder) / name, data)
