"""A session on a medium where both sides speak at any time (UDP over Wi-Fi or a cable)."""

import math

from missionplanner.link.happenings import Unanswered
from missionplanner.link.medium import Medium
from missionplanner.link.peers import Peer
from missionplanner.link.sealing import Keyring
from missionplanner.link.session import HOPS, Identity, LinkSession
from missionplanner.link.turns import REST_S, FullDuplex
from missionplanner.link.wire import Acknowledgement, Kind

_CALLS_OF_A_WAY = 2


class FlowSession(LinkSession):
    """See `LinkSession`; so many packets are on the way as `FullDuplex` allows."""

    def __init__(
        self, me: Identity, keyring: Keyring, medium: Medium, *, leads: bool, hops: int = HOPS
    ) -> None:
        super().__init__(me, keyring, medium, leads=leads, hops=hops)
        self._flow = FullDuplex(medium)
        self._answer: dict[int, Peer] = {}
        self._told_of = -1  # the last packet that was answered for
        self._calls = 0
        self._call_at = math.inf if leads else 0.0
        self._rested = False

    def speak(self, now: float) -> bytes | None:
        """Return the next packet to send now, or None."""
        if self._answer:
            _, peer = self._answer.popitem()
            return self._acknowledgement_frame(peer, 0, 1)
        if self._flow.late(now):
            self._unanswered(now)
        if now >= self._call_at and not self._waits():
            return self._call(now)
        on_way = self._counter - 1 - self._told_of
        ready = self.leads or self.station is not None
        if ready and on_way < self._flow.window and self.outgoing.due(1):
            return self._next_symbol(now)
        return None

    def wake_at(self, now: float) -> float:
        """Return when to ask for a packet again if nothing is heard."""
        return self._flow.wake_at if self._waits() else min(self._flow.wake_at, self._call_at)

    @property
    def resting(self) -> bool:
        """See `LinkSession`."""
        return self._rested

    def _waits(self) -> bool:
        """Tell whether there is nothing to say, and soon will be."""
        return self.more_comes and self.station is not None and not self.outgoing.open

    def _next_symbol(self, now: float) -> bytes | None:
        symbol = self.outgoing.next_symbol()
        if symbol is None:
            return None
        self.outgoing.sent(self._counter)
        asks = self._flow.asks(self._counter) or not self.outgoing.due(1)
        if asks:
            self._flow.spoke(now)
        return self._frame(Kind.SYMBOL, symbol.to_bytes(), 0 if asks else 1, self.station)

    def _call(self, now: float) -> bytes:
        """Ask for an answer, or say that there is nothing more."""
        self._rested = self.station is not None and not self.outgoing.open
        self._call_at = now + REST_S if self._rested else math.inf
        if not self._rested:
            self._flow.spoke(now)
        return self._poll_frame(round(REST_S) if self._rested else 0)

    def _unanswered(self, now: float) -> None:
        self._calls += 1
        self._call_at = now
        self._told.append(Unanswered(self._calls))
        if self._calls % _CALLS_OF_A_WAY == 0:
            self.routes.forget(self.station)

    def _wake(self, now: float) -> None:
        self._rested = False

    def _answered(self, report: Acknowledgement, now: float) -> None:
        self._calls = 0
        self._told_of = max(self._told_of, report.counter)
        self._flow.answered(self.outgoing.in_air, self.outgoing.last_loss, now)
        if not self.leads and not self.outgoing.open and not self._rested:
            self._call_at = now

    def _noticed(
        self, peer: Peer, kind: Kind, remaining: int, turn: int | None, now: float
    ) -> None:
        asked = kind is Kind.POLL or (kind is Kind.SYMBOL and remaining == 0)
        if asked and peer.device in self._owed:
            self._answer[peer.device] = peer
