"""Everything that can go wrong for a user, told as what, where and what to do."""

import re
from typing import NamedTuple

from missionplanner.messages.catalogue import Sentence, sentence, told
from missionplanner.messages.language import Language, spoken
from missionplanner.messages.message import Message, message

# Longest sentence, path and name that are shown whole, letters.
_LONGEST, _LONGEST_PATH, _NAME = 600, 1000, 120
# They join letters and emoji of one word; unlike the other invisible signs they turn nothing round.
_LOOP = re.compile(r"Symlink loop from (['\"])(.*)\1", re.DOTALL)
_JOINERS = "\u200c\u200d"


class _Marks(NamedTuple):
    comma: str
    colon: str
    semicolon: str


_MARKS: dict[Language, _Marks] = {"en": _Marks(", ", ": ", "; "), "zh": _Marks("，", "：", "；")}

Where = str | Message | tuple[str | Message, ...]
"""A path, a name, or a message; several: from the outside inwards."""


def one_line(text: str) -> str:
    """Return text as one line that commands no terminal and hides nothing of itself.

    Names of files and features are a stranger's: control characters (ESC begins a command to the
    terminal), marks that turn the direction of reading, and halves of characters, on which
    printing fails, become U+FFFD. Line ends and tabs become spaces.
    """
    shown = (
        sign if sign.isprintable() or sign in _JOINERS else "\ufffd" for sign in _squeezed(text)
    )
    return "".join(shown)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` letters: of a longer one its beginning and its end."""
    if len(text) <= most:
        return text
    end = most // 4
    return f"{text[: most - end - 1].rstrip()}…{text[-end:].lstrip()}"


def where_told(place: Where, language: Language | None = None) -> str:
    """Return a place in a language, or in that of this process."""
    parts = place if isinstance(place, tuple) else (place,)
    return _MARKS[language or spoken()].comma.join(
        sentence(part, language) if isinstance(part, Message) else str(part) for part in parts
    )


class PlannerError(Exception):
    """Base of every error a user may see: one line, no traceback.

    Its words are looked up where it is shown (`line`); `str` gives the line in English.

    Parameters
    ----------
    code : str or Message
        Key of the catalogue, or a message made before; its entry says what is wrong, without a
        full stop, and what the user can do about it.
    where : str, Message or tuple of these
        The file, feature, key or place it concerns; may be empty.
    **values
        What the catalogue's sentences have in braces.
    """

    def __init__(self, code: str | Message, where: Where = "", **values: object) -> None:
        super().__init__(code, where, values)
        self.message = code if isinstance(code, Message) else message(code, **values)
        self.place = where

    @property
    def code(self) -> str:
        """Key of the catalogue; what decides on an error looks at this, never at its words."""
        return self.message.code

    @property
    def where(self) -> str:
        """The place in English; empty where none is told."""
        return where_told(self.place, "en")

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return self.told("en").what

    @property
    def remedy(self) -> str:
        """What can be done about it, in English."""
        return self.told("en").remedy

    def told(self, language: Language | None = None) -> Sentence:
        """Return what is wrong and what to do, in a language or in that of this process."""
        return told(self.message, language)

    def line(self, language: Language | None = None) -> str:
        """Return the error as one line, in a language or in that of this process."""
        said, marks = self.told(language), _MARKS[language or spoken()]
        what, remedy = shortened(said.what, _LONGEST), shortened(said.remedy, _LONGEST)
        # A place is a path, then names out of a stranger's file: those alone may be endless.
        path, *names = where_told(self.place, language).split(marks.comma)
        names = [shortened(name, _NAME) for name in names]
        where = marks.comma.join((shortened(path, _LONGEST_PATH), *names))
        what = what.removesuffix("。") if remedy else what
        head = f"{where}{marks.colon}{what}" if where else what
        return one_line(f"{head}{marks.semicolon}{remedy}" if remedy else head)

    def __str__(self) -> str:
        return self.line("en")

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel from worker processes: an exception is pickled by its `args` alone.
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[PlannerError], args: tuple[object, ...], state: dict[str, object]) -> object:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class InputError(PlannerError):
    """A file or a value given by the user cannot be used."""


def loop_of_links(error: BaseException) -> PlannerError | None:
    """Return what is told of a link that leads to itself, None where an error is of another kind.

    Until Python 3.13 `Path.resolve` raises a RuntimeError for it, of all things.
    """
    found = _LOOP.fullmatch(str(error)) if isinstance(error, RuntimeError) else None
    return InputError("errors.loop", found[2]) if found else None


class DatumUnknown(InputError):
    """A vertical datum is needed and neither the file nor the user names it."""


class Undecided(InputError):
    """A file leaves a question open that only its user can answer.

    Parameters
    ----------
    option : str
        The option that answers it, such as '--dem-unit'; the window shows the field of that name.
    choices : tuple of str
        What may be answered, where there are only a few answers.
    """

    def __init__(
        self,
        code: str,
        where: Where,
        option: str,
        choices: tuple[str, ...] = (),
        **values: object,
    ) -> None:
        super().__init__(code, where, **values)
        self.option = option
        self.choices = choices

    def told(self, language: Language | None = None) -> Sentence:
        """Return what is wrong; where the catalogue has no remedy, the option that answers."""
        said = super().told(language)
        choices = "|".join(self.choices) or "VALUE"
        answer = message("errors.say_which", option=self.option, choices=choices)
        remedy = said.remedy or sentence(answer, language)
        return Sentence(said.what, remedy)


class PlanRefused(PlannerError):
    """No admissible plan exists, or the plan made breaks a hard rule."""


class OutputError(PlannerError):
    """A result cannot be written: no such folder, no right, or a full disk."""


class ChangedElsewhere(OutputError):
    """Not saved: somebody else has saved there since it was read, and would be undone."""


class MissingPlugin(PlannerError):
    """The format asked for belongs to a plugin that is absent or switched off."""
