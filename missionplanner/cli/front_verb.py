"""The verb `front`."""

from pathlib import Path

import click
from pydantic import ValidationError
from rich.table import Table

from missionplanner.cli.telling import json_option, people, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.plan import CostWeights
from missionplanner.operations.alternatives import EVALUATIONS, WEIGHTS, WeightingEffect, front


@click.command("front")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--weights", multiple=True, help="LENGTH,ALTITUDE,THREAT,ENERGY; may be repeated.")
@click.option(
    "--evaluations", type=click.IntRange(1, 10**6), default=EVALUATIONS, show_default=True,
    help="Plans tried for each sensor and weighting.",
)  # fmt: skip
@json_option
def command(project: Path, weights: tuple[str, ...], evaluations: int, as_json: bool) -> None:
    """Tell what several weightings would give for PROJECT: energy, time, threat, batteries.

    Nothing is saved: choose one, and plan with its weights.
    """
    asked = tuple(_weights(text) for text in weights) or WEIGHTS
    with progress_bar() as progress:
        found = front(project, progress, asked, evaluations)
    rows = [
        {
            "weights": one.weights.model_dump(),
            "battery_sets": one.battery_sets,
            "energy_wh": one.energy_wh,
            "duration_s": one.duration_s,
            "length_m": one.length_m,
            "threat_m": one.threat_m,
            "on_front": one.on_front,
        }
        for one in found
    ]
    tell(as_json, {"front": rows}, lambda: _show(found))


def _weights(text: str) -> CostWeights:
    try:
        length, altitude, threat, energy = (float(part) for part in text.split(","))
        return CostWeights(length=length, altitude=altitude, threat=threat, energy=energy)
    except (ValueError, ValidationError) as err:
        raise InputError("cli.no_four_weights", "--weights", text=text) from err


def _show(found: tuple[WeightingEffect, ...]) -> None:
    table = Table()
    for name in (
        message("cli.front.weights"),
        message("cli.lever.sets"),
        message("cli.lever.energy"),
        message("cli.lever.minutes"),
        message("cli.front.threat"),
        message("cli.front.worth"),
    ):
        table.add_column(sentence(name))
    for one in found:
        w = one.weights
        table.add_row(
            f"{w.length:g}, {w.altitude:g}, {w.threat:g}, {w.energy:g}", str(one.battery_sets),
            f"{one.energy_wh:,.0f}", f"{one.duration_s / 60:.0f}", f"{one.threat_m / 1000:.1f}",
            "*" if one.on_front else "",
        )  # fmt: skip
    people().print(table)
