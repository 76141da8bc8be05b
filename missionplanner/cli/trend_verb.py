"""The verb `trend`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.ecology_figures import show_trend
from missionplanner.cli.study_options import index_options, placed, study_options
from missionplanner.cli.telling import progress_bar, tell
from missionplanner.operations.studies import open_study, with_options


@click.command("trend")
@study_options
@index_options
@click.option("--stable", "stable_per_year", type=float, help="Slopes up to this are stable, 1/yr.")
@click.option("--significance", type=float, help="Level of the Mann-Kendall test.")
@click.option("--seasonal/--plain", default=None, help="Compare only epochs of the same month.")
@click.option(
    "--serial",
    type=click.Choice(["none", "hamed-rao", "yue-wang", "pre-whitening", "trend-free"]),
    help="How the test allows for dates that are like the one before; of short series only "
    "pre-whitening keeps its level.",
)
def command(
    study: Path,
    out: Path | None,
    scheduler: str | None,
    as_json: bool,
    stable_per_year: float | None,
    significance: float | None,
    seasonal: bool | None,
    serial: str | None,
    **asked: Any,
) -> None:
    """Write Sen's slope, the Mann-Kendall test and the variation of IRSEI over the epochs."""
    from missionplanner.operations.ecology import trend

    change = {
        "stable_per_year": stable_per_year,
        "significance": significance,
        "seasonal": seasonal,
        "serial": serial,
    }
    opened = with_options(open_study(study, out, scheduler), "index", asked)
    opened = with_options(opened, "trend", change)
    with progress_bar() as progress:
        result = trend(opened, progress)
    told = placed(result, opened.place.out)
    tell(as_json, told, lambda: show_trend(result, opened.place.out))
