"""Any `k` of 256 symbols give a segment back, the first `k` as they are.

A Reed-Solomon code, of zfec.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import zfec

from missionplanner.link.layout import SymbolLayout

SYMBOLS = 256


@lru_cache(maxsize=128)
def _encoder(needed: int) -> Any:
    return zfec.Encoder(needed, SYMBOLS)


@lru_cache(maxsize=128)
def _decoder(needed: int) -> Any:
    return zfec.Decoder(needed, SYMBOLS)


class SegmentEncoder:
    """Gives the symbols of one segment of an object."""

    def __init__(self, content: bytes, layout: SymbolLayout, segment: int) -> None:
        self.needed, self._length = layout.needed(segment), layout.symbol_bytes
        self._content, self._start = content, layout.start(segment)
        self._filled: list[bytes] = []

    def symbol(self, index: int) -> bytes:
        """Return symbol `index`, 0 to 255."""
        if index < self.needed:
            return self._plain(index)
        self._filled = self._filled or [self._plain(i) for i in range(self.needed)]
        made: list[bytes] = _encoder(self.needed).encode(self._filled, [index])
        return made[0]

    def _plain(self, index: int) -> bytes:
        start = self._start + index * self._length
        return self._content[start : start + self._length].ljust(self._length, b"\0")


def segment_from(symbols: Mapping[int, bytes], needed: int) -> bytes:
    """Return a segment, filled up to whole symbols, from `needed` of its symbols by index."""
    if all(index in symbols for index in range(needed)):
        return b"".join(symbols[index] for index in range(needed))
    chosen = sorted(symbols)[:needed]
    # zfec wants each plain symbol in its own place among the chosen.
    places: list[int] = [-1] * needed
    for index in chosen:
        if index < needed:
            places[index] = index
    others = iter(index for index in chosen if index >= needed)
    order = [index if index >= 0 else next(others) for index in places]
    return b"".join(_decoder(needed).decode([symbols[index] for index in order], order))
