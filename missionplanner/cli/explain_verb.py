"""The verb `explain`."""

from pathlib import Path

import click
from rich.table import Table

from missionplanner.cli.telling import json_option, people, progress_bar, tell
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.operations.alternatives import EVALUATIONS, Effect, explain


@click.command("explain")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--sensor", help="Key; default: the first planned.")
@click.option(
    "--evaluations", type=click.IntRange(1, 10**6), default=EVALUATIONS, show_default=True,
    help="Plans tried for each lever.",
)  # fmt: skip
@json_option
def command(project: Path, sensor: str | None, evaluations: int, as_json: bool) -> None:
    """Tell what each lever saved in PROJECT's plan against a plain sweep at the same GSD."""
    with progress_bar() as progress:
        found = explain(project, progress, sensor, evaluations)
    levers = [
        {
            "lever": one.lever,
            "words": one.told,
            "battery_sets": one.battery_sets,
            "energy_wh": one.energy_wh,
            "duration_s": one.duration_s,
            "length_m": one.length_m,
            "gsd_p95_cm": 100 * one.gsd_p95_m,
            "overlap_ok_share": one.overlap_ok_share,
            "J": one.j,
            "saved_wh": before.energy_wh - one.energy_wh,
            "saved_sets": before.battery_sets - one.battery_sets,
        }
        for before, one in zip((found[0], *found), found, strict=False)
    ]
    tell(as_json, {"levers": levers}, lambda: _show(found))


def _show(found: tuple[Effect, ...]) -> None:
    table = Table()
    for name in (
        message("cli.lever.plan"),
        message("cli.lever.sets"),
        message("cli.lever.energy"),
        message("cli.lever.minutes"),
        message("cli.lever.share"),
    ):
        table.add_column(sentence(name))
    for one in found:
        share = 100 * one.energy_wh / found[0].energy_wh
        table.add_row(
            sentence(one.told), str(one.battery_sets), f"{one.energy_wh:,.0f}",
            f"{one.duration_s / 60:.0f}", f"{share:.0f}",
        )  # fmt: skip
    people().print(table)
