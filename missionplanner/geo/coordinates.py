"""Places as people write them: degrees, degrees with minutes and seconds, UTM, MGRS.

UTM and MGRS as in NGA.STND.0037 (Universal Grids and the Transverse Mercator and Polar
Stereographic Map Projections, 2014); MGRS by the `mgrs` library (GeoTrans).
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

import mgrs

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame

Place = tuple[float, float]


class CoordinateForm(StrEnum):
    """How a place is written."""

    DEGREES = "degrees"
    SECONDS = "seconds"  # degrees, minutes and seconds
    UTM = "utm"
    MGRS = "mgrs"


@dataclass(frozen=True)
class Typed:
    """A place read from words; `exchanged`: it is near only with its two numbers exchanged."""

    lon_deg: float
    lat_deg: float
    exchanged: bool = False
    form: CoordinateForm = CoordinateForm.DEGREES


@dataclass(frozen=True)
class _Angle:
    """An angle as written: degrees, the letter of its direction, and whether it has minutes."""

    degrees: float
    letter: str
    parts: int


# A place typed so far from the site may have longitude and latitude exchanged.
_NEAR_DEG = 2.0
_POLE_DEG = 90.0
MOST_PLACES = 5000
"""More corners than any outline is pasted with."""
_LONGEST_LINE = 80
# What people write for the same sign; full-width signs come from Chinese keyboards.
_SAME = str.maketrans(
    {
        **dict.fromkeys("−–—", "-"),
        **dict.fromkeys("º度˚", "°"),
        **dict.fromkeys("′’‘`分", "'"),
        **dict.fromkeys("″“”秒", '"'),
        **dict.fromkeys("，；、;\t\n\r", ","),
        **{"：": ":", "东": "E", "西": "W", "南": "S", "北": "N", "经": "", "纬": "", "　": " "},
    }
)
_ANGLE = re.compile(
    r"([-+]?\d{1,3}(?:\.\d+)?)"
    r"(?:[°:\s]+(\d{1,2}(?:\.\d+)?))?"
    r"(?:[':\s]+(\d{1,2}(?:\.\d+)?))?[°'\":\s]*"
)
_LETTER_FIRST = re.compile(r"([NSEW])([^NSEW]+)([NSEW])([^NSEW]+)")
_LETTER_LAST = re.compile(r"([^NSEW]+)([NSEW])([^NSEW]+)([NSEW])")
_UTM = re.compile(
    r"(?:(?P<zone>\d{1,2})\s*(?P<band>[A-Z])?[\s,]+)?"
    r"(?P<x>\d{6}(?:\.\d+)?)\s*(?:M?E)?[\s,]+(?P<y>\d{5,8}(?:\.\d+)?)\s*(?:M?N)?"
    r"(?:[\s,]+(?P<zone2>\d{1,2})\s*(?P<band2>[A-Z])?)?"
)
_MGRS = re.compile(r"\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V](?:\d{2}){1,5}")
_BANDS = "CDEFGHJKLMNPQRSTUVWX"


def read_place(words: str, near: Place) -> Typed:
    """Return the place that was typed, whichever way it is written.

    Parameters
    ----------
    words : str
        `117.39846, 39.92871` (longitude first), `39.92871 N 117.39846 E`,
        `117°23'54.5"E 39°55'43.4"N`, `50T 448552 4420049`, `448552 4420049` (in the site's zone)
        or `50TMK4855220049`.
    near : tuple of float
        Longitude and latitude of the site: where what was typed lies far from it and, with its
        numbers exchanged, near, it is returned exchanged and says so. So is a place whose second
        number can be no latitude, wherever the site is.

    Raises
    ------
    InputError
        Where it is no place.
    """
    plain = words.translate(_SAME).upper().strip(" ,")
    found = _mgrs(plain) or _utm(plain, near) or _angles(plain, near)
    if found is None:
        raise InputError("drawing.no_place", words)
    return found


def read_places(words: str, near: Place) -> list[Typed]:
    """Return the places of a list, one a line, as tables and messages carry them.

    A name or number before a place is passed over, and so are empty lines and a line of names
    above.

    Parameters
    ----------
    words : str
    near : tuple of float
        As of `read_place`.

    Raises
    ------
    InputError
        A line holds no place (it is named), there is none at all, or there are too many.
    """
    found: list[Typed] = []
    lines = [(number, line) for number, line in enumerate(words.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_PLACES:
        raise InputError("drawing.many_places", n=len(lines), most=MOST_PLACES)
    for place, (number, line) in enumerate(lines):
        typed = _place_in(line, near)
        if typed is not None:
            found.append(typed)
        elif place or re.search(r"\d", line):
            raise InputError("drawing.no_place_in_line", line[:_LONGEST_LINE], n=number)
    if not found:
        raise InputError("drawing.no_places")
    return found


def _place_in(line: str, near: Place) -> Typed | None:
    """Return the place in a line: the whole of it, or what follows its first word."""
    rest = re.split(r"[\s,;，；:：]+", line.strip(), maxsplit=1)[1:]
    for words in (line, *rest):
        try:
            return read_place(words, near)
        except InputError:
            continue
    return None


def place_words(place: Place, form: CoordinateForm, frame: SiteFrame) -> str:
    """Return a place as it is written, so that `read_place` reads it back.

    Parameters
    ----------
    place : tuple of float
        Longitude and latitude, degrees.
    form : CoordinateForm
    frame : SiteFrame
        For UTM: the zone of the site.
    """
    lon, lat = place
    if form is CoordinateForm.SECONDS:
        return f"{_seconds(lat, 'NS')} {_seconds(lon, 'EW')}"
    if form is CoordinateForm.UTM:
        x, y = frame.forward(lon, lat)
        zone, north = frame.epsg % 100, frame.epsg < 32700
        return f"{zone}{'N' if north else 'S'} {float(x):.2f} {float(y):010.2f}"
    if form is CoordinateForm.MGRS:
        return str(mgrs.MGRS().toMGRS(lat, lon))
    return f"{lon:.7f}, {lat:.7f}"


def _mgrs(words: str) -> Typed | None:
    packed = re.sub(r"[\s,]", "", words)
    if not _MGRS.fullmatch(packed):
        return None
    try:
        lat, lon = mgrs.MGRS().toLatLon(packed)
    except mgrs.core.MGRSError:
        return None
    return _in_degrees(float(lon), float(lat), CoordinateForm.MGRS)


def _utm(words: str, near: Place) -> Typed | None:
    found = _UTM.fullmatch(words)
    if found is None:
        return None
    zone, band = found["zone"] or found["zone2"], found["band"] or found["band2"] or ""
    x, y = float(found["x"]), float(found["y"])
    if (found["zone"] and found["zone2"]) or not 100_000 <= x < 900_000 or y > 10_000_000:
        return None
    number = int(zone) if zone else SiteFrame.around(*near).epsg % 100
    if not 1 <= number <= 60:
        return None
    hemispheres = _hemispheres(band, near)
    places = [SiteFrame(base + number).inverse(x, y) for base in hemispheres]
    if not places:
        return None
    # "50S": the southern half of the zone, or band S of the northern: the nearer one is meant.
    lon, lat = min(places, key=lambda place: abs(float(place[1]) - near[1]))
    return _in_degrees(float(lon), float(lat), CoordinateForm.UTM)


def _hemispheres(band: str, near: Place) -> list[int]:
    north, south = 32600, 32700
    if not band:
        return [north if near[1] >= 0 else south]
    if band == "S":
        return [south, north]
    if band not in _BANDS:
        return []
    return [north if band >= "N" else south]


def _angles(words: str, near: Place) -> Typed | None:
    angles = _two_angles(words)
    if angles is None:
        return None
    form = CoordinateForm.SECONDS if max(a.parts for a in angles) > 1 else CoordinateForm.DEGREES
    kinds = ["lat" if a.letter in ("N", "S") else "lon" if a.letter else "" for a in angles]
    values = [a.degrees for a in angles]
    if any(kinds):
        if sorted(kinds) != ["lat", "lon"]:
            return None
        return _in_degrees(values[kinds.index("lon")], values[kinds.index("lat")], form)
    lon, lat = values
    impossible = abs(lat) > _POLE_DEG >= abs(lon)
    if impossible or (not _is_near((lon, lat), near) and _is_near((lat, lon), near)):
        turned = _in_degrees(lat, lon, form)
        return replace(turned, exchanged=True) if turned else None
    return _in_degrees(lon, lat, form)


def _two_angles(words: str) -> tuple[_Angle, _Angle] | None:
    if found := _LETTER_FIRST.fullmatch(words):
        parts = ((found[2], found[1]), (found[4], found[3]))
    elif found := _LETTER_LAST.fullmatch(words):
        parts = ((found[1], found[2]), (found[3], found[4]))
    else:
        halves = re.split(r"\s*,[\s,]*" if "," in words else r"\s+", words)
        if len(halves) != 2:
            return None
        parts = ((halves[0], ""), (halves[1], ""))
    first, second = (_angle(part.strip(" ,"), letter) for part, letter in parts)
    return (first, second) if first and second else None


def _angle(words: str, letter: str) -> _Angle | None:
    found = _ANGLE.fullmatch(words)
    if found is None:
        return None
    written = [part for part in found.groups() if part is not None]
    # Only the last part has decimals: 117.4° 23' is no angle.
    if any("." in part for part in written[:-1]):
        return None
    minutes, seconds = float(found[2] or 0), float(found[3] or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    size = abs(float(found[1])) + minutes / 60 + seconds / 3600
    negative = found[1].startswith("-") != (letter in ("S", "W"))
    return _Angle(-size if negative else size, letter, len(written))


def _in_degrees(lon: float, lat: float, form: CoordinateForm) -> Typed | None:
    fits = abs(lon) <= 180 and abs(lat) <= 90
    return Typed(lon, lat, form=form) if fits else None


def _is_near(place: Place, near: Place) -> bool:
    return max(abs(place[0] - near[0]), abs(place[1] - near[1])) <= _NEAR_DEG


def _seconds(degrees: float, letters: str) -> str:
    # In hundred-thousandths of a second, so that 59.999999 does not become 60.
    whole = round(abs(degrees) * 3600 * 1e5)
    total, rest = divmod(whole, 10**5)
    minutes, seconds = divmod(total, 60)
    letter = letters[0] if degrees >= 0 else letters[1]
    return f"{minutes // 60}°{minutes % 60:02d}'{seconds:02d}.{rest:05d}\"{letter}"
