"""Tables of surveyors: measured points, and marks of points in photos."""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.geo.mine_grid import CommonPoint
from missionplanner.messages.message import message
from missionplanner.model.control import PhotoMark
from missionplanner.storage.saved import read_bytes

_MOST_BYTES, _MOST_ROWS, _LONGEST = 16_000_000, 100_000, 200
_NAME = ("name", "point", "id", "no", "nr", "label", "point_id", "点号", "点名", "编号", "名称")
_LON = ("lon", "longitude", "lng", "long", "经度")
_LAT = ("lat", "latitude", "纬度")
_EAST = ("e", "east", "easting", "东坐标", "东")
_NORTH = ("n", "north", "northing", "北坐标", "北")
_HEIGHT = ("h", "z", "height", "elevation", "alt", "altitude", "elev", "高程", "大地高")
_ELLIPSOID = ("ellipsoid", "ellipsoidal", "height_ellipsoid", "大地高", "椭球高")
_HEIGHT_MINE = ("height", "h", "z", "elevation", "高程")
_CHECK = ("check", "checkpoint", "checks", "role", "use", "检查点", "用途")
_SD = ("sd", "accuracy", "sigma", "精度")
_PHOTO = ("photo", "image", "file", "filename", "picture", "照片", "影像")
_PX, _PY = ("x", "x_px", "px", "column", "u", "列"), ("y", "y_px", "py", "row", "v", "行")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# 500123,45 where another mark parts the cells.
_DECIMAL_COMMA = re.compile(r"^([+-]?\d+),(\d+)$")
_USED = ("used", "采用")
_NO = ("0", "false", "no", "n", "否")
_YES = ("1", "true", "yes", "y", "check", "checkpoint", "检查", "检查点", "是")


@dataclass(frozen=True)
class MeasuredRow:
    """A measured point as its table has it.

    Attributes
    ----------
    name : str
    first, second : float
        Easting or longitude, and northing or latitude; `told` False: perhaps the other way round.
    height_m : float or None
    checks : bool
    sd_m : float or None
        Standard deviation, where the table tells one.
    line : int
    told : bool
        The table says which is which.
    degrees : bool
        It says that they are degrees.
    """

    name: str
    first: float
    second: float
    height_m: float | None
    checks: bool
    sd_m: float | None
    line: int
    told: bool
    degrees: bool


def read_measured(path: Path) -> tuple[MeasuredRow, ...]:
    """Read measured points from a CSV file, with or without a line of names.

    Columns: name; longitude and latitude, or easting and northing, or x and y; height; and, where
    they are there, check (yes or no) and sd. Without names: name, easting, northing, height, check.

    Raises
    ------
    InputError
        It cannot be read, a row has no name or number, or a name stands twice.
    """
    head, rows = _table(path)
    columns, told, degrees = _measured_columns(head, path)
    found = []
    for line, row in rows:
        sd = _optional(row, columns.get("sd"), path, line)
        found.append(
            MeasuredRow(
                name=_name(row, columns["name"], path, line),
                first=_number(row, columns["first"], path, line),
                second=_number(row, columns["second"], path, line),
                height_m=_optional(row, columns.get("height"), path, line),
                checks=_cell(row, columns.get("check")).lower() in _YES,
                sd_m=abs(sd) if sd else None,
                line=line,
                told=told,
                degrees=degrees,
            )
        )
    _refuse_twice(((one.name, one.line) for one in found), path)
    return tuple(found)


def read_common(path: Path) -> tuple[CommonPoint, ...]:
    """Read points known on the Earth and in a mine's grid from a CSV file with a line of names.

    Columns: name; lon, lat (WGS 84 or CGCS2000 degrees) and, where heights are known, ellipsoid;
    east, north and height of the mine.

    Raises
    ------
    InputError
        It cannot be read, a column or number is not there, or a name stands twice.
    """
    head, rows = _table(path)
    wanted = {"name": _NAME, "lon": _LON, "lat": _LAT, "east": _EAST, "north": _NORTH}
    places = {key: _place(head, names, path) for key, names in wanted.items()}
    plain = [_plain(cell) for cell in head]
    above, height = _index(plain, _ELLIPSOID), _index(plain, _HEIGHT_MINE)
    found = tuple(
        CommonPoint(
            name=_name(row, places["name"], path, line),
            lon_deg=_degrees(row, places["lon"], 180.0, path, line),
            lat_deg=_degrees(row, places["lat"], 90.0, path, line),
            ellipsoid_m=_optional(row, above, path, line),
            east_m=_number(row, places["east"], path, line),
            north_m=_number(row, places["north"], path, line),
            height_m=_optional(row, height, path, line),
        )
        for line, row in rows
    )
    _refuse_twice(((one.name, line) for one, (line, _) in zip(found, rows, strict=True)), path)
    return found


