"""What verbs print: progress on stderr, tables for people, one JSON object for programs."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from missionplanner.model.finding import Finding
from missionplanner.model.plan import Convergence
from missionplanner.tasks.progress import Progress, Step

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object as the last line."
)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Yield a `Progress` drawn on stderr: a bar on a terminal, a line a step elsewhere."""
    if sys.stderr.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Starting", total=1.0)
            yield Progress(lambda event: _draw(bar, task, event))
    else:
        yield Progress(_LineTeller())


def _draw(bar: Bar, task: Any, event: object) -> None:
    if isinstance(event, Step):
        words = {"description": event.message} if event.message else {}
        bar.update(task, completed=event.share, **words)  # type: ignore[arg-type]
    elif isinstance(event, Finding):
        bar.console.print(f"{event.severity}: {event.where}: {event.message}")
    elif isinstance(event, Convergence):
        bar.update(
            task, description=f"{event.sensor}: {event.evaluations} tried, J {event.best:,.0f}"
        )


class _LineTeller:
    def __init__(self) -> None:
        self._last = ""

    def __call__(self, event: object) -> None:
        if isinstance(event, Finding):
            click.echo(f"{event.severity}: {event.where}: {event.message}", err=True)
        elif isinstance(event, Step) and event.message and event.message != self._last:
            self._last = event.message
            click.echo(f"{100 * event.share:3.0f} %  {event.message}", err=True)


def tell(as_json: bool, value: dict[str, Any], for_people: Callable[[], None]) -> None:
    """Print `value` as one line of JSON, or let `for_people` print."""
    if as_json:
        click.echo(json.dumps(value, default=str, allow_nan=False))
    else:
        for_people()


def people() -> Console:
    """Return the console for tables on stdout."""
    return Console(width=None if sys.stdout.isatty() else 110, highlight=False)
