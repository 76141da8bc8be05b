"""The facts of `elements.toml` and `actions.toml`: what may stand where, and what it must hold."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .tree import Node


@dataclass(frozen=True, eq=False)
class Rule:
    """What one element must hold; see the head of elements.toml. `kind` is empty for a place."""

    name: str
    need: str
    usual: bool
    kind: str
    words: frozenset[str]
    lowest: float
    highest: float
    above: float
    many: bool
    code: str
    missing: str
    serious: bool


@dataclass(frozen=True)
class KnownActions:
    """Action names by how well they are known."""

    m300: frozenset[str]
    others: frozenset[str]
    undocumented: frozenset[str]
    open: frozenset[str]
    shooting: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every name."""
        return self.m300 | self.others | self.undocumented


Table = Mapping[str, Rule]


@cache
def place(half: str, name: str, kind: str = "") -> Table:
    """Return the rules for what stands in an element, by name.

    Parameters
    ----------
    half : str
        template or waylines.
    name, kind : str
        The element, and the type its rules may be bound to.
    """
    rows: dict[str, Any] = {}
    for key in (name, f"{half}/{name}", f"{name}:{kind}", f"{half}/{name}:{kind}"):
        rows |= _facts("elements.toml").get(key, {})
    if not rows:
        rows = _facts("actions.toml").get(name, {})
    return {name: _rule(name, row) for name, row in rows.items()}


@cache
def parameters(function: str) -> Table | None:
    """Return the rules for an action's parameters; None where nobody has written them down."""
    if function in known_actions().open or function not in known_actions().all:
        return None
    rows = _facts("actions.toml")[function]
    return {name: _rule(name, row) for name, row in rows.items()}


@cache
def known_actions() -> KnownActions:
    """Return the actions."""
    row = _facts("actions.toml")["known"]
    return KnownActions(**{name: frozenset(words) for name, words in row.items()})


@cache
def known_names() -> frozenset[str]:
    """Return every element that stands anywhere."""
    tables = [*_facts("elements.toml").values()]
    tables += [t for key, t in _facts("actions.toml").items() if key != "known"]
    return frozenset(name for table in tables for name in table)


def holds(condition: str, node: Node) -> bool:
    """Return whether a sibling is as NAME=VALUE or NAME!=VALUE says."""
    name, _, wanted = condition.partition("=")
    negated = name.endswith("!")
    return (node.word(name.rstrip("!")) == wanted) != negated


@cache
def _facts(file: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / file).read_text("utf-8"))


def _rule(name: str, row: dict[str, Any]) -> Rule:
    lowest, highest = row.get("range", (float("-inf"), float("inf")))
    code = row.get("code", "")
    return Rule(
        name=name,
        need=row.get("need", ""),
        usual=row.get("usual", False),
        kind=row.get("kind", ""),
        words=frozenset(row.get("words", ())),
        lowest=lowest,
        highest=highest,
        above=row.get("above", float("-inf")),
        many=row.get("many", False),
        code=code or "OSP-202",
        missing=row.get("missing", code) or "OSP-201",
        serious=row.get("grade", "error") == "error",
    )
