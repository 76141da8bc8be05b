"""The verb `tables`."""

from pathlib import Path

import click

from missionplanner.cli.days import day_of
from missionplanner.cli.paper_options import day_option
from missionplanner.cli.plan_options import sensor_option, sortie_option
from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.operations.results import SortieChoice


@click.command("tables")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@sensor_option
@sortie_option
@day_option
@json_option
def command(
    project: Path,
    out: Path,
    sensors: tuple[str, ...],
    sorties: tuple[int, ...],
    day: str | None,
    as_json: bool,
) -> None:
    """Write the sensor parameter tables of PROJECT's saved plan (CSV and XLSX)."""
    from missionplanner.operations.tables import tables

    with progress_bar() as progress:
        files = tables(project, out, progress, SortieChoice(sensors, sorties), day_of(day))
    names = [str(path) for path in files]
    tell(as_json, {"files": names}, lambda: click.echo("\n".join(names)))
