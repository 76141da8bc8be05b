"""What several epochs tell, without saying it several times."""

from collections.abc import Iterator, Mapping, Sequence


def said_once(notes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the notes of each epoch, "epoch DATE: note"; once where all of several say it."""
    every = dict.fromkeys(note for own in notes.values() for note in own)
    shared = [note for note in every if all(note in own for own in notes.values())]
    if len(notes) > 1:
        yield from (f"all epochs: {note}" for note in shared)
    else:
        shared = []
    for name, own in notes.items():
        yield from (f"{name}: {note}" for note in dict.fromkeys(own) if note not in shared)
