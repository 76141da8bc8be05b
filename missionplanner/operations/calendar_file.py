"""An iCalendar file (RFC 5545) of events; all moments are written in UTC."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_LINE_BYTES = 75


@dataclass(frozen=True)
class Event:
    """Something with a start and an end (with their zone); `uid` is one for each event."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    place: str


def calendar(events: Iterable[Event]) -> bytes:
    """Return the file: UTF-8, lines folded after 75 bytes, each ended by CR LF.

    The same events make the same bytes: the stamp each must have is its own start.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Osprey Mission Planner//EN"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(event.uid.encode()).hexdigest()[:32]}@osprey",
            f"DTSTAMP:{_moment(event.start)}",
            f"DTSTART:{_moment(event.start)}",
            f"DTEND:{_moment(event.end)}",
            f"SUMMARY:{_text(event.summary)}",
            f"LOCATION:{_text(event.place)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """Return a line cut after at most 75 bytes, never within a letter."""
    parts: list[bytes] = [b""]
    for letter in line:
        one = letter.encode()
        if len(parts[-1]) + len(one) > _LINE_BYTES:
            parts.append(b" ")
        parts[-1] += one
    return b"\r\n".join(parts) + b"\r\n"
