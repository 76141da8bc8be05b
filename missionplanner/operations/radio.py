"""What every face says and asks of the radio: its libraries, a modem's settings, what happens."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from missionplanner.errors import InputError
from missionplanner.link.lora import Modulation
from missionplanner.link.regions import REGIONS, region
from missionplanner.messages.message import Message, message
from missionplanner.storage.saved import as_model

if TYPE_CHECKING:
    from types import ModuleType

_CORRECT = message("link.correct_it")
BANDS = tuple(REGIONS)
"""Keys of the rules that a band may be under."""
# The libraries of the extra `radio`; without them everything else works.
_LIBRARIES = frozenset({"cryptography", "zfec", "serial"})


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


def strangers(counts: dict[str, int]) -> int:
    """Return how many of the packets dropped nobody who has the key has sent.

    The others were heard twice: relays hand packets on, and senders repeat what was not answered.
    """
    return counts.get("forged", 0) + counts.get("malformed", 0)


def _dropped(counts: dict[str, int]) -> Message:
    strange = strangers(counts)
    if strange:
        return message("link.said_refused", n=strange)
    return message("link.said_twice", n=sum(counts.values()))


def said_of(name: str, told: dict[str, Any]) -> Message | None:
    """Return what an event of sending or receiving says to people; None: nothing."""
    said = _SAID.get(name)
    return said(told) if said else None


def _telemetry(told: dict[str, Any]) -> Message:
    """Return what a sender reports; a stranger's words: whatever is no number counts as nil."""
    if "absent" in told:
        return message("link.said_absent", name=str(told["absent"]))

    def figure(name: str) -> float:
        value = told.get(name)
        return float(value) if isinstance(value, int | float) and abs(value) < 1e12 else 0.0

    return message(
        "link.said_report",
        loss=100.0 * figure("loss"),
        rate=figure("bytes_per_s"),
        waiting=int(figure("waiting")),
        photos=int(figure("photos")),
    )


_SAID: dict[str, Callable[[dict[str, Any]], Message]] = {
    "listening": lambda t: message("link.said_listening", bearer=t["bearer"]),
    "received": lambda t: message("link.said_received", name=t["name"], size=t["bytes"]),
    "delivered": lambda t: message("link.said_delivered", name=t["what"]),
    "asleep": lambda t: message("link.said_asleep", device=t["device"], seconds=t["seconds"]),
    "awake": lambda t: message("link.said_awake", device=t["device"]),
    "rests": lambda _: message("link.said_rests"),
    "works": lambda _: message("link.said_works"),
    "unanswered": lambda t: message("link.said_unanswered", n=t["times"]),
    "command": lambda t: message("link.said_command", name=t["what"]),
    "command_queued": lambda t: (
        message("link.said_asked_one", name=t["what"], to=t["to"])
        if t.get("to")
        else message("link.said_asked", name=t["what"])
    ),
    "command_arrived": lambda t: (
        message("link.said_heard_one", name=t["what"], to=t["to"])
        if t.get("to")
        else message("link.said_heard", name=t["what"])
    ),
    "telemetry": _telemetry,
    "refused": lambda t: _dropped(t["counts"]),
}
