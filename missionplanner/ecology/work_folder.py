"""The folder below the results for what is thrown away: block files, hashes, surfaces."""

from pathlib import Path

from missionplanner.storage.folders import made, made_in

WORK = ".work"
"""Its name, below the folder of results."""


def made_work(folder: Path) -> Path:
    """Return `.work` or a folder below it, made where it was absent.

    The results may be a stranger's: no part of the path below their folder may be a link.

    Raises
    ------
    OutputError
        A part is a link, or the folder cannot be made.
    """
    home = next((above.parent for above in (folder, *folder.parents) if above.name == WORK), None)
    return made_in(home, folder) if home else made(folder)
