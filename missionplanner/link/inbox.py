"""What was received, on disk: objects as files, symbols of unfinished ones in a journal.

FOLDER/link.journal      symbols, and which objects are whole
FOLDER/DEVICE/NAME       previews and files, a device a folder
FOLDER/DEVICE/NAME.json  what came with them: kind, quality, place, time
"""

import json
import struct
from collections.abc import Iterable
from pathlib import Path

from missionplanner.errors import InputError, one_line
from missionplanner.link.happenings import (
    GivenUp,
    Happening,
    ObjectDamaged,
    ObjectWhole,
    SymbolHeard,
)
from missionplanner.link.objects import LinkObject, ObjectKind
from missionplanner.link.session import LinkSession
from missionplanner.link.wire import Malformed, read_symbol
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import is_plain_name, made_in
from missionplanner.storage.journal import Journal
from missionplanner.storage.saved import read_object

_SYMBOL, _WHOLE = 1, 2
_HEARD = struct.Struct(">BIHI")
_DONE = struct.Struct(">BII")
# A journal of so many bytes is written anew at the start: without what is whole by now.
_LONG_BYTES = 4_000_000
# Bytes; what is added to it for notes, doubles and a half-written file has room within 255.
_LONGEST_NAME = 180
_MOST_NOTES_BYTES = 100_000
_NOT_ON_WINDOWS = '<>"|?*'
# What Windows takes for a device, whatever its ending.
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
)
_FILES = frozenset({ObjectKind.PREVIEW, ObjectKind.FILE})


class Inbox:
    """Keeps what a session tells, before the session may acknowledge it.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = made_in(folder.parent, folder)
        self._journal = Journal(self.folder / "link.journal")

    def restore(self, session: LinkSession) -> None:
        """Hand a session what was kept at earlier starts."""
        whole: dict[int, set[int]] = {}
        heard: dict[tuple[int, int], list[bytes]] = {}
        for record in self._journal.records():
            if record[:1] == bytes((_WHOLE,)) and len(record) == _DONE.size:
                _, device, number = _DONE.unpack(record)
                whole.setdefault(device, set()).add(number)
                heard.pop((device, number), None)
            elif (kept := _read_heard(record)) is not None:
                heard.setdefault((kept.device, kept.symbol.number), []).append(record)
        open_records = [
            r for key, records in heard.items() if not _done(whole, key) for r in records
        ]
        for device, numbers in whole.items():
            session.restore_whole(device, sorted(numbers))
        for record in open_records:
            if kept := _read_heard(record):
                session.restore_symbol(kept)
        if self._journal.size > _LONG_BYTES:
            done = [_DONE.pack(_WHOLE, d, n) for d, numbers in whole.items() for n in numbers]
            self._journal.begin_anew([*done, *open_records])

    def keep(self, happenings: Iterable[Happening]) -> None:
        """Write what has happened; what is of no weight on disk is passed over.

        Raises
        ------
        OutputError
            Disk full: nothing of it may be acknowledged.
        """
        records: list[bytes] = []
        for told in happenings:
            if isinstance(told, SymbolHeard):
                head = _HEARD.pack(_SYMBOL, told.device, told.boot, told.counter)
                records.append(head + told.symbol.to_bytes())
            elif isinstance(told, ObjectWhole):
                self._write(told.device, told.number, told.item)
                records.append(_DONE.pack(_WHOLE, told.device, told.number))
            elif isinstance(told, ObjectDamaged):
                records.append(_DONE.pack(_WHOLE, told.device, told.number))
            elif isinstance(told, GivenUp):
                records += [_DONE.pack(_WHOLE, told.device, n) for n in told.numbers]
        self._journal.append(records)

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def path_of(self, device: int, number: int, item: LinkObject) -> Path:
        """Return where an object is written; a stranger's name serves where it is a plain one.

        Photos of two cards may have one name: a later number does not overwrite an earlier one.
        """
        name = item.name if _fits_everywhere(item.name) else ""
        if not name:
            return self.folder / f"{device:08x}" / f"{item.kind.name.lower()}-{number}"
        taken = self.folder / f"{device:08x}" / name
        if item.kind in _FILES and _number_of(taken) not in (None, number):
            name = f"{taken.stem}-{number}{taken.suffix}"
        return self.folder / f"{device:08x}" / name

    def _write(self, device: int, number: int, item: LinkObject) -> None:
        path = self.path_of(device, number, item)
        made_in(self.folder, path.parent)
        told = {**item.notes, "kind": item.kind.name.lower(), "number": number}
        notes = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        if item.kind in _FILES:
            write_whole(path, item.data)
            write_whole(path.with_name(f"{path.name}.json"), notes)
        else:
            write_whole(path.with_name(f"{path.name}-{number}.json"), notes)


def _fits_everywhere(name: str) -> bool:
    """Tell whether a stranger's name can be that of a file here, on Windows too, and be shown."""
    return (
        is_plain_name(name)
        and len(name.encode("utf-8", "replace")) < _LONGEST_NAME
        and one_line(name) == name
        and not any(sign in name for sign in _NOT_ON_WINDOWS)
        and not name.endswith(".")
        and name.split(".", maxsplit=1)[0].strip().upper() not in _DEVICES
    )


def _number_of(path: Path) -> int | None:
    """Return the number of the object that lies there; None where there is none."""
    notes = path.with_name(f"{path.name}.json")
    if not notes.exists():
        return None
    try:
        number = read_object(notes, at_most=_MOST_NOTES_BYTES).get("number")
    except InputError:
        return -1
    return number if isinstance(number, int) else -1


def _read_heard(record: bytes) -> SymbolHeard | None:
    if len(record) < _HEARD.size or record[0] != _SYMBOL:
        return None
    _, device, boot, counter = _HEARD.unpack_from(record)
    try:
        return SymbolHeard(device, boot, counter, read_symbol(record[_HEARD.size :]))
    except Malformed:
        return None


def _done(whole: dict[int, set[int]], key: tuple[int, int]) -> bool:
    return key[1] in whole.get(key[0], ())
