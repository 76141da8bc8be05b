"""The verb `new-study`."""

from pathlib import Path
from typing import Literal

import click

from missionplanner.cli.study_options import PATH
from missionplanner.cli.study_told import LEVELS, given_epoch, show_made, study_json
from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.model.study import Corrections
from missionplanner.operations.new_studies import Period, SceneChoices, make_study, told


@click.command("new-study")
@click.argument("study", type=PATH)
@click.option(
    "--epoch",
    "epochs",
    multiple=True,
    required=True,
    help="DATE=FILE[,FILE...], as 2024-07-15=mosaic.tif; repeat it for each date. A folder or an "
    "MTL file of a scene brings its date; a folder of scenes gives an epoch a scene.",
)
@click.option(
    "--sensor",
    help="Where the files do not tell it: landsat4-tm, landsat5-tm, landsat7-etm, landsat8-oli, "
    "landsat9-oli2, sentinel2-msi, modis, rededge-m, rededge-p, altum, altum-pt, or a TOML file.",
)
@click.option(
    "--scale",
    help="What makes stored numbers reflectance, where the files do not tell it: collection-2 "
    "(Landsat, 2.75e-5 and -0.2), FACTOR or FACTOR,OFFSET, as 1e-4 or 1e-4,-0.1.",
)
@click.option(
    "--level",
    type=click.Choice(list(LEVELS)),
    help="What reflectances are, where the files do not tell it: at the top of the atmosphere, or "
    "surface reflectance.",
)
@click.option(
    "--composite",
    type=click.Choice([period.value for period in Period]),
    help="The scenes of a year, season or month are one epoch: of each cell the median of those "
    "that are clear there, with a map of their count.",
)
@click.option(
    "--harmonise",
    type=click.Choice(["auto", "roy-2016", "roy-2016-rma", "none"]),
    default="auto",
    help="TM and ETM+ surface reflectance brought to OLI's bands (Roy et al. 2016); auto: where "
    "the study holds both.",
)
@click.option(
    "--light",
    type=click.Choice(["none", "scs+c"]),
    default="none",
    help="Light on slopes, corrected before wetness and dryness; needs a DEM and the sun's place.",
)
@click.option("--dem", type=PATH, help="Elevation raster, for slopes and erosion.")
@click.option("--zones", type=PATH, help="Named polygons: GeoJSON, KML, SHP or GPKG.")
@click.option("--title", default="", help="Name shown; default: the file's.")
@json_option
def command(
    study: Path,
    epochs: tuple[str, ...],
    sensor: str | None,
    scale: str | None,
    level: str | None,
    composite: str | None,
    harmonise: Literal["auto", "roy-2016", "roy-2016-rma", "none"],
    light: Literal["none", "scs+c"],
    dem: Path | None,
    zones: Path | None,
    title: str,
    as_json: bool,
) -> None:
    """Make STUDY (a JSON file, or the study of a project folder) from imagery."""
    asked = [given_epoch(text) for text in epochs]
    choices = SceneChoices(
        LEVELS[level] if level else None,
        Period(composite) if composite else None,
        Corrections(harmonise=harmonise, light=light),
    )
    with progress_bar() as progress:
        made = make_study(
            study,
            asked,
            sensor=sensor,
            dem=dem,
            zones=zones,
            title=title,
            scale=scale,
            choices=choices,
            progress=progress,
        )
    lines = told(made)
    tell(as_json, study_json(made, lines), lambda: show_made(made, lines))
