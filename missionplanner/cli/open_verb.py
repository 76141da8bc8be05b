"""The verb `open`."""

from collections.abc import Callable
from pathlib import Path

import click

from missionplanner.errors import PlannerError
from missionplanner.project.store import load


@click.command("open")
@click.argument("project", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def command(open_window: Callable[[Path | None], int] | None, project: Path | None) -> int:
    """Open the window, on PROJECT where one is given."""
    if project is not None:
        load(project)
    if open_window is None:
        raise PlannerError("there is no window here", remedy="start: missionplanner open PROJECT")
    return open_window(project)
