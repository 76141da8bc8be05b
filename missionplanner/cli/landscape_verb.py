"""The verb `landscape`."""

from pathlib import Path

import click

from missionplanner.cli.study_options import PATH, placed
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.messages.message import message
from missionplanner.model.landscape import LandscapeResult


@click.command("landscape")
@click.argument("raster", type=PATH)
@click.option("--nodata", type=int, help="A class that is none, beside the file's own nodata.")
@click.option(
    "--window",
    type=int,
    default=0,
    help="Cells along the side of a window about each cell, odd: writes three rasters.",
)
@click.option("--out", type=PATH, help="Folder of the rasters; default: beside the raster.")
@json_option
def command(raster: Path, nodata: int | None, window: int, out: Path | None, as_json: bool) -> None:
    """Tell patch density, Shannon diversity and fractal dimension of a map of land cover."""
    from missionplanner.operations.landscape import measure_landscape

    folder = out or raster.parent
    with progress_bar() as progress:
        result = measure_landscape(raster, nodata, window, folder, progress)
    tell(as_json, placed(result, folder), lambda: _show(result, folder))


def _show(result: LandscapeResult, folder: Path) -> None:
    whole = result.valid_m2
    echo(message("cli.landscape.area", n=len(result.classes_m2), area=whole / 1e4))
    for cover, area in result.classes_m2.items():
        echo(message("cli.landscape.cover", cover=cover, area=area / 1e4, share=100 * area / whole))
    if result.window:
        echo(message("cli.landscape.windows", size=result.window))
    echo(message("cli.landscape.density", value=result.patch_density))
    echo(message("cli.landscape.diversity", value=result.diversity))
    echo(message("cli.landscape.dimension", value=result.fractal_dimension))
    if result.files:
        echo(message("cli.files", out=folder))
