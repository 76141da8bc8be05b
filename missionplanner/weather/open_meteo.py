"""Forecasts in the JSON of Open-Meteo (open-meteo.com/en/docs), in the units it names."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message
from missionplanner.model.plausible import PLAUSIBLE
from missionplanner.model.weather import Phenomenon, Weather, WeatherHour, WeatherKind, WindLevel
from missionplanner.units import FOOT_M, KMH_MPS, KNOT_MPS
from missionplanner.weather.fields import Fields, hour_of, level_of, series

_NAME = "Open-Meteo"
_PLACED = re.compile(rf"{_NAME}, (-?\d{{1,3}}\.\d\d), (-?\d{{1,3}}\.\d\d)")
_HEIGHTS_M = (10, 80, 100, 120, 180)
_SPEED = {"km/h": KMH_MPS, "m/s": 1.0, "mp/h": 0.44704, "mph": 0.44704, "kn": KNOT_MPS}
_MM = {"mm": 1.0, "inch": 25.4}
_METRES = {"m": 1.0, "ft": FOOT_M, "km": 1000.0}
# Older spellings, kept by the service and by files.
_FORMER = {
    "wind_speed_": "windspeed_", "wind_direction_": "winddirection_", "wind_gusts_": "windgusts_",
    "cloud_cover": "cloudcover", "weather_code": "weathercode",
}  # fmt: skip
# Its weather codes are those of WMO-No. 306, table 4677, simplified.
_STORMS = (95, 96, 99)
_PHENOMENA = {
    45: Phenomenon.FOG, 48: Phenomenon.FOG, 56: Phenomenon.FREEZING, 57: Phenomenon.FREEZING,
    66: Phenomenon.FREEZING, 67: Phenomenon.FREEZING, 96: Phenomenon.ICE, 99: Phenomenon.ICE,
}  # fmt: skip


def recognises(data: Mapping[str, Any]) -> bool:
    """Return True where the JSON is Open-Meteo's with hours."""
    return isinstance(data.get("hourly"), Mapping) and "hourly_units" in data


def from_open_meteo(data: Mapping[str, Any], where: str | Message) -> Weather:
    """Return the hours of a forecast; those without wind are passed over and counted.

    Raises
    ------
    InputError
        No times or no wind, columns of different lengths, a unit not known, an impossible value.
    """
    hourly, units = data["hourly"], data["hourly_units"]
    times = hourly.get("time")
    if not isinstance(times, list) or not isinstance(units, Mapping):
        raise InputError("weather.no_times", where)
    for name, column in hourly.items():
        if not isinstance(column, list) or len(column) != len(times):
            raise InputError("weather.column_length", where, name=str(name), n=len(times))
    columns = _Columns(hourly, units, where)
    zone = _zone(data, where)
    hours: list[WeatherHour] = []
    told = [message("weather.age_not_told")]
    if "utc_offset_seconds" not in data and "timezone" not in data:
        told.append(message("weather.zone_not_told"))
    for row, told_time in enumerate(times):
        place = (where, message("weather.hour", n=row + 1))
        levels = _levels(columns, row, place)
        if levels:
            fields = {**_fields(columns, row, place), "time": _moment(told_time, zone, place)}
            gust_mps = fields.get("gust_mps")
            if gust_mps is not None and gust_mps < levels[0].speed_mps:
                # The gust is that of the hour before, the wind that of the moment.
                told.append(message("weather.gusts_below"))
                del fields["gust_mps"]
            hours.append(hour_of({**fields, "kind": WeatherKind.FORECAST}, levels, place))
    if not hours:
        raise InputError("weather.open_meteo_without_wind", where)
    if len(hours) < len(times):
        told.append(message("weather.hours_without_wind", n=len(times) - len(hours)))
    if unread := columns.unread():
        told.append(message("weather.columns_passed_over", names=unread))
    return series(hours, _source(data), where, told)


class _Columns:
    """The columns of the file by their present names, in SI."""

    def __init__(
        self, hourly: Mapping[str, Any], units: Mapping[str, Any], where: str | Message
    ) -> None:
        self._hourly, self._units, self._where = hourly, units, where
        self._read = {"time"}

    def value(self, name: str, row: int, factors: Mapping[str, float]) -> float | None:
        """Return a value in SI; None: not in the file, or unknown in that hour."""
        former = next((name.replace(a, b) for a, b in _FORMER.items() if a in name), name)
        key = name if name in self._hourly else former
        if key not in self._hourly:
            return None
        self._read.add(key)
        value = self._hourly[key][row]
        if value is None:
            return None
        unit = str(self._units.get(key))
        if unit not in factors:
            known = tuple(factors)
            raise InputError("weather.unit", self._where, name=key, unit=unit, known=known)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError("weather.column_no_number", self._where, name=key, value=str(value))
        try:
            return float(value) * factors[unit]
        except OverflowError:  # a whole number of hundreds of digits
            return math.inf

    def unit(self, name: str) -> object:
        """Return the unit the file names for a column."""
        return self._units.get(name)

    def unread(self) -> list[str]:
        """Return the columns that nobody asked for."""
        return [str(name) for name in self._hourly if name not in self._read]


