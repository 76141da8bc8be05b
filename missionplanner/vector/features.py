"""Shapes with named values, as every vector file gives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.shapes import polygons_of
from missionplanner.messages.message import Message
from missionplanner.model.reading import PassedOver

WGS84 = "EPSG:4326"

Values = Mapping[str, object]


class CrsUnknown(InputError):
    """A file of shapes names no coordinate system, and its format has none of its own."""


@dataclass(frozen=True)
class Features:
    """A layer in memory.

    Attributes
    ----------
    geometries : tuple of shapely geometries or None
        WGS 84 degrees, longitude first, unless `crs` says otherwise.
    fields : mapping of str to list
        One value for each geometry; None where missing.
    crs : str
    layer : str
        Its name in a file of several; '' where the file has but one.
    passed_over : tuple of PassedOver
        What stood in the file and could not become a feature.
    told : tuple of Message
        How something was understood or mended.
    crs_given : bool
        True where the file names no coordinate system and took that of the user.
    """

    geometries: tuple[BaseGeometry | None, ...]
    fields: Mapping[str, list[object]]
    crs: str = WGS84
    layer: str = ""
    passed_over: tuple[PassedOver, ...] = ()
    told: tuple[Message, ...] = ()
    crs_given: bool = False

    def __len__(self) -> int:
        return len(self.geometries)

    @property
    def has_polygons(self) -> bool:
        """Whether any of the geometries is a polygon or holds one."""
        shapes = (shape for shape in self.geometries if shape is not None)
        return any(next(polygons_of(shape), None) is not None for shape in shapes)

    def rows(self) -> Iterator[tuple[BaseGeometry | None, Values]]:
        """Yield each geometry with its values by name."""
        for i, geometry in enumerate(self.geometries):
            yield geometry, {name: column[i] for name, column in self.fields.items()}


def from_rows(rows: list[tuple[BaseGeometry | None, Values]], crs: str = WGS84) -> Features:
    """Put rows with different names into one layer; a name that a row lacks becomes None."""
    names = dict.fromkeys(name for _, values in rows for name in values)
    fields = {name: [values.get(name) for _, values in rows] for name in names}
    return Features(tuple(geometry for geometry, _ in rows), fields, crs)
