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
from missionplanner.messages.message import Message, message
from missionplanner.units import FOOT_M, US_SURVEY_FOOT_M

CHOICES = message("terrain.name_datum")

NAMED = ("EGM2008", "NAVD88", "China 1985")
"""Datums people meet that need a grid or an offset."""

_TYPICAL = {
    # P. Guth, MICRODEM: EGM96 and EGM2008 (US Naval Academy).
    "EGM2008": message("terrain.typical.egm2008"),
    "NAVD88": message("terrain.typical.navd88"),
    # Above the global geoid: Jiao et al. 2002 0.25 m, Zhai et al. 2011 0.32 m, He et al. 2016
    # 0.46 m; EGM96 itself differs from that geoid by place.
    "China 1985": message("terrain.typical.china_1985"),
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
        raise InputError("terrain.datum_empty", help=CHOICES)
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
        raise DatumUnknown("terrain.datum_untold", where, help=CHOICES)
    datum = _parsed(in_file, None)
    if not datum.convertible:
        raise unknown(datum.name, where)
    return datum


def unknown(name: str, where: str = "") -> DatumUnknown:
    """Return the error for a datum that cannot be converted by its name alone."""
    if name in _TYPICAL:
        return DatumUnknown("terrain.datum_known", where, name=name, known=_TYPICAL[name])
    return DatumUnknown("terrain.datum_unknown", where, name=name)


def typical(name: str) -> Message | None:
    """Return what is known of a datum's distance from EGM96; None where nothing is."""
    return _TYPICAL.get(canonical(name))


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
        raise InputError("terrain.unknown_unit", unit=unit, units=_UNITS)
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
