"""The verb `security`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.security_figures import show_security
from missionplanner.cli.study_options import PATH, placed, study_options
from missionplanner.cli.telling import progress_bar, tell
from missionplanner.operations.security import security, with_security
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
def command(
    study: Path, out: Path | None, scheduler: str | None, as_json: bool, **asked: Any
) -> None:
    """Write ecological security of each epoch by constant and by variable weights."""
    opened = with_security(open_study(study, out, scheduler), **asked)
    with progress_bar() as progress:
        result = security(opened, progress)
    told = placed(result, opened.place.out)
    tell(as_json, told, lambda: show_security(result, opened.place.out))
