"""Which unit stored heights have: one rule for rasters and point clouds.

A unit behind the datum (`egm96:ft`) counts most, and against the file; then what the file says of
its heights; then `--dem-unit`, which answers for files that are silent. Without that, a silent
file has metres, unless its map is in feet: such a file is as often in feet as in metres, and is
asked about.
"""

from missionplanner.errors import InputError, Undecided
from missionplanner.messages.message import Message, message
from missionplanner.model.reading import HeightUnit
from missionplanner.terrain.datum import VerticalDatum
from missionplanner.terrain.sources import HeightFile
from missionplanner.units import FOOT_M, US_SURVEY_FOOT_M

UNITS: dict[HeightUnit, float] = {"m": 1.0, "ft": FOOT_M, "us-ft": US_SURVEY_FOOT_M}
_NAMES = {
    1.0: message("terrain.unit.metres"),
    FOOT_M: message("terrain.unit.feet"),
    US_SURVEY_FOOT_M: message("terrain.unit.survey_feet"),
}


def heights_unit_m(source: HeightFile, datum: VerticalDatum, unit: HeightUnit | None) -> float:
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
            "terrain.units_differ",
            str(source.path),
            datum_unit=unit_name(datum.unit_m),
            asked=unit_name(asked),
        )
    said = datum.unit_m or source.unit_m or asked
    if said:
        return said
    if source.foot_map:
        raise Undecided("terrain.unit_untold", str(source.path), "--dem-unit", tuple(UNITS))
    return 1.0


def overruled(source: HeightFile, unit_m: float, unit: HeightUnit | None) -> Message | None:
    """Return what is told where the user's word and the file's differ, else None."""
    if source.unit_m is None:
        return None
    shared = {"file": source.path.name, "unit": unit_name(source.unit_m)}
    if abs(source.unit_m - unit_m) > 1e-9:
        return message("terrain.unit_overruled", taken=unit_name(unit_m), **shared)
    if unit and abs(UNITS[unit] - unit_m) > 1e-9:
        return message("terrain.unit_not_for_it", option=unit, **shared)
    return None


def unit_name(unit_m: float) -> Message:
    """Return the name of a unit of so many metres."""
    for metres, name in _NAMES.items():
        if abs(metres - unit_m) < 1e-9:
            return name
    return message("terrain.unit.other", unit_m=unit_m)
