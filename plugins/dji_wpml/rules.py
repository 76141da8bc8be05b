"""The facts of `rules.toml`, as values."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Rule:
    """What one element must hold; see the head of rules.toml."""

    parent: str
    name: str
    file: str
    need: str
    only: str
    kind: str
    words: frozenset[str]
    lowest: float
    highest: float
    above: float
    code: str
    missing: str
    grade: str


@dataclass(frozen=True)
class Limits:
    """What the aircraft named in a file can fly; `strict` where it rejects a broken rule."""

    name: str
    least_m: float
    most_m: float
    speed_mps: float
    strict: bool
    payloads: frozenset[int]
    unproven: frozenset[int]


@dataclass(frozen=True)
class Actions:
    """Action names by how well they are known."""

    m300: frozenset[str]
    others: frozenset[str]
    undocumented: frozenset[str]


def rules_for(parent: str) -> tuple[Rule, ...]:
    """Return the rules for what stands in an element."""
    return _by_parent().get(parent, ())


@cache
def limits_of(drone: int) -> Limits:
    """Return the limits of a droneEnumValue; of the unknown aircraft where it is not listed."""
    table = _facts()["aircraft"]
    row = table.get(str(drone), table["0"])
    return Limits(
        name=row["name"],
        least_m=row["least_m"],
        most_m=row["most_m"],
        speed_mps=row["speed_mps"],
        strict=row["strict"],
        payloads=frozenset(row["payloads"]),
        unproven=frozenset(row.get("unproven", ())),
    )


@cache
def known_actions() -> Actions:
    """Return the actions."""
    row = _facts()["actions"]
    return Actions(frozenset(row["m300"]), frozenset(row["others"]), frozenset(row["undocumented"]))


@cache
def known_versions() -> frozenset[str]:
    """Return the versions of the format that have been seen."""
    return frozenset(_facts()["versions"]["known"])


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "rules.toml").read_text("utf-8"))


@cache
def _by_parent() -> dict[str, tuple[Rule, ...]]:
    sorted_: dict[str, tuple[Rule, ...]] = {}
    for row in _facts()["elements"]:
        rule = _rule(row)
        sorted_[rule.parent] = (*sorted_.get(rule.parent, ()), rule)
    return sorted_


def _rule(row: dict[str, Any]) -> Rule:
    lowest, highest = row.get("range", (float("-inf"), float("inf")))
    code = row.get("code", "")
    return Rule(
        parent=row["in"],
        name=row["name"],
        file=row.get("file", ""),
        need=row.get("need", ""),
        only=row.get("only", ""),
        kind=row.get("kind", ""),
        words=frozenset(row.get("words", ())),
        lowest=lowest,
        highest=highest,
        above=row.get("above", float("-inf")),
        code=code or "OSP-202",
        missing=row.get("missing", code) or "OSP-201",
        grade=row.get("grade", "error"),
    )
