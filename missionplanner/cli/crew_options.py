"""Options of what a crew has at hand, by which the times of flights are reckoned."""

from collections.abc import Callable, Mapping
from typing import Any

import click
from pydantic import ValidationError

from missionplanner.errors import InputError
from missionplanner.model.timetable import Crew
from missionplanner.storage.saved import complaint

Command = Callable[..., Any]
_OPTIONS: dict[str, tuple[type, str]] = {
    "days": (int, "Days looked at."),
    "battery_sets": (int, "Battery sets at hand."),
    "chargers": (int, "Sets charged at a time in the field; 0: overnight."),
    "charge_minutes": (float, "Time to charge a set."),
    "swap_minutes": (float, "Time between two flights."),
    "move_minutes": (float, "Time to move to another launch site."),
    "night_hours": (float, "Flights at night: this near dawn and sunset."),
}


def crew_options(command: Command) -> Command:
    """Add the options of a crew."""
    for name, (kind, meaning) in reversed(_OPTIONS.items()):
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, type=kind, default=None, help=meaning)(command)
    return command


def crew_of(words: Mapping[str, Any]) -> Crew:
    """Return the crew that options tell of, others among them passed over.

    Raises
    ------
    InputError
        A number is out of its range.
    """
    given = {k: words[k] for k in _OPTIONS if words.get(k) is not None}
    try:
        return Crew.model_validate(given)
    except ValidationError as error:
        where, what = complaint(error)
        raise InputError("cli.unfit_crew", where, reason=what) from error
