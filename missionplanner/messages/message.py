"""A message: a code and its values. It becomes a sentence at the edges (`catalogue.sentence`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any, Union

Value = Union[str, int, float, "Message", tuple["Value", ...]]
"""What a sentence is filled with; a list is told as a list, a message in the same language."""

TEXT = "text"
"""Code of a message that is only its text: from a file, a person, or a result of before."""


@dataclass(frozen=True)
class Message:
    """What there is to say, in no language.

    Two messages are equal where code and values are. It can be kept as JSON and handed to another
    process.

    Attributes
    ----------
    code : str
        Key of the catalogue, 'room.what_it_is'.
    values : mapping of str to Value
        By the names that the catalogue's sentence has in braces.
    """

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", {k: plain(v) for k, v in self.values.items()})

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted((k, repr(v)) for k, v in self.values.items()))))

    def to_json(self) -> dict[str, Any]:
        """Return the message as JSON holds it; `from_json` reads it."""
        return {"code": self.code, "values": {k: _kept(v) for k, v in self.values.items()}}


def message(code: str, /, **values: object) -> Message:
    """Return the message of a code; values are made plain (`plain`)."""
    return Message(code, {key: plain(value) for key, value in values.items()})


def text(words: str, zh: str = "") -> Message:
    """Return words that are nobody's to translate as a message: of a file, or of a person.

    Parameters
    ----------
    words : str
    zh : str
        The same in Chinese, where the file has it.
    """
    return Message(TEXT, {"text": words, "zh": zh} if zh else {"text": words})


def plain(value: object) -> Value:
    """Return a value as a message holds it: a path or date as text, a NumPy number as Python's."""
    if isinstance(value, Message):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, PurePath | date):
        return str(value)
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Iterable):
        return tuple(plain(part) for part in value)
    item = getattr(value, "item", None)
    return plain(item()) if callable(item) else str(value)


def from_json(read: object) -> Message:
    """Return what `to_json` gave; a bare sentence, as results of before have it, as a text.

    Raises
    ------
    ValueError
        It is neither.
    """
    if isinstance(read, Message):
        return read
    if isinstance(read, str):
        return text(read)
    if not (isinstance(read, Mapping) and isinstance(read.get("code"), str)):
        raise ValueError("no message: neither a sentence nor a code with values")
    values = read.get("values", {})
    if not isinstance(values, Mapping):
        raise ValueError("no message: its values are no table")
    return Message(read["code"], {str(key): _read(value) for key, value in values.items()})


def _kept(value: Value) -> Any:
    if isinstance(value, Message):
        return value.to_json()
    return [_kept(part) for part in value] if isinstance(value, tuple) else value


def _read(value: object) -> Value:
    if isinstance(value, Mapping):
        return from_json(value)
    if isinstance(value, list | tuple):
        return tuple(_read(part) for part in value)
    return plain(value)
