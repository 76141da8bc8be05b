"""Drives a session or a relay with a bearer and the clock of this computer."""

import time
from collections.abc import Callable
from typing import Protocol

from missionplanner.link.bearers.bearer import Bearer
from missionplanner.link.happenings import Happening
from missionplanner.link.simulator import LinkNode

_MOST_SENT_AT_ONCE = 64
_LONGEST_WAIT_S = 0.25
_HOUR_S = 3600.0


class Airtime:
    """Keeps to a duty cycle: what was not used of an hour may be used at once.

    Parameters
    ----------
    share : float
        Of the time that may be spent in the air; 1: no limit.
    """

    def __init__(self, share: float) -> None:
        self._share, self._left_s = share, share * _HOUR_S
        self._at = 0.0

    def wait_s(self, now: float, needed_s: float) -> float:
        """Return how long it takes until so many seconds of air are free."""
        if self._share >= 1.0:
            return 0.0
        passed = now - self._at if self._at else 0.0
        self._at = now
        self._left_s = min(self._left_s + passed * self._share, self._share * _HOUR_S)
        needed = min(needed_s, self._share * _HOUR_S)
        return max((needed - self._left_s) / self._share, 0.0)

    def use(self, seconds: float) -> None:
        """Note time in the air."""
        self._left_s -= seconds


class Talker(LinkNode, Protocol):
    """A session: it tells what has happened."""

    def take(self) -> tuple[Happening, ...]:
        """Return what has happened."""


class Drive:
    """One loop: hear, keep, speak.

    Parameters
    ----------
    bearer : Bearer
    node : Talker
    keep : callable
        Given what has happened, before anything is said: it goes to disk here.
    duty_cycle : float
        Share of the time in the air.
    """

    def __init__(
        self,
        bearer: Bearer,
        node: Talker,
        keep: Callable[[tuple[Happening, ...]], None],
        duty_cycle: float = 1.0,
    ) -> None:
        self._bearer, self._node, self._keep = bearer, node, keep
        self._air = Airtime(duty_cycle)
        self._free_at = 0.0
        self._more = False
        self.sent_bytes = 0

    def turn(self) -> None:
        """Go round once; returns within about a quarter of a second.

        Raises
        ------
        OutputError
            The bearer is gone, or what was heard cannot be kept: it is not acknowledged then.
        """
        now = time.monotonic()
        for frame, origin in self._bearer.listen(self._pause(now)):
            if self._node.hear(frame, time.monotonic()):
                self._bearer.trust(origin)
        told = self._node.take()
        if told:
            self._keep(told)
        self._speak()

    def _pause(self, now: float) -> float:
        if self._more:
            return 0.0
        due = max(self._node.wake_at(now), self._free_at)
        return min(max(due - now, 0.0), _LONGEST_WAIT_S)

    def _speak(self) -> None:
        medium = self._bearer.medium
        self._more = False
        for _ in range(_MOST_SENT_AT_ONCE):
            now = time.monotonic()
            if now < self._free_at:
                return
            if wait := self._air.wait_s(now, medium.full_s):
                self._free_at = now + wait
                return
            frame = self._node.speak(now)
            if frame is None:
                return
            self._bearer.send(frame)
            self.sent_bytes += len(frame)
            if medium.half_duplex:
                length = medium.airtime_s(len(frame))
                self._air.use(length)
                self._free_at = now + length
        self._more = not medium.half_duplex
