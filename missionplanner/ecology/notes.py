"""What several epochs tell, without saying it several times."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from missionplanner.messages.message import Message, message


def said_once(notes: Mapping[datetime.date, Sequence[Message]]) -> Iterator[Message]:
    """Yield the notes of each epoch, "epoch DATE: note"; once where all of several say it."""
    every = dict.fromkeys(note for own in notes.values() for note in own)
    shared = [note for note in every if all(note in own for own in notes.values())]
    if len(notes) > 1:
        yield from (message("ecology.of_all_epochs", note=note) for note in shared)
    else:
        shared = []
    for day, own in notes.items():
        left = [note for note in dict.fromkeys(own) if note not in shared]
        yield from (message("ecology.of_epoch", day=day, note=note) for note in left)
