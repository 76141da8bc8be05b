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
@click.option(
    "--processing-hours",
    type=float,
    help="Measured hours of processing, for the table beside the paper's Table 7.",
)
@json_option
def command(
    project: Path,
    out: Path,
    sensors: tuple[str, ...],
    sorties: tuple[int, ...],
    day: str | None,
    processing_hours: float | None,
    as_json: bool,
) -> None:
    """Write the sensor parameter tables of PROJECT's saved plan (CSV and XLSX)."""
    from missionplanner.operations.tables import tables

    with progress_bar() as progress:
        choice = SortieChoice(sensors, sorties)
        files = tables(project, out, progress, choice, day_of(day), processing_hours)
    names = [str(path) for path in files]
    tell(as_json, {"files": names}, lambda: click.echo("\n".join(names)))
