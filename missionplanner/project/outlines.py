"""The shapes of a project that can be drawn and changed, each with its corners in degrees."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPolygon, Point, Polygon

from missionplanner.errors import InputError
from missionplanner.model.airspace import PowerLine, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.forms import FormKind, ShapeForm
from missionplanner.model.patterns import MOST_LINE_CORNERS, Pattern
from missionplanner.model.places import Position
from missionplanner.project.document import Project
from missionplanner.project.edits import set_area, set_intent, set_threats
from missionplanner.project.point_marks import (
    PointKind,
    point_marks,
    with_point_moved,
    without_point,
)

Floats = NDArray[np.float64]
Item = TypeVar("Item")


class Drawn(StrEnum):
    """What a shape is."""

    AREA = "area"
    HOLE = "hole"
    ZONE = "zone"
    LINE = "line"
    FLIGHT_LINE = "flight_line"
    HOME = "home"
    LAUNCH_SITE = "launch_site"
    STATION = "station"
    CONTROL_POINT = "control_point"

    @property
    def point(self) -> PointKind | None:
        """What kind of single place it is; None: it has corners."""
        return _POINTS.get(self)


_POINTS = {
    Drawn.HOME: PointKind.HOME,
    Drawn.LAUNCH_SITE: PointKind.LAUNCH_SITE,
    Drawn.STATION: PointKind.STATION,
    Drawn.CONTROL_POINT: PointKind.CONTROL_POINT,
}
_DRAWN_POINTS = {point: drawn for drawn, point in _POINTS.items()}


@dataclass(frozen=True)
class ShapeKey:
    """Which shape: the `number`-th of its kind, the `part`-th polygon of it, and the ring in that.

    Parts of the survey area are its outlines; ring 0 is the outer one.
    """

    kind: Drawn
    number: int = 0
    part: int = 0
    ring: int = 0


@dataclass(frozen=True)
class Outline:
    """A shape with its corners, (n, 2) degrees, longitude first; a ring's first is not repeated.

    `form` is what all its ground was drawn as, where that is a single outline; it may be out of
    date.
    """

    key: ShapeKey
    name: str
    corners_deg: Floats
    form: ShapeForm | None = None

    @property
    def closed(self) -> bool:
        """True for a ring."""
        lines = (Drawn.LINE, Drawn.FLIGHT_LINE)
        return self.key.kind not in lines and self.key.kind.point is None


def outlines(project: Project) -> Iterator[Outline]:
    """Yield every shape that can be changed."""
    area, threats = project.area, project.threats
    for part, polygon in enumerate(area.outer.geoms):
        form = area.form if len(area.outer.geoms) == 1 else None
        yield Outline(ShapeKey(Drawn.AREA, 0, part), area.name, _corners(polygon.exterior), form)
    for number, hole in enumerate(area.holes):
        yield Outline(ShapeKey(Drawn.HOLE, number), hole.name, _corners(hole.polygon.exterior))
    for number, zone in enumerate(threats.zones):
        for part, polygon in enumerate(zone.polygon.geoms):
            for ring, line in enumerate((polygon.exterior, *polygon.interiors)):
                key = ShapeKey(Drawn.ZONE, number, part, ring)
                form = _form_of(zone) if not ring and len(zone.polygon.geoms) == 1 else None
                yield Outline(key, zone.name, _corners(line), form)
    for number, power in enumerate(threats.power_lines):
        corners = shapely.get_coordinates(power.line)
        yield Outline(ShapeKey(Drawn.LINE, number), power.name, corners)
    intent = project.document.intent
    if intent.pattern is Pattern.CORRIDOR and intent.views.line:
        along = np.array([[place.lon_deg, place.lat_deg] for place in intent.views.line])
        yield Outline(ShapeKey(Drawn.FLIGHT_LINE), "", along)
    for mark in point_marks(project):
        place = np.array([[mark.place.lon_deg, mark.place.lat_deg]])
        yield Outline(ShapeKey(_DRAWN_POINTS[mark.kind], mark.number), mark.name, place)


def with_outline(project: Project, key: ShapeKey, corners_deg: Floats, *, moved: bool) -> Project:
    """Return the project with other corners of a shape.

    Parameters
    ----------
    project : Project
    key : ShapeKey
    corners_deg : ndarray (n, 2)
    moved : bool
        The shape as a whole: a circle stays one.

    Raises
    ------
    InputError
        Where the shape would not be sound, a hole would lie outside the area, or parts of the
        area would overlap.
    """
    area, threats = project.area, project.threats
    if key.kind.point is not None:
        lon, lat = corners_deg[0]
        there = Position(lon_deg=float(lon), lat_deg=float(lat))
        return with_point_moved(project, key.kind.point, key.number, there)
    if key.kind is Drawn.FLIGHT_LINE:
        return with_flight_line(project, corners_deg)
    if key.kind is Drawn.LINE:
        line = replace(threats.power_lines[key.number], line=LineString(corners_deg))
        lines = _put(threats.power_lines, key.number, line)
        return set_threats(project, replace(threats, power_lines=lines))
    if key.kind is Drawn.ZONE:
        zone = threats.zones[key.number]
        polygon = _with_ring(zone.polygon, key, corners_deg)
        radius_m = zone.radius_m if moved else None
        changed = replace(zone, polygon=polygon, radius_m=radius_m, form=None)
        return set_threats(
            project, replace(threats, zones=_put(threats.zones, key.number, changed))
        )
    if key.kind is Drawn.HOLE:
        hole = replace(area.holes[key.number], polygon=_sound(Polygon(corners_deg)))
        return set_area(project, _checked(replace(area, holes=_put(area.holes, key.number, hole))))
    outer = _with_ring(area.outer, key, corners_deg)
    return set_area(project, _checked(replace(area, outer=outer, form=None)))


def without_shape(project: Project, key: ShapeKey) -> Project:
    """Return the project without a shape; an inner ring of a zone is filled.

    Raises
    ------
    InputError
        Where it is the last outline of the survey area.
    """
    area, threats = project.area, project.threats
    if key.kind.point is not None:
        return without_point(project, key.kind.point, key.number)
    if key.kind is Drawn.FLIGHT_LINE:
        return _with_views_line(project, ())
    if key.kind is Drawn.LINE:
        lines = _drop(threats.power_lines, key.number)
        return set_threats(project, replace(threats, power_lines=lines))
    if key.kind is Drawn.HOLE:
        return set_area(project, replace(area, holes=_drop(area.holes, key.number)))
    if key.kind is Drawn.ZONE:
        return set_threats(project, replace(threats, zones=_without_zone(threats.zones, key)))
    if len(area.outer.geoms) == 1:
        raise InputError("drawing.last_outline")
    parts = _drop(tuple(area.outer.geoms), key.part)
    return set_area(project, _with_holes_inside(replace(area, outer=MultiPolygon(list(parts)))))


def with_area(project: Project, outer: MultiPolygon, form: ShapeForm | None = None) -> Project:
    """Return the project with a newly drawn survey area; holes that lie outside of it go."""
    return set_area(project, _with_holes_inside(replace(project.area, outer=outer, form=form)))


def with_hole(project: Project, name: str, polygon: Polygon) -> Project:
    """Return the project with one more hole, which may not be flown over.

    Raises
    ------
    InputError
        Where it lies outside the survey area.
    """
    area = project.area
    return set_area(project, _checked(replace(area, holes=(*area.holes, Hole(name, polygon)))))


def with_zone(project: Project, zone: Zone) -> Project:
    """Return the project with one more no-fly zone.

    Raises
    ------
    InputError
        Where its ceiling is under its floor.
    """
    threats = project.threats
    _check_limits(zone)
    return set_threats(project, replace(threats, zones=(*threats.zones, zone)))


def with_line(project: Project, line: PowerLine) -> Project:
    """Return the project with one more power line."""
    threats = project.threats
    return set_threats(project, replace(threats, power_lines=(*threats.power_lines, line)))


def with_flight_line(project: Project, corners_deg: Floats) -> Project:
    """Return the project with a corridor along a line, (n, 2) degrees, n >= 2.

    Raises
    ------
    InputError
        The line has more corners than a plan keeps.
    """
    if len(corners_deg) > MOST_LINE_CORNERS:
        raise InputError("drawing.line_long", n=len(corners_deg), most=MOST_LINE_CORNERS)
    line = tuple(Position(lon_deg=float(lon), lat_deg=float(lat)) for lon, lat in corners_deg)
    return _with_views_line(project, line)


def _with_views_line(project: Project, line: tuple[Position, ...]) -> Project:
    intent = project.document.intent
    views = intent.views.model_copy(update={"line": line})
    return set_intent(
        project, intent.model_copy(update={"views": views, "pattern": Pattern.CORRIDOR})
    )


def with_zone_changed(project: Project, number: int, change: Callable[[Zone], Zone]) -> Project:
    """Return the project with something changed in a zone.

    Raises
    ------
    InputError
        Where its ceiling would be under its floor.
    """
    threats = project.threats
    changed = change(threats.zones[number])
    _check_limits(changed)
    zones = _put(threats.zones, number, changed)
    return set_threats(project, replace(threats, zones=zones))


def with_line_changed(
    project: Project, number: int, change: Callable[[PowerLine], PowerLine]
) -> Project:
    """Return the project with something changed in a power line."""
    threats = project.threats
    lines = _put(threats.power_lines, number, change(threats.power_lines[number]))
    return set_threats(project, replace(threats, power_lines=lines))


def with_hole_changed(project: Project, number: int, change: Callable[[Hole], Hole]) -> Project:
    """Return the project with something changed in a hole."""
    area = project.area
    return set_area(
        project, replace(area, holes=_put(area.holes, number, change(area.holes[number])))
    )


def closed_over(project: Project, lon_deg: float, lat_deg: float) -> tuple[str, ...]:
    """Return the names of the zones and kept-out holes that lie over a place."""
    place = Point(lon_deg, lat_deg)
    zones = [zone.name for zone in project.threats.zones if zone.polygon.intersects(place)]
    holes = [
        hole.name
        for hole in project.area.holes
        if not hole.overflight_allowed and hole.polygon.intersects(place)
    ]
    return (*zones, *holes)


def with_form(project: Project, key: ShapeKey, form: ShapeForm, polygon: MultiPolygon) -> Project:
    """Return the project with a shape that is a circle, corridor or rectangle, and its polygon.

    Raises
    ------
    InputError
        Where a hole would lie outside the area.
    """
    if key.kind is Drawn.ZONE:
        radius = form.size_m if form.kind is FormKind.CIRCLE else None
        flat = shapely.force_2d(polygon)
        return with_zone_changed(
            project,
            key.number,
            lambda zone: replace(zone, polygon=flat, radius_m=radius, form=form),
        )
    area = replace(project.area, outer=shapely.force_2d(polygon), form=form)
    return set_area(project, _checked(area))


def without_form(project: Project, key: ShapeKey) -> Project:
    """Return the project with a shape that is corners and no more."""
    if key.kind is Drawn.ZONE:
        return with_zone_changed(
            project, key.number, lambda zone: replace(zone, radius_m=None, form=None)
        )
    return set_area(project, replace(project.area, form=None))


def _form_of(zone: Zone) -> ShapeForm | None:
    """Return the form of a zone; a cylinder of a file, or of an older project, is a circle."""
    if zone.form is not None or zone.radius_m is None or not zone.radius_m > 0:
        return zone.form
    centre = zone.polygon.centroid
    return ShapeForm(FormKind.CIRCLE, ((centre.x, centre.y),), zone.radius_m)


def _corners(ring: LineString) -> Floats:
    return np.array(shapely.get_coordinates(ring)[:-1])


def _with_ring(shape: MultiPolygon, key: ShapeKey, corners_deg: Floats) -> MultiPolygon:
    polygon = shape.geoms[key.part]
    rings = [polygon.exterior, *polygon.interiors]
    rings[key.ring] = shapely.linearrings(corners_deg)
    changed = _sound(Polygon(rings[0], rings[1:]))
    made = MultiPolygon(list(_put(tuple(shape.geoms), key.part, changed)))
    if not made.is_valid:
        raise InputError("drawing.parts_overlap")
    return made


def _check_limits(zone: Zone) -> None:
    # Limits over different surfaces can be told apart only over the terrain: when it is planned.
    floor, ceiling = zone.floor, zone.ceiling
    if ceiling and ceiling.datum is floor.datum and ceiling.value_m < floor.value_m:
        raise InputError(
            "drawing.ceiling_under_floor", ceiling=ceiling.value_m, floor=floor.value_m
        )


def _sound(polygon: Polygon) -> Polygon:
    if not polygon.is_valid:
        raise InputError("drawing.edges_cross")
    if not polygon.area > 0:
        raise InputError("drawing.no_ground")
    return polygon


def _checked(area: SurveyArea) -> SurveyArea:
    for hole in area.holes:
        if not _inside(hole, area.outer):
            raise InputError("drawing.hole_outside", hole.name)
    return area


def _with_holes_inside(area: SurveyArea) -> SurveyArea:
    return replace(area, holes=tuple(h for h in area.holes if _inside(h, area.outer)))


def _inside(hole: Hole, outer: MultiPolygon) -> bool:
    # Files may hold holes that reach over the outline: what lies beyond takes nothing away.
    return bool(hole.polygon.intersection(outer).area > 0)


def _without_zone(zones: tuple[Zone, ...], key: ShapeKey) -> tuple[Zone, ...]:
    zone = zones[key.number]
    if key.ring:
        polygon = zone.polygon.geoms[key.part]
        inner = _drop(tuple(polygon.interiors), key.ring - 1)
        parts = _put(tuple(zone.polygon.geoms), key.part, Polygon(polygon.exterior, inner))
    else:
        parts = _drop(tuple(zone.polygon.geoms), key.part)
    if not parts:
        return _drop(zones, key.number)
    return _put(zones, key.number, replace(zone, polygon=MultiPolygon(list(parts))))


def _put(items: tuple[Item, ...], place: int, item: Item) -> tuple[Item, ...]:
    return (*items[:place], item, *items[place + 1 :])


def _drop(items: tuple[Item, ...], place: int) -> tuple[Item, ...]:
    return (*items[:place], *items[place + 1 :])
