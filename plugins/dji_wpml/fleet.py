"""The facts of `aircraft.toml`: what an aircraft can fly, and what its payloads can do."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .tree import OpenedSheet, as_int


@dataclass(frozen=True)
class FlightLimits:
    """What the aircraft named in a file can fly.

    Attributes
    ----------
    least_m, most_m : float
        Between neighbouring waypoints.
    strict : bool
        It rejects a broken rule.
    payloads : frozenset of int
        Values of payloadEnumValue that are known to be its own.
    unproven : frozenset of int
        Those that no file is known with.
    others : bool
        Payloads that nothing is known of may hang there too.
    cameras : tuple of int
        The one that is part of it, by droneSubEnumValue; empty where none is.
    """

    name: str
    least_m: float
    most_m: float
    speed_mps: float
    strict: bool
    payloads: frozenset[int]
    unproven: frozenset[int]
    others: bool
    cameras: tuple[int, ...]


@dataclass(frozen=True)
class Payload:
    """What is known of a payload.

    Attributes
    ----------
    lenses : frozenset of str
        Words of imageFormat; empty where it has one lens or nothing is known.
    lens_numbers : frozenset of int
        Known values of payloadSubEnumValue; empty where nothing is known.
    shortest_s : float
        Shortest time between two photos, 0 where nothing is known.
    sure : bool
        A document says so.
    kind : str
        camera, lidar or psdk.
    """

    name: str
    lenses: frozenset[str]
    lens_numbers: frozenset[int]
    shortest_s: float
    sure: bool
    kind: str


@cache
def limits_of(drone: int) -> FlightLimits:
    """Return the limits of a droneEnumValue; of the unknown aircraft where it is not listed."""
    table = _facts()["aircraft"]
    row = table.get(str(drone), table["0"])
    return FlightLimits(
        name=row["name"],
        least_m=row["least_m"],
        most_m=row["most_m"],
        speed_mps=row["speed_mps"],
        strict=row["strict"],
        payloads=frozenset(row["payloads"]),
        unproven=frozenset(row.get("unproven", ())),
        others=row.get("others", False),
        cameras=tuple(row.get("cameras", ())),
    )


@cache
def payload_of(number: int) -> Payload | None:
    """Return what is known of a payloadEnumValue."""
    row = _facts()["payload"].get(str(number))
    if row is None:
        return None
    return Payload(
        name=row["name"],
        lenses=frozenset(row.get("lenses", ())),
        lens_numbers=frozenset(row.get("lens_numbers", ())),
        shortest_s=row.get("shortest", 0.0),
        sure=row.get("sure", False),
        kind=row.get("kind", "camera"),
    )


@cache
def known_versions() -> frozenset[str]:
    """Return the versions of the format that have been seen."""
    return frozenset(_facts()["versions"])


def is_written(drone: int) -> bool:
    """Return whether missions are written for a droneEnumValue."""
    return drone in _facts()["written"]


def flown_by_fly(number: int) -> bool:
    """Return whether DJI Fly writes this droneEnumValue, for consumer aircraft."""
    return number in _facts()["fly"]


def drone_of(sheet: OpenedSheet) -> int:
    """Return the droneEnumValue of a file, 0 where it has none."""
    return as_int(sheet.config.word("droneInfo", "droneEnumValue")) or 0


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "aircraft.toml").read_text("utf-8"))
