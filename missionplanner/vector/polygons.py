"""Named polygons from a vector file: the zones of an ecological study."""

from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import MultiPolygon

from missionplanner.errors import InputError
from missionplanner.geo.shapes import check_degrees, polygons_of, sound_polygons
from missionplanner.messages.message import Message, message
from missionplanner.messages.message import text as text_of
from missionplanner.model.reading import PassedOver, ReadReport, all_read
from missionplanner.vector.attributes import NAME, text
from missionplanner.vector.features import Values
from missionplanner.vector.files import read_layers

_LATER = message("vector.only_first_layer")


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
        there = tuple(first.fields) or message("vector.none")
        raise InputError("vector.no_attribute", str(path), name=name_field, names=there)
    found: list[NamedPolygon] = []
    told = list(first.told)
    over = [
        *first.passed_over,
        *(_unread(message("vector.layer", name=part.layer), _LATER) for part in others),
    ]
    for shape, values in first.rows():
        name = _name(values, name_field)
        if shape is not None and next(polygons_of(shape), None) is not None:
            name = name or f"zone {len(found) + 1}"
            check_degrees(shape, f"{path}, {name}")
            polygons, slivers = sound_polygons(shape, f"{path}, {name}")
            told += slivers
            own = _once(name, found)
            if own != name:
                told.append(message("vector.name_again", name=name, own=own))
            found.append(NamedPolygon(own, polygons))
        elif shape is None or shape.is_empty:
            nameless = message("vector.unnamed_feature")
            over.append(_unread(name or nameless, message("vector.has_no_shape")))
        else:
            form = shape.geom_type
            nameless = message("vector.unnamed_form", form=form)
            over.append(_unread(name or nameless, message("vector.form_is_no_zone", form=form)))
    if not found:
        raise InputError("vector.no_polygons", str(path))
    report = ReadReport(zones=len(found), passed_over=tuple(over), told=tuple(told))
    return PolygonsRead(tuple(found), all_read((report,)))


def _unread(what: str | Message, why: Message) -> PassedOver:
    return PassedOver(what=text_of(what) if isinstance(what, str) else what, why=why)


def _name(values: Values, name_field: str | None) -> str | None:
    return text(values, NAME if name_field is None else (name_field,))


def _once(name: str, found: list[NamedPolygon]) -> str:
    taken = {polygon.name for polygon in found}
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name} {number}"
    return unique
