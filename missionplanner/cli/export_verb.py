"""The verb `export`."""

from pathlib import Path

import click

from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.operations.export import export


@click.command("export")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--format", "format_name", default="wpml", show_default=True, help="See: plugins.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@json_option
def command(project: Path, format_name: str, out: Path, as_json: bool) -> None:
    """Write PROJECT's saved plan as mission files, one a sortie and sensor."""
    with progress_bar() as progress:
        files = export(project, format_name, out, progress)
    names = [str(path) for path in files]
    tell(as_json, {"format": format_name, "files": names}, lambda: click.echo("\n".join(names)))
