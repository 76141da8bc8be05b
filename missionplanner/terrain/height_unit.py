"""Which unit stored heights have: one rule for rasters and point clouds.

What the user says counts most (`--dem-unit`, or `:ft` behind the datum), then what the file says
of its heights. A file that is silent has metres, unless its map is in feet: such a file is as
often in feet as in metres, and is asked about.
"""

from missionplanner.errors import InputError, Undecided
from missionplanner.model.reading import HeightUnit
from missionplanner.terrain.datum import VerticalDatum
from missionplanner.terrain.sources import Source
from missionplanner.units import FOOT_M, US_SURVEY_FOOT_M

UNITS: dict[HeightUnit, float] = {"m": 1.0, "ft": FOOT_M, "us-ft": US_SURVEY_FOOT_M}
_NAMES = {1.0: "metres", FOOT_M: "feet", US_SURVEY_FOOT_M: "US survey feet"}


def heights_unit_m(source: Source, datum: VerticalDatum, unit: HeightUnit | None) -> float:
    """Return the metres in one stored unit of a file's heights.

    Raises
    ------
    InputError
        The datum names one unit and `unit` another.
    Undecided
        The map is in feet, the file does not say what its heights are in, and nobody else does.
    """
    asked = UNITS[unit] if unit else None
    if asked and datum.unit_m and asked != datum.unit_m:
        raise InputError(
            f"the vertical datum says {unit_name(datum.unit_m)}, --dem-unit {unit_name(asked)}",
            str(source.path),
            "give one of them, or both alike",
        )
    said = asked or datum.unit_m or source.unit_m
    if said:
        return said
    if source.foot_map:
        raise Undecided(
            "its map is in feet, and it does not say whether its heights are metres or feet",
            str(source.path),
            "--dem-unit",
            tuple(UNITS),
        )
    return 1.0


def overruled(source: Source, unit_m: float) -> str:
    """Return a sentence where the user's word goes against the file's, else ''."""
    if source.unit_m is None or abs(source.unit_m - unit_m) < 1e-9:
        return ""
    return (
        f"{source.path.name} says that its heights are {unit_name(source.unit_m)}; "
        f"taken as {unit_name(unit_m)}, as the user says"
    )


def unit_name(unit_m: float) -> str:
    """Return the name of a unit of so many metres."""
    for metres, name in _NAMES.items():
        if abs(metres - unit_m) < 1e-9:
            return name
    return f"units of {unit_m:g} m"
