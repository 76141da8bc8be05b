"""What epochs tell: of which one, and without saying it several times."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from missionplanner.messages.message import Message, message

OF_EPOCH = "ecology.of_epoch"
"""Code of a note that is one epoch's; its values are `day` and `note`."""

OF_ALL_EPOCHS = "ecology.of_all_epochs"
"""Code of a note that all epochs have; its value is `note`."""


def of_epoch(day: datetime.date, note: Message) -> Message:
    """Return a note as that of an epoch."""
    return message("ecology.of_epoch", day=day, note=note)


def on_day(day: datetime.date, note: Message) -> Message:
    """Return a note with the date of its epoch alone before it."""
    return message("ecology.on_day", day=day, note=note)


def of_all_epochs(note: Message) -> Message:
    """Return a note as that of all epochs."""
    return message("ecology.of_all_epochs", note=note)


def said_once(notes: Mapping[datetime.date, Iterable[Message]]) -> Iterator[Message]:
    """Yield the notes of each epoch; once for all epochs where all of several have one."""
    own = {day: dict.fromkeys(lines) for day, lines in notes.items()}
    every = dict.fromkeys(note for lines in own.values() for note in lines)
    shared = [n for n in every if len(own) > 1 and all(n in lines for lines in own.values())]
    yield from map(of_all_epochs, shared)
    for day, lines in own.items():
        yield from (of_epoch(day, note) for note in lines if note not in shared)
