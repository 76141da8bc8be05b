"""The trend of a stack of rasters for people."""

from pathlib import Path

import click
from rich.table import Table

from missionplanner.cli.ecology_figures import by_numbers
from missionplanner.cli.telling import echo, people, words_of
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.ecology import Significance
from missionplanner.model.stack import StackTrendResult

_HA = 1e4
_COLUMNS = (Significance.DEGRADING, Significance.NONE, Significance.IMPROVING)


def show_stack(result: StackTrendResult, out: Path) -> None:
    """Print what is beyond chance, the cross table of slope and test, and abrupt change."""
    whole, rate = result.valid_m2 or 1.0, 100 * result.significance
    echo(
        message(
            "cli.stack_beyond",
            rate=rate,
            up=result.up_m2 / _HA,
            up_share=100 * result.up_m2 / whole,
            down=result.down_m2 / _HA,
            down_share=100 * result.down_m2 / whole,
        )
    )
    ways, tests = by_numbers(result.stable_per_year, result.significance)
    table = Table(title=sentence(message("cli.trend", n=len(result.dates))), title_justify="left")
    table.add_column(sentence(message("cli.sen")))
    for test in (*(tests[column] for column in _COLUMNS), message("cli.all")):
        table.add_column(sentence(test), justify="right")
    for way, words in ways.items():
        row = result.cross_m2[way]
        areas = (*(row[column] for column in _COLUMNS), result.classes_m2[way])
        table.add_row(sentence(words), *(f"{area / _HA:,.1f}" for area in areas))
    people().print(table)
    echo(message("cli.mean_slope", slope=result.mean_slope_per_year))
    for part in result.abrupt:
        if part.loss_m2 + part.gain_m2:
            echo(
                message(
                    "cli.stack_abrupt",
                    first=part.first,
                    last=part.last,
                    step=result.abrupt_step,
                    loss=part.loss_m2 / _HA,
                    gain=part.gain_m2 / _HA,
                )
            )
    for line in result.warnings:
        echo(message("cli.warning", told=words_of(line)))
    click.echo(sentence(message("cli.files", out=out)))
