"""A channel that loses, delays and collides, with a clock of its own: hours pass in seconds."""

import heapq
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from missionplanner.link.medium import Medium

# Losing may depend on who sends, who hears and when: terrain between an aircraft and the ground.
Loss = Callable[[int, int, float], bool]


class LinkNode(Protocol):
    """A session or a relay."""

    def hear(self, frame: bytes, now: float) -> bool:
        """Take in a packet."""

    def speak(self, now: float) -> bytes | None:
        """Return the next packet, or None."""

    def wake_at(self, now: float) -> float:
        """Return when to ask again."""


def random_loss(share: float, seed: int) -> Loss:
    """Return a loss of each packet by itself."""
    chance = random.Random(seed)
    return lambda _from, _to, _now: chance.random() < share


def burst_loss(share: float, mean_packets: float, seed: int) -> Loss:
    """Return a loss in bursts (Gilbert 1960): in its bad state a link loses everything.

    Parameters
    ----------
    share : float
        Of packets lost in the long run.
    mean_packets : float
        Mean length of a burst.
    seed : int
    """
    chance = random.Random(seed)
    bad: dict[tuple[int, int], bool] = {}
    leave = 1.0 / mean_packets
    enter = leave * share / (1.0 - share)

    def lost(sender: int, hearer: int, _now: float) -> bool:
        was = bad.get((sender, hearer), False)
        now_bad = chance.random() >= leave if was else chance.random() < enter
        bad[sender, hearer] = now_bad
        return now_bad

    return lost


def margin_loss(margin_db: Callable[[int, int, float], float], seed: int) -> Loss:
    """Return the loss of a link whose margin over the sensitivity is known at every time.

    Fading is taken as Rayleigh's: at a mean margin of 0 dB 63 % is lost, at 10 dB 9.5 %, at 20 dB
    1 % (outage 1 - exp(-1/m)).
    """
    chance = random.Random(seed)

    def lost(sender: int, hearer: int, now: float) -> bool:
        margin = 10.0 ** (margin_db(sender, hearer, now) / 10.0)
        return margin <= 0.0 or chance.random() < 1.0 - math.exp(-1.0 / margin)

    return lost


@dataclass(eq=False)
class _Place:
    node: LinkNode
    free_at: float = 0.0
    air_s: float = 0.0


@dataclass(frozen=True, order=True)
class _Flight:
    lands: float
    order: int
    starts: float = field(compare=False)
    sender: int = field(compare=False)
    frame: bytes = field(compare=False)


class Simulator:
    """Nodes on one channel.

    Attributes
    ----------
    now_s : float
        Of the virtual clock.
    """

    def __init__(self, medium: Medium, loss: Loss, delay_s: float = 0.0) -> None:
        self.now_s = 0.0
        self._medium, self._loss, self._delay_s = medium, loss, delay_s
        self._places: dict[int, _Place] = {}
        self._flights: list[_Flight] = []
        self._recent: list[_Flight] = []
        self._order = count()

    def add(self, key: int, node: LinkNode) -> None:
        """Put a node on the channel, or another in the place of one that was killed."""
        before = self._places.get(key)
        self._places[key] = _Place(node, air_s=before.air_s if before else 0.0)

    def remove(self, key: int) -> None:
        """Kill a node; its packet in the air is not lost by that."""
        self._places.pop(key, None)

    def air_s(self, key: int) -> float:
        """Return how long a node has been sending."""
        return self._places[key].air_s

    def run(self, until: Callable[[], bool], most_s: float) -> bool:
        """Let time pass until a condition holds; False where `most_s` is reached first."""
        while not until():
            self._speak()
            upcoming = self._next_time()
            if upcoming > most_s:
                return False
            self.now_s = max(upcoming, self.now_s)
            self._land()
        return True

    def _speak(self) -> None:
        for key, place in self._places.items():
            while place.free_at <= self.now_s:
                frame = place.node.speak(self.now_s)
                if frame is None:
                    break
                length = self._medium.airtime_s(len(frame))
                place.free_at = self.now_s + length
                place.air_s += length
                lands = self.now_s + length + self._delay_s
                flight = _Flight(lands, next(self._order), self.now_s, key, frame)
                heapq.heappush(self._flights, flight)
                self._recent = [f for f in self._recent if f.lands > self.now_s] + [flight]

    def _next_time(self) -> float:
        times = [self._flights[0].lands] if self._flights else []
        for place in self._places.values():
            times.append(max(place.node.wake_at(self.now_s), place.free_at, self.now_s + 1e-6))
        return min(times, default=math.inf)

    def _land(self) -> None:
        while self._flights and self._flights[0].lands <= self.now_s:
            flight = heapq.heappop(self._flights)
            for key, place in list(self._places.items()):
                if key == flight.sender or self._disturbed(flight, key):
                    continue
                if not self._loss(flight.sender, key, self.now_s):
                    place.node.hear(flight.frame, self.now_s)

    def _disturbed(self, flight: _Flight, hearer: int) -> bool:
        """Tell whether another packet was in the air, or the hearer itself was sending."""
        if not self._medium.half_duplex:
            return False
        return any(
            other is not flight and other.starts < flight.lands and other.lands > flight.starts
            for other in self._recent
        )
