"""Walking a WPML tree by local names: the namespace changes with every version."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

Element = etree._Element


@dataclass(frozen=True)
class Sheet:
    """One of the two files, opened: `kind` is template or waylines, `name` its place."""

    kind: str
    name: str
    root: Element


def local(element: Element) -> str:
    """Return an element's name without namespace; for a comment something that is no name."""
    return str(element.tag).rpartition("}")[2]


def space(element: Element) -> str:
    """Return an element's namespace."""
    return str(element.tag)[1:].partition("}")[0]


def child(parent: Element, name: str) -> Element | None:
    """Return the first child of that name."""
    return next((c for c in parent if local(c) == name), None)


def children(parent: Element, name: str) -> list[Element]:
    """Return the children of that name."""
    return [c for c in parent if local(c) == name]


def below(parent: Element, name: str) -> Iterator[Element]:
    """Yield every descendant of that name."""
    return (e for e in parent.iter() if local(e) == name)


def text(parent: Element, *path: str) -> str:
    """Return the text at the end of a path of names; empty where any step is missing."""
    found: Element | None = parent
    for name in path:
        found = child(found, name) if found is not None else None
    return (found.text or "").strip() if found is not None else ""


def head(folder: Element, name: str) -> str:
    """Return the text of a Folder's element before its waypoints, of which there may be many."""
    for element in folder:
        if local(element) == name:
            return (element.text or "").strip()
        if local(element) == "Placemark":
            break
    return ""


def value(parent: Element, *path: str) -> float:
    """Return the number at the end of a path; NaN where it is missing or not a number."""
    return as_float(text(parent, *path))


def as_float(word: str) -> float:
    """Return a finite number, or NaN."""
    try:
        number = float(word)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def as_int(word: str) -> int | None:
    """Return a whole number as DJI writes it, or None."""
    try:
        return int(word)
    except ValueError:
        return None


def kinds(element: Element) -> tuple[str, ...]:
    """Return an element's name, and its name with the type that rules may be bound to."""
    name = local(element)
    if name == "Folder":
        return (name, f"{name}:{head(element, 'templateType')}")
    if name == "actionActuatorFuncParam":
        parent = element.getparent()
        function = text(parent, "actionActuatorFunc") if parent is not None else ""
        return (name, f"{name}:{function}")
    if name == "Placemark":
        parent = element.getparent()
        if child(element, "Point") is not None:
            return (name, f"{name}:waypoint")
        return (name, f"{name}:{head(parent, 'templateType') if parent is not None else ''}")
    return (name,)


def place(element: Element, sheet: Sheet) -> str:
    """Return words for where an element stands, as `template.kml, waypoint 3, action group 1`."""
    words: list[str] = []
    at: Element | None = element
    while at is not None:
        name = local(at)
        if name == "Placemark":
            index = text(at, "index")
            words.append(f"waypoint {index}" if index else "placemark")
        elif name == "actionGroup":
            words.append(f"action group {text(at, 'actionGroupId') or '?'}")
        elif name == "Folder" and head(at, "waylineId") not in {"", "0"}:
            words.append(f"wayline {head(at, 'waylineId')}")
        at = at.getparent()
    return ", ".join([sheet.name, *reversed(words)])
