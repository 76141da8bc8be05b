"""Saving a stage's result as JSON beside its rasters, and taking it up again while it is fresh."""

from pathlib import Path
from typing import TypeVar

from missionplanner.ecology.engine.freshness import is_fresh
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.errors import InputError
from missionplanner.model.ecology import IndexResult, IndicatorsResult, TrendResult, ZonesResult
from missionplanner.model.security import LayersNote, SecurityResult
from missionplanner.model.stack import StackTrendResult
from missionplanner.storage.atomic import clear_unfinished, write_whole
from missionplanner.storage.folders import made_in
from missionplanner.storage.saved import read_saved

R = TypeVar(
    "R",
    IndexResult,
    IndicatorsResult,
    TrendResult,
    StackTrendResult,
    ZonesResult,
    LayersNote,
    SecurityResult,
)


def save(path: Path, result: R) -> R:
    """Write a result whole or not at all, and return it.

    Raises
    ------
    OutputError
        No folder, no right, or a full disk.
    """
    write_whole(path, (result.model_dump_json(indent=1) + "\n").encode())
    return result


def saved(path: Path, kind: type[R], fingerprint: str) -> R | None:
    """Return a saved result whose rasters all carry the fingerprint; None where one does not."""
    result = load(path, kind)
    if result is None:
        return None
    fresh = all(is_fresh(path.parent / file, fingerprint) for file in result.files.values())
    return result if fresh else None


def load(path: Path, kind: type[R]) -> R | None:
    """Return a saved result as it is; None where there is none, or one of another version."""
    try:
        return read_saved(path, kind)
    except InputError:
        return None


def made(place: RunPlace, stage: str = "") -> Path:
    """Return the folder of results, or that of a stage in it, made where it is absent.

    What a killed run left unfinished in a stage's folder is cleared away.

    Raises
    ------
    OutputError
        It cannot be made, or is a link that lies in the study's folder or in the results.
    """
    out = made_in(place.folder, place.out)
    if not stage:
        return out
    folder = made_in(out, out / stage)
    clear_unfinished(folder)
    return folder
