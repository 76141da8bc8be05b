"""The verb `edit-study`."""

import datetime
from dataclasses import replace
from pathlib import Path

import click

from missionplanner.cli.days import date_of
from missionplanner.cli.study_options import PATH
from missionplanner.cli.study_told import LEVELS, given_epoch, show_made, study_json
from missionplanner.cli.telling import json_option, tell
from missionplanner.errors import InputError
from missionplanner.model.study import Indicator, Study
from missionplanner.operations.new_studies import told
from missionplanner.operations.studies import open_study, save_study
from missionplanner.operations.study_edits import StudyEdit, edited, results_stale

_INDICATOR = click.Choice([name.value for name in Indicator])


@click.command("edit-study")
@click.argument("study", type=PATH)
@click.option("--dem", type=PATH, help="Elevation raster, for slopes and erosion.")
@click.option("--no-dem", is_flag=True, help="The study stands on no elevation raster.")
@click.option("--zones", type=PATH, help="Named polygons: GeoJSON, KML, SHP or GPKG.")
@click.option("--no-zones", is_flag=True, help="The study has no zones.")
@click.option(
    "--leave-out",
    multiple=True,
    type=_INDICATOR,
    help="Make the index without this indicator; the result says so. Repeat it for others.",
)
@click.option(
    "--take-in", multiple=True, type=_INDICATOR, help="Make the index with this indicator again."
)
@click.option(
    "--epoch",
    "epochs",
    multiple=True,
    help="Further imagery, as of new-study: DATE=FILE[,FILE...], a scene, or a folder of scenes.",
)
@click.option("--sensor", help="Of the further imagery, where its files do not tell it.")
@click.option("--scale", help="Of the further imagery, as of new-study.")
@click.option("--level", type=click.Choice(list(LEVELS)), help="Of the further imagery.")
@click.option(
    "--remove",
    multiple=True,
    metavar="DATE",
    help="Take the scene of this date out of the study; its files stay. Repeat it for others.",
)
@click.option(
    "--rescale",
    multiple=True,
    metavar="DATE=SCALE",
    help="Another scale for a scene that is there: files (what they say), collection-2, FACTOR or "
    "FACTOR,OFFSET. Repeat it for others.",
)
@click.option("--title", help="Name shown.")
@json_option
def command(
    study: Path,
    dem: Path | None,
    no_dem: bool,
    zones: Path | None,
    no_zones: bool,
    leave_out: tuple[str, ...],
    take_in: tuple[str, ...],
    epochs: tuple[str, ...],
    sensor: str | None,
    scale: str | None,
    level: str | None,
    remove: tuple[str, ...],
    rescale: tuple[str, ...],
    title: str | None,
    as_json: bool,
) -> None:
    """Change what STUDY stands on: terrain, zones, imagery, indicators of the index.

    The file is written anew; what is not named stays. Results of before stay until the study is
    analysed again.
    """
    opened = open_study(study)
    files = (dem, no_dem, zones, no_zones, epochs, remove, rescale)
    if not (any(files) or leave_out or take_in or title is not None):
        raise InputError("study_edits.nothing", str(study))
    for one, other, names in (
        (dem, no_dem, "--dem, --no-dem"),
        (zones, no_zones, "--zones, --no-zones"),
        (set(leave_out) & set(take_in), True, "--leave-out, --take-in"),
    ):
        if one and other:
            raise InputError("study_edits.both", names)
    edit = StudyEdit(
        dem=dem,
        zones=zones,
        no_dem=no_dem,
        no_zones=no_zones,
        indicators=_indicators(opened.study, leave_out, take_in),
        title=title,
        scenes=[given_epoch(text) for text in epochs],
        sensor=sensor,
        scale=scale,
        level=LEVELS[level] if level else None,
        removed=[date_of(text.strip(), "--remove") for text in remove],
        scales=dict(_scale(text) for text in rescale),
    )
    made = replace(opened, study=edited(opened, edit))
    save_study(made)
    stale = results_stale(made)
    lines = (*told(made), *((stale,) if stale else ()))
    tell(as_json, study_json(made, lines), lambda: show_made(made, lines))


def _scale(text: str) -> tuple[datetime.date, str]:
    day, equals, scale = text.partition("=")
    if not (equals and scale.strip()):
        raise InputError("study_edits.no_scale_date", "--rescale", text=text)
    return date_of(day.strip(), "--rescale"), scale.strip()


def _indicators(
    study: Study, leave_out: tuple[str, ...], take_in: tuple[str, ...]
) -> tuple[Indicator, ...] | None:
    if not (leave_out or take_in):
        return None
    kept = {*study.index.indicators, *map(Indicator, take_in)} - {*map(Indicator, leave_out)}
    return tuple(name for name in Indicator if name in kept)
