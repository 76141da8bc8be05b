"""Weather typed in by a person: JSON and CSV with the words of `weather.words`."""

import csv
import io
import json
import re
from collections.abc import Mapping
from functools import partial

from pydantic import ValidationError

from missionplanner.errors import InputError
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.storage.saved import first_complaint
from missionplanner.weather import open_meteo
from missionplanner.weather.words import Fields, fields_of, hour_of, known, level_of, series

# Of others' JSON: the words that tell it, and its name.
_OF_OTHERS = (
    (("coord",), "OpenWeatherMap's JSON ('coord')"),
    (("cod", "list"), "OpenWeatherMap's JSON ('cod', 'list')"),
    (("type", "properties"), "GeoJSON such as MET Norway's or NOAA's ('properties')"),
    (("location", "current"), "WeatherAPI's JSON ('location', 'current')"),
    (("now", "fxLink"), "QWeather's JSON ('now', 'fxLink')"),
    (("hourly", "fxLink"), "QWeather's JSON ('hourly', 'fxLink')"),
    (("queryCost",), "Visual Crossing's JSON ('queryCost')"),
    (("timelines",), "Tomorrow.io's JSON ('timelines')"),
    (("metadata", "units"), "meteoblue's JSON ('metadata', 'units')"),
    (("ts", "units"), "Windy's JSON ('ts', 'units')"),
    (("data", "city_name"), "Weatherbit's JSON ('data', 'city_name')"),
    (("status", "result"), "Caiyun's JSON ('status', 'result')"),
)
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")


def from_json(text: str, where: str) -> Weather:
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
        raise InputError("is nested too deep for weather", where, "save it again") from error
    except ValueError as error:
        raise InputError(f"is not JSON: {error}", where, "correct that place") from error
    if isinstance(data, dict):
        if "hours" in data and "version" in data:
            return _saved(text, where)
        if open_meteo.recognises(data):
            return open_meteo.from_open_meteo(data, where)
        _refuse_others(data, where)
    if isinstance(data, list) and any(
        isinstance(item, dict) and open_meteo.recognises(item) for item in data
    ):
        what = f"holds Open-Meteo's answers for {len(data)} places"
        raise InputError(what, where, "ask for the site alone, or keep its answer")
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
    if text.lstrip()[:4].lower() == "sep=":  # Excel names its separator in a line of its own
        text = text.lstrip().partition("\n")[2]
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise InputError("holds no weather", where, "give a header line and at least one hour")
    separator = max(",;\t", key=first.count)
    rows = _without_empty_ends(_rows(text, separator, where))
    header = [name.strip().lower() for name in rows[0][1]]
    _refuse_other_tables(header, where)
    known(header, where)
    told: list[str] = []
    hours: dict[object, tuple[Fields, list[WindLevel], str]] = {}
    for number, row in rows[1:]:
        place = f"{where}, line {number}"
        if len(row) != len(header):
            what = f"{len(row)} values under {len(header)} columns"
            raise InputError(what, place, "with commas between the cells a decimal point is '.'")
        if separator != ",":
            row = [_pointed(cell, told) for cell in row]
        fields = fields_of(dict(zip(header, row, strict=True)), place)
        level = level_of(fields, place)
        kept, levels, _ = hours.setdefault(fields.get("time"), ({}, [], place))
        levels.extend([level] if level else [])
        for name, value in fields.items():
            if kept.setdefault(name, value) != value:
                raise InputError(f"{name} differs within one time", place, "correct one of them")
    return series((hour_of(*entry) for entry in hours.values()), where, where, told)


def _rows(text: str, separator: str, where: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InputError(f"is not CSV: {error}", where, "save it as CSV again") from error


def _without_empty_ends(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return rows without the empty columns that a spreadsheet leaves at the right."""
    width = max(
        (n for _, row in rows for n, cell in enumerate(row, start=1) if cell.strip()), default=0
    )
    return [(number, row[:width]) for number, row in rows]


def _refuse_other_tables(header: list[str], where: str) -> None:
    if "utc_offset_seconds" in header:
        raise InputError(
            "is Open-Meteo's CSV, which is not read", where, "save its answer as JSON (format=json)"
        )
    if any("\ufffd" in name for name in header):
        raise InputError(
            "the names of its columns are not UTF-8", where, "name them as docs/formats/weather.md"
        )


def _pointed(cell: str, told: list[str]) -> str:
    """Return a cell with a decimal point; a comma between digits cannot part cells here."""
    if not _DECIMAL_COMMA.fullmatch(cell.strip()):
        return cell
    told.append("decimal commas read as points")
    return cell.replace(",", ".")


def _no_word_twice(where: str, pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"'{twice}' is given twice", where, "leave one out")
    return found


def _saved(text: str, where: str) -> Weather:
    try:
        return Weather.model_validate_json(text)
    except ValidationError as error:
        raise InputError(first_complaint(error), where, "correct the value") from error


def _refuse_others(data: Mapping[str, object], where: str) -> None:
    if data.get("error") is True:
        what = f"is the error that a service answered ({str(data.get('reason'))[:200]})"
        raise InputError(what, where, "ask it again")
    if any(f"{name}_units" in data for name in ("current", "daily", "minutely_15")):
        what = "is Open-Meteo's answer without hours ('hourly')"
        raise InputError(what, where, "ask the service for hourly=wind_speed_10m and more")
    for words, name in _OF_OTHERS:
        if all(word in data for word in words):
            remedy = "give METAR, TAF, Open-Meteo's JSON, or the words of docs/formats/weather.md"
            raise InputError(f"is {name}, which is not read", where, remedy)


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
