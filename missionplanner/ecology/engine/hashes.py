"""Hashes of input files, kept so that no file is hashed twice."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from missionplanner.ecology.engine.place import Place
from missionplanner.errors import InputError

WORK = ".work"
"""Folder below the results for what is thrown away."""

_PIECE = 2**22


def hashes(inputs: Sequence[Path], place: Place) -> dict[str, str]:
    """Return the sha256 of each input, in the order given; by path, size and time where known.

    Parameters
    ----------
    inputs : sequence of Path
    place : Place
        The hashes are kept in `.work/hashes.json` below its results.

    Raises
    ------
    InputError
        A file cannot be read.
    """
    book = place.out / WORK / "hashes.json"
    known = _read(book)
    found, fresh = {}, {}
    for path in inputs:
        key = stamp(path)
        fresh[key] = known.get(key) or _sha256(path)
        found[name(path, place)] = fresh[key]
    if any(key not in known for key in fresh):
        write_aside(book, json.dumps(known | fresh, indent=1))
    return found


def stamp(path: Path) -> str:
    """Return what tells a file apart without reading it: path, size and time of change.

    Raises
    ------
    InputError
        No such file.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise InputError("no such file", str(path), "check the name") from error
    return f"{path.resolve()}|{state.st_size}|{state.st_mtime_ns}"


def name(path: Path, place: Place) -> str:
    """Return how a file is called in tags: relative to the study where that is possible."""
    try:
        return path.resolve().relative_to(place.folder.resolve()).as_posix()
    except ValueError:
        return path.name


def write_aside(path: Path, text: str) -> None:
    """Write a small file whole or not at all; its folder is made.

    Raises
    ------
    OSError
        See `results.save` for the words.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read(book: Path) -> dict[str, str]:
    try:
        known = json.loads(book.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        raise InputError(f"cannot be read ({error})", str(path), "check its rights") from error
    return digest.hexdigest()
