"""The verb `package`."""

import click

from missionplanner.cli.paper_options import FieldAsked, asked_of, field_verb, paper_options
from missionplanner.cli.telling import echo, progress_bar, tell
from missionplanner.extensions import formats
from missionplanner.messages.message import message


@click.command("package")
@paper_options
@field_verb("Folder, or NAME.zip.")
def command(asked: FieldAsked) -> None:
    """Put PROJECT's missions, brief, tables and hashes into one folder or ZIP.

    It is for the controller's card: routes in a folder a sensor, the brief to print, the hashes of
    all files, and a README that says what to do.
    """
    from missionplanner.operations.package import write_package

    paper, options = asked_of(asked), asked.options
    with progress_bar() as progress:
        writer = formats().named("wpml")
        done = write_package(
            asked.project, writer, asked.out, progress, paper, asked.choice, options
        )
    told = {"out": str(done.out), "files": list(done.files), "removed": list(done.removed)}
    counts = {"n": len(done.files), "sorties": len(done.brief.pages)}
    said = message("cli.package_written", out=str(done.out), **counts)
    tell(asked.as_json, told, lambda: echo(said))
