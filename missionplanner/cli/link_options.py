"""Options and telling of the verbs that use a radio."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from missionplanner.cli.telling import echo
from missionplanner.errors import InputError
from missionplanner.link.lora import Modulation
from missionplanner.link.regions import region
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.storage.saved import as_model

if TYPE_CHECKING:
    from types import ModuleType

F = TypeVar("F", bound=Callable[..., Any])
Tell = Callable[[str, dict[str, Any]], None]
# The libraries of the extra `radio`; without them everything else works.
_CORRECT = message("link.correct_it")
_LIBRARIES = frozenset({"cryptography", "zfec", "serial"})


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


def modulation_of(
    spreading: int | None, bandwidth: float | None, coding: int | None
) -> Modulation | None:
    """Return the modem's settings; None where none was given."""
    given = {"spreading": spreading, "bandwidth_khz": bandwidth, "coding": coding}
    fields = {key: value for key, value in given.items() if value is not None}
    return as_model(fields, Modulation, Path("--bandwidth"), _CORRECT) if fields else None


def duty_of(name: str | None) -> float:
    """Return the share of air that a region allows; without a region no limit is kept."""
    return region(name).duty_cycle if name else 1.0


def with_radio(module: str) -> "ModuleType":
    """Return a module that needs the radio's libraries.

    Raises
    ------
    InputError
        One is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        name = str(error.name).partition(".")[0]
        if name not in _LIBRARIES:
            raise
        raise InputError("link.no_library", name) from error


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
        said = _SAID.get(name)
        if said:
            echo(said(told))

    return for_programs if as_json else for_people


_SAID: dict[str, Callable[[dict[str, Any]], Message]] = {
    "listening": lambda t: message("link.said_listening", bearer=t["bearer"]),
    "received": lambda t: message("link.said_received", name=t["name"], size=t["bytes"]),
    "delivered": lambda t: message("link.said_delivered", name=t["what"]),
    "asleep": lambda t: message("link.said_asleep", device=t["device"], seconds=t["seconds"]),
    "unanswered": lambda t: message("link.said_unanswered", n=t["times"]),
    "command": lambda t: message("link.said_command", name=t["what"]),
}
