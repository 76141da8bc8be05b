"""The polygons of a file that make up a survey area: which they are, and what each is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import GeometryCollection, MultiPolygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.shapes import (
    check_degrees,
    polygons_of,
    sound_polygons,
    unwrapped,
    valid_polygons,
)
from missionplanner.model.reading import PassedOver, ReadChoices, ReadReport, all_read
from missionplanner.vector.area_layers import HOLES, area_layers
from missionplanner.vector.attributes import NAME, OVERFLIGHT, kind, text, yes_no
from missionplanner.vector.features import Values

_ROLES = {
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
class Outline:
    """A polygon feature: its shape, its name, whether it is cut out, and what flies over it."""

    shape: MultiPolygon
    name: str | None
    role: str | None
    overflight: bool | None


def read_outlines(
    path: Path, choices: ReadChoices, near: BaseGeometry | None = None
) -> tuple[list[Outline], ReadReport]:
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
    found: list[Outline] = []
    told: list[str] = []
    for (shape, values), piece in zip(ours, getattr(pieces, "geoms", ()), strict=True):
        where = _where(values, path)
        check_degrees(shape, where, near)
        polygons, slivers = sound_polygons(piece, where)
        told += slivers
        overflight = yes_no(values, OVERFLIGHT, where)
        found.append(Outline(polygons, text(values, NAME), kind(values, _ROLES), overflight))
    left = ReadReport(passed_over=tuple(_left_out(rows, ours)), told=tuple(told))
    return found, all_read((report, left))


def _polygons(rows: list[_Row], path: Path) -> list[_Drawn]:
    """Return the rows with polygons; threats among them only where there is nothing else."""
    drawn = [(shape, values) for shape, values in rows if shape is not None]
    if not drawn:
        raise InputError("holds no shapes", str(path), "give a file with the outline as polygon")
    found = [row for row in drawn if next(polygons_of(row[0]), None) is not None]
    if not found:
        # Points and lines beside an outline are labels and sketches; alone they are a mistake.
        valid_polygons(drawn[0][0], _where(drawn[0][1], path))
    for shape, values in found:
        check_degrees(shape, _where(values, path))
    return [row for row in found if not _is_threat(row[1])] or found


def _left_out(rows: list[_Row], ours: list[_Drawn]) -> Iterator[PassedOver]:
    taken = {id(shape) for shape, _ in ours}
    found: list[tuple[str, str]] = []
    for shape, values in rows:
        name = text(values, NAME)
        if shape is None or shape.is_empty:
            found.append((name or "a feature without a name", "has no shape"))
        elif id(shape) not in taken and _is_threat(values):
            found.append((name or "a threat without a name", "is a threat, not part of the area"))
        else:
            loose = [part.geom_type for part in _loose(shape)]
            found += [
                (name or f"a {form} without a name", f"a {form} is no area") for form in loose
            ]
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
    return kind(values, _ROLES) is None and kind(values, _THREATS) is not None


def _given(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}


def _where(values: Values, path: Path) -> str:
    name = text(values, NAME)
    return f"{path}, {name}" if name else str(path)
