"""Whether a result belongs to these inputs and settings, told by a tag in its file."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from missionplanner.ecology.engine.hashes import hashes, stamp
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.errors import InputError
from missionplanner.raster.files import info

TAG = "MISSIONPLANNER_FINGERPRINT"
VERSION = 4
"""Raised when a stage computes something else than before from the same inputs."""

BLOCK_FILES = 2
"""Raised when block files hold something else: what a killed run of an older program left is then
not taken up."""

Settings = BaseModel | Mapping[str, Any]


def fingerprint(stage: str, settings: Settings, inputs: Sequence[Path], place: RunPlace) -> str:
    """Return what a result depends on, as one hash: stage, settings, content of inputs, precision.

    Raises
    ------
    InputError
        An input cannot be read.
    """
    return _hash([stage, VERSION, _plain(settings), hashes(inputs, place), place.dtype])


def work_key(stage: str, settings: Settings, inputs: Sequence[Path], place: RunPlace) -> str:
    """Return the name of a stage's scratch folder, without reading a byte of the inputs.

    Blocks of another size are other files: the size belongs to it.
    """
    stamps = [stamp(path) for path in inputs]
    parts = [stage, VERSION, BLOCK_FILES, _plain(settings), stamps, place.dtype, place.block_cells]
    return f"{stage}-{_hash(parts)[:24]}"


def is_fresh(path: Path, fingerprint: str) -> bool:
    """Tell whether a raster carries this fingerprint; False where it is absent or unreadable."""
    try:
        return info(path).tags.get(TAG) == fingerprint
    except InputError:
        return False


def tags(
    stage: str, settings: Settings, inputs: Sequence[Path], fingerprint: str, place: RunPlace
) -> dict[str, str]:
    """Return the tags of a result: all parameters as JSON, and the sha256 of each input."""
    return {
        TAG: fingerprint,
        "MISSIONPLANNER_STAGE": stage,
        "MISSIONPLANNER_PARAMETERS": _text(_plain(settings)),
        "MISSIONPLANNER_INPUTS_SHA256": _text(hashes(inputs, place)),
    }


def _plain(settings: Settings) -> Any:
    return settings.model_dump(mode="json") if isinstance(settings, BaseModel) else settings


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _hash(value: object) -> str:
    return hashlib.sha256(_text(value).encode()).hexdigest()
