"""The verb `new`."""

from pathlib import Path

import click

from missionplanner.cli.places import place
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.errors import InputError, one_line
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.reading import ReadReport
from missionplanner.operations.new import (
    DEFAULT_SENSORS,
    ZONE_MARGIN_M,
    NewProject,
    new_project,
)
from missionplanner.project.document import Project
from missionplanner.tasks.progress import Progress

_PATH = click.Path(path_type=Path)


@click.command("new")
@click.argument("project", type=_PATH)
@click.option(
    "--dem",
    type=_PATH,
    multiple=True,
    help="Raster, LAS or LAZ; may be repeated: the finest wins.",
)
@click.option("--area", type=_PATH, help="GeoJSON, KML, KMZ, SHP, GPKG or DXF.")
@click.option(
    "--from-zone",
    metavar="STUDY:NAME",
    help="The area is this zone of a study; terrain as the study has it, unless it is given.",
)
@click.option(
    "--margin",
    type=click.FloatRange(0, 1000),
    help=f"Metres about that zone; default: {ZONE_MARGIN_M:g}.",
)
@click.option(
    "--threats",
    type=_PATH,
    multiple=True,
    help="The same formats but DXF, OpenAir, ED-269 or ED-318; may be repeated.",
)
@click.option("--weather", type=_PATH, help="METAR and TAF text, Open-Meteo JSON, JSON or CSV.")
@click.option("--station", help="Of several METAR stations in the weather file: this one.")
@click.option("--home", help="LON,LAT of the take-off place; default: chosen.")
@click.option(
    "--launch-site",
    "sites",
    multiple=True,
    help="LON,LAT of one more launch place; may be repeated.",
)
@click.option("--sensor", "sensors", multiple=True, help="Catalogue key; may be repeated.")
@click.option("--aircraft", help="Catalogue key; default: m300-rtk.")
@click.option(
    "--vertical-datum",
    help="egm96, ellipsoid, NAME-0.5 (metres to add) or NAME=GRID.tif, of NAME EGM2008, NAVD88, "
    "China1985 or another.",
)
@click.option("--dem-unit", type=click.Choice(["m", "ft", "us-ft"]), help="Of the DEM's heights.")
@click.option(
    "--area-crs",
    help="EPSG:NUMBER, a CGCS2000 zone by name, or a .wkt file: of the area, where its file names "
    "none (DXF never does).",
)
@click.option(
    "--layer", multiple=True, help="Of GeoPackages and DXF; may be repeated; default: all that fit."
)
@click.option(
    "--inner",
    type=click.Choice(["holes", "areas"]),
    help="Polygons inside another one: holes in it, or parts of the area.",
)
@click.option(
    "--threat-unit", type=click.Choice(["m", "ft"]), help="Of heights of threats that name none."
)
@click.option(
    "--threat-layer", multiple=True, help="Of the threats' files alone; default: as --layer."
)
@click.option(
    "--granted",
    multiple=True,
    help="Zone (ED-269, ED-318) whose authorisation is granted; may be repeated.",
)
@click.option("--title", default="", help="Name shown; default: the folder's.")
@json_option
@click.pass_context
def command(
    context: click.Context,
    /,
    project: Path,
    home: str | None,
    sites: tuple[str, ...],
    from_zone: str | None,
    margin: float | None,
    as_json: bool,
    **files: object,
) -> None:
    """Make PROJECT (a folder NAME.mplan) from files, or over a zone of a study."""
    given = {
        **files,
        "home": None if home is None else place(home, "--home"),
        "launch_sites": tuple(place(text, "--launch-site") for text in sites),
    }
    _check_together(context, from_zone)
    with progress_bar() as progress:
        made = _made(project, given, from_zone, margin, progress)
    take_off = made.document.home
    read = made.document.read or ReadReport()
    told = {
        "project": str(project),
        "home": take_off.model_dump() if take_off else None,
        "read": read.model_dump(mode="json"),
    }
    tell(as_json, told, lambda: _show(project, read))


def _check_together(context: click.Context, from_zone: str | None) -> None:
    """Raise what click says where terrain or area is missing, or where two areas are given."""
    options = {param.name: param for param in context.command.params}
    if from_zone is None:
        for name in ("dem", "area"):
            if not context.params[name]:
                raise click.MissingParameter(ctx=context, param=options[name])
        if context.params["margin"] is not None:
            raise InputError("cli.margin_of_what", "--margin")
    elif context.params["area"]:
        raise InputError("cli.two_areas", "--from-zone")


def _made(
    project: Path,
    given: dict[str, object],
    from_zone: str | None,
    margin: float | None,
    progress: Progress,
) -> Project:
    if from_zone is None:
        chosen = {key: value for key, value in given.items() if value is not None}
        chosen["sensors"] = given["sensors"] or DEFAULT_SENSORS
        return new_project(project, NewProject.model_validate(chosen), progress)
    # Apart: the files of studies take libraries that a plain project does not wait for.
    from missionplanner.operations.new_over_zone import new_over_zone, zone_asked

    asked = zone_asked(from_zone, ZONE_MARGIN_M if margin is None else margin)
    return new_over_zone(project, asked, given, progress)


def _show(project: Path, read: ReadReport) -> None:
    counts = {name: getattr(read, name) for name in ("areas", "holes", "zones", "risks")}
    echo(message("cli.new_read", power_lines=read.power_lines, **counts))
    for item in read.passed_over:
        click.echo(one_line(sentence(message("cli.item_passed_over", item=item.message))))
    for told in read.told:
        click.echo(one_line(sentence(message("cli.note", told=told))))
    echo(message("cli.new_ready", project=project, quoted=quoted(project)))
