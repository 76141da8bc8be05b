"""Shapes of a project grown, cut out of one another, and joined; reckoned in site metres."""

from dataclasses import replace

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.shapes import LEAST_AREA_M2
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.project.document import Project
from missionplanner.project.edits import set_area, set_threats
from missionplanner.project.outlines import Drawn, ShapeKey, without_shape

# Corners nearer than this are one: what cutting leaves over is no corner that anybody set.
_SAME_M = 0.01
_MITRE = 2.0


def with_buffer(project: Project, key: ShapeKey, frame: SiteFrame, by_m: float) -> Project:
    """Return the project with a shape reaching farther out on all sides, or less far below 0.

    Raises
    ------
    InputError
        Nothing would be left of it, or a hole would fall in pieces.
    """
    now = frame.project(_ground_of(project, key))
    return _with_ground(
        project, key, frame, now.buffer(by_m, join_style="mitre", mitre_limit=_MITRE)
    )


def with_cut(project: Project, key: ShapeKey, other: ShapeKey, frame: SiteFrame) -> Project:
    """Return the project with another shape's ground cut out of a shape.

    Where that leaves a ring in the survey area, it becomes a hole that keeps aircraft out.

    Raises
    ------
    InputError
        Nothing would be left of it, or a hole would fall in pieces.
    """
    now, taken = (frame.project(_ground_of(project, one)) for one in (key, other))
    return _with_ground(project, key, frame, now.difference(taken), _name_of(project, other))


def with_join(project: Project, key: ShapeKey, other: ShapeKey, frame: SiteFrame) -> Project:
    """Return the project with another shape's ground added to a shape; one of its kind goes.

    Raises
    ------
    InputError
        Two zones of different heights, or holes that lie apart.
    """
    now, added = (frame.project(_ground_of(project, one)) for one in (key, other))
    same_kind = key.kind is other.kind and key.kind is not Drawn.AREA
    if same_kind:
        _check_alike(project, key, other)
    made = _with_ground(project, key, frame, now.union(added))
    return without_shape(made, other) if same_kind else made


def _ground_of(project: Project, key: ShapeKey) -> BaseGeometry:
    """Return the ground of a whole shape, degrees; of a zone all its parts, of the area too."""
    if key.kind is Drawn.AREA:
        return project.area.outer
    if key.kind is Drawn.HOLE:
        return project.area.holes[key.number].polygon
    if key.kind is Drawn.ZONE:
        return project.threats.zones[key.number].polygon
    raise InputError("drawing.no_ground")


def _name_of(project: Project, key: ShapeKey) -> str:
    if key.kind is Drawn.ZONE:
        return project.threats.zones[key.number].name
    return project.area.holes[key.number].name if key.kind is Drawn.HOLE else project.area.name


def _check_alike(project: Project, key: ShapeKey, other: ShapeKey) -> None:
    if key.kind is Drawn.ZONE:
        one, two = (project.threats.zones[k.number] for k in (key, other))
        if (one.floor, one.ceiling) != (two.floor, two.ceiling):
            raise InputError("drawing.other_limits", two.name)
    if key.kind is Drawn.HOLE:
        first, second = (project.area.holes[k.number] for k in (key, other))
        if first.overflight_allowed != second.overflight_allowed:
            raise InputError("drawing.other_limits", second.name)


def _with_ground(
    project: Project, key: ShapeKey, frame: SiteFrame, ground_m: BaseGeometry, name: str = ""
) -> Project:
    parts = _parts(ground_m)
    if not parts:
        raise InputError("drawing.no_ground")
    degrees = [frame.unproject(part) for part in parts]
    if key.kind is Drawn.AREA:
        return set_area(project, _area(project.area, degrees, name))
    if key.kind is Drawn.HOLE:
        if len(degrees) > 1 or degrees[0].interiors:
            raise InputError("drawing.hole_in_pieces", project.area.holes[key.number].name)
        hole = replace(project.area.holes[key.number], polygon=degrees[0])
        holes = (*project.area.holes[: key.number], hole, *project.area.holes[key.number + 1 :])
        return set_area(project, replace(project.area, holes=holes))
    threats = project.threats
    zone = replace(
        threats.zones[key.number], polygon=MultiPolygon(degrees), radius_m=None, form=None
    )
    zones = (*threats.zones[: key.number], zone, *threats.zones[key.number + 1 :])
    return set_threats(project, replace(threats, zones=zones))


def _area(area: SurveyArea, parts: list[Polygon], name: str) -> SurveyArea:
    outer = MultiPolygon([Polygon(part.exterior) for part in parts])
    rings = [Polygon(ring) for part in parts for ring in part.interiors]
    holes = tuple(h for h in area.holes if h.polygon.intersection(outer).area > 0)
    cut = tuple(Hole(name, ring) for ring in rings)
    return replace(area, outer=outer, holes=(*holes, *cut), form=None)


def _parts(ground_m: BaseGeometry) -> list[Polygon]:
    """Return the sound polygons of a ground, slivers left out, corners that are one made one."""
    found = []
    for part in getattr(ground_m, "geoms", [ground_m]):
        if part.geom_type != "Polygon":
            continue
        clean = shapely.remove_repeated_points(part, _SAME_M)
        clean = clean if clean.is_valid else part
        if clean.area >= LEAST_AREA_M2:
            found.append(clean)
    return found
