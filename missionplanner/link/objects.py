"""What travels: previews, notes about them, telemetry, commands; each whole or not at all."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from missionplanner.link.wire import Malformed, read_varint, varint

_DIGEST_BYTES = 8
_MOST_NOTES_BYTES = 16_000


class ObjectKind(IntEnum):
    """What an object is."""

    PREVIEW = 1
    METADATA = 2
    TELEMETRY = 3
    COMMAND = 4
    FILE = 5


@dataclass(frozen=True)
class LinkObject:
    """One thing that is sent.

    Attributes
    ----------
    kind : ObjectKind
    name : str
        Of the file it is made from; of a command, the command.
    notes : mapping
        What JSON can hold: quality, scale, time.
    data : bytes
    """

    kind: ObjectKind
    name: str
    notes: Mapping[str, Any]
    data: bytes

    def to_bytes(self) -> bytes:
        """Return the bytes that are cut into symbols; a digest stands in front."""
        name = self.name.encode("utf-8", "replace")
        notes = json.dumps(self.notes, separators=(",", ":")).encode() if self.notes else b""
        inner = bytes((self.kind,)) + varint(len(name)) + name + varint(len(notes)) + notes
        inner += self.data
        return _digest(inner) + inner


def read_object(content: bytes) -> LinkObject:
    """Return the object in what was put together from symbols.

    Raises
    ------
    Malformed
        The digest does not fit, or it is no object.
    """
    digest, inner = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if _digest(inner) != digest or not inner:
        raise Malformed
    name, at = _piece(inner, 1)
    notes, at = _piece(inner, at)
    try:
        told = json.loads(notes) if notes and len(notes) <= _MOST_NOTES_BYTES else {}
        kind, called = ObjectKind(inner[0]), name.decode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    if not isinstance(told, dict):
        raise Malformed
    return LinkObject(kind, called, told, inner[at:])


def _piece(inner: bytes, at: int) -> tuple[bytes, int]:
    length, at = read_varint(inner, at)
    if length > len(inner) - at:
        raise Malformed
    return inner[at : at + length], at + length


def _digest(inner: bytes) -> bytes:
    return hashlib.sha256(inner).digest()[:_DIGEST_BYTES]
