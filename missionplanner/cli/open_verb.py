"""The verb `open`."""

from pathlib import Path

import click

from missionplanner.project.store import load
from missionplanner.ui.app import run


@click.command("open")
@click.argument("project", type=click.Path(path_type=Path))
def command(project: Path) -> int:
    """Open the window on PROJECT."""
    load(project)
    return run(project)
