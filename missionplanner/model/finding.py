"""What a check finds."""

import re
from dataclasses import dataclass
from enum import StrEnum

from missionplanner.errors import Where, where_told
from missionplanner.messages.catalogue import has_words, sentence
from missionplanner.messages.language import Language
from missionplanner.messages.message import Message, Value, message, text

_SORTIE = re.compile(r"(?P<sensor>\S+) (?P<n>\d+) of (?P<of>\d+)")
"""A sortie's name, `planning.sorties`: files and plans keep it, so it is one in all languages."""


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes
    ----------
    code : str
        Stable, of the check that found it: a maker's own where there is one.
    severity : Severity
    where : str, Message or tuple of these
        In the plan or file, from the outside inwards.
    told : Message
        What was found. A plain sentence, as of a plugin without words, becomes a text.
    """

    code: str
    severity: Severity
    where: Where
    told: Message

    def __init__(self, code: str, severity: Severity, where: Where, told: Message | str) -> None:
        said = text(told) if isinstance(told, str) else told
        for name, value in zip(
            ("code", "severity", "where", "told"), (code, severity, where, said), strict=True
        ):
            object.__setattr__(self, name, value)

    @property
    def message(self) -> str:
        """What was found, in English."""
        return self.said("en")

    def said(self, language: Language | None = None) -> str:
        """Return what was found, in a language or in that of this process.

        A plan keeps codes: one of another version may have some that this version has no words for.
        """
        if has_words(self.told):
            return sentence(self.told, language)
        bare = text(sentence(self.told, language))
        return sentence(message("findings.other_version", told=bare), language)

    def place(self, language: Language | None = None) -> str:
        """Return where, in a language or in that of this process; sorties are told, not named."""
        parts = self.where if isinstance(self.where, tuple) else (self.where,)
        return where_told(tuple(_sortie_told(part) for part in parts), language)


def _sortie_told(part: str | Message) -> str | Message:
    if isinstance(part, str):
        found = _SORTIE.fullmatch(part)
        return message("findings.sortie", **found.groupdict()) if found else part
    name = part.values.get("name")
    if not isinstance(name, str):
        return part
    values: dict[str, Value] = {**part.values, "name": _sortie_told(name)}
    return Message(part.code, values)
