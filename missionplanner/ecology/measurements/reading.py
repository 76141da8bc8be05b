"""Measurements from a CSV file: place, longitude, latitude, date, value, unit, quantity."""

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.geodetector.table import read_rows
from missionplanner.ecology.statistics.csv_numbers import NOTHING, sentinels
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message

_NAMES: Mapping[str, tuple[str, ...]] = {
    "place": ("place", "site", "point", "station", "地点", "点位", "站点"),
    "lon": ("lon", "longitude", "lon_deg", "经度"),
    "lat": ("lat", "latitude", "lat_deg", "纬度"),
    "date": ("date", "day", "日期"),
    "value": ("value", "result", "数值", "值"),
    "unit": ("unit", "units", "单位"),
    "quantity": ("quantity", "parameter", "indicator", "what", "指标", "参数"),
}
_ASKED = ("lon", "lat", "date", "value")
_APART_DEG = 0.0005
"""One name may not stand for places farther apart than this, some 50 m."""


@dataclass(frozen=True)
class PointMeasurement:
    """One value."""

    place: str
    lon_deg: float
    lat_deg: float
    date: datetime.date
    value: float


@dataclass(frozen=True)
class MeasuredSeries:
    """All that was measured of one quantity, by place and date.

    Attributes
    ----------
    name, unit : str
    values : tuple of PointMeasurement
        One a place and date.
    """

    name: str
    unit: str
    values: tuple[PointMeasurement, ...]

    @property
    def dates(self) -> tuple[datetime.date, ...]:
        """Its dates, rising."""
        return tuple(sorted({one.date for one in self.values}))

    @property
    def places(self) -> tuple[str, ...]:
        """Its places, in the order of the file."""
        return tuple(dict.fromkeys(one.place for one in self.values))


def read_measurements(path: Path) -> tuple[tuple[MeasuredSeries, ...], tuple[Message, ...]]:
    """Read a table; without a column of quantities it holds one, called as its file.

    Returns
    -------
    quantities : tuple of MeasuredSeries
    told : tuple of Message
        What was left out or put together, and how the text was read.

    Raises
    ------
    InputError
        A column is missing, a cell is no number, date or place on Earth, one name stands for two
        places, one quantity has two units, or nothing is left.
    """
    head, rows, told = read_rows(path)
    columns = _columns(path, head)
    kept, lines = _kept(path, rows, columns)
    groups: dict[str, list[tuple[str, PointMeasurement]]] = {}
    for line, row in kept:
        name = _cell(row, columns, "quantity") or path.stem
        one = _measurement(path, line, row, columns)
        groups.setdefault(name, []).append((_cell(row, columns, "unit"), one))
    if not groups:
        raise InputError("ecology.measured.nothing", str(path))
    _check_places(path, [one for group in groups.values() for _, one in group])
    found = []
    for name, group in groups.items():
        if len(units := dict.fromkeys(unit for unit, _ in group)) > 1:
            raise InputError("ecology.measured.two_units", str(path), name=name, units=list(units))
        values, again = _once([one for _, one in group])
        if again:
            lines += (message("ecology.measured.repeated", name=name, n=again),)
        found.append(MeasuredSeries(name, next(iter(units)), values))
    return tuple(found), (*told, *lines)


def _columns(path: Path, head: Sequence[str]) -> dict[str, int]:
    lower = [name.strip().lower() for name in head]
    found = {
        what: lower.index(name)
        for what, names in _NAMES.items()
        if (name := next((one for one in names if one in lower), None))
    }
    if lost := [what for what in _ASKED if what not in found]:
        raise InputError("ecology.measured.no_column", str(path), names=lost, columns=list(head))
    return found


def _kept(
    path: Path, rows: Sequence[tuple[int, list[str]]], columns: Mapping[str, int]
) -> tuple[list[tuple[int, list[str]]], tuple[Message, ...]]:
    """Return the rows with a value, and how many have none."""
    at = columns["value"]
    there = [(line, row) for line, row in rows if row[at].strip().lower() not in NOTHING]
    fills = sentinels(_number(path, line, row[at], "value") for line, row in there)
    kept = [(line, row) for line, row in there if float(row[at]) not in fills]
    if len(kept) == len(rows):
        return kept, ()
    return kept, (message("ecology.measured.without_value", n=len(rows) - len(kept)),)


def _measurement(
    path: Path, line: int, row: Sequence[str], columns: Mapping[str, int]
) -> PointMeasurement:
    lon, lat = (_number(path, line, row[columns[what]], what) for what in ("lon", "lat"))
    if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):
        raise InputError("ecology.measured.no_place", str(path), row=line, lon=lon, lat=lat)
    text = row[columns["date"]].strip()
    try:
        day = datetime.date.fromisoformat(text.replace("/", "-"))
    except ValueError as error:
        raise InputError("ecology.measured.no_date", str(path), row=line, text=text) from error
    name = _cell(row, columns, "place") or f"{lon:.5f}, {lat:.5f}"
    value = _number(path, line, row[columns["value"]], "value")
    return PointMeasurement(name, lon, lat, day, value)


def _cell(row: Sequence[str], columns: Mapping[str, int], what: str) -> str:
    return row[columns[what]].strip() if what in columns else ""


def _number(path: Path, line: int, text: str, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError("geodetector.cell_no_number", str(path), name=what, row=line, cell=text)
    return value


def _check_places(path: Path, values: Sequence[PointMeasurement]) -> None:
    first: dict[str, PointMeasurement] = {}
    for one in values:
        other = first.setdefault(one.place, one)
        apart = max(abs(one.lon_deg - other.lon_deg), abs(one.lat_deg - other.lat_deg))
        if apart > _APART_DEG:
            raise InputError("ecology.measured.two_places", str(path), place=one.place)


def _once(values: Sequence[PointMeasurement]) -> tuple[tuple[PointMeasurement, ...], int]:
    """Return one value a place and date, the mean of several, and how many were joined."""
    groups: dict[tuple[str, datetime.date], list[PointMeasurement]] = {}
    for one in values:
        groups.setdefault((one.place, one.date), []).append(one)
    return tuple(_means(groups.values())), len(values) - len(groups)


def _means(groups: Iterable[Sequence[PointMeasurement]]) -> Iterator[PointMeasurement]:
    for own in groups:
        first = own[0]
        mean = math.fsum(one.value for one in own) / len(own)
        yield PointMeasurement(first.place, first.lon_deg, first.lat_deg, first.date, mean)
