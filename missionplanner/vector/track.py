"""The track of a flight: places in the order they were flown, from GPX or CSV."""

import csv
import io
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.storage.saved import read_bytes
from missionplanner.vector.xml import parse_xml

Floats = NDArray[np.float64]

MOST_BYTES = 256_000_000
_LON = ("longitude", "lon", "lng", "long", "position_x", "osd.longitude")
_LAT = ("latitude", "lat", "position_y", "osd.latitude")


def read_track(file: Path) -> Floats:
    """Return longitudes and latitudes of a track, float64 (n, 2), n >= 2.

    A GPX's tracks (without one, its routes) follow one another; of a CSV the columns named
    longitude and latitude (or lon, lng, lat) are read, with or without a unit in brackets.

    Raises
    ------
    InputError
        It cannot be read, is neither, or has no two places.
    """
    raw = read_bytes(file, at_most=MOST_BYTES)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        places = _gpx(raw, file)
    else:
        places = _csv(raw.decode("utf-8-sig", errors="replace"), file)
    good = np.isfinite(places).all(axis=1) if len(places) else np.zeros(0, np.bool_)
    places = places[good]
    fine = (np.abs(places[:, 0]) <= 180) & (np.abs(places[:, 1]) <= 90) & (places != 0).any(axis=1)
    places = np.asarray(places[fine], dtype=np.float64)
    if len(places) < 2:
        raise InputError("vector.no_track", str(file))
    return places


def _gpx(raw: bytes, file: Path) -> Floats:
    root = parse_xml(raw, str(file))
    for name in ("trkpt", "rtept"):
        points = root.findall(f".//{{*}}{name}")
        if points:
            return np.array([[_number(p.get("lon")), _number(p.get("lat"))] for p in points])
    return np.empty((0, 2))


def _csv(text: str, file: Path) -> Floats:
    first = text.split("\n", 1)[0]
    try:
        head, *rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    except (csv.Error, ValueError) as error:
        raise InputError("vector.no_track", str(file)) from error
    names = [cell.split("(")[0].split("[")[0].strip().lower() for cell in head]
    columns = [
        next((names.index(n) for n in wanted if n in names), None) for wanted in (_LON, _LAT)
    ]
    lon, lat = columns
    if lon is None or lat is None:
        raise InputError("vector.no_track", str(file))
    return np.array(
        [[_number(row[lon]), _number(row[lat])] for row in rows if len(row) > max(lon, lat)]
    ).reshape(-1, 2)


def _number(cell: str | None) -> float:
    try:
        return float(cell or "")
    except ValueError:
        return math.nan
