"""The verb `security`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.security_figures import show_security
from missionplanner.cli.study_options import PATH, placed, study_options
from missionplanner.cli.telling import progress_bar, tell, words_of
from missionplanner.operations.district_figures import put_figures
from missionplanner.operations.security import Unit, security, weights_of_units, with_security
from missionplanner.operations.studies import open_study


@click.command("security")
@study_options
@click.option("--system", help="Key of an index system, or a TOML file of your own.")
@click.option(
    "--weights",
    "weights_file",
    type=PATH,
    help="CSV of constant weights, indicator and weight; they sum to 1.",
)
@click.option(
    "--figures",
    "table",
    type=PATH,
    help="Also figures of districts out of this table, for this run; `figures` keeps them.",
)
@click.option("--districts", type=PATH, help="Polygons of those districts, for this run.")
@click.option("--adjustment", type=float, help="C of the variable weights; the paper uses 0.6.")
@click.option("--alpha", type=float, help="Strength of the variation; the paper uses 1.5.")
@click.option("--grades", type=click.Choice(["fixed", "natural"]), help="How levels are cut.")
@click.option(
    "--accept-inconsistent/--consistent",
    default=None,
    help="Go on with judgements whose CR is 0.1 or more.",
)
@click.option(
    "--sensitivity/--no-sensitivity", default=None, help="Try 200 pairs of C and alpha too."
)
@click.option(
    "--leave-out",
    help="Indicators to do without, such as P2,I2; 'lacking': all that the study has nothing for. "
    "The rest of a layer keeps the layer's weight.",
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    help="Also the weights of this site, or of the cell at LON,LAT, as the paper's Table VI; "
    "repeat it.",
)
@click.option("--year", help="Of the weights of units: a year of the study; default: the last.")
def command(
    study: Path,
    out: Path | None,
    scheduler: str | None,
    as_json: bool,
    units: tuple[str, ...],
    year: str | None,
    leave_out: str | None,
    table: Path | None,
    districts: Path | None,
    **asked: Any,
) -> None:
    """Write ecological security of each epoch by constant and by variable weights."""
    places = [_unit(text) for text in units]
    gone = [key.strip() for key in (leave_out or "").split(",") if key.strip()]
    opened = open_study(study, out, scheduler)
    if table or districts:
        opened, told_of_figures = put_figures(opened, table, districts)
        for line in told_of_figures:
            click.echo(words_of(line), err=True)
    opened = with_security(opened, leave_out=gone, **asked)
    with progress_bar() as progress:
        result = security(opened, progress)
    told = placed(result, opened.place.out)
    weights = weights_of_units(opened, result, places, year) if places else ()
    told["unit_weights"] = [one.model_dump(mode="json") for one in weights]
    tell(as_json, told, lambda: show_security(result, opened.place.out, weights))


def _unit(text: str) -> Unit:
    """Return a place of two numbers, else the name of a site."""
    parts = text.split(",")
    try:
        lon, lat = (float(part) for part in parts)
    except ValueError:
        return text
    return lon, lat
