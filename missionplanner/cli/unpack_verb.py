"""The verb `unpack`."""

from pathlib import Path

import click

from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.messages.message import message


@click.command("unpack")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), help="Folder it is put in; here."
)
@json_option
def command(file: Path, out: Path, as_json: bool) -> None:
    """Make a project of FILE, which `pack` has written."""
    from missionplanner.operations.pack import unpack_project

    with progress_bar() as progress:
        folder = unpack_project(file, out, progress)
    tell(
        as_json,
        {"project": str(folder)},
        lambda: echo(message("cli.project_unpacked", project=str(folder))),
    )
