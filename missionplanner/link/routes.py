"""Ways through relays, learned from what is heard; nobody negotiates."""

from dataclasses import dataclass

from missionplanner.link.wire import ANYONE, Header

_STALE_S = 180.0


@dataclass(frozen=True)
class _Way:
    via: int
    hops: int
    at_s: float


class Routes:
    """By which neighbour each device was heard, over the fewest hops."""

    def __init__(self) -> None:
        self._ways: dict[int, _Way] = {}

    def learn(self, header: Header, now_s: float) -> None:
        """Note an authentic packet: its device can be reached by who sent it last."""
        known = self._ways.get(header.device)
        stale = known is None or now_s - known.at_s > _STALE_S
        if known is None or stale or header.hops <= known.hops:
            self._ways[header.device] = _Way(header.via, header.hops, now_s)

    def onward(self, device: int | None) -> int:
        """Return the neighbour to hand on to; 0 where no way is known: whoever hears it."""
        way = self._ways.get(device) if device is not None else None
        return way.via if way else ANYONE

    def hops(self, device: int | None) -> int:
        """Return how many relays lie between; 0 where it is not known."""
        way = self._ways.get(device) if device is not None else None
        return way.hops if way else 0

    def forget(self, device: int | None) -> None:
        """Give up the way to a device: its relay no longer answers."""
        if device is not None:
            self._ways.pop(device, None)
