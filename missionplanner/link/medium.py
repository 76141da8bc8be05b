"""What a session has to know of what carries its packets."""

from collections.abc import Callable
from dataclasses import dataclass

from missionplanner.link.layout import SYMBOL_BYTES
from missionplanner.link.lora import MOST_PAYLOAD_BYTES, Modulation
from missionplanner.link.wire import OVERHEAD_BYTES

# An Ethernet packet's 1500 bytes without the heads of IPv6 and UDP.
_DATAGRAM_BYTES = 1452


@dataclass(frozen=True)
class Medium:
    """A kind of link.

    Attributes
    ----------
    frame_bytes : int
        Longest packet.
    half_duplex : bool
        True: who sends hears nothing; sides take turns.
    airtime_s : callable
        Seconds that a packet of so many bytes takes.
    turn_s : float
        Half duplex: longest time between two sides' packets: the radio turns round, the computer
        thinks.
    burst_s : float
        Half duplex: length of a turn.
    window : int
        Full duplex: packets on the way at most.
    """

    frame_bytes: int
    half_duplex: bool
    airtime_s: Callable[[int], float]
    turn_s: float = 0.05
    burst_s: float = 25.0
    window: int = 96

    @property
    def symbol_bytes(self) -> int:
        """Bytes of a full symbol."""
        return self.frame_bytes - OVERHEAD_BYTES

    @property
    def full_s(self) -> float:
        """Seconds of a full packet."""
        return self.airtime_s(self.frame_bytes)


def lora_medium(modulation: Modulation, *, turn_s: float = 0.05, burst_s: float = 25.0) -> Medium:
    """Return the medium of a LoRa modem."""
    frame = min(SYMBOL_BYTES + OVERHEAD_BYTES, MOST_PAYLOAD_BYTES)
    return Medium(frame, True, modulation.airtime_s, turn_s, burst_s)


def datagram_medium(window: int = 96) -> Medium:
    """Return the medium of UDP over Wi-Fi or a cable."""
    return Medium(_DATAGRAM_BYTES, False, lambda size: size * 8 / 50e6, 0.02, 1.0, window)
