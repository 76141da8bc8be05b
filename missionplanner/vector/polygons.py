"""Named polygons from a vector file: the zones of an ecological study."""

from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import MultiPolygon

from missionplanner.errors import InputError
from missionplanner.geo.shapes import check_degrees, polygons_of, sound_polygons
from missionplanner.model.reading import PassedOver, ReadReport, all_read
from missionplanner.vector.attributes import NAME, text
from missionplanner.vector.features import Values
from missionplanner.vector.files import read_layers

_LATER = "only the first layer with polygons is read"


@dataclass(frozen=True)
class NamedPolygon:
    """A zone.

    Attributes
    ----------
    name : str
        No two of a file have the same.
    geometry : MultiPolygon
        WGS 84 degrees, longitude first, without z.
    """

    name: str
    geometry: MultiPolygon


@dataclass(frozen=True)
class PolygonsRead:
    """Zones, and what their file held besides."""

    polygons: tuple[NamedPolygon, ...]
    report: ReadReport


def read_polygons(path: Path, name_field: str | None = None) -> tuple[NamedPolygon, ...]:
    """Return the zones alone; see `read_polygons_told`."""
    return read_polygons_told(path, name_field).polygons


def read_polygons_told(path: Path, name_field: str | None = None) -> PolygonsRead:
    """Read the polygons of a file with their names, and tell what stands beside them.

    Parameters
    ----------
    path : Path
        GeoJSON, KML, KMZ, GeoPackage or Shapefile; the first layer with polygons.
    name_field : str, optional
        Attribute with the names; None: name, title, label or id, whichever is there.

    Returns
    -------
    PolygonsRead
        In the file's order; what has no shape, and lines and points, are told. Without a name:
        'zone 1', ... by their place. A name that occurs again is numbered: 'pit', 'pit 2'.

    Raises
    ------
    InputError
        No polygon, no such attribute, a polygon that crosses itself (with the place), or whatever
        `read_features` says.
    """
    layers = read_layers(path)
    first = next((part for part in layers if part.has_polygons), layers[0])
    others = [part for part in layers if part is not first]
    if name_field is not None and name_field not in first.fields:
        there = ", ".join(first.fields) or "none"
        raise InputError(
            f"has no attribute '{name_field}'", str(path), f"its attributes are: {there}"
        )
    found: list[NamedPolygon] = []
    told = list(first.told)
    over = [*first.passed_over, *(_unread(f"layer {part.layer}", _LATER) for part in others)]
    for shape, values in first.rows():
        name = _name(values, name_field)
        if shape is not None and next(polygons_of(shape), None) is not None:
            name = name or f"zone {len(found) + 1}"
            check_degrees(shape, f"{path}, {name}")
            polygons, slivers = sound_polygons(shape, f"{path}, {name}")
            told += slivers
            own = _once(name, found)
            told += [f"{name} stands there again: called {own}"] if own != name else []
            found.append(NamedPolygon(own, polygons))
        elif shape is None or shape.is_empty:
            over.append(_unread(name or "a feature without a name", "has no shape"))
        else:
            form = shape.geom_type
            over.append(_unread(name or f"a {form} without a name", f"a {form} is no zone"))
    if not found:
        raise InputError("holds no polygons", str(path), "give a file with the zones as polygons")
    report = ReadReport(zones=len(found), passed_over=tuple(over), told=tuple(told))
    return PolygonsRead(tuple(found), all_read((report,)))


def _unread(what: str, why: str) -> PassedOver:
    return PassedOver(what=what, why=why)


def _name(values: Values, name_field: str | None) -> str | None:
    return text(values, NAME if name_field is None else (name_field,))


def _once(name: str, found: list[NamedPolygon]) -> str:
    taken = {polygon.name for polygon in found}
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name} {number}"
    return unique
