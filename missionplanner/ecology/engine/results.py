"""Saving a stage's result as JSON beside its rasters, and taking it up again while it is fresh."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from missionplanner.ecology.engine.freshness import is_fresh
from missionplanner.ecology.engine.hashes import write_aside
from missionplanner.errors import OutputError
from missionplanner.model.ecology import IndexResult, IndicatorsResult, TrendResult, ZonesResult
from missionplanner.model.security import LayersNote, SecurityResult

R = TypeVar(
    "R", IndexResult, IndicatorsResult, TrendResult, ZonesResult, LayersNote, SecurityResult
)


def save(path: Path, result: R) -> R:
    """Write a result whole or not at all, and return it.

    Raises
    ------
    OutputError
        No folder, no right, or a full disk.
    """
    try:
        write_aside(path, result.model_dump_json(indent=1) + "\n")
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error})", str(path), "choose a folder with room that you may use"
        ) from error
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
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def made(folder: Path) -> Path:
    """Return a folder for results, made where it is absent.

    Raises
    ------
    OutputError
        It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be made ({error})", str(folder), "choose a folder that you may use"
        ) from error
    return folder
