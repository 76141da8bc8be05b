"""How packets look on the wire.

A clear header of 13 bytes, then what is sealed, then the seal's tag of 16. Relays change the first
three bytes, which are therefore not sealed: version and hops, who sent it last, whom it is meant
for next. Device, boot and counter name a packet for ever and are the nonce of the seal.

Sealed: a byte with the kind (2 bits) and how many packets still follow in this turn (6 bits, 63
and more are the same), then the body. Whole numbers are LEB128 ("varints").
"""

import struct
from dataclasses import dataclass, replace
from enum import IntEnum

VERSION = 1
HEADER_BYTES, TAG_BYTES = 13, 16
# Of a packet with a symbol of an object among the first 16,000, of at most 16 KB.
OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES + 7
MOST_HOPS, MOST_REMAINING = 7, 63
ANYONE = 0
_MOST_VARINT_BYTES = 5
_NAME = struct.Struct(">IHI")
_ECHO = struct.Struct(">IHIB")


class Malformed(ValueError):
    """Bytes that are no packet of ours; they are counted and dropped."""


class Kind(IntEnum):
    """What a packet is."""

    SYMBOL = 0
    ACKNOWLEDGEMENT = 1  # of the station, which also deals turns
    REPLY = 2  # an acknowledgement of anybody else
    POLL = 3  # answer me; or: I rest


@dataclass(frozen=True, slots=True)
class Header:
    """The clear part of a packet.

    Attributes
    ----------
    hops, limit : int
        Made so far, and allowed; 0 to 7.
    via, onward : int
        Addresses (1 to 255) of who sent it last and who shall hand it on; 0: anyone.
    device, boot, counter : int
        32, 16 and 32 bits; together never used twice under one key.
    """

    hops: int
    limit: int
    via: int
    onward: int
    device: int
    boot: int
    counter: int

    @property
    def name(self) -> tuple[int, int, int]:
        """What no two packets have in common."""
        return self.device, self.boot, self.counter

    def to_bytes(self) -> bytes:
        """Return the 13 bytes."""
        first = VERSION << 6 | self.hops << 3 | self.limit
        return bytes((first, self.via, self.onward)) + _NAME.pack(*self.name)

    def handed_on(self, via: int, onward: int) -> "Header":
        """Return the header as a relay of that address sends it."""
        return replace(self, hops=self.hops + 1, via=via, onward=onward)


def read_header(frame: bytes) -> Header:
    """Return the clear part of a frame.

    Raises
    ------
    Malformed
        Too short, or of another version.
    """
    if len(frame) < HEADER_BYTES + TAG_BYTES + 1 or frame[0] >> 6 != VERSION:
        raise Malformed
    device, boot, counter = _NAME.unpack_from(frame, 3)
    first = frame[0]
    return Header(first >> 3 & 7, first & 7, frame[1], frame[2], device, boot, counter)


def address_of(device: int) -> int:
    """Return the short address of a device, 1 to 255; two may share one, which costs air only."""
    return 1 + device % 255


@dataclass(frozen=True, slots=True)
class SymbolBody:
    """One symbol of an object; any `k` of a segment's 256 give the segment.

    Attributes
    ----------
    number, size : int
        Of the object among those of its device, and its bytes.
    segment, index : int
    data : bytes
    """

    number: int
    size: int
    segment: int
    index: int
    data: bytes

    def to_bytes(self) -> bytes:
        """Return the body."""
        head = varint(self.number) + varint(self.size) + varint(self.segment)
        return head + bytes((self.index,)) + self.data


def read_symbol(body: bytes) -> SymbolBody:
    """Return the symbol in a body.

    Raises
    ------
    Malformed
    """
    number, at = read_varint(body, 0)
    size, at = read_varint(body, at)
    segment, at = read_varint(body, at)
    if at + 1 >= len(body) or size == 0:
        raise Malformed
    return SymbolBody(number, size, segment, body[at], body[at + 1 :])


