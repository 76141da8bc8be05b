"""Which vertical datum a DEM's heights have, and how they become EGM96 metres.

A datum is known from the file or named by the user, never guessed. The user writes

    egm96 | ellipsoid          as they are
    NAME+12.3 | NAME-0.5       metres to add to get EGM96 heights
    NAME=GRID.tif              undulation of that datum above WGS 84, any raster with a CRS

each with an optional unit: `:m`, `:ft` or `:us-ft`. NAME is EGM2008, NAVD88, China 1985 (Yellow
Sea) in any spelling, or a name of the user's own. Of these none can be turned into EGM96 without a
grid, which is not shipped (that of EGM2008 alone is larger than the program), or an offset, which
differs from place to place: what is known of their size is told, and never applied.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import DatumUnknown, InputError
from missionplanner.units import FOOT_M, US_SURVEY_FOOT_M

CHOICES = (
    "name it: egm96, ellipsoid, NAME=GRID.tif (its undulation above WGS 84), or NAME-0.5 "
    "(metres added to get EGM96 heights), where NAME is EGM2008, NAVD88, China1985 or another"
)

NAMED = ("EGM2008", "NAVD88", "China 1985")
"""Datums people meet that need a grid or an offset."""

_TYPICAL = {
    # P. Guth, MICRODEM: EGM96 and EGM2008 (US Naval Academy).
    "EGM2008": "it differs from EGM96 by 0.5 m (RMS), by several metres in places",
    "NAVD88": "it differs from EGM96 by decimetres to about 1.5 m, by place",
    # Above the global geoid: Jiao et al. 2002 0.25 m, Zhai et al. 2011 0.32 m, He et al. 2016
    # 0.46 m; EGM96 itself differs from that geoid by place.
    "China 1985": "its zero lies 0.25 to 0.46 m above the global geoid by published figures, from "
    "which EGM96 differs by place",
}

_UNITS = {"m": 1.0, "ft": FOOT_M, "us-ft": US_SURVEY_FOOT_M}
# Letters and digits alone, lower case, of what people write.
_ALIASES = {
    "egm96": "egm96",
    "ellipsoid": "ellipsoid",
    "ellipsoidal": "ellipsoid",
    "wgs84": "ellipsoid",
    "hae": "ellipsoid",
    "egm2008": "EGM2008",
    "egm08": "EGM2008",
    "navd88": "NAVD88",
    "china1985": "China 1985",
    "china85": "China 1985",
    "yellowsea": "China 1985",
    "yellowsea1985": "China 1985",
    "1985nationalheightdatum": "China 1985",
    "1985国家高程基准": "China 1985",
    "国家85高程": "China 1985",
    "黄海1985": "China 1985",
    "ngvd29": "NGVD29",
}
# No geoid or local datum is farther from EGM96 than this; a longer number belongs to the name.
_MAX_OFFSET_M = 200.0


@dataclass(frozen=True)
class VerticalDatum:
    """How stored heights become EGM96 metres.

    Attributes
    ----------
    name : str
        'egm96', 'ellipsoid', or the name of another datum.
    unit_m : float or None
        Metres in one stored unit; None: as the file says, else metres.
    offset_m : float or None
        Added to get EGM96 heights.
    grid : Path or None
        Undulation of the datum above WGS 84.
    """

    name: str
    unit_m: float | None = None
    offset_m: float | None = None
    grid: Path | None = None

    @property
    def convertible(self) -> bool:
        """True where nothing more need be asked."""
        known = self.name in ("egm96", "ellipsoid")
        return known or self.offset_m is not None or self.grid is not None


def parse_datum(text: str) -> VerticalDatum:
    """Read what the user wrote.

    Raises
    ------
    InputError
        Where it is empty or its unit is unknown.
    DatumUnknown
        Where it names a datum that needs a grid or an offset, without one.
    """
    body, unit_m = _split_unit(text.strip())
    datum = _parsed(body, unit_m)
    if not datum.name:
        raise InputError("the vertical datum is empty", remedy=CHOICES)
    if not datum.convertible:
        raise unknown(datum.name)
    return datum


def choose_datum(named: str | None, in_file: str | None, where: str) -> VerticalDatum:
    """Return the user's datum, or the file's.

    Raises
    ------
    DatumUnknown
        Where neither tells enough.
    """
    if named:
        return parse_datum(named)
    if in_file is None:
        raise DatumUnknown("the DEM does not say what its heights are counted from", where, CHOICES)
    datum = _parsed(in_file, None)
    if not datum.convertible:
        raise unknown(datum.name, where)
    return datum


def unknown(name: str, where: str = "") -> DatumUnknown:
    """Return the error for a datum that cannot be converted by its name alone."""
    known = f" ({_TYPICAL[name]})" if name in _TYPICAL else ""
    return DatumUnknown(
        f"heights above {name} cannot be turned into EGM96 by the name alone{known}",
        where,
        f"give {name}=GRID.tif (its undulation above WGS 84), or {name}-0.5 "
        "(metres added to get EGM96 heights)",
    )


def typical(name: str) -> str:
    """Return what is known of a datum's distance from EGM96, for people; '' where nothing is."""
    return _TYPICAL.get(canonical(name), "")


def canonical(name: str) -> str:
    """Return the one spelling of a datum's name; a name of the user's own as it is."""
    squeezed = "".join(letter for letter in name.lower() if letter.isalnum())
    return _ALIASES.get(squeezed, name.strip())


def same_datum(one: str, other: str) -> bool:
    """Tell whether two names mean one datum."""
    return canonical(one).lower() == canonical(other).lower()


def _split_unit(text: str) -> tuple[str, float | None]:
    body, colon, unit = text.rpartition(":")
    # 'NAME=C:\grid.tif' has a colon that is no unit.
    if not colon or ("=" in body and ("\\" in unit or "/" in unit)):
        return text, None
    if unit.lower() not in _UNITS:
        raise InputError(
            f"unknown unit '{unit}' of height", remedy=f"use one of {', '.join(_UNITS)}"
        )
    return body, _UNITS[unit.lower()]


def _parsed(text: str, unit_m: float | None) -> VerticalDatum:
    name, equals, grid = text.partition("=")
    if equals:
        return VerticalDatum(canonical(name), unit_m, grid=Path(grid.strip()))
    if canonical(text) in _ALIASES.values():  # the 88 of 'NAVD-88' is no offset
        return VerticalDatum(canonical(text), unit_m)
    match = re.fullmatch(r"(.+?)\s*([+-]\s*\d+(?:\.\d*)?)", text)
    if match:
        offset = float(match[2].replace(" ", ""))
        if abs(offset) <= _MAX_OFFSET_M:
            return VerticalDatum(canonical(match[1]), unit_m, offset_m=offset)
    return VerticalDatum(canonical(text), unit_m)
