"""The report's words: what the catalogue holds under `report`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from missionplanner.assets import resources
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
        return self.reworded(sentence(message, self.language))

    def reworded(self, line: str) -> str:
        """Return a fixed sentence of the engine in this language, others as they are."""
        # WHILE THE ROOMS ARE CONVERTED: a sentence in place of a message.
        for rule in rules() if self.language == "zh" else ():
            found = re.fullmatch(rule["from"], line)
            if found:
                text = str(rule["to"])
                for number, part in enumerate(found.groups(), 1):
                    text = text.replace(f"\\{number}", self._named(part or ""))
                return text
        return line

    def _named(self, text: str) -> str:
        """Return the indicators, or the way of resampling, that a sentence names."""
        keys = [[f"indicator_{part}", f"resampling_{part}"] for part in text.split(", ")]
        known = [next((key for key in two if self.has(key)), "") for two in keys]
        return "、".join(self(key) for key in known) if all(known) else text


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


@cache
def rules() -> list[dict[str, Any]]:
    """Return how fixed sentences of the engine are reworded: patterns, and what is put there."""
    path = resources() / "report" / "reworded.zh.toml"
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["reworded"])
