"""What verbs that make or change a study tell of it, and how they take its scenes."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from missionplanner.cli.telling import echo, quoted, words_of
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.study import Level
from missionplanner.operations.studies import OpenStudy, lacking

LEVELS = {"toa": Level.TOA, "sr": Level.SURFACE}


def study_json(made: OpenStudy, lines: Sequence[Message]) -> dict[str, Any]:
    """Return what `--json` tells of a study."""
    return {
        "study": str(made.path),
        "epochs": [
            {
                "date": epoch.date.isoformat(),
                "sensor": epoch.sensor,
                "level": epoch.level.value,
                "bands": [band.value for band in epoch.bands],
                "notes": list(epoch.notes),
            }
            for epoch in made.study.epochs
        ],
        "told": lines,
    }


def show_made(made: OpenStudy, lines: Sequence[Message]) -> None:
    """Print the epochs of a study, how its files were understood, and what they cannot give."""
    for epoch in made.study.epochs:
        bands: list[Message | str] = [band.value for band in epoch.bands]
        bands += [message("cli.thermal")] if epoch.thermal else []
        echo(message("cli.epoch_bands", date=epoch.date, sensor=epoch.sensor, bands=bands))
    for line in lines:
        click.echo(f"  {words_of(line)}")
    lost = lacking(made)
    for indicator, why in lost.items():
        echo(message("cli.no_indicator", indicator=indicator, why=why))
    going_on = " --accept-missing" if lost else ""
    echo(message("cli.study_ready", study=made.path, next=f"{quoted(made.path)}{going_on}"))


def given_epoch(text: str) -> tuple[datetime.date | None, tuple[Path, ...]]:
    """Return date and files of DATE=FILE,FILE; a path alone brings its own date.

    Raises
    ------
    InputError
        What stands before the equals sign is no date.
    """
    day, equals, files = text.partition("=")
    if not equals or Path(text).exists():
        return None, tuple(Path(name) for name in text.split(","))
    try:
        return datetime.date.fromisoformat(day), tuple(Path(name) for name in files.split(","))
    except ValueError as err:
        raise InputError("cli.no_epoch_date", "--epoch", day=day) from err
