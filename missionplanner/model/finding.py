"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum

from missionplanner.errors import Where, where_told
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import Language
from missionplanner.messages.message import Message, text


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
        """Return what was found, in a language or in that of this process."""
        return sentence(self.told, language)

    def place(self, language: Language | None = None) -> str:
        """Return where, in a language or in that of this process."""
        return where_told(self.where, language)
