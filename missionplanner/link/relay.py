"""A relay: hands on what it hears of others, once, and only what is authentic."""

import math
import random
from collections import deque

from missionplanner.link.happenings import Happening
from missionplanner.link.medium import Medium
from missionplanner.link.routes import Routes
from missionplanner.link.sealing import Keyring
from missionplanner.link.wire import (
    ANYONE,
    HEADER_BYTES,
    Header,
    Kind,
    Malformed,
    address_of,
    read_acknowledgement,
    read_header,
)

# Packets that wait to be handed on, and names of packets that were.
_MOST_WAITING, _REMEMBERED = 512, 8192


class Relay:
    """Stores a turn and hands it on when the channel is free again.

    Attributes
    ----------
    forwarded : int
        Packets handed on.
    """

    def __init__(self, device: int, keyring: Keyring, medium: Medium) -> None:
        self.address = address_of(device)
        self.forwarded = 0
        self._keyring, self._medium, self._routes = keyring, medium, Routes()
        self._waiting: deque[bytes] = deque(maxlen=_MOST_WAITING)
        self._seen: dict[tuple[int, int, int], None] = {}
        self._station: int | None = None
        self._free_at = 0.0
        self._chance = random.Random(device)

    def hear(self, frame: bytes, now: float) -> bool:
        """Take in what was heard; return whether it will be handed on."""
        try:
            header = read_header(frame)
            kind, remaining, body = self._keyring.open(header, frame)
            to = self._destination(header, kind, body)
        except Malformed:
            return False
        self._wait(now, remaining)
        self._routes.learn(header, now)
        mine = header.onward in (ANYONE, self.address) and header.hops < header.limit
        if not mine or header.name in self._seen:
            return False
        self._seen[header.name] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        onward = header.handed_on(self.address, self._routes.onward(to))
        self._waiting.append(onward.to_bytes() + frame[HEADER_BYTES:])
        return True

    def speak(self, now: float) -> bytes | None:
        """Return the next packet to hand on, or None."""
        if now < self._free_at or not self._waiting:
            return None
        self.forwarded += 1
        return self._waiting.popleft()

    def take(self) -> tuple[Happening, ...]:
        """Return nothing: a relay keeps nothing of what it hands on."""
        return ()

    def wake_at(self, now: float) -> float:
        """Return when to ask for a packet again if nothing is heard."""
        return self._free_at if self._waiting else math.inf

    def _destination(self, header: Header, kind: Kind, body: bytes) -> int | None:
        if kind in (Kind.ACKNOWLEDGEMENT, Kind.REPLY):
            to = read_acknowledgement(body).device
            if kind is Kind.ACKNOWLEDGEMENT:
                self._station = header.device
            return to
        return self._station if header.device != self._station else None

    def _wait(self, now: float, remaining: int) -> None:
        if self._medium.half_duplex:
            pause = self._medium.turn_s * self._chance.uniform(1.0, 2.5)
            self._free_at = now + remaining * self._medium.full_s + pause
