"""Run work here, on a thread, or in a spawned process, under one contract.

A `Job` is polled: `poll` hands out what has happened since the last call, and the last thing it
ever hands out is a `Done`, a `Failed` or a `Stopped`. There is no callback and no toolkit in here,
so a window polls with its timer, a command line in a loop and a test as it likes.

The work is called as ``work(*args, progress=Progress, **options)``. It may be named by text,
``"package.module:function"``; then only the place that runs it imports the module, which keeps
compilers and optimisers out of the window's own process.
"""

import importlib
import pickle
import queue
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event as ProcessEvent
from typing import Any, Protocol

from missionplanner.errors import PlannerError, Undecided, loop_of_links
from missionplanner.messages.language import Language
from missionplanner.tasks.kept import KeptProcess, arrived, give_back, taken
from missionplanner.tasks.progress import Cancelled, Progress, Step

Work = Callable[..., object] | str
STEP_INTERVAL_S = 0.05  # steps are for eyes: more than 20 a second only cost


class Where(StrEnum):
    """Which place does the work."""

    HERE = "here"
    THREAD = "thread"
    PROCESS = "process"
    KEPT = "kept"  # a process that has what it imported and read still at hand


class WorkLost(PlannerError):
    """Work has ended, and its answer cannot be had."""


@dataclass(frozen=True)
class Done:
    """The work returned `value`."""

    value: object


@dataclass(frozen=True)
class Failed:
    """The work ended in an error: one line for the user, and the traceback of a fault of ours.

    `detail` is empty where the error was the user's to mend (a `PlannerError`); `kind` names the
    error's class, since a class itself may need a room that the asker has not imported. A question
    that a file leaves open (`Undecided`) hands on its `option` and `choices`. `error` is the
    error itself, which finds its words where it is shown (`line`); `message` has them in English.
    """

    message: str
    detail: str = ""
    kind: str = ""
    option: str = ""
    choices: tuple[str, ...] = ()
    error: PlannerError | None = field(default=None, compare=False)

    def line(self, language: Language | None = None) -> str:
        """Return the one line, in a language or in that of this process."""
        return self.error.line(language) if self.error else self.message


@dataclass(frozen=True)
class Stopped:
    """The work was cancelled; nothing came of it."""


Outcome = Done | Failed | Stopped


class Flag(Protocol):
    """What a thread's and a process's event have in common."""

    def set(self) -> None:
        """Raise the flag."""

    def is_set(self) -> bool:
        """Tell whether it is up."""
        ...


def find(work: Work) -> Callable[..., object]:
    """Return the function itself; imports its module where it is given by name."""
    if not isinstance(work, str):
        return work
    module, _, name = work.partition(":")
    found: Callable[..., object] = getattr(importlib.import_module(module), name)
    return found


def perform(
    work: Work,
    args: tuple[object, ...],
    options: dict[str, Any],
    emit: Callable[[object], None],
    stop: Flag,
) -> Outcome:
    """Do the work and turn whatever comes of it into an outcome; raises nothing."""
    progress = Progress(_thinned(emit), stop.is_set)
    try:
        return Done(find(work)(*args, progress=progress, **options))
    except Cancelled:
        return Stopped()
    except Exception as error:
        return failed_by(error)


def failed_by(error: Exception) -> Failed:
    """Return an error as the outcome of work; one that is no user's to mend with its traceback."""
    error = loop_of_links(error) or error
    name = type(error).__name__
    if isinstance(error, Undecided):
        return Failed(str(error), "", name, error.option, error.choices, error)
    if isinstance(error, PlannerError):
        return Failed(str(error), kind=name, error=error)
    return Failed(f"{name}: {error}", "".join(traceback.format_exception(error)), name)


def _thinned(emit: Callable[[object], None]) -> Callable[[object], None]:
    last = 0.0

    def pass_on(event: object) -> None:
        nonlocal last
        now = time.monotonic()
        if isinstance(event, Step):
            if now - last < STEP_INTERVAL_S and event.share < 1.0:
                return
            last = now
        emit(event)

    return pass_on


