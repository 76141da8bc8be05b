"""The verb `indicators`."""

from pathlib import Path

import click

from missionplanner.cli.ecology_figures import show_indicators
from missionplanner.cli.study_options import placed, study_options
from missionplanner.cli.telling import progress_bar, tell
from missionplanner.operations.studies import open_study


@click.command("indicators")
@study_options
def command(study: Path, out: Path | None, scheduler: str | None, as_json: bool) -> None:
    """Write greenness, wetness, dryness, heat and erosion of each epoch, and their factors."""
    from missionplanner.operations.ecology import indicators

    opened = open_study(study, out, scheduler)
    with progress_bar() as progress:
        result = indicators(opened, progress)
    told = placed(result, opened.place.out)
    tell(as_json, told, lambda: show_indicators(result, opened.place.out))
