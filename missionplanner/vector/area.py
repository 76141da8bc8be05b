"""The survey area from a vector file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.geo.shapes import filled, multi, polygons_of, without_rings
from missionplanner.messages.message import message
from missionplanner.model.area import Hole, SensorPart, SurveyArea
from missionplanner.model.reading import ReadChoices, ReadReport, all_read
from missionplanner.vector.files import write_features
from missionplanner.vector.inner import with_inner
from missionplanner.vector.outlines import FeatureOutline, read_outlines

MAX_AREA_M2 = 2.0e9
# A hole that is so many times as long as the area has a lost corner.
_FAR_TIMES = 10.0


@dataclass(frozen=True)
class AreaRead:
    """A survey area, and what its file gave."""

    area: SurveyArea
    report: ReadReport


def read_area(
    path: Path, choices: ReadChoices | None = None, near: BaseGeometry | None = None
) -> AreaRead:
    """Read a survey area: polygons, with inner rings and features of role 'hole' as holes.

    Parameters
    ----------
    path : Path
        GeoJSON, KML, KMZ, Shapefile, GeoPackage or DXF.
    choices : ReadChoices, optional
        What the user decided where the file leaves a question open.
    near : geometry, optional
        Where the terrain lies, WGS 84 degrees; see `geo.shapes.check_degrees`.

    Returns
    -------
    AreaRead
        Across the 180 degree meridian its longitudes are counted on beyond 180.

    Raises
    ------
    InputError
        No polygon, a polygon that crosses itself (with the place), no area, coordinates that are
        not degrees, more than 2000 km2, a hole outside the area, or whatever `read_layers` says.
    Undecided
        A polygon without a role inside another one, and what `area_layers` asks.
    """
    choices = choices or ReadChoices()
    outlines, report = read_outlines(path, choices, near)
    parts, overlaps = with_inner(outlines, choices.inner, str(path))
    areas = [part for part in parts if not _is_hole(part, parts)]
    cuts = [part for part in parts if _is_hole(part, parts)]
    if not areas:
        raise InputError("vector.holes_without_area", str(path))
    outer = filled([polygon for part in areas for polygon in polygons_of(part.shape)])
    _check_size(outer, path)
    holes = [*_ring_holes(areas), *_cut_holes(cuts, outer, path)]
    area = SurveyArea(_name(areas, path), outer, _numbered(holes), tuple(_parts(areas)))
    counts = ReadReport(areas=len(outer.geoms), holes=len(holes), told=overlaps)
    return AreaRead(area, all_read((report, counts)))


def write_area(path: Path, layer: str, area: SurveyArea) -> None:
    """Write an area so that `read_area` gives it back; see `write_features`."""
    holes, parts = area.holes, area.parts
    none = [None] * len(parts)
    fields: dict[str, list[object]] = {
        "role": ["area", *("hole" for _ in holes), *("area" for _ in parts)],
        "name": [area.name, *(hole.name for hole in holes), *(part.name for part in parts)],
        "overflight": [None, *(_allowed(hole.overflight_allowed) for hole in holes), *none],
    }
    if parts:
        words = [",".join(part.sensors) for part in parts]
        fields["sensors"] = [None, *(None for _ in holes), *words]
    shapes = [area.outer, *(hole.polygon for hole in holes), *(part.polygon for part in parts)]
    write_features(path, layer, shapes, fields)


def _allowed(overflight: bool) -> str:
    return "allowed" if overflight else "denied"


def _is_hole(part: FeatureOutline, parts: list[FeatureOutline]) -> bool:
    if part.role is not None or part.overflight is None:
        return part.role == "hole"
    # Overflight is a word about holes: without a role it makes one of a polygon within another.
    return any(p is not part and p.role != "hole" and p.shape.covers(part.shape) for p in parts)


def _parts(areas: list[FeatureOutline]) -> Iterator[SensorPart]:
    for part in areas:
        if part.sensors:
            yield SensorPart(part.name or "", part.shape, part.sensors)


def _check_size(outer: MultiPolygon, path: Path) -> None:
    size = geodesic_area_m2(outer)
    if size > MAX_AREA_M2:
        raise InputError(
            "vector.area_too_large",
            str(path),
            size=size / 1e6,
            n=len(outer.geoms),
            most=MAX_AREA_M2 / 1e6,
        )


def _ring_holes(areas: list[FeatureOutline]) -> list[Hole]:
    """Return the inner rings, less whatever another part of the area covers (an island)."""
    wanted = shapely.union_all([part.shape for part in areas])
    return [
        Hole("", piece, bool(part.overflight))
        for part in areas
        for polygon in polygons_of(part.shape)
        for ring in polygon.interiors
        for piece in _pieces(Polygon(ring).difference(wanted))
    ]


def _cut_holes(cuts: list[FeatureOutline], outer: MultiPolygon, path: Path) -> list[Hole]:
    holes = []
    for part in cuts:
        if not part.shape.intersects(outer):
            name = part.name or message("vector.unnamed")
            raise InputError("vector.hole_outside", str(path), name=name)
        _check_reach(part, outer, path)
        pieces = _pieces(part.shape)
        holes += [Hole(part.name or "", piece, bool(part.overflight)) for piece in pieces]
    return holes


def _check_reach(part: FeatureOutline, outer: MultiPolygon, path: Path) -> None:
    corners = shapely.get_coordinates(part.shape)
    west, south, east, north = outer.bounds
    size = max(east - west, north - south)
    beyond = np.abs(corners - [(west + east) / 2, (south + north) / 2]).max(axis=1)
    if beyond.max() > _FAR_TIMES * size:
        x, y = corners[int(np.argmax(beyond))]
        where = (str(path), part.name or message("vector.unnamed_hole"))
        raise InputError("vector.corner_far_outside", where, x=x, y=y)


def _pieces(shape: BaseGeometry) -> list[Polygon]:
    return [piece for polygon in multi(shape).geoms for piece in without_rings(polygon)]


def _numbered(holes: list[Hole]) -> tuple[Hole, ...]:
    return tuple(
        hole if hole.name else Hole(f"Hole {i}", hole.polygon, hole.overflight_allowed)
        for i, hole in enumerate(holes, start=1)
    )


def _name(areas: list[FeatureOutline], path: Path) -> str:
    whole = [part for part in areas if not part.sensors] or areas
    names = {part.name for part in whole if part.name}
    return names.pop() if len(names) == 1 else path.stem
