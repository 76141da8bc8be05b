"""The verb `report`."""

from pathlib import Path

import click

from missionplanner.cli.study_options import PATH
from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.operations.ecology_report import report
from missionplanner.operations.studies import open_study


@click.command("report")
@click.argument("study", type=PATH)
@click.option("--out", type=PATH, required=True, help="FILE.html.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--results", type=PATH, help="Folder of results; default: beside the study.")
@json_option
def command(study: Path, out: Path, language: str, results: Path | None, as_json: bool) -> None:
    """Write one HTML file with the maps, charts, tables and methods of a study or a project."""
    opened = open_study(study, results)
    with progress_bar() as progress:
        made = report(opened, out, language, progress)
    tell(as_json, {"files": [str(made)]}, lambda: click.echo(f"{made} is written."))