def read_marks(path: Path) -> tuple[PhotoMark, ...]:
    """Read marks from a CSV file: photo, x, y, point, with or without a line of names.

    With names there may also be `used`: no leaves a mark out of adjustments.

    Raises
    ------
    InputError
        It cannot be read, a row lacks something, or a point is marked twice in one photo.
    """
    head, rows = _table(path)
    places, used = {"photo": 0, "x": 1, "y": 2, "point": 3}, None
    if head:
        used = _index([_plain(cell) for cell in head], _USED)
        wanted = {"photo": _PHOTO, "x": _PX, "y": _PY, "point": _NAME}
        places = {key: _place(head, names, path) for key, names in wanted.items()}
    marks = tuple(
        PhotoMark(
            photo=_name(row, places["photo"], path, line).replace("\\", "/").rpartition("/")[2],
            x_px=_number(row, places["x"], path, line),
            y_px=_number(row, places["y"], path, line),
            point=_name(row, places["point"], path, line),
            line=line,
            used=_cell(row, used).lower() not in _NO,
        )
        for line, row in rows
    )
    _refuse_twice(((f"{one.photo}, {one.point}", one.line) for one in marks), path)
    return marks


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the names of the columns (none: no such line) and the rows with their numbers."""
    text = _text(read_bytes(path, at_most=_MOST_BYTES))
    first = text.lstrip().split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        lines = list(enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1))
    except csv.Error as error:
        raise InputError("control.no_table", str(path)) from error
    rows = [(n, [cell.strip() for cell in row]) for n, row in lines if any(map(str.strip, row))]
    if mark != ",":
        rows = [(n, [_DECIMAL_COMMA.sub(r"\1.\2", cell) for cell in row]) for n, row in rows]
    rows = [(n, row) for n, row in rows if not row[0].startswith("#")]
    if not rows or len(rows) > _MOST_ROWS or max(len(row) for _, row in rows) < 3:
        raise InputError("control.no_table", str(path))
    # A line of names has no number but in a name.
    head = rows[0][1]
    headed = not any(_is_number(cell) for cell in head[1:])
    if headed and len(rows) == 1:
        raise InputError("control.no_rows", str(path))
    return (head, rows[1:]) if headed else ([], rows)


def _text(raw: bytes) -> str:
    """Return what a table says, in whichever letters a spreadsheet has written it."""
    if raw[:2] in _UTF16_MARKS:
        return raw.decode("utf-16", errors="replace")
    begin = raw[:400]
    if b"\0" in begin:  # UTF-16 without a mark: half of each plain letter is nil
        order = "be" if begin[::2].count(0) > begin[1::2].count(0) else "le"
        return raw.decode(f"utf-16-{order}", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")  # what Excel writes in Chinese


def _measured_columns(head: Sequence[str], path: Path) -> tuple[dict[str, int], bool, bool]:
    if not head:
        return {"name": 0, "first": 1, "second": 2, "height": 3, "check": 4}, False, False
    plain = [_plain(cell) for cell in head]
    kinds = (_LON, _LAT), (_EAST, _NORTH), (("x",), ("y",))
    places = [tuple(_index(plain, names) for names in pair) for pair in kinds]
    kind = next((k for k, pair in enumerate(places) if None not in pair), None)
    if kind is None:
        raise InputError("control.no_coordinates", str(path), columns=list(head[:12]))
    one, two = (place or 0 for place in places[kind])
    columns = {"name": _place(head, _NAME, path), "first": one, "second": two}
    for key, names in (("height", _HEIGHT), ("check", _CHECK), ("sd", _SD)):
        if (place := _index(plain, names)) is not None:
            columns[key] = place
    return columns, kind < 2, kind == 0


def _plain(cell: str) -> str:
    return re.split(r"[(\[（]", cell, maxsplit=1)[0].strip().lower().removesuffix("_m")


def _index(plain: Sequence[str], names: Iterable[str]) -> int | None:
    return next((plain.index(name) for name in names if name in plain), None)


def _place(head: Sequence[str], names: Sequence[str], path: Path) -> int:
    found = _index([_plain(cell) for cell in head], names)
    if found is None:
        raise InputError("control.no_column", str(path), name=names[0], columns=list(head[:12]))
    return found


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _name(row: Sequence[str], place: int, path: Path, line: int) -> str:
    words = _cell(row, place)
    if not 0 < len(words) <= _LONGEST:
        raise InputError("control.no_name", (str(path), message("control.line_of", n=line)))
    return words


def _number(row: Sequence[str], place: int, path: Path, line: int) -> float:
    words = _cell(row, place)
    if not _is_number(words):
        where = (str(path), message("control.line_of", n=line))
        raise InputError("control.no_number", where, cell=words[:40])
    return float(words)


def _degrees(row: Sequence[str], place: int, most: float, path: Path, line: int) -> float:
    value = _number(row, place, path, line)
    if abs(value) > most:
        where = (str(path), message("control.line_of", n=line))
        raise InputError("control.no_degrees", where, value=value)
    return value


def _optional(row: Sequence[str], place: int | None, path: Path, line: int) -> float | None:
    return _number(row, place, path, line) if place is not None and _cell(row, place) else None


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def _refuse_twice(names: Iterable[tuple[str, int]], path: Path) -> None:
    seen: dict[str, int] = {}
    for name, line in names:
        if name in seen:
            where = (str(path), message("control.line_of", n=line))
            raise InputError("control.twice", where, name=name, first=seen[name])
        seen[name] = line
