"""The verb `tables`."""

from pathlib import Path

import click

from missionplanner.cli.plan_options import sensor_option, sortie_option
from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.operations.results import SortieChoice
from missionplanner.operations.tables import tables


@click.command("tables")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@sensor_option
@sortie_option
@json_option
def command(
    project: Path, out: Path, sensors: tuple[str, ...], sorties: tuple[int, ...], as_json: bool
) -> None:
    """Write the sensor parameter tables of PROJECT's saved plan (CSV and XLSX)."""
    with progress_bar() as progress:
        files = tables(project, out, progress, SortieChoice(sensors, sorties))
    names = [str(path) for path in files]
    tell(as_json, {"files": names}, lambda: click.echo("\n".join(names)))
