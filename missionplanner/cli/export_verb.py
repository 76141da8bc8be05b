"""The verb `export`."""

from pathlib import Path

import click

from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.extensions import formats
from missionplanner.operations.export import export
from missionplanner.operations.results import planned
from missionplanner.operations.summary import finding_summary


@click.command("export")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--format", "format_name", default="wpml", show_default=True, help="See: plugins.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@click.option("--option", "options", multiple=True, help="KEY=VALUE of the format; see: plugins.")
@json_option
def command(
    project: Path, format_name: str, out: Path, options: tuple[str, ...], as_json: bool
) -> None:
    """Write PROJECT's saved plan as mission files, one a sortie and sensor."""
    writer = formats().named(format_name)
    with progress_bar() as progress:
        files = export(project, writer, out, progress, dict(map(_pair, options)))
    names = [str(path) for path in files]
    notes = [finding_summary(note) for note in planned(project).notes]
    told = {"format": format_name, "files": names, "notes": notes}
    tell(as_json, told, lambda: click.echo("\n".join(names)))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"'{text}' is not KEY=VALUE", "--option", "see: missionplanner plugins")
    return key, value
