"""What one device sends: symbols put together to objects, and what they still lack.

A device is believed only within limits: of the size of an object, of how much lies here unfinished.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from missionplanner.link.erasure import segment_from
from missionplanner.link.layout import MOST_OBJECT_BYTES, SymbolLayout
from missionplanner.link.wire import Lack, Malformed, SymbolBody

MOST_OPEN_OBJECTS = 512
MOST_OPEN_BYTES = 128_000_000
MOST_NUMBER = 1 << 24
# Of objects that an acknowledgement speaks of; the bytes of a packet allow fewer.
_MOST_TOLD = 200


@dataclass(eq=False)
class _Partial:
    layout: SymbolLayout
    held: list[dict[int, bytes]]
    done: list[bytes | None]
    highest: int = -1

    @property
    def whole(self) -> bool:
        return all(part is not None for part in self.done)

    def lack(self) -> Lack:
        first = next(i for i, part in enumerate(self.done) if part is None)
        counts = (
            0 if self.done[i] is not None else self.layout.needed(i) - len(self.held[i])
            for i in range(first, self.highest + 1)
        )
        return Lack(first, tuple(counts))


@dataclass(eq=False)
class Incoming:
    """The objects of one device.

    Attributes
    ----------
    base : int
        All objects before this number are whole, or no longer wanted by who sends them.
    whole : set of int
        Numbers from `base` on that are whole.
    """

    base: int = 1
    whole: set[int] = field(default_factory=set)
    _open: dict[int, _Partial] = field(default_factory=dict)
    _open_bytes: int = 0

    def take(self, symbol: SymbolBody) -> tuple[bool, bytes | None]:
        """Take a symbol in; return whether it was of use, and the object where it is whole now.

        Raises
        ------
        Malformed
            It contradicts the others of its object, or is beyond what is allowed.
        """
        if symbol.number < self.base or symbol.number in self.whole:
            return False, None
        partial = self._partial(symbol)
        part = symbol.segment
        if part >= partial.layout.segments or len(symbol.data) != partial.layout.symbol_bytes:
            raise Malformed
        partial.highest = max(partial.highest, part)
        held = partial.held[part]
        if partial.done[part] is not None or symbol.index in held:
            return False, None
        held[symbol.index] = symbol.data
        self._open_bytes += len(symbol.data)
        needed = partial.layout.needed(part)
        if len(held) < needed:
            return True, None
        partial.done[part] = segment_from(held, needed)
        held.clear()
        return True, self._finished(symbol.number, partial) if partial.whole else None

    def _partial(self, symbol: SymbolBody) -> _Partial:
        found = self._open.get(symbol.number)
        if found is not None:
            if found.layout.size != symbol.size:
                raise Malformed
            return found
        layout = SymbolLayout(symbol.size, len(symbol.data))
        full = len(self._open) >= MOST_OPEN_OBJECTS or self._open_bytes > MOST_OPEN_BYTES
        if symbol.size > MOST_OBJECT_BYTES or symbol.number >= MOST_NUMBER or full:
            raise Malformed
        if symbol.segment >= layout.segments:
            raise Malformed
        parts = layout.segments
        self._open[symbol.number] = _Partial(layout, [{} for _ in range(parts)], [None] * parts)
        return self._open[symbol.number]

    def _finished(self, number: int, partial: _Partial) -> bytes:
        content = b"".join(part for part in partial.done if part is not None)
        self.close(number)
        return content[: partial.layout.size]

    def close(self, number: int) -> None:
        """Note an object as whole: nothing more of it is wanted."""
        partial = self._open.pop(number, None)
        if partial is not None:
            got = sum(len(part) for part in partial.done if part is not None)
            held = sum(len(held) * partial.layout.symbol_bytes for held in partial.held)
            self._open_bytes -= got + held
        if number >= self.base:
            self.whole.add(number)
        self._advance()

    def raise_floor(self, floor: int) -> tuple[int, ...]:
        """Forget objects before `floor`, which their sender no longer offers; return the open."""
        if not self.base < floor < MOST_NUMBER:
            return ()
        given_up = tuple(number for number in self._open if number < floor)
        for number in given_up:
            self.close(number)
        self.base = floor
        self.whole = {number for number in self.whole if number >= floor}
        self._advance()
        return given_up

    def _advance(self) -> None:
        while self.base in self.whole:
            self.whole.remove(self.base)
            self.base += 1

    def lacks(self) -> tuple[Lack | None, ...]:
        """Return what the objects from `base` on lack, as far as any was heard of."""
        last = max(self._last(self._open), self._last(self.whole))
        numbers = range(self.base, min(last + 1, self.base + _MOST_TOLD))
        return tuple(
            None
            if number in self.whole
            else self._open[number].lack()
            if number in self._open
            else Lack(0, ())
            for number in numbers
        )

    @staticmethod
    def _last(numbers: Iterable[int]) -> int:
        return max(numbers, default=0)

    @property
    def open(self) -> tuple[int, ...]:
        """Numbers of the objects begun."""
        return tuple(self._open)
