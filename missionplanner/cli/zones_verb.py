"""The verb `zones`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.ecology_figures import show_zones
from missionplanner.cli.study_options import index_options, placed, study_options
from missionplanner.cli.telling import progress_bar, tell
from missionplanner.operations.studies import open_study, with_options


@click.command("zones")
@study_options
@index_options
def command(
    study: Path, out: Path | None, scheduler: str | None, as_json: bool, **asked: Any
) -> None:
    """Tell what became of each zone, and which zones to look at."""
    from missionplanner.operations.ecology import zones

    opened = with_options(open_study(study, out, scheduler), "index", asked)
    with progress_bar() as progress:
        result = zones(opened, progress)
    told = placed(result, opened.place.out)
    tell(as_json, told, lambda: show_zones(result, opened.place.out))
