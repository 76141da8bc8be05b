"""Index systems: those that ship, and the user's own, as TOML files of one shape.

`resources/ecology/systems/lingbei-2024.toml` is the system of paper 2. A user copies it
(`copy_system`), changes the copy in the window or in an editor, and names it by its path.
"""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from missionplanner import assets
from missionplanner.errors import InputError, OutputError
from missionplanner.messages.message import Message, message
from missionplanner.model.security import IndexSystem
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.complaints import reason
from missionplanner.storage.saved import read_toml

_HEAD = ("key", "title", "title_zh", "source")
_SPEC = ("key", "layer", "sign", "compute", "title", "title_zh", "unit", "weight", "source", "note")


def system_keys() -> tuple[str, ...]:
    """Return the keys of the index systems that ship, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.toml")))


def system(key_or_path: str, folder: Path | None = None) -> IndexSystem:
    """Return an index system by its key, or from a TOML file.

    Parameters
    ----------
    key_or_path : str
        A key of `system_keys`, or a path that ends in .toml, relative to `folder`.
    folder : Path, optional
        Folder of the study.

    Raises
    ------
    InputError
        No such system, or a file that cannot be used.
    """
    if key_or_path.endswith(".toml"):
        return read_system((folder or Path()) / key_or_path)
    if key_or_path not in system_keys():
        raise InputError("security.no_system", name=key_or_path, known=system_keys())
    return read_system(_folder() / f"{key_or_path}.toml")


def read_system(path: Path) -> IndexSystem:
    """Read and check one index system.

    Raises
    ------
    InputError
        The file is absent, is no TOML, or a key of it is wrong (the indicator is named).
    """
    data = read_toml(path, message("security.choose_system"))
    try:
        return IndexSystem.model_validate(data)
    except ValidationError as error:
        raise InputError("security.system_wrong", str(path), reason=_first(error, data)) from error


def write_system(path: Path, changed: IndexSystem) -> None:
    """Write an index system as TOML that `read_system` reads back unchanged.

    Raises
    ------
    OutputError
        The file cannot be written; a former one is untouched.
    """
    data = changed.model_dump(mode="json", exclude_none=True)
    lines = [f"{name} = {_value(data[name])}" for name in _HEAD if data[name] != ""]
    for spec in data["indicators"]:
        lines += ["", "[[indicators]]"]
        lines += [f"{name} = {_value(spec[name])}" for name in _SPEC if spec.get(name, "") != ""]
    write_whole(path, ("\n".join(lines) + "\n").encode())


def copy_system(key_or_path: str, path: Path) -> IndexSystem:
    """Write a copy of a system for the user to change; its key is the new file's name.

    Raises
    ------
    InputError
        The original cannot be used, or the new name has other signs than a-z, 0-9 and hyphens.
    OutputError
        The copy cannot be written, or a file is there already.
    """
    data = system(key_or_path).model_dump() | {"key": path.stem}
    if path.exists():
        raise OutputError("security.system_exists", str(path))
    try:
        copy = IndexSystem.model_validate(data)
    except ValidationError as error:
        raise InputError("security.system_name", path.stem) from error
    write_system(path, copy)
    return copy


def read_weights(path: Path) -> dict[str, float]:
    """Read constant weights from a CSV made elsewhere.

    Either a column of indicators and one of weights, with or without a heading, or one row of
    keys above one row of weights (further rows, such as units of Table VI, are left out).

    Raises
    ------
    InputError
        The file is absent, holds neither form, or has text where a weight belongs (named).
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("security.weights_unreadable", str(path)) from error
    if len(rows) < 2 or min(len(row) for row in rows[:2]) < 2:
        raise InputError("security.no_weights_table", str(path))
    weights = {}
    for key, cell in _pairs(rows):
        value = _number(cell)
        if value is None:
            raise InputError(
                "security.weight_no_number", f"{path}: {key.strip()}", text=cell.strip()
            )
        weights[key.strip()] = value
    return weights


def _pairs(rows: list[list[str]]) -> list[tuple[str, str]]:
    """Return (key, weight) of either form, without heading."""
    heading = _number(rows[0][1]) is None
    if heading and all(_number(cell) is not None for cell in rows[1][1:]):
        labelled = _number(rows[1][0]) is None
        if len(rows[0]) > 2 or not labelled:
            return list(zip(rows[0], rows[1], strict=False))[labelled:]
    return [(row[0], row[1] if len(row) > 1 else "") for row in rows[heading:]]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _first(error: ValidationError, data: dict[str, object]) -> Message:
    """Return the first complaint, with the indicator's own key."""
    first = error.errors()[0]
    place = list(first["loc"])
    why = reason(first)
    if place[:1] != ["indicators"] or len(place) < 2 or not isinstance(place[1], int):
        return _at_key(place, why)
    listed = data.get("indicators")
    entry = listed[place[1]] if isinstance(listed, list) else None
    name = entry.get("key", place[1] + 1) if isinstance(entry, dict) else place[1] + 1
    return message("security.of_indicator", name=name, reason=_at_key(place[2:], why))


def _at_key(place: Sequence[int | str], why: Message) -> Message:
    if not place:
        return why
    key = ": ".join(str(part) for part in place)
    return message("security.at_key", key=key, reason=why)


def _value(value: object) -> str:
    # A JSON string is a TOML basic string as well; numbers are the same in both.
    return json.dumps(value, ensure_ascii=False)


def _folder() -> Path:
    return assets.resources() / "ecology" / "systems"
