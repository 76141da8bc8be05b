"""What messages say, for tests that hold sentences to their English."""

from collections.abc import Iterable
from typing import overload

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message


@overload
def english(said: Message) -> str: ...
@overload
def english(said: Iterable[Message]) -> tuple[str, ...]: ...
def english(said: Message | Iterable[Message]) -> str | tuple[str, ...]:
    """Return the English of a message, or of each of several."""
    if isinstance(said, Message):
        return sentence(said, "en")
    return tuple(sentence(one, "en") for one in said)
