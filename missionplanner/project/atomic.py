"""Replace several files together: all of them, or none.

Each new file is written aside and flushed to the disk. Then a small list of them is put in place
with one rename: from here on the change counts. Only then are the files renamed over the old
ones, which stay as `.bak`. Whoever opens the folder after a crash first finishes a listed change,
so files of two different saves are never mixed.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from missionplanner.errors import OutputError

LIST = ".saving.json"
Writer = Callable[[Path], None]


def replace_together(folder: Path, writers: Mapping[str, Writer]) -> None:
    """Write files of `folder` anew; each old one is kept as NAME.bak.

    Parameters
    ----------
    folder : Path
        Must exist.
    writers : mapping of str to callable
        File name to a function that writes the file at the path it is given.

    Raises
    ------
    OutputError
        Something could not be written; the old files are as they were.
    """
    finish(folder)
    try:
        for name, write in writers.items():
            write(_aside(folder, name))
            _flush(_aside(folder, name))
        listed = _aside(folder, LIST)
        listed.write_text(json.dumps(list(writers)), encoding="utf-8")
        _flush(listed)
        listed.replace(folder / LIST)
        _flush(folder)
    except (OSError, OutputError) as error:
        _forget(folder, writers)
        raise OutputError(
            f"cannot be saved ({_reason(error)})",
            str(folder),
            "what was saved before is untouched; make room on the disk, or choose another place",
        ) from error
    finish(folder)


def finish(folder: Path) -> None:
    """Finish a change that was listed but not carried through; else do nothing.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    listed = folder / LIST
    if not listed.is_file():
        return
    try:
        for name in json.loads(listed.read_text(encoding="utf-8")):
            if _aside(folder, name).exists():
                _keep_old(folder / name)
                _aside(folder, name).replace(folder / name)
        _flush(folder)
        listed.unlink()
    except OSError as error:
        raise OutputError(
            f"a save that was broken off cannot be finished ({error.strerror or error})",
            str(folder),
            "make the folder writable and open it again",
        ) from error


def _aside(folder: Path, name: str) -> Path:
    # The suffix stays last: GDAL chooses and checks formats by it.
    stem, dot, suffix = name.rpartition(".")
    return folder / f".{stem.lstrip('.')}.part{dot}{suffix}"


def _keep_old(path: Path) -> None:
    backup = path.with_name(f"{path.name}.bak")
    if path.exists():
        # A rename, not a copy: it needs no room on a full disk.
        path.replace(backup)


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no flush for folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: OSError | OutputError) -> str:
    return error.what if isinstance(error, OutputError) else error.strerror or str(error)


def _forget(folder: Path, names: Mapping[str, Writer]) -> None:
    for name in (*names, LIST):
        aside = _aside(folder, name)
        for path in (aside, *folder.glob(f"{aside.name}-*")):  # SQLite's journal
            path.unlink(missing_ok=True)
