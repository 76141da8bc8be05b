"""A WPML file as plain nodes: local names, since the namespace changes with every version."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


class Node:
    """An element: its name without namespace, the namespace, its own text, what stands in it."""

    __slots__ = ("_first", "kids", "name", "space", "text")

    def __init__(self, name: str, space: str, text: str, kids: "list[Node]") -> None:
        self.name, self.space, self.text, self.kids = name, space, text, kids
        self._first: dict[str, Node] | None = None

    @property
    def first(self) -> "dict[str, Node]":
        """The first element of each name in it."""
        if self._first is None:
            self._first = {kid.name: kid for kid in reversed(self.kids)}
        return self._first

    def all(self, name: str) -> "list[Node]":
        """Return the elements of that name in it."""
        return [kid for kid in self.kids if kid.name == name]

    def at(self, *path: str) -> "Node | None":
        """Return the element at the end of a path of names, or None."""
        found: Node | None = self
        for name in path:
            found = found.first.get(name) if found is not None else None
        return found

    def word(self, *path: str) -> str:
        """Return the text at the end of a path without blanks around; empty where it is missing."""
        found = self.at(*path)
        return found.text.strip() if found is not None else ""

    def number(self, *path: str) -> float:
        """Return the number at the end of a path; NaN where it is missing or not a number."""
        return as_float(self.word(*path))

    def below(self) -> "Iterator[Node]":
        """Yield every element in it, at any depth."""
        for kid in self.kids:
            yield kid
            yield from kid.below()


@dataclass(frozen=True)
class Sheet:
    """One of the two files, opened: `kind` is template or waylines, `name` its place.

    `spaces` are the namespaces of the root by prefix.
    """

    kind: str
    name: str
    document: Node
    spaces: dict[str | None, str]

    @cached_property
    def folders(self) -> tuple[Node, ...]:
        """The Folders: templates, or routes."""
        return tuple(self.document.all("Folder"))

    @property
    def config(self) -> Node:
        """The missionConfig; an empty one where it is missing."""
        return self.document.first.get("missionConfig") or Node("missionConfig", "", "", [])


def grown(element: etree._Element, names: dict[str, tuple[str, str]] | None = None) -> Node:
    """Return an element of lxml, and all in it, as nodes; comments are left out."""
    seen = {} if names is None else names
    tag = str(element.tag)
    if tag not in seen:
        space, _, name = tag.rpartition("}")
        seen[tag] = (name, space[1:])
    name, space = seen[tag]
    kids = [grown(kid, seen) for kid in element.iterchildren("*")]
    return Node(name, space, element.text or "", kids)


def as_float(word: str) -> float:
    """Return a finite number as DJI writes it, or NaN."""
    number = float(word) if _NUMBER.fullmatch(word) else math.nan
    return number if math.isfinite(number) else math.nan


def as_int(word: str) -> int | None:
    """Return a whole number as DJI writes it, or None."""
    return int(word) if len(word) < 20 and _WHOLE.fullmatch(word) else None


def as_place(word: str) -> tuple[float, float]:
    """Return longitude and latitude of a Point; NaN where they are not two numbers."""
    parts = word.strip().split(",")
    if len(parts) not in {2, 3}:
        return math.nan, math.nan
    return as_float(parts[0].strip()), as_float(parts[1].strip())


def short(word: str) -> str:
    """Return a value as it may be printed: numbers to nine digits, long words cut."""
    number = as_float(word)
    if not math.isnan(number):
        return f"{number:.9g}" if len(word) > 12 else word
    return word if len(word) <= 40 else f"{word[:37]}..."
