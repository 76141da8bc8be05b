"""Floors, ceilings, radii and heights of a feature, each with its unit and datum.

One rule for all: a name that ends in a unit (`floor_m`, `ceiling_ft`, `radius_nm`), else a unit in
the value ("500 ft", FL65), else an attribute with the unit, of this limit or of all; a number that
names none is metres, unless its file speaks of feet elsewhere: then it is asked.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from missionplanner.errors import InputError, Undecided, Where
from missionplanner.model.airspace import GROUND
from missionplanner.model.places import Altitude, Datum
from missionplanner.model.reading import LengthUnit, ReadChoices
from missionplanner.units import FOOT_M
from missionplanner.vector.altitudes import WrittenHeight, datum_word, written
from missionplanner.vector.attributes import is_absent, pick, text
from missionplanner.vector.features import Values
from missionplanner.vector.length_units import (
    FLIGHT_LEVEL_M,
    UNITS_M,
    is_vertical,
    speaks_feet,
    unit_m,
)

FLOOR = ("floor", "lower", "lower_limit", "lower_val", "lower_value", "min_alt", "min_altitude",
         "base", "bottom", "lower_ceiling", "lower_limit_altitude", "lower_altitude", "lower_alt",
         "alt_min", "altitude_min", "min_height", "height_min", "floor_altitude", "下限",
         "高度下限")  # fmt: skip
CEILING = ("ceiling", "upper", "upper_limit", "upper_val", "upper_value", "max_alt",
           "max_altitude", "top", "upper_ceiling", "upper_limit_altitude", "upper_altitude",
           "upper_alt", "alt_max", "altitude_max", "max_height", "height_max", "ceiling_altitude",
           "上限", "高度上限")  # fmt: skip
RADIUS = ("radius", "半径")
HEIGHT = ("height", "wire_height", "tower_height", "structure_height", "高度")
CLEARANCE = ("clearance", "buffer", "distance")

UNIT = ("unit", "units", "uom", "uom_dimensions", "altitude_unit", "altitude_units",
         "height_unit", "height_units", "alt_unit", "vertical_unit", "单位")  # fmt: skip
DATUM = ("datum", "altitude_datum", "reference", "altitude_reference", "altitude_mode",
          "vertical_reference", "vertical_datum", "alt_ref", "height_reference")  # fmt: skip
_UNIT_ENDS = ("unit", "units", "uom")
_DATUM_ENDS = ("datum", "reference", "ref", "code", "vertical_reference", "reference_datum",
               "alt_ref", "altitude_reference")  # fmt: skip
_NAME_ENDS = ("m", "ft", "fl", "km", "nm", "mi", "meters", "metres", "feet")
_SHORT_ROOT = 8
_UNIT_OF_CHOICE: dict[LengthUnit, float] = {"m": 1.0, "ft": FOOT_M}


@dataclass(frozen=True)
class AltitudeBand:
    """How high a zone reaches; `is_named` is False where the feature tells no height at all."""

    floor: Altitude
    ceiling: Altitude | None
    is_named: bool


MOST_HEIGHT_M = 200_000.0
"""Beyond all air, and all that a project keeps: a number that was meant otherwise."""


@dataclass(frozen=True)
class BareNumbers:
    """What a number without a unit counts in: metres in one of them, or None: it is asked."""

    unit_m: float | None = 1.0
    is_chosen: bool = False

    @classmethod
    def of(cls, rows: Iterable[Values], choices: ReadChoices) -> "BareNumbers":
        """Return the rule for a file with these rows."""
        if choices.threat_unit is not None:
            return cls(_UNIT_OF_CHOICE[choices.threat_unit], is_chosen=True)
        return cls(None if any(speaks_feet(_spoken(values)) for values in rows) else 1.0)


def band(values: Values, bare: BareNumbers, where: Where) -> AltitudeBand:
    """Return floor and ceiling of a feature; above ground where no datum is named.

    Raises
    ------
    InputError
        A height, unit or datum that cannot be understood, a ceiling that is not above its floor.
    Undecided
        A number without a unit where the file speaks of feet elsewhere.
    """
    low = _limit(values, FLOOR, bare, where)
    high = _limit(values, CEILING, bare, where)
    floor = _altitude(low, values, FLOOR, where) or GROUND
    ceiling = _altitude(high, values, CEILING, where)
    if low is not None and low.value is None:
        raise InputError("vector.floor_without_end", where)
    same = ceiling is not None and ceiling.datum is floor.datum
    if ceiling is not None and same and ceiling.value_m <= floor.value_m:
        raise InputError(
            "vector.ceiling_not_above", where, ceiling=ceiling.value_m, floor=floor.value_m
        )
    if ceiling is not None and ceiling.datum is Datum.AGL and ceiling.value_m <= 0.0:
        raise InputError("vector.below_ground", where, ceiling=ceiling.value_m)
    check_ends(floor, ceiling, where)
    return AltitudeBand(floor, ceiling, low is not None or high is not None)


def check_ends(floor: Altitude, ceiling: Altitude | None, where: Where) -> None:
    """Raise InputError for a height beyond all air: it can neither be meant nor kept."""
    for end in (floor, ceiling):
        if end is not None and not abs(end.value_m) <= MOST_HEIGHT_M:
            raise InputError("vector.beyond_air", where, height=end.value_m)


def tells(values: Values, names: tuple[str, ...]) -> bool:
    """Tell whether a feature has a value under one of the names, with or without a unit's end."""
    return not is_absent(pick(values, tuple(_variants(names))))


