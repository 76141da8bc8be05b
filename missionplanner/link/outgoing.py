"""The objects that one side has to send, and which symbols of them are still worth sending.

A symbol is never repeated while another of its segment would serve as well. What is in the air and
not yet told of counts as got; an acknowledgement that covers it puts that right.
"""

import math
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field

from missionplanner.link.erasure import SYMBOLS, SegmentEncoder
from missionplanner.link.layout import SymbolLayout, layout_for
from missionplanner.link.wire import Acknowledgement, Lack, SymbolBody

# How fast the share of lost packets is learned from one report, and what is thought at first.
_LEARNED, _FIRST_LOSS = 0.3, 0.1
_MOST_LOSS = 0.95


@dataclass(eq=False)
class _Segment:
    number: int
    place: int
    encoder: SegmentEncoder
    lacks: int
    following: int = 0  # next index
    in_air: deque[int] = field(default_factory=deque)  # counters, growing
    waiting: bool = False  # in the queue


@dataclass(eq=False)
class _Sent:
    layout: SymbolLayout
    segments: list[_Segment]
    awaited: set[int] | None  # devices that have not told yet that it is whole; None: any tells


class Outgoing:
    """Objects by number, in the order in which they are added; urgent ones first.

    Attributes
    ----------
    loss, last_loss : float
        Share of packets lost: as learned over time, and of the last report.
    floor : int
        Objects before this number are not offered.
    """

    def __init__(self) -> None:
        self.loss, self.last_loss = _FIRST_LOSS, 0.0
        self._objects: dict[int, _Sent] = {}
        self._queue: deque[_Segment] = deque()
        self._flying: set[_Segment] = set()  # with symbols in the air
        self._reported = (0, 0)  # counter and packets heard, of the last report
        self._chosen: _Segment | None = None
        self.floor = 1

    def add(
        self,
        number: int,
        content: bytes,
        symbol_bytes: int,
        *,
        urgent: bool = False,
        to: Collection[int] = (),
    ) -> None:
        """Send an object, too.

        Parameters
        ----------
        number : int
        content : bytes
        symbol_bytes : int
            Most bytes of a symbol of it, now and ever.
        urgent : bool
            Before the others.
        to : collection of int
            The devices that must all have it, whose word alone counts; none: whoever has it first.
        """
        layout = layout_for(len(content), symbol_bytes)
        segments = [
            _Segment(number, at, SegmentEncoder(content, layout, at), layout.needed(at))
            for at in range(layout.segments)
        ]
        self._objects[number] = _Sent(layout, segments, set(to) or None)
        # What lies before all that is offered is over: whoever comes late need not ask for it.
        self.floor = max(self.floor, min(self._objects))
        for segment in reversed(segments) if urgent else segments:
            self._wait(segment, first=urgent)

    def drop(self, number: int) -> None:
        """Send no more of an object."""
        sent = self._objects.pop(number, None)
        for segment in sent.segments if sent else ():
            segment.lacks = 0
            segment.in_air.clear()
            self._flying.discard(segment)

    @property
    def open(self) -> tuple[int, ...]:
        """Numbers of the objects that are not known to be whole over there."""
        return tuple(self._objects)

    @property
    def in_air(self) -> bool:
        """Whether symbols were sent of which nothing has been told."""
        return bool(self._flying)

    def due(self, most: int) -> int:
        """Return how many symbols are worth sending now; counted up to `most`."""
        count = 0
        for segment in self._queue:
            count += max(segment.lacks - len(segment.in_air), 0)
            if count >= most:
                return most
        # Nothing else to send: some more of what lacks, so that the last turns are few.
        return min(count + self._surplus(), most)

    def next_symbol(self) -> SymbolBody | None:
        """Return the next symbol; `sent` must be told when it goes, before the next is asked."""
        segment = self._next_due() or self._thinnest()
        if segment is None:
            return None
        self._chosen = segment
        index = segment.following
        size = self._objects[segment.number].layout.size
        data = segment.encoder.symbol(index)
        return SymbolBody(segment.number, size, segment.place, index, data)

    def sent(self, counter: int) -> None:
        """Note that the symbol chosen last goes with the packet of that counter."""
        if self._chosen is not None:
            self._chosen.following = (self._chosen.following + 1) % SYMBOLS
            self._chosen.in_air.append(counter)
            self._flying.add(self._chosen)
            self._chosen = None

    def told(self, report: Acknowledgement, by: int) -> tuple[int, ...]:
        """Take what a device tells; return the numbers of objects that all have whole now."""
        self._learn_loss(report.counter, report.heard)
        mine = {
            n: sent
            for n, sent in self._objects.items()
            if sent.awaited is None or by in sent.awaited
        }
        whole = [number for number in mine if number < report.base]
        for number, lack in enumerate(report.lacks, report.base):
            if number not in mine:
                continue
            if lack is None:
                whole.append(number)
            else:
                self._lacking(mine[number], lack)
        whole = [number for number in whole if self._everybody_has(number, by)]
        flying = (segment for segment in self._flying if segment.number in mine)
        for segment in sorted(flying, key=lambda s: (s.number, s.place), reverse=True):
            self._landed(segment, report.counter)
        self.floor = min(self._objects, default=max(self.floor, report.base))
        return tuple(whole)

    def called(self, by: int) -> None:
        """Note that a device calls: it would have told of what it heard; the rest is lost."""
        for segment in list(self._flying):
            awaited = self._objects[segment.number].awaited
            if awaited is None or by in awaited:
                segment.in_air.clear()
                self._flying.discard(segment)
                self._wait(segment, first=True)

    def _everybody_has(self, number: int, by: int) -> bool:
        """Note that a device has an object; tell whether that ends it."""
        sent = self._objects[number]
        if sent.awaited is not None:
            sent.awaited.discard(by)
            if sent.awaited:
                # Of what the others lack nothing is known until they tell.
                for segment in sent.segments:
                    segment.lacks = segment.lacks or segment.encoder.needed
                return False
        self.drop(number)
        return True

    def _lacking(self, sent: _Sent, lack: Lack) -> None:
        for segment in sent.segments[: lack.first]:
            segment.lacks = 0
        for segment, count in zip(sent.segments[lack.first :], lack.counts, strict=False):
            segment.lacks = min(count, segment.encoder.needed)

    def _landed(self, segment: _Segment, counter: int) -> None:
        while segment.in_air and segment.in_air[0] <= counter:
            segment.in_air.popleft()
        if not segment.in_air:
            self._flying.discard(segment)
        # What was begun is finished first: a preview seen soon is worth more than two begun.
        self._wait(segment, first=segment.following > 0)

    def _wait(self, segment: _Segment, *, first: bool = False) -> None:
        if segment.waiting or segment.lacks <= len(segment.in_air):
            return
        segment.waiting = True
        if first:
            self._queue.appendleft(segment)
        else:
            self._queue.append(segment)

    def _next_due(self) -> _Segment | None:
        while self._queue:
            segment = self._queue[0]
            if segment.lacks > len(segment.in_air):
                return segment
            segment.waiting = False
            self._queue.popleft()
        return None

    def _surplus(self) -> int:
        segments = (s for sent in self._objects.values() for s in sent.segments if s.lacks)
        return sum(max(self._wished(s) - max(len(s.in_air), s.lacks), 0) for s in segments)

    def _thinnest(self) -> _Segment | None:
        """Return the segment that most likely lacks something when all in the air has landed."""
        short = [
            (len(s.in_air) - self._wished(s), s.number, s)
            for sent in self._objects.values()
            for s in sent.segments
            if s.lacks and len(s.in_air) < self._wished(s)
        ]
        return min(short, key=lambda one: one[:2])[2] if short else None

    def _wished(self, segment: _Segment) -> int:
        """Symbols to send so that enough arrive about nine times in ten."""
        arrive = 1.0 - self.loss
        spread = 1.3 * math.sqrt(segment.lacks * self.loss) / arrive
        return math.ceil(segment.lacks / arrive + spread)

    def _learn_loss(self, counter: int, heard: int) -> None:
        before, heard_before = self._reported
        if counter <= before:
            return
        if heard < heard_before:  # the other side has been started again, and counts anew
            self._reported = (counter, heard)
            return
        share = self.last_loss = 1.0 - (heard - heard_before) / (counter - before)
        self._reported = (counter, heard)
        weight = _LEARNED * min((counter - before) / 20.0, 1.0)
        self.loss += weight * (min(max(share, 0.0), _MOST_LOSS) - self.loss)
