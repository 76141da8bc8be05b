"""Write and read frozen dataclasses as a JSON file with a NumPy archive beside it.

Chosen over pickle because a project travels between people: reading one must never run code. Each
value is believed as far as the dataclass's own types go; what values must agree with each other is
the caller's to check (`check` of `read_record`).
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from pydantic import BaseModel, ValidationError

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, from_json, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.project.arrays import DAMAGES, Array, Declared, declared, packed, unpacked
from missionplanner.storage.atomic import finish, replace_together, write_whole
from missionplanner.storage.folders import made
from missionplanner.storage.reasons import reason
from missionplanner.storage.saved import complaint, read_object

T = TypeVar("T")
_REMEDY = message("project.plan_again")


def write_record(stem: Path, value: object) -> None:
    """Write `stem`.json and `stem`.npz together: both new, or both as they were.

    Raises
    ------
    OutputError
        The folder or the files cannot be written.
    """
    arrays: dict[str, Array] = {}
    words = json.dumps(_encode(value, "r", arrays), indent=1, ensure_ascii=False)
    archive, document = _names(stem)
    files = {archive: packed(arrays), document: words.encode()}
    replace_together(
        made(stem.parent),
        {name: partial(_put, data=data) for name, data in files.items()},
        _names(stem),
    )


def read_record(stem: Path, kind: type[T], check: Callable[[T], None] | None = None) -> T:
    """Read what `write_record` wrote, as a `kind`.

    Parameters
    ----------
    check : callable, optional
        Raises InputError or ValueError where values of the record do not agree with each other.

    Raises
    ------
    InputError
        A file is missing, damaged or of another version.
    """
    archive, document = (stem.with_name(name) for name in _names(stem))
    finish(stem.parent, _names(stem))
    try:
        data = read_object(document, _REMEDY)
        wanted: dict[str, Declared] = {}
        _declarations(data, wanted)
        arrays = unpacked(archive, wanted)
        value: T = _decode(data, kind, arrays)
        if check is not None:
            check(value)
    except (InputError, ValidationError, *DAMAGES) as error:
        raise InputError("project.result_damaged", str(document), reason=_first(error)) from error
    return value


def _names(stem: Path) -> tuple[str, str]:
    return f"{stem.name}.npz", f"{stem.name}.json"


def _first(error: Exception) -> Message | str:
    if isinstance(error, InputError):
        return error.message
    if isinstance(error, ValidationError):
        return complaint(error)[1]
    if isinstance(error, OSError):
        return reason(error) if error.strerror else message("project.unreadable")
    words = " ".join(str(error)[:80].split())
    if isinstance(error, KeyError):
        return message("project.lacks", name=words)
    return words or type(error).__name__


def _put(path: Path, data: bytes) -> None:
    write_whole(path, data)


def _encode(value: Any, key: str, arrays: dict[str, Array]) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Message):
        return value.to_json()
    if is_dataclass(value):
        return {
            f.name: _encode(getattr(value, f.name), f"{key}.{f.name}", arrays)
            for f in fields(value)
        }
    if isinstance(value, np.ndarray):
        arrays[key] = value
        return declared(key, value).model_dump()
    if isinstance(value, tuple | list):
        return [_encode(item, f"{key}.{i}", arrays) for i, item in enumerate(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


def _declarations(data: Any, found: dict[str, Declared]) -> None:
    if isinstance(data, dict) and "array" in data:
        item = Declared.model_validate(data)
        found[item.array] = item
    elif isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            _declarations(part, found)


def _decode(data: Any, kind: Any, arrays: dict[str, Array]) -> Any:
    origin = get_origin(kind)
    if kind in (Message, Where):
        return _told(data, kind)
    if origin in (Union, UnionType):
        return _decode_union(data, kind, arrays)
    if origin is tuple:
        return tuple(_decode(item, get_args(kind)[0], arrays) for item in _of(data, list))
    if isinstance(data, dict) and "array" in data:
        return _as_hinted(arrays[data["array"]], kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.model_validate_json(json.dumps(data))
    if kind is Finding:
        return _finding(data)
    if is_dataclass(kind):
        return _dataclass(_of(data, dict), kind, arrays)
    return _plain(data, kind)


def _dataclass(data: dict[str, Any], kind: Any, arrays: dict[str, Array]) -> Any:
    """Return a dataclass; one with a default may be absent, where the file is older than it."""
    hints = get_type_hints(kind)
    optional = {f.name for f in fields(kind) if f.default is not MISSING}
    there = [name for name in hints if name in data or name not in optional]
    return kind(**{name: _decode(data[name], hints[name], arrays) for name in there})


def _finding(data: Any) -> Finding:
    """Return a finding; plans of before kept its sentence, under the key `message`."""
    read = _of(data, dict)
    said = read["told"] if "told" in read else read["message"]
    severity, where = Severity(read["severity"]), _told(read["where"], Where)
    return Finding(_of(read["code"], str), severity, where, _told(said, Message))


def _told(data: Any, kind: Any) -> Any:
    """Return a message, or a place; a plain sentence of an older file is a text."""
    if kind is Message:
        return from_json(data)
    if isinstance(data, list):
        return tuple(_told(part, kind) for part in data)
    return data if isinstance(data, str) else from_json(data)


def _decode_union(data: Any, kind: Any, arrays: dict[str, Array]) -> Any:
    if data is None:
        return None
    (inner,) = (option for option in get_args(kind) if option is not NoneType)
    return _decode(data, inner, arrays)


def _as_hinted(array: Array, hint: Any) -> Array:
    """Return an array that has the type its field names, where that is one of NumPy's own."""
    hint = getattr(hint, "__value__", hint)
    wanted = [a for part in get_args(hint) for a in get_args(part) if isinstance(a, type)]
    if get_origin(hint) is not np.ndarray:
        raise InputError("project.array.misplaced")
    if any(issubclass(a, np.generic) and array.dtype != np.dtype(a) for a in wanted):
        raise InputError("project.array.other_type")
    return array


def _plain(data: Any, kind: Any) -> Any:
    if kind is datetime:
        moment = datetime.fromisoformat(_of(data, str))
        if moment.tzinfo is None:
            raise InputError("project.time_without_zone")
        return moment
    if kind is float:
        return float(data) if type(data) is int else _of(data, float)
    if kind in (bool, int, str):
        return _of(data, kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if get_origin(kind) is np.ndarray or getattr(kind, "__value__", None) is not None:
        raise InputError("project.array.absent")
    return data


def _of(data: Any, kind: type[Any]) -> Any:
    if type(data) is not kind:
        found, wanted = type(data).__name__, kind.__name__
        raise InputError("project.other_type", found=found, wanted=wanted)
    return data
