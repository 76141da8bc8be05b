"""What a session tells those who drive it."""

from dataclasses import dataclass
from enum import StrEnum

from missionplanner.link.objects import LinkObject
from missionplanner.link.wire import SymbolBody


class Refusal(StrEnum):
    """Why a packet was dropped."""

    FORGED = "forged"  # no packet, another key, or changed on the way
    REPLAYED = "replayed"
    MALFORMED = "malformed"  # sealed with our key, and yet not to be believed
    ECHO = "echo"  # our own, handed on by a relay


@dataclass(frozen=True)
class Refused:
    """A packet was dropped; it is counted."""

    why: Refusal


@dataclass(frozen=True)
class SymbolHeard:
    """A symbol of use came; to be kept before the next packet is sent.

    Attributes
    ----------
    device, boot, counter : int
        The packet's name.
    symbol : SymbolBody
    """

    device: int
    boot: int
    counter: int
    symbol: SymbolBody


@dataclass(frozen=True)
class ObjectWhole:
    """An object is whole and its digest fits; to be kept before the next packet is sent."""

    device: int
    number: int
    item: LinkObject


@dataclass(frozen=True)
class ObjectDamaged:
    """What was put together is no object, or its digest does not fit; it is not used."""

    device: int
    number: int


@dataclass(frozen=True)
class GivenUp:
    """A device sends no more of objects that were begun."""

    device: int
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Delivered:
    """The other side has an object whole."""

    number: int


@dataclass(frozen=True)
class Unanswered:
    """Nobody has answered so many times."""

    times: int


@dataclass(frozen=True)
class PeerRests:
    """A device says that it sleeps, for so long at most."""

    device: int
    seconds: int


@dataclass(frozen=True)
class SharedDevice:
    """Two senders use one identity: packets of two starts come by turns."""

    device: int


Happening = (
    Refused
    | SymbolHeard
    | ObjectWhole
    | ObjectDamaged
    | GivenUp
    | Delivered
    | Unanswered
    | PeerRests
    | SharedDevice
)
