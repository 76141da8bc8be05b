"""Wind by height from a radiosonde ascent in the text layout of the University of Wyoming."""

import math

from missionplanner.errors import InputError, where_told
from missionplanner.messages.message import Message
from missionplanner.model.weather import Weather, WeatherKind, WindLevel
from missionplanner.units import knots_to_mps
from missionplanner.weather.fields import WIND_HEIGHT_M, Fields, hour_of, level_of, series

_WANTED = ("HGHT", "TEMP", "DRCT", "SKNT")
_TOP_M = 3000.0  # above ground; no survey flies higher


def recognises(text: str) -> bool:
    """Return True when the text has the header of a sounding."""
    return _header(text) is not None


def from_sounding(text: str, where: str | Message) -> Weather:
    """Return one hour without time; heights are counted from the lowest level, the station's.

    The lowest level is the surface wind and is placed at 10 m. Lines without wind are passed over.

    Raises
    ------
    InputError
        No line with height and wind.
    """
    columns = _header(text) or []
    place = {name: columns.index(name) for name in _WANTED}
    rows = [row for line in text.splitlines() if (row := _numbers(line, len(columns)))]
    if not rows:
        raise InputError("weather.sounding_without_wind", where)
    ground_m = rows[0][place["HGHT"]]
    levels: dict[float, WindLevel] = {}
    for row in rows:
        height_m = max(row[place["HGHT"]] - ground_m, WIND_HEIGHT_M)
        speed_mps, from_deg = knots_to_mps(row[place["SKNT"]]), row[place["DRCT"]] % 360.0
        if height_m > _TOP_M or height_m in levels or speed_mps < 0.0:
            continue
        wind: Fields = {"height_agl_m": height_m, "speed_mps": speed_mps, "from_deg": from_deg}
        if (level := level_of(wind, where)) is not None:
            levels[height_m] = level
    fields: Fields = {
        "kind": WeatherKind.OBSERVATION,
        "temperature_c": rows[0][place["TEMP"]],
    }
    return series(
        [hour_of(fields, levels.values(), where)], f"sounding, {where_told(where, 'en')}", where
    )


def _header(text: str) -> list[str] | None:
    for line in text.splitlines():
        # Some writers put the unit behind the name: HGHT_m.
        names = [word.split("_")[0].upper() for word in line.lstrip("# ").split()]
        if set(_WANTED) <= set(names):
            return names
    return None


def _numbers(line: str, count: int) -> list[float] | None:
    """Return the line's numbers, or None when it has not all columns."""
    try:
        row = [float(word) for word in line.split()]
    except ValueError:
        return None
    return row if len(row) == count and all(map(math.isfinite, row)) else None
