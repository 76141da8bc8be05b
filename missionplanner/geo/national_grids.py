"""China's national grids by name: CGCS2000 in Gauss-Krueger zones of 3 and of 6 degrees.

Codes of the EPSG register: with the zone's number before the easting (8 digits) 4491-4501 for
6-degree zones 13-23 and 4513-4533 for 3-degree zones 25-45; without it (6 digits), by central
meridian, 4502-4512 and 4534-4554. A 6-degree zone n has its meridian at 6 n - 3, a 3-degree one at
3 n (GB/T 23709).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyproj import CRS
from pyproj.exceptions import CRSError

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_distances_m, transform
from missionplanner.storage.saved import read_bytes

Place = tuple[float, float]

_FALSE_M, _ZONE_M = 500_000.0, 1_000_000.0
_CGCS = re.compile(r"cgcs\s*_?-?2000|国家2000|2000国家")
_WIDTH = re.compile(r"([36])\s*(?:-?\s*deg(?:ree)?s?|度|°)")
_ZONE = re.compile(r"(?:zone|带号?|第)\s*(\d{1,2})|(\d{1,2})\s*带")
_MERIDIAN = re.compile(r"(?:cm|meridian|中央经线|中央子午线)\s*:?\s*(\d{2,3})\s*(?:°|度|e\b)?")
_NEAR_M = 60_000.0
# EPSG codes of WGS 84 UTM, less the zone.
_UTM_NORTH, _UTM_SOUTH = 326, 327
_WKT_FILE, _MOST_WKT = ".wkt", 1_000_000


@dataclass(frozen=True)
class GaussKrueger:
    """One zone of CGCS2000.

    Attributes
    ----------
    degrees : int
        3 or 6.
    zone : int
    numbered : bool
        The zone's number stands before the easting.
    """

    degrees: int
    zone: int
    numbered: bool

    @property
    def epsg(self) -> int:
        """Code of the register."""
        first = {3: (4513, 4534, 25), 6: (4491, 4502, 13)}[self.degrees]
        return (first[0] if self.numbered else first[1]) + self.zone - first[2]

    @property
    def meridian_deg(self) -> int:
        """Its central meridian, degrees east."""
        return 3 * self.zone if self.degrees == 3 else 6 * self.zone - 3

    @property
    def name(self) -> str:
        """How it is written; `crs_named` reads it back."""
        way = f"zone {self.zone}" if self.numbered else f"CM {self.meridian_deg}E"
        return f"CGCS2000 {self.degrees}-degree {way}"


def zones() -> Iterator[GaussKrueger]:
    """Yield all zones, in both ways of writing an easting."""
    for numbered in (True, False):
        yield from (GaussKrueger(3, zone, numbered) for zone in range(25, 46))
        yield from (GaussKrueger(6, zone, numbered) for zone in range(13, 24))


def crs_named(words: str) -> str:
    """Return what a CRS is called as a text that the transformations of `geo` take.

    Parameters
    ----------
    words : str
        `CGCS2000 3-degree zone 38`, `CGCS2000 CM 114E`, `CGCS2000 3度带 38带`, `EPSG:4547`,
        `EPSG:32649`, WKT, the path of a .wkt file, or whatever else PROJ knows by name.

    Raises
    ------
    InputError
        Nobody knows it, or there is no such zone.
    """
    if _CGCS.search(words.lower()):
        zone = _zone(words.lower())
        if zone is not None:
            return f"EPSG:{zone.epsg}"
    text = words
    if words.lower().endswith(_WKT_FILE):
        raw = read_bytes(Path(words), at_most=_MOST_WKT)
        text = raw.decode("utf-8-sig", errors="replace").strip()
    try:
        crs = CRS.from_user_input(text)
    except CRSError as error:
        raise InputError("geo.no_such_crs", words[:120]) from error
    # A mine's grid is derived from a projected system.
    if not (crs.is_geographic or crs.is_projected or crs.is_compound or crs.is_derived):
        raise InputError("geo.no_such_crs", words[:120])
    return text


def crs_name(crs: str) -> str:
    """Return what a CRS is called: one of the national zones as `crs_named` reads it."""
    code = CRS.from_user_input(crs).to_epsg()
    known = next((zone.name for zone in zones() if zone.epsg == code), None)
    return known or str(CRS.from_user_input(crs).name)


def is_degrees(crs: str) -> bool:
    """Return whether coordinates of a CRS are degrees."""
    return bool(CRS.from_user_input(crs).is_geographic)


def zones_near(x: float, y: float, near: Place) -> tuple[str, ...]:
    """Return the names of national zones in which coordinates lie near a place; nearest first."""
    found = []
    for zone in zones():
        if zone.numbered != (abs(x) >= _ZONE_M):
            continue
        if zone.numbered and int(x // _ZONE_M) != zone.zone:
            continue
        away = away_m(x, y, f"EPSG:{zone.epsg}", near)
        if away <= _NEAR_M:
            found.append((away, zone.degrees, zone.name))
    return tuple(name for *_, name in sorted(found))


def is_utm(crs: str) -> bool:
    """Return whether a CRS is a UTM zone of WGS 84."""
    code = CRS.from_user_input(crs).to_epsg()
    return code is not None and code // 100 in (_UTM_NORTH, _UTM_SOUTH) and 1 <= code % 100 <= 60


def utm_near(x: float, y: float, near: Place) -> str | None:
    """Return the name of the UTM zone of WGS 84 in which coordinates lie near a place, or None."""
    half = _UTM_NORTH if near[1] >= 0.0 else _UTM_SOUTH
    zone = int((near[0] + 180.0) // 6.0) % 60 + 1
    beside = [100 * half + 1 + (zone - 1 + step) % 60 for step in (0, -1, 1)]
    away, code = min((away_m(x, y, f"EPSG:{code}", near), code) for code in beside)
    return crs_name(f"EPSG:{code}") if away <= _NEAR_M else None


def away_m(x: float, y: float, crs: str, near: Place) -> float:
    """Return how far coordinates of a CRS lie from a place (longitude, latitude), metres."""
    try:
        lon, lat = transform(x, y, crs, "EPSG:4326")
    except (CRSError, InputError):
        return float("inf")
    if not (abs(float(lon)) <= 360.0 and abs(float(lat)) <= 90.0):
        return float("inf")
    return float(geodesic_distances_m([float(lon), near[0]], [float(lat), near[1]])[0])


def _zone(words: str) -> GaussKrueger | None:
    degrees = _WIDTH.search(words)
    rest = _CGCS.sub(" ", words)
    rest = _WIDTH.sub(" ", rest)
    if meridian := _MERIDIAN.search(rest):
        return _at(int(meridian[1]), int(degrees[1]) if degrees else None, words)
    number = _ZONE.search(rest) or re.search(r"(\d{1,2})\s*$", rest.strip())
    if number is None:
        return None
    zone = int(next(part for part in number.groups() if part))
    wide = int(degrees[1]) if degrees else (3 if zone >= 25 else 6)
    return _known(GaussKrueger(wide, zone, numbered=True), words)


def _at(meridian: int, degrees: int | None, words: str) -> GaussKrueger:
    # The meridians of 6-degree zones are those of every other 3-degree zone: the same grid.
    if degrees == 6:
        zone = GaussKrueger(6, (meridian + 3) // 6, numbered=False)
    else:
        zone = GaussKrueger(3, meridian // 3, numbered=False)
    if zone.meridian_deg != meridian:
        raise InputError("geo.no_such_zone", words[:120])
    return _known(zone, words)


def _known(zone: GaussKrueger, words: str) -> GaussKrueger:
    if zone not in set(zones()):
        raise InputError("geo.no_such_zone", words[:120])
    return zone
