"""A stranger's format behind a fence: whatever it does wrong is one line that names its plugin."""

import contextlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from missionplanner.errors import PlannerError, one_line
from missionplanner.messages.message import Message, message
from missionplanner.missions.formats import FormatOption, MissionFormat, ReadRoute
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission

_MOST_LETTERS = 300
_MOST_FINDINGS = 10_000
T = TypeVar("T")


class Mute(io.TextIOBase):
    """Takes whatever is printed, and keeps none of it."""

    def write(self, text: str, /) -> int:
        """Return how many letters were taken."""
        return len(text)


class GuardedFormat:
    """A format of a plugin that does not ship; of the shape of `MissionFormat`.

    Name, title, suffix and options are read once, so that they stay what they were judged by. What
    it raises beside a `PlannerError`, and what it returns of another kind, becomes a `PlannerError`
    that names the plugin; what it prints is not heard.

    Raises
    ------
    TypeError
        Name, title or suffix is no text, or an option none.
    """

    def __init__(self, plugin: str, inner: MissionFormat) -> None:
        self._plugin, self._inner = plugin, inner
        self.name, self.title, self.suffix = inner.name, inner.title, inner.suffix
        self._options = tuple(inner.options)
        words: tuple[object, ...] = (self.name, self.title, self.suffix)
        if not all(word and isinstance(word, str) for word in words):
            raise TypeError("name, title and suffix of a format must be text")
        if not self.suffix.startswith("."):
            raise TypeError(f"the suffix {self.suffix!r} has no dot")
        if not all(isinstance(option, FormatOption) for option in self._options):
            raise TypeError("options must be FormatOption")

    @property
    def options(self) -> tuple[FormatOption, ...]:
        """What may be chosen when writing."""
        return self._options

    def write(
        self, mission: Mission, folder: Path, options: Mapping[str, str] | None = None
    ) -> tuple[Path, ...]:
        """Write one mission into `folder` and return the files."""
        files = self._safely(lambda: tuple(self._inner.write(mission, folder, options)))
        strange = [path for path in files if not _is_file_in(path, folder)]
        if strange:
            where = message("extensions.plugin", name=self._plugin)
            raise PlannerError("extensions.files_elsewhere", where, file=str(strange[0]))
        return files

    def recognises(self, path: Path) -> bool:
        """Return whether this format should be asked about the file; one that fails is not."""
        try:
            return bool(self._safely(lambda: self._inner.recognises(path)))
        except PlannerError:
            return False

    def check(self, path: Path) -> tuple[Finding, ...]:
        """Return what is wrong with the file."""
        try:
            found = self._safely(lambda: tuple(self._inner.check(path)))
            if not all(isinstance(finding, Finding) for finding in found):
                raise self._strange("check")
        except PlannerError as error:
            return (Finding("PLUGIN", Severity.ERROR, path.name, error.message),)
        return found[:_MOST_FINDINGS]

    def read(self, path: Path) -> ReadRoute:
        """Return the route in the file."""
        route = self._safely(lambda: self._inner.read(path))
        if not isinstance(route, ReadRoute):
            raise self._strange("read")
        return route

    def _safely(self, do: Callable[[], T]) -> T:
        try:
            with contextlib.redirect_stdout(Mute()):
                return do()
        except PlannerError:
            raise
        except (Exception, SystemExit) as error:
            raise self._failed(told_of(error)) from error

    def _failed(self, reason: Message | str) -> PlannerError:
        where = message("extensions.plugin", name=self._plugin)
        return PlannerError("extensions.failed", where, reason=reason)

    def _strange(self, asked: str) -> PlannerError:
        return self._failed(message("extensions.wrong_answer", asked=asked))


def told_of(error: BaseException) -> Message | str:
    """Return what a stranger's error says, as one line that has an end."""
    if isinstance(error, PlannerError):
        return error.message
    try:
        return one_line(repr(error)[:_MOST_LETTERS])
    except Exception:  # its own `__repr__` fails too
        return type(error).__name__


def _is_file_in(path: object, folder: Path) -> bool:
    try:
        return isinstance(path, Path) and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False