@dataclass(frozen=True, slots=True)
class Lack:
    """What an object lacks.

    Attributes
    ----------
    first : int
        Segments before this one are whole.
    counts : tuple of int
        Symbols lacking, of this segment and those that follow, as far as any was heard of.
    """

    first: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What of a device's objects is whole, and what lacks how many symbols.

    Attributes
    ----------
    device, boot, counter : int
        The last packet of it that was heard, by the counter.
    heard : int
        Packets heard of this boot.
    turn : int
        Address of who speaks next; 0: anyone.
    base : int
        All objects before this number are whole.
    lacks : tuple of (Lack or None)
        Of the objects from `base` on; None: whole.
    """

    device: int
    boot: int
    counter: int
    heard: int
    turn: int
    base: int
    lacks: tuple[Lack | None, ...]

    def to_bytes(self, most_bytes: int) -> bytes:
        """Return the body, with as many objects as fit into `most_bytes`."""
        body = _ECHO.pack(self.device, self.boot, self.counter, self.turn)
        body += varint(self.heard) + varint(self.base)
        for lack in self.lacks:
            entry = _lack_bytes(lack)
            if len(body) + len(entry) > most_bytes:
                break
            body += entry
        return body


@dataclass(frozen=True)
class Call:
    """What a call tells.

    Attributes
    ----------
    floor : int
        Objects before this number are no longer offered.
    rest_s : int
        For so long the caller sleeps at most; 0: it is awake.
    start : int or None
        The start (boot) of the station that the caller has heard; None: it has heard none, or is of
        an older version. A call that was recorded in another start shows by it.
    """

    floor: int
    rest_s: int = 0
    start: int | None = None

    def to_bytes(self) -> bytes:
        """Return the body of the packet."""
        start = b"" if self.start is None else varint(self.start)
        return varint(self.floor) + varint(self.rest_s) + start


def read_call(body: bytes) -> Call:
    """Return what a call tells; what follows is of a later version.

    Raises
    ------
    Malformed
    """
    floor, at = read_varint(body, 0)
    rest_s, at = read_varint(body, at)
    start = read_varint(body, at)[0] if at < len(body) else None
    return Call(floor, rest_s, start)


# First byte of what an object lacks: 0 whole; to 252 so many of its only segment; then a list.
_LISTED, _MOST_PLAIN = 253, 252


def _lack_bytes(lack: Lack | None) -> bytes:
    if lack is None:
        return b"\0"
    if lack.first == 0 and len(lack.counts) == 1 and 0 < lack.counts[0] <= _MOST_PLAIN:
        return bytes(lack.counts)
    head = bytes((_LISTED,)) + varint(lack.first) + varint(len(lack.counts))
    return head + bytes(min(count, 255) for count in lack.counts)


def read_acknowledgement(body: bytes) -> Acknowledgement:
    """Return the acknowledgement in a body.

    Raises
    ------
    Malformed
    """
    if len(body) < _ECHO.size:
        raise Malformed
    device, boot, counter, turn = _ECHO.unpack_from(body)
    heard, at = read_varint(body, _ECHO.size)
    base, at = read_varint(body, at)
    lacks: list[Lack | None] = []
    while at < len(body):
        lack, at = _read_lack(body, at)
        lacks.append(lack)
    return Acknowledgement(device, boot, counter, heard, turn, base, tuple(lacks))


def _read_lack(body: bytes, at: int) -> tuple[Lack | None, int]:
    first = body[at]
    if first == 0:
        return None, at + 1
    if first <= _MOST_PLAIN:
        return Lack(0, (first,)), at + 1
    if first != _LISTED:
        raise Malformed
    start, at = read_varint(body, at + 1)
    count, at = read_varint(body, at)
    if count > len(body) - at:
        raise Malformed
    return Lack(start, tuple(body[at : at + count])), at + count


def varint(value: int) -> bytes:
    """Return a whole number in 7 bits a byte, the least first."""
    if value < 0x80:
        return bytes((value,))
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_varint(body: bytes, at: int) -> tuple[int, int]:
    """Return a whole number and where the next thing begins.

    Raises
    ------
    Malformed
        The bytes end before it does, or it has more than 32 bits.
    """
    value = 0
    for place in range(_MOST_VARINT_BYTES):
        if at + place >= len(body):
            break
        byte = body[at + place]
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80 and value < 1 << 32:
            return value, at + place + 1
    raise Malformed
