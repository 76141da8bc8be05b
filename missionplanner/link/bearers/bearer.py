"""What every bearer can do, and the names by which people call them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from missionplanner.errors import InputError
from missionplanner.link.medium import Medium

Origin = tuple[str, int] | None
_MOST_PORT, _MOST_BAUD = 65_535, 4_000_000


class Bearer(Protocol):
    """An open way to the other side.

    Attributes
    ----------
    medium : Medium
    """

    @property
    def medium(self) -> Medium:
        """What a session has to know of it."""

    def listen(self, wait_s: float) -> list[tuple[bytes, Origin]]:
        """Return the packets that have come, and from where; wait at most so long for the first.

        Raises
        ------
        OutputError
            It is gone: unplugged, or the network is down.
        """

    def trust(self, origin: Origin) -> None:
        """Send there from now on: an authentic packet came from it."""

    def send(self, frame: bytes) -> None:
        """Send a packet; that it is lost is nobody's error.

        Raises
        ------
        OutputError
            See `listen`.
        """

    def close(self) -> None:
        """Give it back to the system."""


class BearerScheme(StrEnum):
    """First word of a bearer's name."""

    UDP = "udp"
    SERIAL = "serial"
    SIMULATED = "sim"


@dataclass(frozen=True)
class BearerName:
    """What a person calls a bearer.

    Attributes
    ----------
    scheme : BearerScheme
    place : str
        Host, device or file.
    number : int
        Port or baud; 0 for a file.
    """

    scheme: BearerScheme
    place: str
    number: int

    def __str__(self) -> str:
        tail = f":{self.number}" if self.number else ""
        return f"{self.scheme.value}:{self.place}{tail}"


def read_name(name: str) -> BearerName:
    """Return what `udp:HOST:PORT`, `serial:DEVICE:BAUD` or `sim:FILE` means.

    Raises
    ------
    InputError
        It is none of these.
    """
    scheme, _, rest = name.partition(":")
    if scheme not in [one.value for one in BearerScheme] or not rest:
        raise InputError("link.no_bearer", name)
    if scheme == BearerScheme.SIMULATED:
        return BearerName(BearerScheme.SIMULATED, rest, 0)
    place, _, number = rest.rpartition(":")
    most = _MOST_PORT if scheme == BearerScheme.UDP else _MOST_BAUD
    if not (place and number.isascii() and number.isdecimal() and 0 < int(number) <= most):
        raise InputError("link.no_bearer", name)
    return BearerName(BearerScheme(scheme), place.strip("[]"), int(number))
