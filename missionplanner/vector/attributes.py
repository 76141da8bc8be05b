"""Attribute names as people write them, found without regard to case, blanks and underscores.

The names are documented in docs/formats/vector.md.
"""

import math
import re

from missionplanner.errors import InputError
from missionplanner.model.places import Altitude, Datum
from missionplanner.units import FOOT_M
from missionplanner.vector.altitudes import datum_word, parse_altitude
from missionplanner.vector.features import Values

NAME = ("name", "title", "label", "名称", "名字", "分区", "id")
KIND = ("kind", "role", "type", "class", "category")
OVERFLIGHT = ("overflight", "overfly", "overflightallowed")
RADIUS = ("radius_m", "radius")
HEIGHT = ("height_m", "height", "wire_height", "tower_height", "structure_height")
CLEARANCE = ("clearance_m", "clearance", "buffer_m", "buffer", "distance")
RASTER = ("raster", "path", "file")
FLOOR = ("floor_m", "floor", "lower_m", "lower", "lower_limit", "min_alt", "min_altitude", "base")
CEILING = (
    "ceiling_m",
    "ceiling",
    "upper_m",
    "upper",
    "upper_limit",
    "max_alt",
    "max_altitude",
    "top",
)
DATUM = ("datum", "altitude_datum", "reference", "altitude_reference", "altitude_mode")
FLOOR_DATUM = ("floor_datum", "lower_datum", "lower_reference", *DATUM)
CEILING_DATUM = ("ceiling_datum", "upper_datum", "upper_reference", *DATUM)

_YES = ("yes", "true", "1", "1.0", "allowed", "allow", "y", "t")
_NO = ("no", "false", "0", "0.0", "denied", "forbidden", "deny", "n", "f")


def squeezed(text: str) -> str:
    """Return a name in lower case without blanks, underscores and hyphens."""
    return re.sub(r"[\s_\-]+", "", text).lower()


def pick(values: Values, names: tuple[str, ...]) -> object | None:
    """Return the first value that is there under one of the names; '' and None are absent.

    A Shapefile cuts names to ten letters; such a stump is recognised.
    """
    known = {squeezed(key): value for key, value in values.items()}
    for name in names:
        value = known.get(squeezed(name), known.get(squeezed(name[:10])))
        if value is not None and str(value).strip():
            return value
    return None


def text(values: Values, names: tuple[str, ...]) -> str | None:
    """Return a value as text, or None."""
    value = pick(values, names)
    return None if value is None else str(value).strip()


def kind(values: Values, known: dict[str, str]) -> str | None:
    """Return the kind that a feature names, where it is one of `known` (squeezed word: kind)."""
    for name in KIND:
        word = text(values, (name,))
        if word is not None and squeezed(word) in known:
            return known[squeezed(word)]
    return None


def yes_no(values: Values, names: tuple[str, ...], where: str) -> bool | None:
    """Return a yes or no, or None where there is no value.

    Raises
    ------
    InputError
        Where the value is neither.
    """
    word = text(values, names)
    if word is None:
        return None
    if word.lower() in _YES:
        return True
    if word.lower() in _NO:
        return False
    raise InputError(f"{names[0]} is '{word}'", where, "write allowed or denied")


def metres(values: Values, names: tuple[str, ...], where: str) -> float | None:
    """Return a positive length in metres, or None where there is no value.

    A name that ends in `_ft` (`height_ft`) is in feet, as is a text such as "100 ft".

    Raises
    ------
    InputError
        Where the value is no number, or not above 0.
    """
    value, unit_m = _with_feet(values, names)
    if value is None:
        return None
    parsed = parse_altitude(str(value), unit_m, where=where)
    if parsed is None or not math.isfinite(parsed.value_m) or parsed.value_m <= 0:
        raise InputError(f"{names[0]} is '{value}'", where, "write a number of metres above 0")
    return parsed.value_m


def altitude(
    values: Values, names: tuple[str, ...], datum_names: tuple[str, ...], where: str
) -> Altitude | None:
    """Return a height with its datum (AGL where none is named), or None where there is no value.

    Raises
    ------
    InputError
        Where the value or the name of its datum cannot be understood.
    """
    value, unit_m = _with_feet(values, names)
    if value is None:
        return None
    named = text(values, datum_names)
    datum = datum_word(named, where) if named else Datum.AGL
    return parse_altitude(str(value), unit_m, datum, where)


def _with_feet(values: Values, names: tuple[str, ...]) -> tuple[object | None, float]:
    value = pick(values, names)
    if value is not None:
        return value, 1.0
    return pick(values, tuple(f"{name.removesuffix('_m')}_ft" for name in names)), FOOT_M
