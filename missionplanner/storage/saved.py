"""Read saved JSON that anybody may have changed: sizes, depth and encoding are not believed.

The `remedy` of every function is what the user can do where the file is of no use.
"""

import json
import tomllib
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.storage.complaints import complaint, first_complaint
from missionplanner.storage.reasons import reason

__all__ = [
    "as_model",
    "complaint",
    "first_complaint",
    "read_bytes",
    "read_object",
    "read_saved",
    "read_toml",
]

M = TypeVar("M", bound=BaseModel)
MOST_BYTES = 64_000_000
CHECK_FILE = message("storage.check_file")


def read_bytes(path: Path, remedy: Message = CHECK_FILE, at_most: int = MOST_BYTES) -> bytes:
    """Return the content of a file.

    Raises
    ------
    InputError
        It is absent, no file (a pipe, a device, a folder), or larger than `at_most` bytes.
    """
    try:
        if not path.is_file():
            if path.exists():
                raise InputError("storage.no_file", str(path), help=remedy)
            raise InputError("storage.absent", str(path), help=remedy)
        if path.stat().st_size > at_most:
            raise InputError("storage.too_large", str(path), size=at_most / 1e6, help=remedy)
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            "storage.unreadable", str(path), reason=reason(error), help=remedy
        ) from error


def read_object(
    path: Path, remedy: Message = CHECK_FILE, at_most: int = MOST_BYTES
) -> dict[str, Any]:
    """Return the JSON object in a file; UTF-8, with or without a byte order mark.

    Raises
    ------
    InputError
        The file cannot be read, or holds no JSON object.
    """
    try:
        raw = json.loads(read_bytes(path, remedy, at_most).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("storage.not_utf8", str(path), help=remedy) from error
    except ValueError as error:
        raise InputError("storage.damaged", str(path), reason=str(error), help=remedy) from error
    except RecursionError as error:
        raise InputError("storage.too_deep", str(path), help=remedy) from error
    if not isinstance(raw, dict):
        raise InputError("storage.no_object", str(path), help=remedy)
    return raw


def read_toml(
    path: Path, remedy: Message = CHECK_FILE, at_most: int = MOST_BYTES
) -> dict[str, Any]:
    """Return the tables of a TOML file; UTF-8, with or without a byte order mark.

    Raises
    ------
    InputError
        The file cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(read_bytes(path, remedy, at_most).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("storage.toml_not_utf8", str(path), help=remedy) from error
    except ValueError as error:
        raise InputError("storage.no_toml", str(path), reason=str(error)) from error
    except RecursionError as error:
        raise InputError("storage.toml_too_deep", str(path), help=remedy) from error


def read_saved(path: Path, kind: type[M], remedy: Message = CHECK_FILE) -> M | None:
    """Return what was saved as JSON of a model; None where nothing was.

    Raises
    ------
    InputError
        It cannot be read, or is of another version.
    """
    if not path.is_file():
        return None
    try:
        return kind.model_validate_json(read_bytes(path, remedy).removeprefix(BOM_UTF8))
    except ValidationError as error:
        why = first_complaint(error)
        raise InputError("storage.result_unreadable", str(path), reason=why, help=remedy) from error
    except InputError as error:
        why = error.message
        raise InputError("storage.result_unreadable", str(path), reason=why, help=remedy) from error


def as_model(raw: dict[str, Any], kind: type[M], where: Path, remedy: Message = CHECK_FILE) -> M:
    """Return a JSON object as a model.

    Raises
    ------
    InputError
        A value does not fit; the first is named by its key.
    """
    try:
        return kind.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        why = first_complaint(error)
        raise InputError("storage.unfit_value", str(where), reason=why, help=remedy) from error
    except (ValueError, RecursionError) as error:
        raise InputError("storage.too_deep", str(where), help=remedy) from error
