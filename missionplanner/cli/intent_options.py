"""Options that say what is asked of a plan; each that is left out leaves the project's as it is."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from missionplanner.errors import InputError
from missionplanner.model.plan import Ceiling

F = TypeVar("F", bound=Callable[..., Any])
FREE = "free"

_NUMBERS: Mapping[str, tuple[str, float, str]] = {
    # option: field, its unit in the option's, help
    "--gsd": ("gsd_m", 0.01, "Coarsest ground sample distance, cm; free: the sensor's."),
    "--speed": ("speed_mps", 1.0, "Ground speed on strips, m/s; free: up to the limits."),
    "--direction": ("direction_deg", 1.0, "Bearing of all strips, degrees; free: searched."),
    "--max-distance": ("max_distance_m", 1.0, "Greatest distance from home, m; free: any."),
    "--max-agl": ("max_agl_m", 1.0, "Greatest height above ground, m, on transits too."),
    "--swap-minutes": ("swap_minutes", 1.0, "Minutes that a change of batteries takes."),
    "--zone-margin": ("zone_margin_m", 1.0, "Distance kept from zones, m."),
    "--clearance": ("min_clearance_m", 1.0, "Least distance to the ground, m."),
    "--reserve": ("reserve_share", 0.01, "Battery never planned with, percent."),
    "--max-climb": ("max_climb_gradient", 0.01, "Steepest climb or descent, percent."),
}


def intent_options(command: F) -> F:
    """Add the options to a command; it gets them as `asked`, name to word."""
    for name, (_, _, words) in reversed(list(_NUMBERS.items())):
        command = click.option(name, metavar="N", help=words)(command)
    command = click.option(
        "--own-height/--search-height",
        "own_height",
        default=None,
        help="The sensor's own height and 10 m/s, or both searched, where nothing is asked.",
    )(command)
    command = click.option(
        "--ceiling",
        type=click.Choice([str(kind) for kind in Ceiling]),
        help="What the greatest height counts from: the ground below, the nearest, or none.",
    )(command)
    command = click.option(
        "--overlap", metavar="FRONT,SIDE", help="Overlaps, percent; free: the sensor's."
    )(command)
    return click.option(
        "--agl", metavar="M|MIN..MAX", help="Height above ground, m; free: the sensor's range."
    )(command)


def intent_fields(words: Mapping[str, Any]) -> dict[str, object]:
    """Return the fields of the intent that options ask for.

    Parameters
    ----------
    words : mapping
        Options by their Python names; those that are None or unknown are passed over.

    Raises
    ------
    InputError
        A word is not what its option takes.
    """
    fields: dict[str, object] = {}
    for option, (field, unit, _) in _NUMBERS.items():
        word = words.get(option.removeprefix("--").replace("-", "_"))
        if word is not None:
            fields[field] = None if word == FREE else unit * _number(word, option)
    if (agl := words.get("agl")) is not None:
        fields["agl_from_m"], fields["agl_to_m"] = _heights(agl)
    if (overlap := words.get("overlap")) is not None:
        fields["frontlap"], fields["sidelap"] = _overlaps(overlap)
    if words.get("ceiling") is not None:
        fields["ceiling"] = words["ceiling"]
    if words.get("own_height") is not None:
        fields["searched"] = not words["own_height"]
    return fields


def _number(word: str, option: str) -> float:
    try:
        return float(word)
    except ValueError as err:
        raise InputError("intent.not_a_number", option, text=word) from err


def _heights(word: str) -> tuple[float | None, float | None]:
    if word == FREE:
        return None, None
    low, between, high = word.partition("..")
    try:
        return float(low), float(high if between else low)
    except ValueError as err:
        raise InputError("intent.not_a_height", "--agl", text=word) from err


def _overlaps(word: str) -> tuple[float | None, float | None]:
    if word == FREE:
        return None, None
    try:
        front, side = (0.01 * float(part) for part in word.split(","))
    except ValueError as err:
        raise InputError("intent.not_a_pair", "--overlap", text=word) from err
    return front, side
