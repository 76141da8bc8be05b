"""The report's words, one table a language."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from missionplanner.assets import resources
from missionplanner.ecology.legends import Language
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message

LANGUAGES: tuple[Language, ...] = ("en", "zh")
TABLES = ("words", "security")


@dataclass(frozen=True)
class Words:
    """Looks words up by key.

    Attributes
    ----------
    language : 'en' or 'zh'
    table : mapping of key to text, or to a list of texts
    """

    language: Language
    table: dict[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for a key, with `{name}` replaced by the value of that name."""
        return str(self.table[key]).format(**values)

    def reworded(self, line: str) -> str:
        """Return a fixed sentence of the computing rooms in this language, others as they are."""
        for rule in self.table["reworded"]:
            found = re.fullmatch(rule["from"], line)
            if found:
                text = str(rule["to"])
                for number, part in enumerate(found.groups(), 1):
                    text = text.replace(f"\\{number}", self._named(part or ""))
                return text
        return line

    def told(self, message: Message) -> str:
        """Return what a message of a result says, in this language."""
        return self.reworded(sentence(message, self.language))

    def _named(self, text: str) -> str:
        """Return the indicators, or the way of resampling, that a sentence names."""
        keys = [[f"indicator_{part}", f"resampling_{part}"] for part in text.split(", ")]
        known = [next((key for key in two if key in self.table), "") for two in keys]
        return "、".join(self(key) for key in known) if all(known) else text

    def all(self, key: str) -> tuple[str, ...]:
        """Return the lines kept under a key."""
        return tuple(str(line) for line in self.table[key])


def language_of(text: str) -> Language:
    """Return the language named by 'en', 'zh', 'zh_CN' and the like.

    Raises
    ------
    InputError
        There are no words in it.
    """
    for language in LANGUAGES:
        if text.lower().replace("_", "-").split("-")[0] == language:
            return language
    raise InputError("report.no_language", text)


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


@cache
def words(language: Language) -> Words:
    """Return the words in a language, of all tables together."""
    table: dict[str, Any] = {}
    reworded: list[Any] = []
    for name in TABLES:
        path = resources() / "report" / f"{name}.{language}.toml"
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        reworded += read.pop("reworded", [])
        table |= read
    table["reworded"] = reworded
    return Words(language, table)
