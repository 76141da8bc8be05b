"""The verb `mapping`."""

from pathlib import Path

import click

from missionplanner.cli.telling import json_option, progress_bar, tell


@click.command("mapping")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@json_option
def command(project: Path, out: Path, as_json: bool) -> None:
    """Write PROJECT's area (KML) and ground (GeoTIFF) for Pilot 2's own mapping mode.

    The way out where a controller refuses waypoint routes; what the plan was checked for does not
    hold for the strips that the controller lays.
    """
    from missionplanner.operations.mapping import write_mapping

    with progress_bar() as progress:
        done = write_mapping(project, out, progress)
    names = [str(path) for path in done.files]
    told = {"files": names, "holes_left_out": done.holes}
    tell(as_json, told, lambda: click.echo("\n".join(names)))
