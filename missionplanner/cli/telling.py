"""What verbs print: progress on stderr, tables for people, one JSON object for programs."""

import json
import re
import shlex
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from missionplanner.compiling import KernelEvent, listening
from missionplanner.errors import one_line
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, Value, from_json, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import Convergence, PlanSoFar
from missionplanner.tasks.progress import Progress, Step

TENTHS = 10  # a log gets no more than this many lines of one kind of step

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object as the last line."
)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Yield a `Progress` drawn on stderr: a bar on a terminal, a line a step elsewhere.

    Ctrl+C leaves by `KeyboardInterrupt`, and ends work on other threads at its next check.
    """
    with _interruptible() as stop:
        if sys.stderr.isatty():
            columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
            bar = Bar(*columns, console=Console(stderr=True), transient=True)
            with bar, _told(_BarTeller(bar)) as tell:
                yield Progress(tell, stop.is_set)
        else:
            with _told(_LineTeller()) as tell:
                yield Progress(tell, stop.is_set)


@contextmanager
def _told(tell: Callable[[object], None]) -> Iterator[Callable[[object], None]]:
    """Let a teller hear of kernels too that have to be compiled first."""
    count = 0
    unkept_in = ""

    def heard(event: KernelEvent) -> None:
        nonlocal count, unkept_in
        if event.compiled:
            count += 1
            tell(message("kernels.compiling", n=count))
        elif event.unkept_in and not unkept_in:
            unkept_in = event.unkept_in
            told = message("kernels.not_kept")
            tell(Finding("KERNELS-NOT-KEPT", Severity.NOTE, unkept_in, told))

    with listening(heard):
        yield tell


@contextmanager
def _interruptible() -> Iterator[threading.Event]:
    """Yield a flag that Ctrl+C raises; only the main thread may listen to signals."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def interrupt(*_: object) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


class _BarTeller:
    """Draws steps as a bar; what was found stays above it, told once."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task(sentence(message("cli.starting")), total=1.0)
        self._told: set[Finding] = set()

    def __call__(self, event: object) -> None:
        if isinstance(event, Step):
            words: dict[str, Any] = {"description": event.words} if event.message else {}
            self._bar.update(self._task, completed=event.share, **words)
        elif isinstance(event, Convergence):
            tried = message("cli.tried", sensor=event.sensor, n=event.evaluations)
            words = {"description": sentence(tried)}
            self._bar.update(self._task, **words)
        elif isinstance(event, Message):
            self._bar.update(self._task, description=sentence(event))
        elif isinstance(event, PlanSoFar):
            self._bar.update(self._task, description=sentence(_so_far(event)))
        elif isinstance(event, Finding) and event not in self._told:
            self._told.add(event)
            self._bar.console.print(_words(event), markup=False)


class _LineTeller:
    """Writes a line a step, and findings, each once; a count alone is no new step."""

    def __init__(self) -> None:
        self._told: set[object] = set()

    def __call__(self, event: object) -> None:
        if isinstance(event, Finding) and event not in self._told:
            self._told.add(event)
            click.echo(_words(event), err=True)
        elif isinstance(event, Step) and event.message and self._is_new(event):
            click.echo(f"{100 * event.share:3.0f} %  {event.words}", err=True)
        elif isinstance(event, Message) and event.code not in self._told:
            self._told.add(event.code)  # the first one tells why it takes its time
            click.echo(sentence(event), err=True)
        elif isinstance(event, PlanSoFar) and event.plan.sensor.key not in self._told:
            self._told.add(event.plan.sensor.key)  # the first one; they come by the dozen
            click.echo(sentence(_so_far(event)), err=True)

    def _is_new(self, step: Step) -> bool:
        # Two sensors planned side by side tell in turns: the last line alone is no measure.
        said = step.message
        without_counts = re.sub(r"\d+", "#", repr((said.code, said.values))) if said else ""
        kind = (without_counts, int(step.share * TENTHS))
        seen = kind in self._told
        self._told.add(kind)
        return not seen


def _so_far(event: PlanSoFar) -> Message:
    plan = event.plan
    return message("cli.so_far", sensor=plan.sensor.key, n=len(plan.sorties))


def _words(finding: Finding) -> str:
    return one_line(f"{severity(finding.severity)}: {finding.place()}: {finding.said()}")


def tell(as_json: bool, value: dict[str, Any], for_people: Callable[[], None]) -> None:
    """Print `value` as one line of JSON, or let `for_people` print."""
    if as_json:
        click.echo(json.dumps(_with_sentences(value), default=str, allow_nan=False))
    else:
        for_people()


def _with_sentences(value: Any) -> Any:
    """Return JSON with a sentence in place of every message: programs show them to people."""
    if isinstance(value, Message):
        return sentence(value)
    if isinstance(value, dict):
        if value.keys() == {"code", "values"}:
            return sentence(from_json(value))
        return {key: _with_sentences(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_with_sentences(one) for one in value]
    return value


def echo(said: Message) -> None:
    """Print a message for people."""
    click.echo(sentence(said))


def words_of(said: Value) -> str:
    """Return what a message says; the words of a file or a person are told as they are."""
    return sentence(said) if isinstance(said, Message) else str(said)


def severity(of: str) -> str:
    """Return what a severity is called."""
    return sentence(_SEVERITIES[Severity(of)])


_SEVERITIES = {
    Severity.ERROR: message("cli.severity_error"),
    Severity.WARNING: message("cli.severity_warning"),
    Severity.NOTE: message("cli.severity_note"),
}


def moment(text: str) -> str:
    """Return a saved time for people: date, minutes and zone of this computer."""
    return f"{datetime.fromisoformat(text).astimezone():%Y-%m-%d %H:%M %Z}"


def quoted(path: Path) -> str:
    """Return a path as it is typed in a command: in quotes where a shell would cut or change it."""
    words = str(path)
    if sys.platform == "win32":
        return f'"{words}"' if any(c in words for c in " ()&;'^,=") else words
    # A letter of another script needs no quotes; `$` and the like are read within double ones.
    plain = "".join("x" if c.isalnum() else c for c in words)
    return words if shlex.quote(plain) == plain else shlex.quote(words)


def people() -> Console:
    """Return the console for tables on stdout."""
    return Console(width=None if sys.stdout.isatty() else 110, highlight=False)
