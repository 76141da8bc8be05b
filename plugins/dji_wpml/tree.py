"""A WPML file as plain nodes: local names, since the namespace changes with every version."""

import gc
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

_WHOLE = re.compile(r"[+-]?[0-9]+")


class Node:
    """An element: its name without namespace, the namespace, its own text, what stands in it."""

    __slots__ = ("_first", "_place", "_value", "kids", "name", "names", "space", "text")

    def __init__(self, name: str, space: str, text: str, kids: "list[Node]") -> None:
        self.name, self.space, self.text, self.kids = name, space, text, kids
        self.names = tuple([kid.name for kid in kids]) if kids else ()
        self._first: dict[str, Node] | None = None
        self._value: float | None = None
        self._place: tuple[float, float] | None = None

    @property
    def first(self) -> "dict[str, Node]":
        """The first element of each name in it."""
        if self._first is None:
            self._first = dict(zip(reversed(self.names), reversed(self.kids), strict=True))
        return self._first

    @property
    def value(self) -> float:
        """Its text as a finite number, else NaN."""
        if self._value is None:
            self._value = as_float(self.text.strip())
        return self._value

    @property
    def place(self) -> tuple[float, float]:
        """Its text as longitude and latitude; NaN where they are not two numbers."""
        if self._place is None:
            self._place = as_place(self.text)
        return self._place

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
        found = self.at(*path)
        return math.nan if found is None else found.value

    def own(self, name: str) -> float:
        """Return the number of an element in it, as `number`, sooner."""
        found = self.first.get(name)
        return math.nan if found is None else found.value

    def below(self) -> "Iterator[Node]":
        """Yield every element in it, at any depth."""
        for kid in self.kids:
            yield kid
            yield from kid.below()


@dataclass(frozen=True)
class OpenedSheet:
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


def grown(root: etree._Element, grower: "Grower | None" = None) -> Node:
    """Return an element of lxml, and all in it, as nodes; comments are left out.

    Elements that hold the same are one node: most waypoints turn, look and shoot alike. Two files
    that one grower has made share theirs: both halves of a mission name the same places.
    """
    return (grower or Grower()).node(root)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from searching nodes for loops: they have none, and it takes half the time.

    What holds nodes must have ended within, or all of them are searched when it is over.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Grower:
    """Makes nodes, each but once; the keys hold the nodes, so that no number is used again."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, str]] = {}
        self._leaves: dict[tuple[str, str | None], Node] = {}
        self._places: dict[tuple[str, str | None, tuple[int, ...]], Node] = {}

    def node(self, element: etree._Element) -> Node:
        """Return the node of an element that holds others; the loop is the checker's hottest."""
        kids, leaves = [], self._leaves
        for kid in element:
            if len(kid):
                kids.append(self.node(kid))
                continue
            tag, text = kid.tag, kid.text
            leaf = leaves.get((tag, text))
            if leaf is None:
                if tag.__class__ is not str:
                    continue  # a comment
                leaf = leaves[tag, text] = Node(*self._named(tag), text or "", [])
            kids.append(leaf)
        inside = (element.tag, element.text, tuple(map(id, kids)))
        place = self._places.get(inside)
        if place is None:
            named = self._named(element.tag)
            place = self._places[inside] = Node(*named, element.text or "", kids)
        return place

    def _named(self, tag: str) -> tuple[str, str]:
        if tag not in self._names:
            space, _, name = tag.rpartition("}")
            self._names[tag] = (name, space[1:])
        return self._names[tag]


def as_float(word: str) -> float:
    """Return a finite number as DJI writes it, or NaN."""
    try:
        number = float(word)
    except ValueError:
        return math.nan
    # Python's own liberties: 1_000, and the digits of other scripts.
    sound = math.isfinite(number) and "_" not in word and word.isascii()
    return number if sound else math.nan


def as_int(word: str) -> int | None:
    """Return a whole number as DJI writes it, or None."""
    return int(word) if len(word) < 20 and _WHOLE.fullmatch(word) else None


def as_place(word: str) -> tuple[float, float]:
    """Return longitude and latitude of a Point; NaN where they are not two numbers."""
    parts = word.strip().split(",")
    if len(parts) not in {2, 3}:
        return math.nan, math.nan
    return as_float(parts[0].strip()), as_float(parts[1].strip())


def brief(number: float, digits: int = 1) -> str:
    """Return a number with so many digits, but one beyond all measure in few."""
    return f"{number:.{digits}f}" if abs(number) < 1e7 else f"{number:.3g}"


def short(word: str) -> str:
    """Return a value as it may be printed: numbers to nine digits, long words cut."""
    number = as_float(word)
    if not math.isnan(number):
        return f"{number:.9g}" if len(word) > 12 else word
    return word if len(word) <= 40 else f"{word[:37]}..."
