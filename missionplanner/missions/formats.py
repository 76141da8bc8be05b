"""What a mission file format offers, and the list of those at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError, MissingPlugin
from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding
from missionplanner.model.mission import Mission
from missionplanner.model.places import Datum

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ReadRoute:
    """A route as read back from a file, in flying order.

    Attributes
    ----------
    title : str
    lon_deg, lat_deg : float64 (n,), WGS 84
    height_m : float64 (n,), counted from `datum`
    datum : Datum
    speed_mps : float64 (n,), speed on the leg that begins here, NaN where the file is silent
    drone : WPML's number of the aircraft that it is for, None where the file names none
    return_height_m : height above home that the aircraft returns at, None where it names none
    """

    title: str
    lon_deg: Floats
    lat_deg: Floats
    height_m: Floats
    datum: Datum
    speed_mps: Floats
    drone: int | None = None
    return_height_m: float | None = None

    def __len__(self) -> int:
        return len(self.lon_deg)


@dataclass(frozen=True)
class FormatOption:
    """A choice a format offers when writing; values are words, so that any face can ask them."""

    name: str
    default: str
    meaning: str
    choices: tuple[str, ...] = ()


@runtime_checkable
class MissionFormat(Protocol):
    """A mission file format. A plugin's `FORMATS` are objects of this shape.

    Attributes
    ----------
    name : str
        What the user types, as `wpml`.
    title : str
        What the user reads.
    suffix : str
        Of the files written, with the dot.
    options : tuple of FormatOption
    """

    name: str
    title: str
    suffix: str

    @property
    def options(self) -> tuple[FormatOption, ...]:
        """What may be chosen when writing."""
        ...

    def write(
        self, mission: Mission, folder: Path, options: Mapping[str, str] | None = None
    ) -> tuple[Path, ...]:
        """Write one mission into `folder` and return the files; raises OutputError, InputError."""
        ...

    def recognises(self, path: Path) -> bool:
        """Return whether this format should be asked about the file; never raises."""
        ...

    def check(self, path: Path) -> tuple[Finding, ...]:
        """Return what is wrong with the file; a bad file is findings, never an exception."""
        ...

    def read(self, path: Path) -> ReadRoute:
        """Return the (first) route in the file; raises InputError."""
        ...


class Formats:
    """The formats at hand, and for the absent ones the plugin that would bring them.

    Parameters
    ----------
    formats : iterable of MissionFormat
        A file is shown to them in this order.
    absent : mapping
        From a format's name or a suffix with its dot to what is said of the plugin that is missing.
    """

    def __init__(
        self, formats: Iterable[MissionFormat], absent: Mapping[str, Message | str] | None = None
    ) -> None:
        self._asked = tuple(formats)
        self._formats = tuple(sorted(self._asked, key=lambda f: f.name))
        self._absent = dict(absent or {})

    def all(self) -> tuple[MissionFormat, ...]:
        """Return every format, by name."""
        return self._formats

    def named(self, name: str) -> MissionFormat:
        """Return the format of that name.

        Raises
        ------
        MissingPlugin
            Its plugin is absent or switched off.
        InputError
            Nobody knows such a format.
        """
        for found in self._formats:
            if found.name == name:
                return found
        if name in self._absent:
            raise MissingPlugin(
                "missions.format_absent", name=name, absent=self._absent[name], help=_SWITCH_ON
            )
        known = [f.name for f in self._formats] or message("missions.none_at_hand")
        raise InputError("missions.no_format", name, known=known)

    def knows(self, path: Path) -> bool:
        """Return whether a format at hand recognises a file."""
        return any(found.recognises(path) for found in self._asked)

    def missing(self, path: Path) -> Message | str:
        """Return which plugin would know a file but is not at hand, else empty."""
        return "" if self.knows(path) else self._absent.get(path.suffix.lower(), "")

    def recognising(self, path: Path) -> MissionFormat:
        """Return the format that should check or read a file.

        Raises
        ------
        MissingPlugin
            No format at hand knows the file; says which plugin would, where that is known.
        """
        for found in self._asked:
            if found.recognises(path):
                return found
        suffix = path.suffix.lower()
        if suffix in self._absent:
            raise MissingPlugin(
                "missions.suffix_absent",
                str(path),
                suffix=suffix,
                absent=self._absent[suffix],
                help=_SWITCH_ON,
            )
        known = sorted({f.suffix for f in self._formats}) or message("missions.nothing")
        raise MissingPlugin("missions.unknown_kind", str(path), known=known)


_SWITCH_ON = message("missions.switch_on")


def option_values(format_: MissionFormat, given: Mapping[str, str] | None) -> dict[str, str]:
    """Return every option's value: the given one where there is one, else the default.

    Raises
    ------
    InputError
        An option the format does not have, or a value it does not offer.
    """
    known = {option.name: option for option in format_.options}
    for name, value in (given or {}).items():
        if name not in known:
            raise InputError(
                "missions.no_option",
                name,
                format=format_.name,
                known=list(known) or message("missions.none"),
            )
        choices = known[name].choices
        if choices and value not in choices:
            raise InputError("missions.not_offered", name, value=value, offered=choices)
    return {name: (given or {}).get(name, option.default) for name, option in known.items()}
