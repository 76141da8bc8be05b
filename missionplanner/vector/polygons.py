"""Named polygons from a vector file: the zones of an ecological study."""

from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import MultiPolygon

from missionplanner.errors import InputError
from missionplanner.geo.shapes import polygons_of, valid_polygons
from missionplanner.vector.attributes import NAME, text
from missionplanner.vector.features import Values
from missionplanner.vector.files import read_features


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


def read_polygons(path: Path, name_field: str | None = None) -> tuple[NamedPolygon, ...]:
    """Read the polygons of a file with their names; lines and points beside them are left out.

    Parameters
    ----------
    path : Path
        GeoJSON, KML, KMZ, GeoPackage or Shapefile; the first layer.
    name_field : str, optional
        Attribute with the names; None: name, title, label or id, whichever is there.

    Returns
    -------
    tuple of NamedPolygon
        In the file's order. Without a name: 'zone 1', ... by their place. A name that occurs again
        is numbered: 'pit', 'pit 2'.

    Raises
    ------
    InputError
        No polygon, no such attribute, a polygon that crosses itself (with the place), or whatever
        `read_features` says.
    """
    features = read_features(path)
    if name_field is not None and name_field not in features.fields:
        there = ", ".join(features.fields) or "none"
        raise InputError(
            f"has no attribute '{name_field}'", str(path), f"its attributes are: {there}"
        )
    found: list[NamedPolygon] = []
    for shape, values in features.rows():
        if shape is not None and next(polygons_of(shape), None) is not None:
            name = _name(values, name_field) or f"zone {len(found) + 1}"
            polygons = valid_polygons(shape, f"{path}, {name}")
            found.append(NamedPolygon(_once(name, found), polygons))
    if not found:
        raise InputError("holds no polygons", str(path), "give a file with the zones as polygons")
    return tuple(found)


def _name(values: Values, name_field: str | None) -> str | None:
    return text(values, NAME if name_field is None else (name_field,))


def _once(name: str, found: list[NamedPolygon]) -> str:
    taken = {polygon.name for polygon in found}
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name} {number}"
    return unique
