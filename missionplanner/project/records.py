"""Write and read frozen dataclasses as a JSON file with a NumPy archive beside it.

Chosen over pickle because a project travels between people: reading one must never run code.
"""

import io
import json
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from pydantic import BaseModel

from missionplanner.errors import InputError, OutputError
from missionplanner.project.atomic import finish, replace_together

T = TypeVar("T")
_ARRAY = "array"
Arrays = dict[str, np.ndarray[Any, Any]]


def write_record(stem: Path, value: object) -> None:
    """Write `stem`.json and `stem`.npz together: both new, or both as they were.

    Raises
    ------
    OutputError
        The folder or the files cannot be written.
    """
    arrays: Arrays = {}
    words = json.dumps(_encode(value, "r", arrays), indent=1, ensure_ascii=False)
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        reason = err.strerror or str(err)
        raise OutputError(reason, str(stem.parent), "free or choose another place") from err
    files = {".npz": packed.getvalue(), ".json": words.encode()}
    replace_together(
        stem.parent,
        {stem.with_suffix(end).name: partial(_put, data=data) for end, data in files.items()},
    )


def read_record(stem: Path, kind: type[T]) -> T:
    """Read what `write_record` wrote, as a `kind`.

    Raises
    ------
    InputError
        A file is missing, damaged or of another version.
    """
    path = stem.with_suffix(".json")
    finish(stem.parent)
    try:
        data = json.loads(path.read_text("utf-8"))
        with np.load(stem.with_suffix(".npz"), allow_pickle=False) as arrays:
            value: T = _decode(data, kind, dict(arrays))
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise InputError("the saved result cannot be read", str(path), "plan again") from err
    return value


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _encode(value: Any, key: str, arrays: Arrays) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value):
        return {
            f.name: _encode(getattr(value, f.name), f"{key}.{f.name}", arrays)
            for f in fields(value)
        }
    if isinstance(value, np.ndarray):
        arrays[key] = value
        return {_ARRAY: key}
    if isinstance(value, tuple | list):
        return [_encode(item, f"{key}.{i}", arrays) for i, item in enumerate(value)]
    if isinstance(value, Enum):
        return value.value
    return value.item() if isinstance(value, np.generic) else value


def _decode(data: Any, kind: Any, arrays: Arrays) -> Any:
    # Known by its form, not by its type: numpy's array aliases differ from version to version.
    if isinstance(data, dict) and data.keys() == {_ARRAY}:
        return arrays[data[_ARRAY]]
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _decode_union(data, kind, arrays)
    if origin is tuple:
        return tuple(_decode(item, get_args(kind)[0], arrays) for item in data)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.model_validate(data)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _decode(data[name], hints[name], arrays) for name in hints})  # type: ignore[operator]
    return kind(data) if isinstance(kind, type) else data


def _decode_union(data: Any, kind: Any, arrays: Arrays) -> Any:
    if data is None:
        return None
    (inner,) = (option for option in get_args(kind) if option is not NoneType)
    return _decode(data, inner, arrays)
