"""The verb `pack`."""

from pathlib import Path

import click

from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.messages.message import message


@click.command("pack")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="NAME.mpack.")
@json_option
def command(project: Path, out: Path, as_json: bool) -> None:
    """Put PROJECT with its terrain into one file, for another computer.

    `unpack`, or the window there, makes the project of it again: plans and results are kept.
    """
    from missionplanner.operations.pack import pack_project

    with progress_bar() as progress:
        done = pack_project(project, out, progress)
    told = {"out": str(done.out), "files": done.files, "bytes": done.total_bytes}
    megabytes = done.total_bytes / 1e6
    words = message("cli.project_packed", out=str(done.out), n=done.files, megabytes=megabytes)
    tell(as_json, told, lambda: echo(words))
