"""Read saved JSON that anybody may have changed: sizes, depth and encoding are not believed."""

import json
import tomllib
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from missionplanner.errors import InputError

M = TypeVar("M", bound=BaseModel)
MOST_BYTES = 64_000_000


def read_bytes(path: Path, remedy: str, at_most: int = MOST_BYTES) -> bytes:
    """Return the content of a file.

    Raises
    ------
    InputError
        It is absent, no file (a pipe, a device, a folder), or larger than `at_most` bytes.
    """
    try:
        if not path.is_file():
            what = "is no file" if path.exists() else "no such file"
            raise InputError(what, str(path), remedy)
        if path.stat().st_size > at_most:
            raise InputError(f"is damaged (over {at_most / 1e6:g} MB)", str(path), remedy)
        return path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
        raise InputError(what, str(path), remedy) from error


def read_object(path: Path, remedy: str, at_most: int = MOST_BYTES) -> dict[str, Any]:
    """Return the JSON object in a file; UTF-8, with or without a byte order mark.

    Raises
    ------
    InputError
        The file cannot be read, or holds no JSON object.
    """
    try:
        raw = json.loads(read_bytes(path, remedy, at_most).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("is damaged (not UTF-8)", str(path), remedy) from error
    except ValueError as error:
        raise InputError(f"is damaged ({error})", str(path), remedy) from error
    except RecursionError as error:
        raise InputError("is damaged (nested too deeply)", str(path), remedy) from error
    if not isinstance(raw, dict):
        raise InputError("is damaged (not a JSON object)", str(path), remedy)
    return raw


def read_toml(path: Path, remedy: str, at_most: int = MOST_BYTES) -> dict[str, Any]:
    """Return the tables of a TOML file; UTF-8, with or without a byte order mark.

    Raises
    ------
    InputError
        The file cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(read_bytes(path, remedy, at_most).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("is not TOML (not UTF-8)", str(path), remedy) from error
    except ValueError as error:
        raise InputError(f"is not TOML: {error}", str(path), "correct that line") from error
    except RecursionError as error:
        raise InputError("is not TOML (nested too deeply)", str(path), remedy) from error


def read_saved(path: Path, kind: type[M], remedy: str) -> M | None:
    """Return what was saved as JSON of a model; None where nothing was.

    Raises
    ------
    InputError
        It cannot be read, or is of another version.
    """
    if not path.is_file():
        return None
    what = "the saved result cannot be read"
    try:
        return kind.model_validate_json(read_bytes(path, remedy).removeprefix(BOM_UTF8))
    except ValidationError as error:
        raise InputError(f"{what} ({first_complaint(error)})", str(path), remedy) from error
    except InputError as error:
        raise InputError(f"{what} ({error.what})", str(path), remedy) from error


def as_model(raw: dict[str, Any], kind: type[M], where: Path, remedy: str) -> M:
    """Return a JSON object as a model.

    Raises
    ------
    InputError
        A value does not fit; the first is named by its key.
    """
    try:
        return kind.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        raise InputError(first_complaint(error), str(where), remedy) from error
    except (ValueError, RecursionError) as error:
        raise InputError("is damaged (nested too deeply)", str(where), remedy) from error


def first_complaint(error: ValidationError) -> str:
    """Return the first thing wrong as KEY: SENTENCE."""
    key, sentence = complaint(error)
    return f"{key}: {sentence}" if key else sentence


def complaint(error: ValidationError) -> tuple[str, str]:
    """Return key and sentence of the first thing wrong."""
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"]))
    return key, str(first["msg"]).removeprefix("Value error, ")
