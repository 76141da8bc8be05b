"""Everything that can go wrong for a user, told as what, where and what to do."""

# Longest sentence, path and name that are shown whole, letters.
_LONGEST, _LONGEST_PATH, _NAME = 600, 1000, 120
# They join letters and emoji of one word; unlike the other invisible signs they turn nothing round.
_JOINERS = "\u200c\u200d"


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
        what, remedy = shortened(self.what, _LONGEST), shortened(self.remedy, _LONGEST)
        # A place is a path, then names out of a stranger's file: those alone may be endless.
        path, *names = self.where.split(", ")
        where = ", ".join((shortened(path, _LONGEST_PATH), *(shortened(n, _NAME) for n in names)))
        head = f"{where}: {what}" if where else what
        line = f"{head}; {remedy}" if remedy else head
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