class Job:
    """One piece of work, started once.

    Parameters
    ----------
    work : callable or str
    args, options
        Handed to the work; must be picklable for `Where.PROCESS`.
    where : Where
    grace_s : float
        How long a cancelled process may go on before it is killed. Threads cannot be killed:
        they are left to reach their next `progress.check`, and their result is thrown away.
    """

    def __init__(
        self,
        work: Work,
        *args: object,
        where: Where = Where.PROCESS,
        grace_s: float = 2.0,
        **options: object,
    ) -> None:
        self.grace_s = grace_s
        self.outcome: Outcome | None = None
        self._stop_at: float | None = None
        makers: dict[Where, Callable[..., _Place]] = {
            Where.HERE: _Here,
            Where.THREAD: _Thread,
            Where.PROCESS: _Process,
            Where.KEPT: _Kept,
        }
        self._place = makers[where](work, args, options)

    def start(self) -> None:
        """Begin; with `Where.HERE` also end."""
        self._place.start()

    @property
    def running(self) -> bool:
        """True until `poll` has handed out the outcome."""
        return self.outcome is None

    def cancel(self) -> None:
        """Ask the work to stop; `poll` will hand out `Stopped`."""
        if self._stop_at is None:
            self._stop_at = time.monotonic()
            self._place.stop.set()

    def poll(self) -> list[object]:
        """Return the events since the last call; the outcome comes last, once."""
        if not self.running:
            return []
        events = self._place.take()
        if events and isinstance(events[-1], Outcome):
            self._finish(events)
        elif not self._place.alive():
            events += self._place.take()
            if not (events and isinstance(events[-1], Outcome)):
                fault = self._place.fault()
                events.append(Failed(str(fault), error=fault))
            self._finish(events)
        elif self._stop_at is not None and time.monotonic() - self._stop_at > self.grace_s:
            self._place.kill()
            events.append(Stopped())
            self._finish(events)
        return events

    def wait(self, timeout_s: float = 60.0) -> Outcome:
        """Poll until the end and return the outcome; events are dropped. For those without a loop.

        Raises
        ------
        TimeoutError
            The work has not ended in time.
        """
        end = time.monotonic() + timeout_s
        while self.outcome is None:
            if time.monotonic() > end:
                raise TimeoutError("the work has not ended")
            self.poll()
            time.sleep(0.005)
        return self.outcome

    def close(self) -> None:
        """Give the work up at once, without an outcome for anybody."""
        if self.running:
            self.cancel()
            self._place.kill()
            self.outcome = Stopped()

    def _finish(self, events: list[object]) -> None:
        # A result that arrives after the user said stop is not wanted any more.
        if self._stop_at is not None:
            events[-1] = Stopped()
        last = events[-1]
        assert isinstance(last, Outcome)
        self.outcome = last
        self._place.clean()


class _Place(Protocol):
    stop: Flag

    def start(self) -> None: ...

    def take(self) -> list[object]: ...

    def alive(self) -> bool: ...

    def fault(self) -> PlannerError: ...

    def kill(self) -> None: ...

    def clean(self) -> None: ...


class _Here:
    """The caller's own thread; `start` returns when all is over."""

    def __init__(self, work: Work, args: tuple[object, ...], options: dict[str, Any]) -> None:
        self.stop: Flag = threading.Event()
        self._events: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._call = (work, args, options)

    def start(self) -> None:
        self._events.put(perform(*self._call, self._events.put, self.stop))

    def take(self) -> list[object]:
        events: list[object] = []
        while not self._events.empty():
            events.append(self._events.get())
        return events

    def alive(self) -> bool:
        return True

    def fault(self) -> PlannerError:
        return WorkLost("errors.no_answer")

    def kill(self) -> None:
        """Nothing to kill."""

    def clean(self) -> None:
        """Nothing is left open."""


class _Thread(_Here):
    """A thread of this process: for input, output and short array work."""

    def start(self) -> None:
        self._thread = threading.Thread(target=super().start, daemon=True)
        self._thread.start()

    def alive(self) -> bool:
        return self._thread.is_alive()


class _Kept:
    """A process that is kept for the next work; what it has imported it need not import again."""

    def __init__(self, work: Work, args: tuple[object, ...], options: dict[str, Any]) -> None:
        self._task = (work, args, options)
        self.stop: Flag = threading.Event()
        self._kept: KeptProcess | None = None

    def start(self) -> None:
        self._kept = self._taken()
        self._kept.order(self._task)
        self.stop = self._kept.stop

    def _taken(self) -> KeptProcess:
        return taken(_serve)

    def take(self) -> list[object]:
        return arrived(self._kept.events, Outcome) if self._kept else []

    def alive(self) -> bool:
        return self._kept is not None and self._kept.alive()

    def fault(self) -> PlannerError:
        code = self._kept.process.exitcode if self._kept else None
        return WorkLost("errors.process_ended", exit_code=str(code))

    def kill(self) -> None:
        if self._kept is not None:
            self._kept.end()

    def clean(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            give_back(kept)


class _Process(_Kept):
    """A process of its own: for optimisers, and for whatever must be killable."""

    def _taken(self) -> KeptProcess:
        return KeptProcess(_serve)

    def clean(self) -> None:
        # An answer in hand: the process only has its own exit to make. Do not wait for it here.
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.let_go()


def _serve(
    work: Work,
    args: tuple[object, ...],
    options: dict[str, Any],
    pipe: Connection,
    stop: ProcessEvent,
) -> None:
    one_by_one = threading.Lock()

    def emit(event: object) -> None:
        packed = pickle.dumps(event, pickle.HIGHEST_PROTOCOL)
        try:
            # Sensors are planned in threads, and a large event is written in several pieces: those
            # of two would mix, and who reads would wait for ever for what a wrong length promises.
            with one_by_one:
                pipe.send_bytes(packed)
        except OSError as error:
            # Who asked has gone: nobody wants the answer, nor a traceback in the terminal.
            raise Cancelled from error

    outcome = perform(work, args, options, emit, stop)
    try:
        emit(outcome)
    except Cancelled:
        return
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        lost = WorkLost("errors.not_handed_over", reason=str(error))
        emit(Failed(str(lost), traceback.format_exc(), error=lost))
