"""What is to be sent, on disk: objects by number, and which of them the other side has.

FOLDER/device.json       who sends
FOLDER/outbox.journal    objects with their bytes, and deliveries
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from missionplanner.storage.folders import made_in
from missionplanner.storage.journal import Journal

_LONG_BYTES = 64_000_000


@dataclass(frozen=True)
class Queued:
    """An object to send.

    Attributes
    ----------
    number : int
    source : str
        What it is made of, so that it is not made twice: file, size, time, quality.
    urgent : bool
    content : bytes
        Cut into symbols; empty once it is delivered.
    """

    number: int
    source: str
    urgent: bool
    content: bytes


class Outbox:
    """The objects of one device; nothing queued is lost, nothing is made twice.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = made_in(folder.parent, folder)
        self._journal = Journal(self.folder / "outbox.journal")
        self._open: dict[int, Queued] = {}
        self._sources: dict[str, int] = {}
        for record in self._journal.records():
            self._replay(record)
        self._last = max(self._sources.values(), default=0)
        if self._journal.size > _LONG_BYTES:
            self._shorten()

    def __contains__(self, source: str) -> bool:
        """Tell whether an object of this source was ever queued."""
        return source in self._sources

    @property
    def open(self) -> tuple[Queued, ...]:
        """What is not delivered, in order."""
        return tuple(self._open.values())

    @property
    def delivered(self) -> int:
        """How many objects the other side has."""
        return len(self._sources) - len(self._open)

    def queue(self, source: str, content: bytes, *, urgent: bool = False) -> Queued:
        """Keep an object; return it with its number.

        Raises
        ------
        OutputError
        """
        queued = Queued(self._last + 1, source, urgent, content)
        self._journal.append([_record(queued)])
        self._take(queued)
        return queued

    def deliver(self, number: int) -> str | None:
        """Note that an object has arrived; return its source, None where that was known.

        Raises
        ------
        OutputError
        """
        queued = self._open.get(number)
        if queued is None:
            return None
        self._journal.append([_head({"delivered": number})])
        del self._open[number]
        return queued.source

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def _take(self, queued: Queued) -> None:
        self._open[queued.number] = queued
        self._sources[queued.source] = self._last = queued.number

    def _replay(self, record: bytes) -> None:
        head, _, content = record.partition(b"\n")
        try:
            told = json.loads(head)
            if "delivered" in told:
                self._open.pop(int(told["delivered"]), None)
                return
            number, source = int(told["number"]), str(told["source"])
            self._take(Queued(number, source, bool(told.get("urgent")), content))
            if told.get("done"):
                del self._open[number]
        except (ValueError, KeyError, TypeError, RecursionError):
            return

    def _shorten(self) -> None:
        def kept() -> Iterator[bytes]:
            for source, number in self._sources.items():
                queued = self._open.get(number)
                if queued is not None:
                    yield _record(queued)
                else:
                    yield _head({"number": number, "source": source, "done": True})

        self._journal.begin_anew(list(kept()))


def _record(queued: Queued) -> bytes:
    told = {"number": queued.number, "source": queued.source, "urgent": queued.urgent}
    return _head(told) + queued.content


def _head(told: dict[str, object]) -> bytes:
    return json.dumps(told).encode() + b"\n"
