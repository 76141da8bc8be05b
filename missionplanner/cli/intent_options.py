"""Options that say what is asked of a plan; each that is left out leaves the project's as it is.

Height, GSD, overlaps and speed may be asked of single sensors too: `--gsd p1-35=2,rededge-m=8`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import click

from missionplanner.errors import InputError
from missionplanner.model.plan import Ceiling, SensorAsked, Together

F = TypeVar("F", bound=Callable[..., Any])
FREE = "free"

_NUMBERS: Mapping[str, tuple[str, float, str]] = {
    # option: field, its unit in the option's, help
    "--gsd": (
        "gsd_m",
        0.01,
        "Coarsest GSD, cm, or SENSOR=N,...; free: the sensor's.",
    ),
    "--speed": (
        "speed_mps",
        1.0,
        "Speed on strips, m/s, or SENSOR=N,...; free: up to limits.",
    ),
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
        "--together",
        type=click.Choice([str(choice) for choice in Together]),
        help="Sensors that fit on one aircraft share its flights: where cheaper, always, never.",
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
    each: dict[str, dict[str, object]] = {}
    for option, read in _READERS.items():
        word = words.get(option.removeprefix("--").replace("-", "_"))
        if word is None:
            continue
        if option not in _OF_ONE or "=" not in word:
            fields |= read(word, option)
            continue
        for sensor, own in _by_sensor(word, option):
            each.setdefault(sensor, {}).update(read(own, option))
    if each:
        fields["each"] = each
    fields |= {name: words[name] for name in ("ceiling", "together") if words.get(name) is not None}
    if words.get("own_height") is not None:
        fields["searched"] = not words["own_height"]
    return fields


def each_asked(
    now: Sequence[SensorAsked], wishes: Mapping[str, Mapping[str, object]]
) -> list[dict[str, object]]:
    """Return what is asked of single sensors, with new wishes in it; one left without goes."""
    asked = {one.sensor: one.model_dump(exclude={"sensor"}) for one in now}
    for sensor, own in wishes.items():
        asked[sensor] = {**asked.get(sensor, {}), **own}
    return [
        {"sensor": sensor, **own}
        for sensor, own in asked.items()
        if any(value is not None for value in own.values())
    ]


def _by_sensor(word: str, option: str) -> Iterator[tuple[str, str]]:
    """Yield sensor and word of `p1-35=2,rededge-m=8`; words may have commas of their own."""
    for part in re.split(r",(?=[^,=]+=)", word):
        sensor, _, own = part.partition("=")
        if not sensor.strip() or not own.strip() or "=" in own:
            raise InputError("intent.not_by_sensor", option, text=word)
        yield sensor.strip(), own.strip()


def _plain(field: str, unit: float) -> Callable[[str, str], dict[str, object]]:
    return lambda word, option: {field: None if word == FREE else unit * _number(word, option)}


def _number(word: str, option: str) -> float:
    try:
        return float(word)
    except ValueError as err:
        raise InputError("intent.not_a_number", option, text=word) from err


def _heights(word: str, option: str) -> dict[str, object]:
    if word == FREE:
        return {"agl_from_m": None, "agl_to_m": None}
    low, between, high = word.partition("..")
    try:
        return {"agl_from_m": float(low), "agl_to_m": float(high if between else low)}
    except ValueError as err:
        raise InputError("intent.not_a_height", option, text=word) from err


def _overlaps(word: str, option: str) -> dict[str, object]:
    if word == FREE:
        return {"frontlap": None, "sidelap": None}
    try:
        front, side = (0.01 * float(part) for part in word.split(","))
    except ValueError as err:
        raise InputError("intent.not_a_pair", option, text=word) from err
    return {"frontlap": front, "sidelap": side}


_READERS: Mapping[str, Callable[[str, str], dict[str, object]]] = {
    **{option: _plain(field, unit) for option, (field, unit, _) in _NUMBERS.items()},
    "--agl": _heights,
    "--overlap": _overlaps,
}
# What may be asked of single sensors, as `p1-35=2,rededge-m=8`.
_OF_ONE = frozenset({"--gsd", "--speed", "--agl", "--overlap"})
