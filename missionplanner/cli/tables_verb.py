"""The verb `tables`."""

import click

from missionplanner.cli.paper_options import FieldAsked, field_verb
from missionplanner.cli.telling import progress_bar, tell


@click.command("tables")
@click.option(
    "--processing-hours",
    type=float,
    help="Measured hours of processing, for the table beside the paper's Table 7.",
)
@field_verb("Folder to write to.")
def command(asked: FieldAsked) -> None:
    """Write the sensor parameter tables of PROJECT's saved plan (CSV and XLSX)."""
    from missionplanner.operations.tables import tables

    hours = asked.words["processing_hours"]
    with progress_bar() as progress:
        files = tables(
            asked.project, asked.out, progress, asked.choice, asked.day, asked.crew, hours
        )
    names = [str(path) for path in files]
    tell(asked.as_json, {"files": names}, lambda: click.echo("\n".join(names)))
