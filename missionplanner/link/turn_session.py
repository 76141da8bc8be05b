"""A session on a channel where sides take turns (LoRa, a serial modem)."""

from collections import deque
from enum import Enum
from typing import NamedTuple

from missionplanner.link.happenings import Unanswered
from missionplanner.link.medium import Medium
from missionplanner.link.peers import Peer
from missionplanner.link.sealing import Keyring
from missionplanner.link.session import HOPS, Identity, LinkSession
from missionplanner.link.turns import LATELY_S, REST_S, HalfDuplex, Heard
from missionplanner.link.wire import ANYONE, Acknowledgement, Header, Kind

# Where more is lost, an answer is said twice: it is short, and without it a whole turn waits.
_TWICE_FROM_LOSS = 0.3
_DEALS_UNUSED = 2
# Every so many turns whoever likes may speak, so that newcomers are heard.
_DEALS_TO_ANYONE = 8
# Calls without answer, after which the way through a relay is given up for another.
_CALLS_OF_A_WAY = 2
# The first call is short. If it is not answered, the next ones carry so many symbols: it may be the
# answer alone that is lost. A station that is silent for longer is not there.
_CALLS_WITH_DATA, _DATA_OF_A_CALL = 12, 8


class _Say(Enum):
    ANSWER = 0
    SYMBOL = 1
    POLL = 2
    REST = 3


class _Part(NamedTuple):
    say: _Say
    peer: Peer | None = None


class TurnSession(LinkSession):
    """See `LinkSession`; the turns are those of `HalfDuplex`."""

    def __init__(
        self, me: Identity, keyring: Keyring, medium: Medium, *, leads: bool, hops: int = HOPS
    ) -> None:
        super().__init__(me, keyring, medium, leads=leads, hops=hops)
        self._turns = HalfDuplex(medium, me.address, leads=leads, seed=me.device)
        self._turn: deque[_Part] = deque()
        self._length = 0
        self._dealt_to, self._unused = 0, 0
        self._last: Peer | None = None
        self._watching = False
        self._deals = 0
        self._rested = False

    def speak(self, now: float) -> bytes | None:
        """Return the next packet to send now, or None."""
        if not self._turns.may_speak(now):
            return None
        if not self._turn:
            self._turn = deque(self._new_turn(now))
            self._length = len(self._turn)
        frame = None
        while frame is None and self._turn:
            part = self._turn.popleft()
            frame = self._said(part, len(self._turn), now)
        if not self._turn:
            self._over(now, len(frame or b""))
        return frame

    def wake_at(self, now: float) -> float:
        """Return when to ask for a packet again if nothing is heard."""
        return self._turns.wake_at

    @property
    def resting(self) -> bool:
        """See `LinkSession`."""
        return self._rested and not self.outgoing.open

    def _new_turn(self, now: float) -> list[_Part]:
        if self.leads:
            return self._of_station(now)
        calls = self._turns.calls
        if calls and calls % _CALLS_OF_A_WAY == 0:
            self.routes.forget(self.station)
        if calls:
            self._told.append(Unanswered(calls))
        answers = [_Part(_Say.ANSWER, peer) for peer in self._owed.values()]
        if self.station is None or calls == 1 or calls > _CALLS_WITH_DATA:
            return [*answers, _Part(_Say.POLL)]
        count = self.outgoing.due(_DATA_OF_A_CALL if calls else self._turns.packets())
        if count:
            return [*answers, *[_Part(_Say.SYMBOL)] * count]
        if self.outgoing.in_air or self.outgoing.open:
            return [*answers, _Part(_Say.POLL)]
        if self.more_comes:
            return answers
        return [*answers, _Part(_Say.REST), _Part(_Say.REST)]  # nobody answers it: said twice

    def _of_station(self, now: float) -> list[_Part]:
        if not self._owed and self._watching:
            self._owed = self._deal_again(now)
        answers = [
            _Part(_Say.ANSWER, peer)
            for peer in self._owed.values()
            for _ in range(2 if peer.lost_share > _TWICE_FROM_LOSS else 1)
        ]
        commands = [_Part(_Say.SYMBOL)] * self.outgoing.due(self._turns.packets())
        if commands and self.outgoing.floor > 1:
            # Who came late would else count all the commands of other days as lacking.
            commands.insert(0, _Part(_Say.POLL))
        return [*answers, *commands]

    def _deal_again(self, now: float) -> dict[int, Peer]:
        """Return whom to tell of a turn again that was not used: twice the same, then the next."""
        self._unused += 1
        if self._unused > _DEALS_UNUSED and self._last is not None:
            sleeper = self.peers.by_address(self._dealt_to)
            if sleeper is not None:
                sleeper.rests_until_s = now + REST_S
            self._unused = 0
        peer = self._last
        return {peer.device: peer} if peer else {}

    def _said(self, part: _Part, remaining: int, now: float) -> bytes | None:
        if part.say is _Say.SYMBOL:
            return self._symbol_frame(remaining)
        if part.say is _Say.ANSWER and part.peer is not None:
            self._last = part.peer
            turn = self._deal(part.peer, now) if self.leads else 0
            return self._acknowledgement_frame(part.peer, turn, remaining)
        return self._poll_frame(round(REST_S) if part.say is _Say.REST else 0, remaining)

    def _deal(self, peer: Peer, now: float) -> int:
        self._deals += 1
        if self._deals % _DEALS_TO_ANYONE == 0:
            self._dealt_to = ANYONE
        elif not self._unused:
            self._dealt_to = self.peers.next_turn(peer.device, now, LATELY_S)
        return self._dealt_to

    def _over(self, now: float, frame_bytes: int) -> None:
        if not frame_bytes:  # nothing to say, or what was planned is no longer needed
            self._turns.rest(now)
            return
        said_all = not (self.outgoing.open or self.more_comes) and self.station is not None
        self._turns.spoke(now, frame_bytes, self.routes.hops(self.station), self._length)
        if self.leads:
            self._watch(now + self.medium.airtime_s(frame_bytes))
        elif said_all:
            self._rested = True
            self._turns.rest(now)

    def _watch(self, over: float) -> None:
        """With one sender alone silence is its own affair: it calls again by itself."""
        self._watching = self.peers.awake(over, LATELY_S) > 1
        if self._watching:
            self._turns.call_again(over, 2 * self.medium.full_s + 4 * self.medium.turn_s)

    def _wake(self, now: float) -> None:
        self._rested = False
        self._turns.wake(now)

    def _echoed(self, header: Header, remaining: int, now: float) -> None:
        heard = Heard(remaining, from_station=False, turn=None, relayed=True)
        self._turns.heard(now, heard)

    def _answered(self, report: Acknowledgement, now: float) -> None:
        self._turns.answered()

    def _noticed(
        self, peer: Peer, kind: Kind, remaining: int, turn: int | None, now: float
    ) -> None:
        self._unused, self._watching = 0, False
        if self.leads and peer.rests_until_s > now:
            waiting = self.peers.by_address(self.peers.next_turn(peer.device, now, LATELY_S))
            if waiting is not None:
                self._owed[waiting.device] = waiting
        from_station = kind is Kind.ACKNOWLEDGEMENT or peer.device == self.station
        self._turns.heard(now, Heard(remaining, from_station, turn))
