"""The verb `export`."""

from pathlib import Path

import click

from missionplanner.cli.paper_options import key_values
from missionplanner.cli.plan_options import sensor_option, sortie_option
from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.extensions import formats
from missionplanner.operations.export import export
from missionplanner.operations.export_route import export_route
from missionplanner.operations.results import SortieChoice
from missionplanner.operations.summary import finding_summary


@click.command("export")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--format", "format_name", default="wpml", show_default=True, help="See: plugins.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@click.option("--option", "options", multiple=True, help="KEY=VALUE of the format; see: plugins.")
@click.option("--route", help="Write this route, saved by the verb route, instead of the plan.")
@click.option(
    "--mission",
    type=click.Path(path_type=Path),
    help="Write the route of this mission file, of any format and origin, instead of the plan.",
)
@click.option("--rest", is_flag=True, help="Write what remains of the plan; see: replan.")
@sensor_option
@sortie_option
@json_option
def command(
    project: Path,
    format_name: str,
    out: Path,
    options: tuple[str, ...],
    route: str | None,
    mission: Path | None,
    rest: bool,
    sensors: tuple[str, ...],
    sorties: tuple[int, ...],
    as_json: bool,
) -> None:
    """Write PROJECT's saved plan as mission files, one a sortie and sensor.

    A plan that something has changed under is refused. With --mission the file's places, heights
    and speeds are held against PROJECT's ground and airspace and written for its aircraft; what a
    camera does on the way is not carried over. Files that an older plan left in the
    folder are removed, save those edited since.
    """
    known = formats()
    writer, values = known.named(format_name), key_values(options)
    if mission is not None and (route is not None or rest or sorties or len(sensors) > 1):
        raise InputError("cli.mission_alone", "--mission")
    with progress_bar() as progress:
        if mission is not None:
            from missionplanner.operations.export_mission import export_mission

            sensor = sensors[0] if sensors else None
            done = export_mission(project, known, writer, mission, out, progress, values, sensor)
        elif route is not None:
            done = export_route(project, writer, route, out, progress, values)
        else:
            choice = SortieChoice(sensors, sorties)
            done = export(project, writer, out, progress, values, choice, rest=rest)
    names = [str(path) for path in done.files]
    told = {
        "format": format_name,
        "files": names,
        "removed": [str(path) for path in done.removed],
        "kept": [str(path) for path in done.kept],
        "notes": [finding_summary(note) for note in done.notes],
    }
    tell(as_json, told, lambda: click.echo("\n".join(names)))
