"""Options that say what is asked of the patterns beside the plain sweep.

Each that is left out leaves the project's as it is.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from missionplanner.errors import InputError
from missionplanner.model.patterns import CorridorSide, Pattern
from missionplanner.operations.flight_lines import read_flight_line

F = TypeVar("F", bound=Callable[..., Any])
FREE = "free"

_NUMBERS: Mapping[str, tuple[str, str]] = {
    # option: its field, help
    "--tilt": ("tilt_deg", "Tilt of oblique views from straight down, degrees."),
    "--face-from": ("face_from_deg", "Least slope of a face, degrees."),
    "--face-turn": ("face_turn_deg", "Look so much further down than along its normal, degrees."),
    "--corridor-width": ("width_m", "Width of the corridor, m; free: that of the area."),
}


def pattern_options(command: F) -> F:
    """Add the options to a command; it gets them as words by their Python names."""
    for name, (_, words) in reversed(list(_NUMBERS.items())):
        command = click.option(name, metavar="N", help=words)(command)
    command = click.option(
        "--corridor-side", type=click.Choice([str(side) for side in CorridorSide]),
        help="Side of its line that a corridor takes.",
    )(command)  # fmt: skip
    command = click.option(
        "--corridor", metavar="FILE|'LON,LAT LON,LAT ...'",
        help="Line of a corridor, or a file with it; free: the middle line of the area.",
    )(command)  # fmt: skip
    return click.option(
        "--pattern", type=click.Choice([str(pattern) for pattern in Pattern]),
        help="How strips are laid.",
    )(command)  # fmt: skip


def pattern_fields(words: Mapping[str, Any], now: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of the intent that options ask for.

    Parameters
    ----------
    words : mapping
        Options by their Python names; those that are None or unknown are passed over.
    now : mapping
        What the intent asks of patterns.

    Raises
    ------
    InputError
        A word is not what its option takes.
    """
    views: dict[str, object] = {}
    for option, (field, _) in _NUMBERS.items():
        word = words.get(option.removeprefix("--").replace("-", "_"))
        if word is not None:
            views[field] = None if word == FREE and field == "width_m" else _number(word, option)
    if words.get("corridor_side") is not None:
        views["side"] = words["corridor_side"]
    if words.get("corridor") is not None:
        views["line"] = _line(words["corridor"])
    fields: dict[str, object] = {"views": {**now, **views}} if views else {}
    if words.get("pattern") is not None:
        fields["pattern"] = words["pattern"]
    return fields


def _number(word: str, option: str) -> float:
    try:
        return float(word)
    except ValueError as err:
        raise InputError("intent.not_a_number", option, text=word) from err


def _line(word: str) -> list[dict[str, float]]:
    if word == FREE:
        return []
    if Path(word).suffix and Path(word).is_file():
        corners = read_flight_line(Path(word)).tolist()
        return [{"lon_deg": lon, "lat_deg": lat} for lon, lat in corners]
    try:
        pairs = [[float(part) for part in place.split(",")] for place in word.split()]
        line = [{"lon_deg": lon, "lat_deg": lat} for lon, lat in pairs]
    except ValueError as err:
        raise InputError("intent.not_a_line", "--corridor", text=word) from err
    if len(line) < 2:
        raise InputError("intent.not_a_line", "--corridor", text=word)
    return line
