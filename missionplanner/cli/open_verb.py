"""The verb `open`."""

from collections.abc import Callable
from pathlib import Path

import click

from missionplanner.errors import PlannerError
from missionplanner.operations.studies import open_study
from missionplanner.project.store import load


@click.command("open")
@click.argument("project", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def command(open_window: Callable[[Path | None], int] | None, project: Path | None) -> int:
    """Open the window, on PROJECT where one is given: a project's folder, or a study's file."""
    if project is not None:
        _check(project)
    if open_window is None:
        raise PlannerError("cli.no_window")
    return open_window(project)


def _check(path: Path) -> None:
    """Say what is wrong with a project or a study before a window is opened for it."""
    holds_study = path.is_dir() and not (path / "project.json").exists()
    if path.is_file() or (holds_study and (path / "study.json").exists()):
        open_study(path)
    else:
        load(path)
