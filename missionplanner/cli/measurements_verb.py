"""The verb `measurements`."""

from pathlib import Path
from typing import Literal

import click
from rich.table import Table

from missionplanner.cli.study_options import PATH, placed
from missionplanner.cli.telling import echo, json_option, people, progress_bar, tell
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.model.measurements import MeasuredQuantity, MeasurementsResult
from missionplanner.operations.measurements import limit_of, measurements
from missionplanner.operations.studies import open_study


@click.command("measurements")
@click.argument("study", type=PATH)
@click.argument("table", type=PATH)
@click.option("--out", type=PATH, help="Folder of results; default: beside the study.")
@click.option(
    "--limit",
    "limits",
    multiple=True,
    help="QUANTITY=LOW..HIGH, as pH=6..9 or PM10=..150: values beyond are warned of. Repeat it.",
)
@click.option("--power", type=float, default=2.0, help="Of the distance between places.")
@click.option(
    "--by",
    type=click.Choice(["auto", "distance", "kriging"]),
    default="auto",
    help="How maps are made between places; auto: of each date the way that meets places left out "
    "better.",
)
@click.option("--check", is_flag=True, help="Hold them against index and indicators of their year.")
@json_option
def command(
    study: Path,
    table: Path,
    out: Path | None,
    limits: tuple[str, ...],
    power: float,
    by: Literal["auto", "distance", "kriging"],
    check: bool,
    as_json: bool,
) -> None:
    """Map point measurements (TABLE: place, lon, lat, date, value, unit, quantity) of STUDY."""
    asked = dict(limit_of(text) for text in limits)
    opened = open_study(study, out)
    with progress_bar() as progress:
        result = measurements(opened, table, asked, power, check, progress, by)
    tell(as_json, placed(result, opened.place.out), lambda: _show(result, opened.place.out))


def _show(result: MeasurementsResult, out: Path) -> None:
    for one in result.quantities:
        people().print(_places(one))
        for held in one.against:
            if held.rho is not None:
                echo(
                    message(
                        "cli.measured.against",
                        name=one.name,
                        layer=held.layer,
                        n=held.n,
                        rho=held.rho,
                        p=held.p,
                    )
                )
    for line in result.told:
        echo(line)
    for line in result.warnings:
        echo(message("cli.warning", told=line))
    echo(message("cli.files", out=out))


def _places(one: MeasuredQuantity) -> Table:
    table = Table(title=f"{one.name}, {one.unit}" if one.unit else one.name, title_justify="left")
    heads = ("place", "dates", "latest", "slope", "p")
    for number, head in enumerate(heads):
        told = sentence(Message(f"cli.measured.{head}"))
        table.add_column(told, justify="left" if number == 0 else "right")
    for at in one.places:
        slope = "" if at.slope_per_year is None else f"{at.slope_per_year:+.4g}"
        p = "" if at.p is None else f"{at.p:.3f}"
        table.add_row(at.place, str(at.n), f"{at.latest:.6g}", slope, p)
    return table
