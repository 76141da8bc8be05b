"""JSON files of zones, told apart by what they hold and not by how they are named."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import MultiPoint, shape
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.shapes import check_degrees
from missionplanner.vector.attributes import NAME, text

Json = Mapping[str, Any]

_BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError, ShapelyError)

_UNREAD = (
    ("DJI's list of zones", "areas"),
    ("a QGroundControl plan", "mission"),
    ("a TopoJSON", "arcs"),
)


def loaded(content: str, path: Path) -> Any:
    """Return what a JSON text holds.

    Raises
    ------
    InputError
        Not JSON, or nested beyond reason.
    """
    try:
        return json.loads(content)
    except RecursionError as error:
        raise InputError("is nested too deeply", str(path), "save it again") from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"is not JSON (it breaks at line {error.lineno}, column {error.colno})",
            str(path),
            "check that the file is whole",
        ) from error
    except ValueError as error:
        raise InputError("holds a number too long to read", str(path), "save it again") from error


def objects(content: Any, *keys: str) -> tuple[Json, ...]:
    """Return the objects of a list, or of the first list that lies under one of the keys."""
    if isinstance(content, Mapping):
        lists = (content.get(key) for key in keys)
        content = next((item for item in lists if isinstance(item, list)), [])
    return tuple(o for o in content if isinstance(o, Mapping)) if isinstance(content, list) else ()


def refuse_unread(content: Any, path: Path) -> None:
    """Raise `InputError` for a format that is known by name and not read."""
    if not isinstance(content, Mapping):
        return
    inner = content.get("data")
    levels = (content, inner) if isinstance(inner, Mapping) else (content,)
    name = next((n for n, key in _UNREAD for level in levels if key in level), None)
    if name is None and any(_is_esri(item) for item in objects(content, "features")):
        name = "Esri JSON"
    if name is not None:
        raise InputError(
            f"is {name}, which is not read",
            str(path),
            "give the zones as GeoJSON, KML, GeoPackage, OpenAir, ED-269 or ED-318",
        )


def _is_esri(feature: Json) -> bool:
    drawn = feature.get("geometry")
    return isinstance(drawn, Mapping) and any(key in drawn for key in ("rings", "paths"))


def geometry(content: Any, where: str) -> BaseGeometry:
    """Return a geometry of GeoJSON.

    Raises
    ------
    InputError
        Where it is none.
    """
    try:
        made: BaseGeometry = shape(content)
    except _BROKEN as error:
        raise InputError("its geometry is broken", where, "save it again") from error
    return made


def flattened(values: Json) -> Iterator[tuple[str, object]]:
    """Yield the plain values of an object; lists and objects in it are left out."""
    for key, value in values.items():
        if value is None or isinstance(value, str | int | float | bool):
            yield str(key), value


def check_places(content: Any, path: Path) -> None:
    """Raise `InputError` where a feature of GeoJSON has a coordinate that is no place on Earth.

    Done before its rings are closed, so that the feature and the lost coordinate can be named; a
    file that names a coordinate system counts in metres, perhaps.
    """
    if not isinstance(content, Mapping) or "crs" in content:
        return
    for number, feature in enumerate(objects(content, "features"), start=1):
        own = feature.get("properties")
        values = own if isinstance(own, Mapping) else {}
        places = list(_places(feature.get("geometry")))
        if places:
            name = text(values, NAME) or f"feature {number}"
            check_degrees(MultiPoint(places), f"{path}, {name}")


def _places(content: Any) -> Iterator[tuple[float, float]]:
    """Yield the pairs of numbers in a geometry, however deep they lie."""
    waiting = [content]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            waiting += [item.get("coordinates"), item.get("geometries")]
        elif isinstance(item, list):
            if len(item) > 1 and all(_is_number(part) for part in item[:2]):
                yield _finite(item[0]), _finite(item[1])
            else:
                waiting += item


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _finite(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf")
