"""The verb `survey-epoch`."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.errors import InputError
from missionplanner.messages.message import message

if TYPE_CHECKING:
    from missionplanner.operations.survey_epoch import SurveyEpoch

_PATH = click.Path(path_type=Path)


@click.command("survey-epoch")
@click.argument("project", type=_PATH)
@click.option("--date", "day", required=True, help="Of the survey, as 2024-07-15.")
@click.option(
    "--multispectral",
    type=_PATH,
    multiple=True,
    required=True,
    help="Orthomosaic of reflectance; repeat it for a file a band.",
)
@click.option("--camera", default="rededge-m", show_default=True, help="Key of its sensor table.")
@click.option("--thermal", type=_PATH, help="Orthomosaic of temperatures.")
@click.option("--scene", type=_PATH, help="Sentinel-2 or Landsat scene that lends SWIR bands.")
@click.option("--cell", type=float, help="Metres; default: as the multispectral mosaic.")
@click.option("--scale", help="FACTOR or FACTOR,OFFSET to reflectance, where files do not tell it.")
@click.option("--zones", type=_PATH, help="Named polygons of the study; default: the survey area.")
@click.option("--again", is_flag=True, help="Replace the epoch of that date.")
@json_option
def command(
    project: Path,
    day: str,
    multispectral: tuple[Path, ...],
    camera: str,
    thermal: Path | None,
    scene: Path | None,
    cell: float | None,
    scale: str | None,
    zones: Path | None,
    again: bool,
    as_json: bool,
) -> None:
    """Add the orthomosaics of one survey to PROJECT's study as one epoch, on one grid.

    Reflectance, temperature and terrain are written on the grid once. What the cameras cannot give
    (no SWIR: wetness, IBI, SI) is named.
    """
    from missionplanner.operations.survey_epoch import SurveyFiles, survey_epoch

    given = SurveyFiles(_day(day), multispectral, camera, thermal, scene, cell, scale, zones)
    with progress_bar() as progress:
        done = survey_epoch(project, given, progress, again=again)
    summary = _summary(done)
    tell(as_json, summary, lambda: _show(done, summary))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as err:
        raise InputError("cli.no_epoch_date", "--date", day=text) from err


def _summary(done: "SurveyEpoch") -> dict[str, Any]:
    return {
        "study": str(done.study),
        "date": done.epoch.date.isoformat(),
        "bands": [band.value for band in done.epoch.bands],
        "thermal": done.epoch.thermal is not None,
        "cell_m": done.cell_m,
        "lacking": {str(key): why for key, why in done.lacking.items()},
        "told": list(done.told),
        "gb_per_s": done.read_bytes / 1e9 / max(done.seconds, 1e-9),
        "seconds": round(done.seconds, 2),
        "files": [str(file) for file in done.files],
    }


def _show(done: "SurveyEpoch", summary: dict[str, Any]) -> None:
    echo(
        message(
            "cli.survey_epoch",
            date=summary["date"],
            n=len(summary["files"]),
            cell_m=done.cell_m,
            rate=summary["gb_per_s"],
        )
    )
    for line in done.told:
        echo(line)
    for indicator, why in done.lacking.items():
        echo(message("cli.no_indicator", indicator=indicator, why=why))
    going_on = " --accept-missing" if done.lacking else ""
    echo(message("cli.study_ready", study=done.study, next=f"{quoted(done.study)}{going_on}"))
