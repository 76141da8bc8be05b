"""The polygons of a file that make up a survey area: which they are, and what each is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import GeometryCollection, MultiPolygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError, Where
from missionplanner.geo.shapes import (
    check_degrees,
    multi,
    polygons_of,
    sound_parts,
    unwrapped,
    valid_polygons,
)
from missionplanner.messages.message import Message, message
from missionplanner.messages.message import text as text_of
from missionplanner.model.reading import PassedOver, ReadChoices, ReadReport, all_read
from missionplanner.vector.area_layers import HOLES, area_layers
from missionplanner.vector.attributes import NAME, OVERFLIGHT, SENSORS, kind, listed, text, yes_no
from missionplanner.vector.features import Values

ROLES = {
    "area": "area",
    "surveyarea": "area",
    "outer": "area",
    "boundary": "area",
    "hole": "hole",
    "inner": "hole",
    "exclusion": "hole",
    "exclude": "hole",
    "cutout": "hole",
    "keepout": "hole",
}
_THREATS = dict.fromkeys(
    ("nofly", "noflyzone", "nfz", "restricted", "prohibited", "cylinder", "powerline"), "threat"
)
_Row = tuple[BaseGeometry | None, Values]
_Drawn = tuple[BaseGeometry, Values]


@dataclass(frozen=True)
class FeatureOutline:
    """A polygon feature: its shape, its name, whether it is cut out, and what flies over it.

    `sensors` are the keys of those it is meant for; none: for all.
    """

    shape: MultiPolygon
    name: str | None
    role: str | None
    overflight: bool | None
    sensors: tuple[str, ...] = ()


def read_outlines(
    path: Path, choices: ReadChoices, near: BaseGeometry | None = None
) -> tuple[list[FeatureOutline], ReadReport]:
    """Read the polygons of a file that may be the survey area or holes in it.

    Raises
    ------
    InputError
        No polygon, one that crosses itself (with the place), or whatever `area_layers` says.
    """
    layers, report = area_layers(path, choices)
    rows: list[_Row] = [
        (shape, {"role": "hole", **_given(values)} if part.layer == HOLES else values)
        for part in layers
        for shape, values in part.rows()
    ]
    ours = _polygons(rows, path)
    # Looked at together: one half may lie on either side of the 180 degree meridian.
    pieces = unwrapped(GeometryCollection([shape for shape, _ in ours]))
    found: list[FeatureOutline] = []
    told: list[Message] = []
    for (shape, values), piece in zip(ours, getattr(pieces, "geoms", ()), strict=True):
        where = _where(values, path)
        check_degrees(shape, where, near)
        parts, slivers = sound_parts(piece, where)
        told += slivers
        role, overflight = kind(values, ROLES), yes_no(values, OVERFLIGHT, where)
        sensors = listed(values, SENSORS)
        if sensors and role is None:
            role = "area"  # no hole is flown by a sensor
        # Without a word about them, parts of one feature may lie in each other too.
        silent = role is None and overflight is None
        shapes = parts if silent else [shapely.union_all(parts)] if len(parts) > 1 else parts
        name = text(values, NAME)
        found += [FeatureOutline(multi(shape), name, role, overflight, sensors) for shape in shapes]
    left = ReadReport(passed_over=tuple(_left_out(rows, ours)), told=tuple(told))
    return found, all_read((report, left))


def _polygons(rows: list[_Row], path: Path) -> list[_Drawn]:
    """Return the rows with polygons; threats among them only where there is nothing else."""
    drawn = [(shape, values) for shape, values in rows if shape is not None]
    if not drawn:
        raise InputError("vector.no_shapes_for_area", str(path))
    found = [row for row in drawn if next(polygons_of(row[0]), None) is not None]
    if not found:
        # Points and lines beside an outline are labels and sketches; alone they are a mistake.
        valid_polygons(drawn[0][0], _where(drawn[0][1], path))
    for shape, values in found:
        check_degrees(shape, _where(values, path))
    return [row for row in found if not _is_threat(row[1])] or found


def _left_out(rows: list[_Row], ours: list[_Drawn]) -> Iterator[PassedOver]:
    taken = {id(shape) for shape, _ in ours}
    found: list[tuple[Message, Message]] = []
    for shape, values in rows:
        title = text(values, NAME)
        name = text_of(title) if title else None
        if shape is None or shape.is_empty:
            nameless = message("vector.unnamed_feature")
            found.append((name or nameless, message("vector.has_no_shape")))
        elif id(shape) not in taken and _is_threat(values):
            nameless = message("vector.unnamed_threat")
            found.append((name or nameless, message("vector.is_threat")))
        else:
            for form in (part.geom_type for part in _loose(shape)):
                nameless = message("vector.unnamed_form", form=form)
                found.append((name or nameless, message("vector.form_is_no_area", form=form)))
    for (what, why), count in Counter(found).items():
        yield PassedOver(what=what, why=why, count=count)


def _loose(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield the points and lines in a shape."""
    if shape.geom_type == "GeometryCollection":
        for part in getattr(shape, "geoms", ()):
            yield from _loose(part)
    elif "Polygon" not in shape.geom_type:
        yield shape


def _is_threat(values: Values) -> bool:
    return kind(values, ROLES) is None and kind(values, _THREATS) is not None


def _given(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}


def _where(values: Values, path: Path) -> Where:
    name = text(values, NAME)
    return (str(path), name) if name else str(path)
