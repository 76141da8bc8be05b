"""The verb `new`."""

from pathlib import Path

import click

from missionplanner.cli.places import place
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.errors import one_line
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.reading import ReadReport
from missionplanner.operations.new import DEFAULT_SENSORS, NewProject, new_project

_PATH = click.Path(path_type=Path)


@click.command("new")
@click.argument("project", type=_PATH)
@click.option(
    "--dem",
    type=_PATH,
    multiple=True,
    required=True,
    help="Raster, LAS or LAZ; may be repeated: the finest wins.",
)
@click.option("--area", type=_PATH, required=True, help="GeoJSON, KML, KMZ, SHP, GPKG or DXF.")
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
@click.option("--aircraft", default="m300-rtk", show_default=True)
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
def command(
    project: Path, home: str | None, sites: tuple[str, ...], as_json: bool, **files: object
) -> None:
    """Make PROJECT (a folder NAME.mplan) from files."""
    request = NewProject.model_validate(
        {
            **files,
            "sensors": files["sensors"] or DEFAULT_SENSORS,
            "home": None if home is None else place(home, "--home"),
            "launch_sites": tuple(place(text, "--launch-site") for text in sites),
        }
    )
    with progress_bar() as progress:
        made = new_project(project, request, progress)
    take_off = made.document.home
    read = made.document.read or ReadReport()
    told = {
        "project": str(project),
        "home": take_off.model_dump() if take_off else None,
        "read": read.model_dump(mode="json"),
    }
    tell(as_json, told, lambda: _show(project, read))


def _show(project: Path, read: ReadReport) -> None:
    counts = {name: getattr(read, name) for name in ("areas", "holes", "zones", "risks")}
    echo(message("cli.new_read", power_lines=read.power_lines, **counts))
    for item in read.passed_over:
        click.echo(one_line(sentence(message("cli.item_passed_over", item=item.message))))
    for told in read.told:
        click.echo(one_line(sentence(message("cli.note", told=told))))
    echo(message("cli.new_ready", project=project, quoted=quoted(project)))
