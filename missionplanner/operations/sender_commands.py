"""Commands for whoever sends previews, also from another program than the one that listens.

The one that listens has the radio and the project's folder `received` for itself. What another one
(the window, whose listening runs in a process of its own) wants said lies in its folder `asked`, a
small file each, until it is taken.
"""

import json
import time
from collections.abc import Sequence
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


def ask_senders(project: Path, words: Sequence[str]) -> None:
    """Have the program that listens for a project tell the senders something.

    Parameters
    ----------
    project : Path
    words : sequence of str
        See `sender_command`.

    Raises
    ------
    InputError
        It is no command.
    OutputError
        It cannot be written.
    """
    sender_command(words)
    folder = made_in(project, project / RECEIVED / _ASKED)
    content = json.dumps({"words": list(words)}).encode()
    write_whole(folder / f"{time.time_ns():020d}.json", content)


def take_asked(received: Path) -> list[LinkObject]:
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
            words = (told or {}).get("words")
            if isinstance(words, list) and all(isinstance(word, str) for word in words):
                found.append(sender_command(words))
        except InputError:
            pass
        remove(path)
    return found


def forget_asked(received: Path) -> None:
    """Remove what was asked while nobody listened: it is of another day."""
    take_asked(received)
