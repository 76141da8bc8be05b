"""Hashes of input files, kept so that no file is hashed twice."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.work_folder import WORK, made_work
from missionplanner.errors import InputError
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.saved import read_object

_PIECE = 2**22
_BOOK = "hashes.json"


def hashes(inputs: Sequence[Path], place: RunPlace) -> dict[str, str]:
    """Return the sha256 of each input, in the order given; by path, size and time where known.

    Parameters
    ----------
    inputs : sequence of Path
    place : RunPlace
        The hashes are kept in `.work/hashes.json` below its results.

    Raises
    ------
    InputError
        A file cannot be read.
    OutputError
        They cannot be kept.
    """
    book = place.out / WORK / _BOOK
    known = _read(book)
    found, fresh = {}, {}
    for path in inputs:
        key = stamp(path)
        fresh[key] = known.get(key) or _sha256(path)
        found[name(path, place)] = fresh[key]
    if any(key not in known for key in fresh):
        write_whole(made_work(book.parent) / _BOOK, json.dumps(known | fresh, indent=1).encode())
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
        raise InputError("engine.no_such_file", str(path)) from error
    return f"{path.resolve()}|{state.st_size}|{state.st_mtime_ns}"


def name(path: Path, place: RunPlace) -> str:
    """Return how a file is called in tags: relative to the study where that is possible."""
    try:
        return path.resolve().relative_to(place.folder.resolve()).as_posix()
    except ValueError:
        return path.name


def _read(book: Path) -> dict[str, str]:
    try:
        known = read_object(book)
    except InputError:
        return {}
    return {key: digest for key, digest in known.items() if isinstance(digest, str)}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        raise InputError("engine.unreadable", str(path), reason=str(error)) from error
    return digest.hexdigest()
