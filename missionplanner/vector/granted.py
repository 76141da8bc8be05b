"""Zones that may be entered once an authorisation is granted, as the user marks them."""

from collections.abc import Iterable

from missionplanner.errors import InputError
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.candidates import ThreatsRead

GRANTED = "marked as granted"

_LISTED = 10


def is_granted(names: Iterable[str], choices: ReadChoices) -> bool:
    """Tell whether the user marks a zone with one of these names as granted."""
    granted = {_plain(name) for name in choices.granted}
    return any(_plain(name) in granted for name in names)


def check_granted(granted: Iterable[str], read: Iterable[ThreatsRead]) -> None:
    """Check that each name is that of a zone which can be granted.

    Raises
    ------
    InputError
        A name that no such zone near the terrain bears, with those that do.
    """
    there = list(dict.fromkeys(name for part in read for name in part.grantable))
    known = {_plain(name) for name in there}
    for name in granted:
        if _plain(name) in known:
            continue
        more = len(there) - _LISTED
        listed = ", ".join(there[:_LISTED]) + (f" and {more} more" if more > 0 else "")
        raise InputError(
            f"no zone near the terrain that needs an authorisation is called '{name}'",
            "--granted",
            f"those that do: {listed}" if there else "no zone of the files needs one: leave it out",
        )


def _plain(name: str) -> str:
    # As people type it: neither case nor the number of blanks counts.
    return " ".join(name.split()).casefold()
