"""How long work tells where it is, and learns that it is no longer wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from missionplanner.errors import PlannerError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message


class Cancelled(PlannerError):
    """The user stopped the work; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("errors.cancelled")


@dataclass(frozen=True)
class Step:
    """Where the work stands: a share from 0 to 1 and what is being done; None: as before."""

    share: float
    message: Message | None = None

    @property
    def words(self) -> str:
        """What is being done, in the language of this process; empty where it is not told."""
        return sentence(self.message) if self.message else ""


class Progress:
    """Handed to long work. Events are `Step`s or any picklable typed value.

    Parameters
    ----------
    emit : callable
        Receives each event; must be quick.
    stopped : callable
        True once the work should end.
    """

    def __init__(
        self,
        emit: Callable[[object], None] = lambda _: None,
        stopped: Callable[[], bool] = lambda: False,
        start: float = 0.0,
        end: float = 1.0,
    ) -> None:
        self._emit, self._stopped = emit, stopped
        self._start, self._end = start, end

    def check(self) -> None:
        """Raise `Cancelled` where the user has stopped the work."""
        if self._stopped():
            raise Cancelled

    def report(self, share: float, code: str | Message = "", **values: object) -> None:
        """Tell the share done of THIS part (0-1) and what is being done, and check for a stop."""
        self.check()
        self._emit(Step(self._start + (self._end - self._start) * share, _doing(code, values)))

    def event(self, value: object) -> None:
        """Tell a typed event."""
        self._emit(value)

    def part(self, start: float, end: float) -> "Progress":
        """Return a progress for the part from `start` to `end` of this one."""
        span = self._end - self._start
        return Progress(
            self._emit, self._stopped, self._start + span * start, self._start + span * end
        )

    def nth(self, index: int, count: int) -> "Progress":
        """Return a progress for part `index` of `count` equal parts."""
        return self.part(index / count, (index + 1) / count)

    def quiet(self) -> "Progress":
        """Return a progress that tells how far the work is, and no other event."""

        def tell(event: object) -> None:
            if isinstance(event, Step):
                self._emit(event)

        return Progress(tell, self._stopped, self._start, self._end)

    def mute(self) -> "Progress":
        """Return a progress that tells nothing, and stops as this one does."""
        return Progress(stopped=self._stopped)

    def shared(self, count: int) -> list["Progress"]:
        """Return progresses for `count` parts that run AT ONCE; the share told is their mean."""
        done, lock = [0.0] * count, Lock()

        def teller(index: int) -> Callable[[object], None]:
            def tell(event: object) -> None:
                if not isinstance(event, Step):
                    self._emit(event)
                    return
                with lock:
                    done[index] = max(done[index], event.share)
                    share = sum(done) / count
                self._emit(Step(self._start + (self._end - self._start) * share, event.message))

            return tell

        return [Progress(teller(index), self._stopped) for index in range(count)]


def _doing(code: str | Message, values: dict[str, object]) -> Message | None:
    if isinstance(code, Message):
        return code
    return message(code, **values) if code else None


def silent() -> Progress:
    """Return a progress that tells nobody and never stops."""
    return Progress()
