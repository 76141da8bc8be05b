"""Commands for whoever sends previews, also from another program than the one that listens.

The one that listens has the radio and the project's folder `received` for itself. What another one
(the window, whose listening runs in a process of its own) wants said lies in its folder `asked`, a
small file each, until it is taken.

A command for one of several senders travels in an envelope, a command of the name `for` with the
device and the words: a program of an older version does not know that name, and does not obey what
another is told.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.link.objects import LinkObject, ObjectKind
from missionplanner.project.store import RECEIVED
from missionplanner.storage.atomic import remove, write_whole
from missionplanner.storage.folders import is_plain_file, made_in
from missionplanner.storage.saved import read_object

COMMANDS = ("send", "pause", "resume", "faster", "slower", "report")
LEAST_BYTES, MOST_BYTES = 200, 200_000
_ASKED, _MOST_FILE, _MOST_FILES = "asked", 4096, 100
_ENVELOPE, _DEVICE_DIGITS = "for", 8


@dataclass(frozen=True)
class SenderCommand:
    """What is to be told, and to whom.

    Attributes
    ----------
    words : LinkObject
        As `sender_command` makes it.
    to : str
        Device of the sender, 8 hexadecimal digits as of its folder in `received`; empty: all.
    """

    words: LinkObject
    to: str = ""

    @property
    def content(self) -> LinkObject:
        """As it travels: bare to all, else in its envelope."""
        if not self.to:
            return self.words
        notes = {"to": self.to, "do": self.words.name, **self.words.notes}
        return LinkObject(ObjectKind.COMMAND, _ENVELOPE, notes, b"")


def opened(content: LinkObject) -> SenderCommand | None:
    """Return what a command that came says and to whom; None: its envelope is none."""
    if content.name != _ENVELOPE:
        return SenderCommand(content)
    notes = dict(content.notes)
    to, name = notes.pop("to", None), notes.pop("do", None)
    if not isinstance(to, str) or not isinstance(name, str) or not _names_device(to):
        return None
    return SenderCommand(LinkObject(ObjectKind.COMMAND, name, notes, b""), to)


def device_of(text: str) -> str:
    """Return a device as it is typed, or empty where none is; raises InputError."""
    told = text.strip().lower()
    if told and not _names_device(told):
        raise InputError("link.no_sender", text)
    return told


def _names_device(told: str) -> bool:
    return len(told) == _DEVICE_DIGITS and all(c in "0123456789abcdef" for c in told)


def sender_command(words: Sequence[str]) -> LinkObject:
    """Return a command: its name, of `send` also the name of a photo and the bytes wanted.

    Raises
    ------
    InputError
        There is no such command, or the bytes are none of 200 to 200,000.
    """
    name, *rest = words or ("",)
    if name not in COMMANDS or len(rest) != (2 if name == "send" else 0):
        raise InputError("link.no_command", " ".join(words))
    if name != "send":
        return LinkObject(ObjectKind.COMMAND, name, {}, b"")
    photo, size = rest
    if not size.isdecimal() or not LEAST_BYTES <= int(size) <= MOST_BYTES:
        raise InputError("link.no_command", " ".join(words))
    return LinkObject(ObjectKind.COMMAND, name, {"name": photo, "bytes": int(size)}, b"")


def typed_command(text: str) -> LinkObject:
    """Return a command as it is typed: 'pause', 'send DJI 0001.JPG 4000'; raises InputError."""
    name, _, rest = text.strip().partition(" ")
    parts = rest.rsplit(maxsplit=1) if name == "send" else rest.split()
    return sender_command((name, *parts))


def ask_senders(project: Path, words: Sequence[str], to: str = "") -> None:
    """Have the program that listens for a project tell the senders something.

    Parameters
    ----------
    project : Path
    words : sequence of str
        See `sender_command`.
    to : str
        See `SenderCommand`.

    Raises
    ------
    InputError
        It is no command, or no device.
    OutputError
        It cannot be written.
    """
    sender_command(words)
    folder = made_in(project, project / RECEIVED / _ASKED)
    content = json.dumps({"words": list(words), "to": device_of(to)}).encode()
    write_whole(folder / f"{time.time_ns():020d}.json", content)


def take_asked(received: Path) -> list[SenderCommand]:
    """Return the commands that were asked for since it was looked last, and remove them.

    Files that are no commands are removed too.

    Parameters
    ----------
    received : Path
        The project's folder `received`.
    """
    folder, found = received / _ASKED, []
    if not folder.is_dir():
        return []
    for path in sorted(folder.glob("*.json"))[:_MOST_FILES]:
        if not is_plain_file(path):
            continue
        try:
            told = read_object(path, at_most=_MOST_FILE)
            words, to = (told or {}).get("words"), (told or {}).get("to", "")
            listed = isinstance(words, list) and all(isinstance(word, str) for word in words)
            if words is not None and listed and isinstance(to, str):
                found.append(SenderCommand(sender_command(words), device_of(to)))
        except InputError:
            pass
        remove(path)
    return found


def forget_asked(received: Path) -> None:
    """Remove what was asked while nobody listened: it is of another day."""
    take_asked(received)
