"""Weather typed in by a person: JSON and CSV with the words of `weather.words`."""

import csv
import io
import json
from collections.abc import Mapping

from missionplanner.errors import InputError
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.weather.words import Fields, fields_of, hour_of, level_of, series


def from_json(text: str, where: str) -> Weather:
    """Return weather from JSON: `{"hours": [...]}`, a list of hours, or one hour.

    An hour has `wind` (a list of levels) or, flat, `wind_mps`, `wind_from_deg`, `wind_height_m`.

    Raises
    ------
    InputError
        Not JSON, another shape, or an impossible value.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}", where, "correct that place") from error
    source = where
    if isinstance(data, dict) and "hours" in data:
        if unknown := set(data) - {"hours", "source"}:
            raise InputError(f"unknown word '{min(unknown)}'", where, "move it into an hour")
        source = str(data.get("source") or where)
        data = data["hours"]
    records = [data] if isinstance(data, dict) else data
    if not isinstance(records, list):
        raise InputError("holds no list of hours", where, 'write {"hours": [...]}')
    return series(
        (_json_hour(r, f"{where}, hour {n}") for n, r in enumerate(records, 1)), source, where
    )


def from_csv(text: str, where: str) -> Weather:
    """Return weather from CSV with a header line; rows of one time are levels of one hour.

    Raises
    ------
    InputError
        No header or no row, an unknown column, or an impossible value.
    """
    first = next(line for line in text.splitlines() if line.strip())
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InputError(f"is not CSV: {error}", where, "save it as CSV again") from error
    header = [name.strip().lower() for name in rows[0][1]]
    if len(set(header)) < len(header):
        raise InputError("a column is named twice", where, "rename or delete one")
    hours: dict[object, tuple[Fields, list[WindLevel], str]] = {}
    for number, row in rows[1:]:
        place = f"{where}, line {number}"
        if len(row) != len(header):
            what = f"{len(row)} values under {len(header)} columns"
            raise InputError(what, place, "a decimal point is '.'")
        fields = fields_of(dict(zip(header, row, strict=True)), place)
        level = level_of(fields, place)
        kept, levels, _ = hours.setdefault(fields.get("time"), ({}, [], place))
        levels.extend([level] if level else [])
        for name, value in fields.items():
            kept.setdefault(name, value)
    return series((hour_of(*entry) for entry in hours.values()), where, where)


def _json_hour(record: object, where: str) -> WeatherHour:
    if not isinstance(record, Mapping):
        raise InputError("is not an hour of weather", where, 'write {"wind_mps": 5, ...}')
    flat = {name: value for name, value in record.items() if name != "wind"}
    fields = fields_of(flat, where)
    level = level_of(fields, where)
    levels = [level] if level else []
    wind = record.get("wind") or []
    if not isinstance(wind, list) or not all(isinstance(item, Mapping) for item in wind):
        raise InputError("wind is not a list of levels", where, "or write wind_mps")
    for item in wind:
        inner = fields_of(item, f"{where}, wind")
        found = level_of(inner, f"{where}, wind")
        if found is None or inner:
            told = f"has '{next(iter(inner))}'" if inner else "has no speed_mps"
            raise InputError(
                f"a wind level {told}", where, "give height_agl_m, speed_mps, from_deg"
            )
        levels.append(found)
    return hour_of(fields, levels, where)
