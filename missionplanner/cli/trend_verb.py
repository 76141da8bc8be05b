"""The verb `trend`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.ecology_figures import show_trend
from missionplanner.cli.stack_figures import show_stack
from missionplanner.cli.study_options import PATH, index_options, placed
from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.operations.studies import open_study, with_options

_RASTERS = (".tif", ".tiff", ".img", ".vrt", ".asc")


@click.command("trend")
@click.argument("sources", metavar="STUDY | FILES...", nargs=-1, required=True, type=PATH)
@click.option("--out", type=PATH, help="Folder of results; default: beside the study.")
@click.option("--scheduler", help="Address of a dask scheduler: tcp://HOST:PORT.")
@json_option
@index_options
@click.option(
    "--dates",
    default="",
    help="Of FILES, or of the bands of one: DATE,DATE,... (2016, 2016-07, 2016-07-15); default: "
    "as their names say.",
)
@click.option("--stable", "stable_per_year", type=float, help="Slopes up to this are stable, 1/yr.")
@click.option("--significance", type=float, help="Level of the Mann-Kendall test.")
@click.option("--seasonal/--plain", default=None, help="Compare only epochs of the same month.")
@click.option("--abrupt", "abrupt_step", type=float, help="Least size of an abrupt change.")
@click.option(
    "--serial",
    type=click.Choice(["none", "hamed-rao", "yue-wang", "pre-whitening", "trend-free"]),
    help="How the test allows for dates that are like the one before; of short series only "
    "pre-whitening keeps its level.",
)
def command(
    sources: tuple[Path, ...],
    out: Path | None,
    scheduler: str | None,
    as_json: bool,
    dates: str,
    stable_per_year: float | None,
    significance: float | None,
    seasonal: bool | None,
    abrupt_step: float | None,
    serial: str | None,
    **asked: Any,
) -> None:
    """Write Sen's slope, the Mann-Kendall test, variation and abrupt change over the epochs.

    Of IRSEI for a STUDY; of whatever they hold for FILES, one a date.
    """
    from missionplanner.operations.ecology import trend

    change = {
        "stable_per_year": stable_per_year,
        "significance": significance,
        "seasonal": seasonal,
        "abrupt_step": abrupt_step,
        "serial": serial,
    }
    if dates or len(sources) > 1 or sources[0].suffix.lower() in _RASTERS:
        _of_files(sources, dates, change, out, scheduler, as_json, asked)
        return
    opened = with_options(open_study(sources[0], out, scheduler), "index", asked)
    opened = with_options(opened, "trend", change)
    with progress_bar() as progress:
        result = trend(opened, progress)
    told = placed(result, opened.place.out)
    tell(as_json, told, lambda: show_trend(result, opened.place.out))


def _of_files(
    files: tuple[Path, ...],
    dates: str,
    change: dict[str, Any],
    out: Path | None,
    scheduler: str | None,
    as_json: bool,
    asked: dict[str, Any],
) -> None:
    from missionplanner.operations.stack_trend import results_of, trend_of_files

    for key, value in asked.items():
        if value is not None:
            raise InputError("cli.stack_option", f"--{key.replace('_', '-')}")
    if change["seasonal"]:
        raise InputError("cli.stack_option", "--seasonal")
    with progress_bar() as progress:
        result = trend_of_files(files, dates, change, out, scheduler, progress)
    folder = results_of(files[0], out).out
    tell(as_json, placed(result, folder), lambda: show_stack(result, folder))
