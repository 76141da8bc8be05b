"""The report's words: what the catalogue holds under `report`."""

import re
from dataclasses import dataclass

from missionplanner.errors import InputError
from missionplanner.messages import catalogue
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import Language, known
from missionplanner.messages.message import Message, message


@dataclass(frozen=True)
class Words:
    """Looks words up by key.

    Attributes
    ----------
    language : 'en' or 'zh'
    """

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for a key, with `{name}` replaced by the value of that name."""
        return sentence(message(f"report.{key}", **values), self.language)

    def all(self, key: str) -> tuple[str, ...]:
        """Return the lines kept under a key."""
        return catalogue.lines(f"report.{key}", self.language)

    def has(self, key: str) -> bool:
        """Tell whether there are words for a key."""
        return catalogue.known(f"report.{key}")

    def told(self, message: Message) -> str:
        """Return what a message of a result says, in this language."""
        return sentence(message, self.language)


def language_of(text: str) -> Language:
    """Return the language named by 'en', 'zh', 'zh_CN' and the like.

    Raises
    ------
    InputError
        There are no words in it.
    """
    language = known(text)
    if language is None:
        raise InputError("report.no_language", text)
    return language


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` Latin letters; a Chinese glyph counts as two.

    Lines break at spaces and before Chinese glyphs.
    """
    lines, line = [], ""
    for piece in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
        if line and _wide(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _wide(text: str) -> int:
    return sum(2 if glyph >= "\u2e80" else 1 for glyph in text)


def words(language: Language) -> Words:
    """Return the words in a language."""
    return Words(language)
