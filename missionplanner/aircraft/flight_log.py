"""A flight log as CSV: time, place, and what the battery gave.

Columns are known by their names, in any order, with or without a unit in brackets, as DJI log
converters (Airdata, PhantomHelp), ArduPilot converters and the M100 data set of Rodrigues et al.
(Scientific Data 8, 155, 2021) write them; others are passed over.
"""

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.storage.saved import read_bytes

Floats = NDArray[np.float64]

MOST_BYTES = 256_000_000
_NAMES: Mapping[str, tuple[str, ...]] = {
    "time": ("time", "timestamp", "datetime", "offset_time", "flytime", "customtime", "t"),
    "lon": ("longitude", "lon", "lng", "long", "position_x"),
    "lat": ("latitude", "lat", "position_y"),
    "height": ("height_above_takeoff", "height", "altitude", "alt", "position_z", "z",
               "altitude_above_sealevel", "relative_altitude"),
    "voltage": ("voltage", "battery_voltage", "volt", "volts"),
    "current": ("current", "battery_current", "curr", "amps"),
    "power": ("power", "battery_power"),
    "percent": ("battery_percent", "battery", "percent", "soc", "remaining", "battery_level"),
    "wind_mps": ("wind_speed", "windspeed"),
    "wind_from": ("wind_angle", "wind_direction", "winddirection", "wind_from"),
}  # fmt: skip
# Unit in brackets or at the end of a name -> factor to SI (of voltage V, current A, power W).
_UNITS = {
    "millisecond": 1e-3, "milliseconds": 1e-3, "ms": 1e-3, "us": 1e-6, "s": 1.0, "sec": 1.0,
    "m": 1.0, "meters": 1.0, "feet": 0.3048, "ft": 0.3048, "v": 1.0, "mv": 1e-3, "a": 1.0,
    "ma": 1e-3, "w": 1.0, "kw": 1e3, "%": 1.0, "pct": 1.0, "deg": 1.0, "degrees": 1.0,
    "m/s": 1.0, "mps": 1.0, "mph": 0.44704, "km/h": 1 / 3.6, "kmh": 1 / 3.6, "kn": 0.514444,
    "utc": 1.0,
}  # fmt: skip
_NEEDED = ("time", "lon", "lat", "height")
_LEAST_ROWS = 20


@dataclass(frozen=True)
class FlightLog:
    """A log's rows in the order of time; arrays float64 (n,), NaN where a row says nothing.

    Attributes
    ----------
    time_s : seconds since the first row, rising
    lon_deg, lat_deg : WGS 84
    height_m : metres above whatever the log counts from
    power_w : voltage times current, W; all NaN where the log has neither
    percent : charge left, 0 to 100; all NaN where the log has none
    wind_mps, wind_from_deg : wind as logged, from where it blows; all NaN where it is not
    """

    name: str
    time_s: Floats
    lon_deg: Floats
    lat_deg: Floats
    height_m: Floats
    power_w: Floats
    percent: Floats
    wind_mps: Floats
    wind_from_deg: Floats

    def __len__(self) -> int:
        return len(self.time_s)


def read_flight_log(file: Path) -> FlightLog:
    """Read a log.

    Raises
    ------
    InputError
        It cannot be read, is no table, lacks a column, or has too few rows with numbers.
    """
    raw = read_bytes(file, at_most=MOST_BYTES)
    text = raw.decode("utf-8-sig", errors="replace")
    try:
        head, *rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except (csv.Error, ValueError) as error:
        raise InputError("aircraft.log.no_table", str(file)) from error
    columns = _columns(head)
    missing = [name for name in _NEEDED if name not in columns]
    told = {"power", "percent"} & columns.keys() or {"voltage", "current"} <= columns.keys()
    if missing or not told:
        raise InputError("aircraft.log.lacks", str(file), columns=missing or ["voltage", "current"])
    values = {name: _series(rows, *place, name) for name, place in columns.items()}
    return _log(file, values, len(rows))


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _columns(head: list[str]) -> dict[str, tuple[int, float]]:
    """Return for each thing known its column and the factor to its unit."""
    named = [_name(cell) for cell in head]
    found: dict[str, tuple[int, float]] = {}
    for thing, names in _NAMES.items():
        for wanted in names:
            at = next((i for i, (name, _) in enumerate(named) if name == wanted), None)
            if at is not None:
                found[thing] = at, named[at][1]
                break
    return found


def _name(cell: str) -> tuple[str, float]:
    """Return a column's name and the factor of its unit."""
    words = cell.strip().lower()
    bracket = re.fullmatch(r"(.*?)\s*[\[(]\s*([^\])]*?)\s*[\])]", words)
    if bracket:
        return _plain(bracket[1]), _UNITS.get(bracket[2], 1.0)
    name = _plain(words)
    base, _, unit = name.rpartition("_")
    if base and unit in _UNITS and any(base in names for names in _NAMES.values()):
        return base, _UNITS[unit]
    return name, 1.0


def _plain(words: str) -> str:
    return re.sub(r"[\s.\-]+", "_", words.strip())


def _series(rows: list[list[str]], column: int, factor: float, thing: str) -> Floats:
    read = _moment if thing == "time" else _number
    return np.array([read(row[column]) if column < len(row) else math.nan for row in rows]) * factor


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return math.nan


def _moment(cell: str) -> float:
    number = _number(cell)
    if not math.isnan(number):
        return number
    try:
        return datetime.fromisoformat(cell.strip()).timestamp()
    except (ValueError, OverflowError):
        return math.nan


def _log(file: Path, values: Mapping[str, Floats], rows: int) -> FlightLog:
    nothing = np.full(rows, np.nan)
    power = values.get("power", nothing)
    if "voltage" in values and "current" in values:
        power = _volts(values["voltage"]) * np.abs(_amps(values["current"]))
    percent = values.get("percent", nothing)
    if not (percent > 1.0).any():  # told as a share
        percent = 100.0 * percent
    parts = {
        "time_s": values["time"],
        "lon_deg": values["lon"],
        "lat_deg": values["lat"],
        "height_m": values["height"],
        "power_w": power,
        "percent": percent,
        "wind_mps": values.get("wind_mps", nothing),
        "wind_from_deg": values.get("wind_from", nothing),
    }
    kept = np.array(list(_good(parts)), np.int64)
    if len(kept) < _LEAST_ROWS:
        raise InputError("aircraft.log.short", str(file), n=len(kept), least=_LEAST_ROWS)
    cut = {name: part[kept] for name, part in parts.items()}
    cut["time_s"] = cut["time_s"] - cut["time_s"][0]
    return FlightLog(file.name, **cut)


def _good(parts: Mapping[str, Floats]) -> Iterator[int]:
    """Yield the rows whose time, place and height are numbers, each later than the one before."""
    last = -math.inf
    lon, lat = parts["lon_deg"], parts["lat_deg"]
    whole = np.isfinite(parts["time_s"]) & np.isfinite(parts["height_m"])
    # A receiver without a fix writes 0, 0.
    whole &= (np.abs(lon) <= 180) & (np.abs(lat) <= 90) & ((lon != 0) | (lat != 0))
    for i in np.flatnonzero(whole):
        if parts["time_s"][i] > last:
            last = parts["time_s"][i]
            yield int(i)


def _volts(found: Floats) -> Floats:
    """Return volts; a battery of over 1000 is told in millivolts."""
    return found * 1e-3 if np.nanmedian(found) > 1000 else found


def _amps(found: Floats) -> Floats:
    """Return amperes; a current of over 1000 is told in milliamperes."""
    return found * 1e-3 if np.nanmedian(np.abs(found)) > 1000 else found
