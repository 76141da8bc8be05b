"""One side of a link: bytes in, happenings and bytes out, without input, output or waiting.

Whoever drives it hands it what was heard and asks it to speak, with the time of any clock that goes
forward. What it tells must be kept before it is asked to speak again: only then is it acknowledged.
"""

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from missionplanner.link.happenings import (
    Delivered,
    GivenUp,
    Happening,
    ObjectDamaged,
    ObjectWhole,
    PeerRests,
    Refusal,
    Refused,
    SharedDevice,
    SymbolHeard,
)
from missionplanner.link.medium import Medium
from missionplanner.link.objects import read_object
from missionplanner.link.outgoing import Outgoing
from missionplanner.link.peers import Peer, Peers
from missionplanner.link.routes import Routes
from missionplanner.link.sealing import Keyring
from missionplanner.link.wire import (
    HEADER_BYTES,
    MOST_HOPS,
    MOST_REMAINING,
    TAG_BYTES,
    Acknowledgement,
    Call,
    Header,
    Kind,
    Malformed,
    address_of,
    read_acknowledgement,
    read_call,
    read_header,
    read_symbol,
)

HOPS = 3


@dataclass(frozen=True)
class Identity:
    """Who this side is.

    Attributes
    ----------
    device : int
        32 bits, drawn once for ever.
    boot : int
        16 bits, another at every start.
    """

    device: int
    boot: int

    @property
    def address(self) -> int:
        """Its short address."""
        return address_of(self.device)


