"""Everything that can go wrong for a user, told as what, where and what to do."""

import re

# Names in a stranger's file can repaint a terminal, turn the line around, or fill the screen.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MOST_SIGNS = 1200


def one_line(text: str) -> str:
    """Return a text as one line: signs that are not seen replaced, the middle of a long one cut."""
    line = _UNSEEN.sub("\ufffd", " ".join(text.split()))
    if len(line) <= _MOST_SIGNS:
        return line
    half = _MOST_SIGNS // 2
    return f"{line[:half]} ... {line[-half:]}"


class PlannerError(Exception):
    """Base of every error a user may see: one line, no traceback.

    Parameters
    ----------
    what : str
        What is wrong, as a short sentence without a full stop.
    where : str
        The file, feature, key or place it concerns; may be empty.
    remedy : str
        What the user can do about it; may be empty.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{head}; {self.remedy}" if self.remedy else head
        return one_line(line)


class InputError(PlannerError):
    """A file or a value given by the user cannot be used."""


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
        self, what: str, where: str, option: str, choices: tuple[str, ...] = (), remedy: str = ""
    ) -> None:
        answer = f"say which: {option} {'|'.join(choices) or 'VALUE'}"
        super().__init__(what, where, remedy or answer)
        self.option = option
        self.choices = choices


class PlanRefused(PlannerError):
    """No admissible plan exists, or the plan made breaks a hard rule."""


class OutputError(PlannerError):
    """A result cannot be written: no such folder, no right, or a full disk."""


class ChangedElsewhere(OutputError):
    """Not saved: somebody else has saved there since it was read, and would be undone."""


class MissingPlugin(PlannerError):
    """The format asked for belongs to a plugin that is absent or switched off."""
