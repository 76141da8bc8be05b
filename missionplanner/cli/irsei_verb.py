"""The verb `irsei`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.ecology_figures import show_index
from missionplanner.cli.study_options import index_options, placed, study_options
from missionplanner.cli.telling import progress_bar, tell
from missionplanner.operations.studies import open_study, with_options


@click.command("irsei")
@study_options
@index_options
def command(
    study: Path, out: Path | None, scheduler: str | None, as_json: bool, **asked: Any
) -> None:
    """Write the improved remote sensing ecological index of each epoch, and its grades."""
    from missionplanner.operations.ecology import index

    opened = with_options(open_study(study, out, scheduler), "index", asked)
    with progress_bar() as progress:
        result = index(opened, progress)
    told = placed(result, opened.place.out)
    tell(as_json, told, lambda: show_index(result, opened.place.out))
