"""Weather typed in by a person: JSON and CSV with the words of `weather.words`."""

import csv
import io
import json
import re
from collections.abc import Mapping
from functools import partial

from pydantic import ValidationError

from missionplanner.errors import InputError, Where, where_told
from missionplanner.messages.message import Message, message
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.storage.saved import first_complaint
from missionplanner.weather import open_meteo
from missionplanner.weather.fields import Fields, fields_of, hour_of, known, level_of, series

# Of others' JSON: the words that tell it, and the service; several give GeoJSON.
_OF_OTHERS = (
    (("coord",), "OpenWeatherMap"),
    (("cod", "list"), "OpenWeatherMap"),
    (("type", "properties"), ""),
    (("location", "current"), "WeatherAPI"),
    (("now", "fxLink"), "QWeather"),
    (("hourly", "fxLink"), "QWeather"),
    (("queryCost",), "Visual Crossing"),
    (("timelines",), "Tomorrow.io"),
    (("metadata", "units"), "meteoblue"),
    (("ts", "units"), "Windy"),
    (("data", "city_name"), "Weatherbit"),
    (("status", "result"), "Caiyun"),
)
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")


def from_json(text: str, where: str | Message) -> Weather:
    """Return weather from JSON: `{"hours": [...]}`, a list of hours, one hour, or Open-Meteo's.

    An hour has `wind` (a list of levels) or, flat, `wind_mps`, `wind_from_deg`, `wind_height_m`.
    What a project saved (`weather.json`) comes back whole.

    Raises
    ------
    InputError
        Not JSON, another shape, a word given twice, or an impossible value.
    """
    try:
        data = json.loads(text, object_pairs_hook=partial(_no_word_twice, where))
    except RecursionError as error:
        raise InputError("weather.json_deep", where) from error
    except ValueError as error:
        raise InputError("weather.no_json", where, reason=str(error)) from error
    if isinstance(data, dict):
        if "hours" in data and "version" in data:
            return _saved(text, where)
        if open_meteo.recognises(data):
            return open_meteo.from_open_meteo(data, where)
        _refuse_others(data, where)
    if isinstance(data, list) and any(
        isinstance(item, dict) and open_meteo.recognises(item) for item in data
    ):
        raise InputError("weather.several_places", where, n=len(data))
    source = where_told(where, "en")
    if isinstance(data, dict) and "hours" in data:
        if unknown := set(data) - {"hours", "source"}:
            raise InputError("weather.word_beside_hours", where, word=min(unknown))
        source = str(data.get("source") or source)
        data = data["hours"]
    records = [data] if isinstance(data, dict) else data
    if not isinstance(records, list):
        raise InputError("weather.no_hours", where)
    return series(
        (_json_hour(r, (where, message("weather.hour", n=n))) for n, r in enumerate(records, 1)),
        source,
        where,
    )


def from_csv(text: str, where: str | Message) -> Weather:
    """Return weather from CSV with a header line; rows of one time are levels of one hour.

    Raises
    ------
    InputError
        No header or no row, an unknown column, or an impossible value.
    """
    if text.lstrip()[:4].lower() == "sep=":  # Excel names its separator in a line of its own
        text = text.lstrip().partition("\n")[2]
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise InputError("weather.empty_table", where)
    separator = max(",;\t", key=first.count)
    rows = _without_empty_ends(_rows(text, separator, where))
    header = [name.strip().lower() for name in rows[0][1]]
    _refuse_other_tables(header, where)
    known(header, where)
    told: list[Message] = []
    hours: dict[object, tuple[Fields, list[WindLevel], Where]] = {}
    for number, row in rows[1:]:
        place = (where, message("weather.line", n=number))
        if len(row) != len(header):
            raise InputError("weather.row_length", place, n=len(row), columns=len(header))
        if separator != ",":
            row = [_pointed(cell, told) for cell in row]
        fields = fields_of(dict(zip(header, row, strict=True)), place)
        level = level_of(fields, place)
        kept, levels, _ = hours.setdefault(fields.get("time"), ({}, [], place))
        levels.extend([level] if level else [])
        for name, value in fields.items():
            if kept.setdefault(name, value) != value:
                raise InputError("weather.differs", place, name=name)
    return series(
        (hour_of(*entry) for entry in hours.values()), where_told(where, "en"), where, told
    )


def _rows(text: str, separator: str, where: str | Message) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InputError("weather.no_csv", where, reason=str(error)) from error


def _without_empty_ends(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return rows without the empty columns that a spreadsheet leaves at the right."""
    width = max(
        (n for _, row in rows for n, cell in enumerate(row, start=1) if cell.strip()), default=0
    )
    return [(number, row[:width]) for number, row in rows]


def _refuse_other_tables(header: list[str], where: str | Message) -> None:
    if "utc_offset_seconds" in header:
        raise InputError("weather.csv_of_open_meteo", where)
    if any("\ufffd" in name for name in header):
        raise InputError("weather.columns_not_utf8", where)


def _pointed(cell: str, told: list[Message]) -> str:
    """Return a cell with a decimal point; a comma between digits cannot part cells here."""
    if not _DECIMAL_COMMA.fullmatch(cell.strip()):
        return cell
    told.append(message("weather.decimal_commas"))
    return cell.replace(",", ".")


def _no_word_twice(where: str | Message, pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError("weather.word_twice", where, word=twice)
    return found


def _saved(text: str, where: str | Message) -> Weather:
    try:
        return Weather.model_validate_json(text)
    except ValidationError as error:
        raise InputError("weather.saved_unfit", where, reason=first_complaint(error)) from error


def _refuse_others(data: Mapping[str, object], where: str | Message) -> None:
    if data.get("error") is True:
        raise InputError("weather.service_error", where, reason=str(data.get("reason"))[:200])
    if any(f"{name}_units" in data for name in ("current", "daily", "minutely_15")):
        raise InputError("weather.open_meteo_without_hours", where)
    for words, service in _OF_OTHERS:
        if not all(word in data for word in words):
            continue
        if not service:
            raise InputError("weather.geojson_unread", where)
        quoted = [f"'{word}'" for word in words]
        raise InputError("weather.service_unread", where, service=service, words=quoted)


def _json_hour(record: object, where: tuple[str | Message, ...]) -> WeatherHour:
    if not isinstance(record, Mapping):
        raise InputError("weather.no_hour", where)
    flat = {name: value for name, value in record.items() if name != "wind"}
    fields = fields_of(flat, where)
    level = level_of(fields, where)
    levels = [level] if level else []
    wind = record.get("wind") or []
    if not isinstance(wind, list) or not all(isinstance(item, Mapping) for item in wind):
        raise InputError("weather.no_levels", where)
    for item in wind:
        inside = (*where, message("weather.within_wind"))
        inner = fields_of(item, inside)
        found = level_of(inner, inside)
        if inner:
            raise InputError("weather.level_with_word", where, word=next(iter(inner)))
        if found is None:
            raise InputError("weather.level_without_speed", where)
        levels.append(found)
    return hour_of(fields, levels, where)
