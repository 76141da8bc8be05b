"""Zones that may be entered once an authorisation is granted, as the user marks them."""

from collections.abc import Iterable

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.candidates import ThreatsRead

GRANTED = message("vector.granted")

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
        raise _none_such(name, there)


def _none_such(name: str, there: list[str]) -> InputError:
    if not there:
        return InputError("vector.nothing_grantable", "--granted", name=name)
    more, names = len(there) - _LISTED, there[:_LISTED]
    if more > 0:
        return InputError(
            "vector.not_grantable_of_many", "--granted", name=name, names=names, more=more
        )
    return InputError("vector.not_grantable", "--granted", name=name, names=names)


def _plain(name: str) -> str:
    # As people type it: neither case nor the number of blanks counts.
    return " ".join(name.split()).casefold()