class LinkSession:
    """What both kinds of medium share; `TurnSession` and `FlowSession` say when to speak.

    Attributes
    ----------
    outgoing : Outgoing
        What there is to send.
    station : int or None
        The device that answers, as far as it is known.
    counts : dict of Refusal to int
        Packets dropped.
    more_comes : bool
        True: there will soon be more to send, though there is nothing now; do not say that we rest.
    """

    def __init__(
        self, me: Identity, keyring: Keyring, medium: Medium, *, leads: bool, hops: int = HOPS
    ) -> None:
        self.me, self.medium, self.leads = me, medium, leads
        self.outgoing, self.peers, self.routes = Outgoing(), Peers(), Routes()
        self.station: int | None = None
        self.more_comes = False
        self.counts = dict.fromkeys(Refusal, 0)
        self._keyring, self._hops = keyring, min(hops, MOST_HOPS)
        self._counter = 0
        self._owed: dict[int, Peer] = {}
        self._told: deque[Happening] = deque()

    def take(self) -> tuple[Happening, ...]:
        """Return what has happened since it was asked last."""
        told = tuple(self._told)
        self._told.clear()
        return told

    def offer(
        self,
        number: int,
        content: bytes,
        now: float,
        *,
        urgent: bool = False,
        to: Collection[int] = (),
    ) -> None:
        """Send an object, too; see `Outgoing.add`.

        Numbers grow from 1 and are this device's for ever.
        """
        size = self.medium.symbol_bytes
        self.outgoing.add(number, content, size, urgent=urgent, to=to)
        self._wake(now)

    def restore_symbol(self, kept: SymbolHeard) -> None:
        """Take in a symbol that was kept at an earlier start."""
        peer = self.peers.of(kept.device)
        try:
            peer.incoming.take(kept.symbol)
        except Malformed:
            return
        peer.fresh(Header(0, 0, 0, 0, kept.device, kept.boot, kept.counter))

    def restore_whole(self, device: int, numbers: Iterable[int]) -> None:
        """Note objects that were whole at an earlier start."""
        incoming = self.peers.of(device).incoming
        for number in numbers:
            incoming.close(number)

    def hear(self, frame: bytes, now: float) -> bool:
        """Take in what was heard; return whether it was authentic and new."""
        try:
            header = read_header(frame)
            kind, remaining, body = self._keyring.open(header, frame)
        except Malformed:
            return self._refuse(Refusal.FORGED)
        if header.device == self.me.device:
            self._echoed(header, remaining, now)
            return self._refuse(Refusal.ECHO)
        peer = self.peers.of(header.device)
        fresh = peer.fresh(header)
        if header.hops == 0 and peer.shared(header, frame, fresh):
            self._told.append(SharedDevice(header.device))
        if not fresh:
            return self._refuse(Refusal.REPLAYED)
        peer.heard_s = now
        self.routes.learn(header, now)
        try:
            self._dispatch(peer, header, kind, body, remaining, now)
        except Malformed:
            return self._refuse(Refusal.MALFORMED)
        return True

    def speak(self, now: float) -> bytes | None:
        """Return the next packet to send now, or None."""
        raise AssertionError

    def wake_at(self, now: float) -> float:
        """Return when to ask for a packet again if nothing is heard; may be infinite."""
        raise AssertionError

    @property
    def resting(self) -> bool:
        """Whether all is said, and was said to be all: the radio may sleep."""
        raise AssertionError

    def _refuse(self, why: Refusal) -> bool:
        self.counts[why] += 1
        self._told.append(Refused(why))
        return False

    def _dispatch(
        self, peer: Peer, header: Header, kind: Kind, body: bytes, remaining: int, now: float
    ) -> None:
        turn: int | None = None
        to_us = self.leads or peer.device == self.station
        if kind is Kind.SYMBOL and to_us:
            peer.rests_until_s = now
            self._symbol(peer, header, body)
        elif kind is Kind.POLL and to_us:
            self._poll(peer, body, now)
        elif kind in (Kind.ACKNOWLEDGEMENT, Kind.REPLY):
            report = read_acknowledgement(body)
            if kind is Kind.ACKNOWLEDGEMENT and not self.leads:
                turn = report.turn
                self.station = header.device
            self._report(report, peer.device, now)
        self._noticed(peer, kind, remaining, turn, now)

    def _symbol(self, peer: Peer, header: Header, body: bytes) -> None:
        symbol = read_symbol(body)
        self._owed[peer.device] = peer
        useful, content = peer.incoming.take(symbol)
        if content is not None:
            try:
                item = read_object(content)
            except Malformed:
                self._told.append(ObjectDamaged(peer.device, symbol.number))
            else:
                self._told.append(ObjectWhole(peer.device, symbol.number, item))
        elif useful:
            self._told.append(SymbolHeard(*header.name, symbol))

    def _poll(self, peer: Peer, body: bytes, now: float) -> None:
        call = read_call(body)
        # A rest of another start may be a recording: believed, it would end our listening.
        rest_s = call.rest_s if call.start == self.me.boot else 0
        peer.rests_until_s = now + rest_s
        if rest_s:
            self._told.append(PeerRests(peer.device, rest_s))
        else:
            self._owed[peer.device] = peer
        if self.leads:
            self.outgoing.called(peer.device)
        if given_up := peer.incoming.raise_floor(call.floor):
            self._told.append(GivenUp(peer.device, given_up))

    def _report(self, report: Acknowledgement, by: int, now: float) -> None:
        mine = (report.device, report.boot) == (self.me.device, self.me.boot)
        if not mine or report.counter >= self._counter:
            return
        self._told.extend(Delivered(number) for number in self.outgoing.told(report, by))
        self._answered(report, now)

    def _frame(self, kind: Kind, body: bytes, remaining: int, to: int | None) -> bytes:
        header = Header(
            0,
            self._hops,
            self.me.address,
            self.routes.onward(to),
            self.me.device,
            self.me.boot,
            self._counter,
        )
        self._counter += 1
        return self._keyring.seal(header, kind, min(remaining, MOST_REMAINING), body)

    def _symbol_frame(self, remaining: int) -> bytes | None:
        symbol = self.outgoing.next_symbol()
        if symbol is None:
            return None
        self.outgoing.sent(self._counter)
        return self._frame(Kind.SYMBOL, symbol.to_bytes(), remaining, self.station)

    def _acknowledgement_frame(self, peer: Peer, turn: int, remaining: int) -> bytes:
        self._owed.pop(peer.device, None)
        kind = Kind.ACKNOWLEDGEMENT if self.leads else Kind.REPLY
        most = self.medium.frame_bytes - HEADER_BYTES - TAG_BYTES - 1
        body = peer.acknowledgement(turn).to_bytes(most)
        return self._frame(kind, body, remaining, peer.device)

    def _poll_frame(self, rest_s: int = 0, remaining: int = 0) -> bytes:
        start = None if self.station is None else self.peers.of(self.station).boot
        body = Call(self.outgoing.floor, rest_s, start).to_bytes()
        return self._frame(Kind.POLL, body, remaining, self.station)

    def _wake(self, now: float) -> None:
        """Note that there is something new to send."""

    def _echoed(self, header: Header, remaining: int, now: float) -> None:
        """Note that a relay hands on a packet of ours."""

    def _answered(self, report: Acknowledgement, now: float) -> None:
        """Note what the other side has told of ours."""

    def _noticed(
        self, peer: Peer, kind: Kind, remaining: int, turn: int | None, now: float
    ) -> None:
        """Note a packet."""
