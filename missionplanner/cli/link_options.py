"""Options and telling of the verbs that use a radio."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from missionplanner.errors import InputError, one_line
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.operations.radio import said_of

F = TypeVar("F", bound=Callable[..., Any])
Tell = Callable[[str, dict[str, Any]], None]


def radio_options(command: F) -> F:
    """Add the settings of a LoRa modem and the region's rule to a command."""
    for option in (
        click.option("--coding", type=click.IntRange(1, 4), help="Coding rate 4/(4 + N)."),
        click.option("--bandwidth", type=float, metavar="KHZ", help="LoRa bandwidth, kHz."),
        click.option("--spreading", type=click.IntRange(7, 12), help="LoRa spreading factor."),
        click.option("--region", metavar="NAME", help="Rule of the band: eu868, eu869, cn470, …"),
    ):
        command = option(command)
    return command


def key_or_refused(key: Path | None) -> Path:
    """Return the key file; raises InputError where none was given."""
    if key is None:
        raise InputError("link.which_key")
    return key


def teller(as_json: bool) -> Tell:
    """Return what tells events: a JSON object a line, or a line for people."""

    def for_programs(name: str, told: dict[str, Any]) -> None:
        plain = {k: sentence(v) if isinstance(v, Message) else v for k, v in told.items()}
        click.echo(json.dumps({"event": name, **plain}, default=str))

    def for_people(name: str, told: dict[str, Any]) -> None:
        said = said_of(name, told)
        if said is not None:
            click.echo(one_line(sentence(said)))  # a sender names files as it likes

    return for_programs if as_json else for_people
