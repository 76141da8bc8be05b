"""What the verbs on a study have in common."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from missionplanner.cli.telling import json_option
from missionplanner.model.places import Frozen

PATH = click.Path(path_type=Path)
Command = Callable[..., Any]


def study_options(command: Command) -> Command:
    """Add STUDY, --out, --scheduler and --json to a verb."""
    for add in (
        json_option,
        click.option("--scheduler", help="Address of a dask scheduler: tcp://HOST:PORT."),
        click.option("--out", type=PATH, help="Folder of results; default: beside the study."),
        click.argument("study", type=PATH),
    ):
        command = add(command)
    return command


def index_options(command: Command) -> Command:
    """Add the options of the index; what is not given stays as the study says."""
    for add in (
        click.option(
            "--normalise",
            type=click.Choice(["pooled", "epoch"]),
            help="One scale for all epochs, or each its own.",
        ),
        click.option(
            "--limits",
            type=click.Choice(["percentile", "min-max"]),
            help="What becomes 0 and 1: robust limits, or least and greatest value.",
        ),
        click.option(
            "--orientation",
            type=click.Choice(["expected", "ndvi", "agree"]),
            help="Which way components point: by the fixed rule, by NDVI, or refused where the "
            "two differ.",
        ),
        click.option(
            "--paper-literal/--corrected",
            default=None,
            help="The first paper's formulas as printed, or corrected.",
        ),
        click.option(
            "--accept-missing/--all-indicators",
            default=None,
            help="Go on without indicators that a sensor cannot give.",
        ),
    ):
        command = add(command)
    return command


def placed(result: Frozen, out: Path) -> dict[str, Any]:
    """Return a result as JSON says it, its files as paths that can be opened from here."""
    told = result.model_dump(mode="json")
    told["files"] = {name: str(out / path) for name, path in told["files"].items()}
    return told