def _levels(columns: _Columns, row: int, place: Where) -> list[WindLevel]:
    found = []
    for height_m in _HEIGHTS_M:
        speed = columns.value(f"wind_speed_{height_m}m", row, _SPEED)
        bearing = columns.value(f"wind_direction_{height_m}m", row, {"°": 1.0})
        if speed is None:
            continue
        fields: Fields = {"speed_mps": _checked("speed_mps", speed, place)}
        fields["height_agl_m"] = float(height_m)
        if bearing is not None:
            fields["from_deg"] = _checked("from_deg", bearing, place)
        level = level_of(fields, place)
        found.extend([level] if level else [])
    return found


def _fields(columns: _Columns, row: int, place: Where) -> Fields:
    wanted: dict[str, float | None] = {
        "gust_mps": columns.value("wind_gusts_10m", row, _SPEED),
        "temperature_c": columns.value("temperature_2m", row, {"°C": 1.0, "°F": 5.0 / 9.0}),
        "pressure_hpa": columns.value("pressure_msl", row, {"hPa": 1.0}),
        "precipitation_mmh": columns.value("precipitation", row, _MM),
        "visibility_m": columns.value("visibility", row, _METRES),
        "cloud_share": columns.value("cloud_cover", row, {"%": 0.01}),
    }
    if wanted["temperature_c"] is not None and columns.unit("temperature_2m") == "°F":
        wanted["temperature_c"] -= 32.0 * 5.0 / 9.0
    found: Fields = {
        name: _checked(name, value, place) for name, value in wanted.items() if value is not None
    }
    if (code := columns.value("weather_code", row, {"wmo code": 1.0})) is not None:
        found["thunderstorm"] = code in _STORMS
        found["phenomena"] = (_PHENOMENA[int(code)],) if code in _PHENOMENA else ()
    return found


def _checked(name: str, value: float, place: Where) -> float:
    if fault := PLAUSIBLE[name].fault(value):
        raise InputError("weather.service_fault", place, fault=fault)
    return value


def _zone(data: Mapping[str, Any], where: str | Message) -> timezone:
    """Return the clock of the file's times: Open-Meteo's is GMT where no zone was asked for."""
    offset = data.get("utc_offset_seconds", 0)
    zone = data.get("timezone", "GMT")
    whole = isinstance(offset, int) and not isinstance(offset, bool)
    if not whole or abs(offset) > 16 * 3600:
        raise InputError("weather.utc_offset", where, value=repr(offset)[:38])
    if "utc_offset_seconds" not in data and zone not in ("GMT", "UTC"):
        raise InputError("weather.zone_without_offset", where, zone=repr(zone)[:46])
    return timezone(timedelta(seconds=offset))


def _moment(told: object, zone: timezone, place: Where) -> datetime:
    try:
        if isinstance(told, int) and not isinstance(told, bool):  # timeformat=unixtime
            moment = datetime.fromtimestamp(told, UTC)
        else:
            moment = datetime.fromisoformat(str(told))
    except (ValueError, OverflowError, OSError) as error:
        raise InputError("weather.no_time", place, value=str(told)[:44]) from error
    if not 1950 <= moment.year <= 2100:
        raise InputError("weather.hour_of_year", place, year=moment.year)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _source(data: Mapping[str, Any]) -> str:
    place = [data.get(name) for name in ("latitude", "longitude")]
    if not all(isinstance(x, int | float) and not isinstance(x, bool) for x in place):
        return _NAME
    return f"{_NAME}, {place[0]:.2f}, {place[1]:.2f}"


def place_of(source: str) -> tuple[float, float] | None:
    """Return longitude and latitude that a forecast of ours was made for, to 0.01°; else None."""
    found = _PLACED.fullmatch(source)
    if found is None:
        return None
    lat, lon = float(found[1]), float(found[2])
    return (lon, lat) if abs(lat) <= 90.0 and abs(lon) <= 360.0 else None
