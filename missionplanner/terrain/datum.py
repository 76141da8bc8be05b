"""Which vertical datum a DEM's heights have, and how they become EGM96 metres.

A datum is known from the file or named by the user, never guessed. The user writes

    egm96 | ellipsoid          as they are
    NAME+12.3 | NAME-0.5       metres to add to get EGM96 heights
    NAME=GRID.tif              undulation of that datum above WGS 84, any raster with a CRS

each with an optional unit: `:m`, `:ft` or `:us-ft`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import DatumUnknown, InputError
from missionplanner.units import FOOT_M, US_SURVEY_FOOT_M

CHOICES = (
    "name it: egm96, ellipsoid, NAME=GRID.tif (its undulation above WGS 84), or NAME-0.5 "
    "(metres added to get EGM96 heights)"
)

_UNITS = {"m": 1.0, "ft": FOOT_M, "us-ft": US_SURVEY_FOOT_M}
_ALIASES = {"wgs84": "ellipsoid", "ellipsoidal": "ellipsoid", "hae": "ellipsoid"}
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
    return DatumUnknown(
        f"heights above {name} cannot be turned into EGM96 by the name alone",
        where,
        f"give {name}=GRID.tif (its undulation above WGS 84), or {name}-0.5 "
        "(metres added to get EGM96 heights)",
    )


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
        return VerticalDatum(name.strip(), unit_m, grid=Path(grid.strip()))
    match = re.fullmatch(r"(.+?)\s*([+-]\s*\d+(?:\.\d*)?)", text)
    if match:
        offset = float(match[2].replace(" ", ""))
        if abs(offset) <= _MAX_OFFSET_M:
            return VerticalDatum(_plain(match[1]), unit_m, offset_m=offset)
    return VerticalDatum(_plain(text), unit_m)


def _plain(name: str) -> str:
    lower = name.strip().lower()
    lower = _ALIASES.get(lower, lower)
    return lower if lower in ("egm96", "ellipsoid") else name.strip()