def metres(values: Values, names: tuple[str, ...], bare: BareNumbers, where: Where) -> float | None:
    """Return a positive length in metres, or None where there is no value.

    Raises
    ------
    InputError
        Where the value is no number, or not above 0.
    Undecided
        A number without a unit where the file speaks of feet elsewhere.
    """
    found = _limit(values, names, bare, where, upright=names is not RADIUS)
    if found is None:
        return None
    length = found.at(1.0, Datum.AGL)
    if length is None or not math.isfinite(length.value_m) or length.value_m <= 0:
        raw = pick(values, tuple(_variants(names)))
        raise InputError("vector.no_length", where, name=names[0], value=str(raw))
    if names is not RADIUS and length.value_m > MOST_HEIGHT_M:
        raise InputError("vector.beyond_air", where, height=length.value_m)
    return length.value_m


def _limit(
    values: Values, names: tuple[str, ...], bare: BareNumbers, where: Where, *, upright: bool = True
) -> WrittenHeight | None:
    """Return a length with its unit settled; None where the feature does not tell it."""
    for end in _NAME_ENDS:
        value = pick(values, tuple(f"{name}_{end}" for name in names), cut=False)
        if not is_absent(value):
            return _with_unit(written(value, where), UNITS_M[end])
    value = pick(values, names)
    if is_absent(value):
        return None
    found = written(value, where)
    if found.value is None or found.unit_m is not None:
        return found
    unit = _own_unit(values, names, where) or _common_unit(values, upright)
    if unit is None and found.value != 0:
        unit = _unit_of_bare(found.value, names, values, bare, where)
    # Nothing is nothing in any unit.
    return _with_unit(found, 1.0 if unit is None else unit)


def _unit_of_bare(
    value: float, names: tuple[str, ...], values: Values, bare: BareNumbers, where: Where
) -> float:
    odd = next((word for name in UNIT if (word := text(values, (name,))) is not None), None)
    if bare.unit_m is not None and (bare.is_chosen or odd is None or unit_m(odd) is not None):
        return bare.unit_m
    option, units = "--threat-unit", ("m", "ft")
    if bare.unit_m is None:
        raise Undecided("vector.unit_or_feet", where, option, units, value=value, name=names[0])
    raise Undecided(
        "vector.unit_is_none", where, option, units, value=value, name=names[0], word=odd
    )


def _with_unit(found: WrittenHeight, unit: float) -> WrittenHeight:
    if found.value is None or found.unit_m is not None:
        return found
    level = unit == FLIGHT_LEVEL_M
    return replace(found, unit_m=unit, datum=Datum.EGM96 if level else found.datum)


def _own_unit(values: Values, names: tuple[str, ...], where: Where) -> float | None:
    word = _beside(values, names, _UNIT_ENDS)
    if word is None:
        return None
    unit = unit_m(word)
    if unit is None:
        raise InputError("vector.no_unit", where, word=word, name=names[0])
    return unit


def _common_unit(values: Values, upright: bool) -> float | None:
    # Many a column called "unit" tells something else: a word that is no unit is none.
    units = [unit_m(word) for name in UNIT if (word := text(values, (name,))) is not None]
    return next((u for u in units if u is not None and (is_vertical(u) or not upright)), None)


def _altitude(
    found: WrittenHeight | None, values: Values, names: tuple[str, ...], where: Where
) -> Altitude | None:
    if found is None:
        return None
    if found.datum is None and found.value is not None:
        named = _beside(values, names, _DATUM_ENDS) or text(values, DATUM)
        if named is not None:
            return found.at(1.0, datum_word(named, where))
    return found.at(1.0, Datum.AGL)


def _beside(values: Values, names: tuple[str, ...], ends: tuple[str, ...]) -> str | None:
    """Return what stands beside a limit, such as its unit: `lower_unit`, `LOWER_UOM`."""
    value = pick(values, tuple(_joined(names, ends)), cut=False)
    if value is None:
        # A longer root fills the ten letters of a Shapefile alone: that stump is the limit itself.
        short = tuple(name for name in names if len(name) <= _SHORT_ROOT)
        value = pick(values, tuple(_joined(short, ends)))
    return None if value is None else str(value).strip()


def _joined(names: tuple[str, ...], ends: tuple[str, ...]) -> Iterable[str]:
    roots = [
        name.removesuffix("_val").removesuffix("_value").removesuffix("_altitude") for name in names
    ]
    return (f"{root}_{end}" for root in dict.fromkeys(roots) for end in ends)


def _variants(names: tuple[str, ...]) -> Iterable[str]:
    return (*names, *(f"{name}_{end}" for name in names for end in _NAME_ENDS))


def _spoken(values: Values) -> Iterable[str]:
    """Yield what a feature says about lengths: their texts, their units, names that hold one."""
    lengths = (FLOOR, CEILING, RADIUS, HEIGHT, CLEARANCE)
    for names in lengths:
        for name in (*names, *_joined(names, _UNIT_ENDS)):
            yield text(values, (name,)) or ""
        for end in ("ft", "feet", "fl"):
            if pick(values, tuple(f"{n}_{end}" for n in names), cut=False) is not None:
                yield "ft"
    for name in UNIT:
        yield text(values, (name,)) or ""
