"""What is told of a shape besides its corners: read from a project, and changed in it."""

from dataclasses import dataclass, replace

from missionplanner.model.airspace import GROUND, PowerLine, Zone
from missionplanner.model.area import Hole
from missionplanner.model.places import Altitude, ControlPoint, NamedPlace
from missionplanner.project.document import Project
from missionplanner.project.outlines import (
    Drawn,
    ShapeKey,
    with_hole_changed,
    with_line_changed,
    with_zone_changed,
)
from missionplanner.project.point_marks import places_of, with_point_changed


@dataclass(frozen=True)
class ShapeValues:
    """Name and measures; those that a kind of shape has not keep what a new one would have.

    Lengths are metres; `ceiling` None has no upper end; `overflight` is of a hole, `checks` and
    `altitude` are of a control point. `radius_m` is of a circle that is being drawn, where it is
    typed.
    """

    name: str = ""
    floor: Altitude = GROUND
    ceiling: Altitude | None = None
    width_m: float = 60.0
    radius_m: float | None = None
    height_m: float = 30.0
    clearance_m: float = 20.0
    overflight: bool = False
    checks: bool = False
    altitude: Altitude | None = None


def values_of(project: Project, key: ShapeKey) -> ShapeValues:
    """Return what is told of a shape."""
    if key.kind is Drawn.ZONE:
        zone = project.threats.zones[key.number]
        return ShapeValues(zone.name, zone.floor, zone.ceiling)
    if key.kind is Drawn.LINE:
        line = project.threats.power_lines[key.number]
        return ShapeValues(line.name, height_m=line.height_m, clearance_m=line.clearance_m)
    if key.kind is Drawn.HOLE:
        hole = project.area.holes[key.number]
        return ShapeValues(hole.name, overflight=hole.overflight_allowed)
    if key.kind in (Drawn.HOME, Drawn.FLIGHT_LINE):
        return ShapeValues()
    if key.kind.point is not None:
        place = places_of(project, key.kind.point)[key.number]
        if isinstance(place, ControlPoint):
            return ShapeValues(place.name, checks=place.checks, altitude=place.altitude)
        return ShapeValues(place.name)
    return ShapeValues(project.area.name)


def with_values(project: Project, key: ShapeKey, values: ShapeValues) -> Project:
    """Return the project with something else told of a shape.

    Raises
    ------
    InputError
        Where a ceiling would be under its floor.
    """

    def zone(old: Zone) -> Zone:
        return replace(old, name=values.name, floor=values.floor, ceiling=values.ceiling)

    def line(old: PowerLine) -> PowerLine:
        height, clearance = values.height_m, values.clearance_m
        return replace(old, name=values.name, height_m=height, clearance_m=clearance)

    def hole(old: Hole) -> Hole:
        return replace(old, name=values.name, overflight_allowed=values.overflight)

    def point(old: NamedPlace) -> NamedPlace:
        told: dict[str, object] = {"name": values.name}
        if isinstance(old, ControlPoint):
            told |= {"checks": values.checks, "altitude": values.altitude}
        return old.model_copy(update=told)

    if key.kind in (Drawn.HOME, Drawn.LAUNCH_SITE, Drawn.FLIGHT_LINE):
        return project
    if key.kind.point is not None:
        return with_point_changed(project, key.kind.point, key.number, point)
    if key.kind is Drawn.ZONE:
        return with_zone_changed(project, key.number, zone)
    if key.kind is Drawn.LINE:
        return with_line_changed(project, key.number, line)
    if key.kind is Drawn.HOLE:
        return with_hole_changed(project, key.number, hole)
    return replace(project, area=replace(project.area, name=values.name))
