"""The verb `package`."""

from pathlib import Path

import click

from missionplanner.cli.paper_options import asked_of, key_values, paper_options
from missionplanner.cli.plan_options import sensor_option, sortie_option
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.extensions import formats
from missionplanner.messages.message import message
from missionplanner.operations.results import SortieChoice


@click.command("package")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder, or NAME.zip.")
@sensor_option
@sortie_option
@paper_options
@json_option
def command(
    project: Path,
    out: Path,
    sensors: tuple[str, ...],
    sorties: tuple[int, ...],
    day: str | None,
    options: tuple[str, ...],
    remember: bool,
    as_json: bool,
    **names: str | None,
) -> None:
    """Put PROJECT's missions, brief, tables and hashes into one folder or ZIP.

    It is for the controller's card: routes in a folder a sensor, the brief to print, the hashes of
    all files, and a README that says what to do.
    """
    from missionplanner.operations.package import write_package

    chosen = key_values(options)
    asked = asked_of(day, names, remember, chosen)
    with progress_bar() as progress:
        choice = SortieChoice(sensors, sorties)
        writer = formats().named("wpml")
        done = write_package(project, writer, out, progress, asked, choice, chosen)
    told = {"out": str(done.out), "files": list(done.files), "removed": list(done.removed)}
    counts = {"n": len(done.files), "sorties": len(done.brief.pages)}
    tell(as_json, told, lambda: echo(message("cli.package_written", out=str(done.out), **counts)))
