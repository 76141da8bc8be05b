"""The tools of drawing: which gesture each begins, and what its end makes of the project."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon

from missionplanner.errors import InputError
from missionplanner.geo.drawing import (
    Place,
    radius_m,
    ring_polygon,
    to_degrees,
)
from missionplanner.geo.forms import FormOnSite, in_degrees, rectangle_form
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.airspace import PowerLine, Zone
from missionplanner.model.forms import FormKind
from missionplanner.model.places import Position
from missionplanner.project.document import Project
from missionplanner.project.outlines import (
    Drawn,
    ShapeKey,
    with_area,
    with_flight_line,
    with_hole,
    with_line,
    with_zone,
)
from missionplanner.project.point_marks import places_of, with_point
from missionplanner.ui.map.tools.draw_circle import DrawCircle
from missionplanner.ui.map.tools.draw_line import DrawLine
from missionplanner.ui.map.tools.draw_rectangle import DrawRectangle
from missionplanner.ui.map.tools.draw_ring import DrawRing
from missionplanner.ui.map.tools.gesture import Floats, Gesture, Judge
from missionplanner.ui.map.tools.place_point import PlacePoint
from missionplanner.ui.plan.shape_values import ShapeValues
from missionplanner.ui.plan.shapes_drawn import ShapeDrawn


class Tool(StrEnum):
    """What can be drawn."""

    AREA = "draw_area"
    RECTANGLE = "draw_rectangle"
    ROUND = "draw_round"
    BAND = "draw_band"
    HOLE = "draw_hole"
    HOME = "set_home"
    LAUNCH_SITE = "add_launch_site"
    STATION = "add_station"
    CONTROL_POINT = "add_control_point"
    ZONE = "draw_zone"
    CIRCLE = "draw_circle"
    CORRIDOR = "draw_corridor"
    LINE = "draw_line"
    FLIGHT_LINE = "draw_flight_line"


STAGE_OF = {
    Tool.AREA: "site",
    Tool.RECTANGLE: "site",
    Tool.ROUND: "site",
    Tool.BAND: "site",
    Tool.HOLE: "site",
    Tool.HOME: "site",
    Tool.LAUNCH_SITE: "site",
    Tool.STATION: "site",
    Tool.CONTROL_POINT: "site",
    Tool.ZONE: "threats",
    Tool.CIRCLE: "threats",
    Tool.CORRIDOR: "threats",
    Tool.LINE: "threats",
    Tool.FLIGHT_LINE: "plan",
}
AREAS = (Tool.AREA, Tool.RECTANGLE, Tool.ROUND, Tool.BAND)
ZONES = (Tool.ZONE, Tool.CIRCLE, Tool.CORRIDOR)
ROUNDS = (Tool.ROUND, Tool.CIRCLE)
CORRIDORS = (Tool.BAND, Tool.CORRIDOR)
POINTS = {
    Tool.HOME: Drawn.HOME,
    Tool.LAUNCH_SITE: Drawn.LAUNCH_SITE,
    Tool.STATION: Drawn.STATION,
    Tool.CONTROL_POINT: Drawn.CONTROL_POINT,
}


@dataclass(frozen=True)
class DrawingSheet:
    """The project that is drawn on: its frame, and all its shapes."""

    project: Project
    frame: SiteFrame
    shapes: tuple[ShapeDrawn, ...]

    def degrees(self, corners: Floats) -> Floats:
        """Return corners in degrees; one that lies on a corner there is becomes the same."""
        if not self.shapes:
            return to_degrees(self.frame, corners, np.empty((0, 2)), np.empty((0, 2)))
        metres = np.concatenate([shape.corners_m for shape in self.shapes])
        known = np.concatenate([shape.told.corners_deg for shape in self.shapes])
        return to_degrees(self.frame, corners, metres, known)


def begun(tool: Tool, sheet: DrawingSheet, values: ShapeValues) -> Gesture:
    """Return the gesture that a tool begins."""
    if tool in (Tool.AREA, Tool.ZONE, Tool.HOLE):
        return DrawRing(ring_judge(tool, sheet))
    if tool is Tool.RECTANGLE:
        return DrawRectangle(ring_judge(tool, sheet))
    if tool in ROUNDS:
        return DrawCircle()
    if tool in POINTS:
        return PlacePoint()
    return DrawLine(values.width_m if tool in CORRIDORS else None)


def ring_judge(tool: Tool, sheet: DrawingSheet) -> Judge:
    """Return what says why a ring would not be taken."""

    def make(corners: Floats) -> None:
        polygon = ring_polygon(corners)
        if tool is Tool.HOLE:
            with_hole(sheet.project, "", sheet.frame.unproject(polygon))

    return judged_by(make)


def judged_by(make: Callable[[Floats], object]) -> Judge:
    """Return what says why something cannot be made; nothing where it can."""

    def judge(corners: Floats) -> str:
        try:
            make(corners)
        except InputError as error:
            return error.told().what
        return ""

    return judge


def made(tool: Tool, gesture: Gesture, sheet: DrawingSheet, values: ShapeValues) -> Project:
    """Return the project with what was drawn.

    Raises
    ------
    InputError
        Where it is not sound, or its heights are not.
    """
    project = sheet.project
    if isinstance(gesture, PlacePoint):
        place = _position(sheet.frame, gesture.result())
        kind = POINTS[tool].point
        assert kind is not None
        return with_point(project, kind, values.name, place)
    if isinstance(gesture, DrawCircle):
        zone = _circle(sheet.frame, gesture.result(), values)
        if tool in AREAS:
            return with_area(project, zone.polygon, zone.form)
        return with_zone(project, zone)
    if isinstance(gesture, DrawLine):
        return _with_line(tool, gesture.result(), sheet, values)
    if not isinstance(gesture, DrawRing | DrawRectangle):
        raise TypeError(f"{gesture} draws no shape")
    polygon = Polygon(sheet.degrees(gesture.result()))
    if tool in AREAS:
        form = None
        if isinstance(gesture, DrawRectangle):
            form = in_degrees(rectangle_form(gesture.result()), sheet.frame)
        return with_area(project, MultiPolygon([polygon]), form)
    if tool is Tool.HOLE:
        return with_hole(project, values.name, polygon)
    return with_zone(project, _zone(values, MultiPolygon([polygon])))


def key_made(tool: Tool, project: Project) -> ShapeKey | None:
    """Return which shape of a project was drawn last with a tool."""
    if tool in POINTS:
        kind = POINTS[tool]
        assert kind.point is not None
        return ShapeKey(kind, max(0, len(places_of(project, kind.point)) - 1))
    if tool in AREAS:
        return ShapeKey(Drawn.AREA)
    if tool is Tool.HOLE:
        return ShapeKey(Drawn.HOLE, len(project.area.holes) - 1)
    if tool is Tool.FLIGHT_LINE:
        return ShapeKey(Drawn.FLIGHT_LINE)
    if tool is Tool.LINE:
        return ShapeKey(Drawn.LINE, len(project.threats.power_lines) - 1)
    return ShapeKey(Drawn.ZONE, len(project.threats.zones) - 1)


def _with_line(tool: Tool, corners: Floats, sheet: DrawingSheet, values: ShapeValues) -> Project:
    if tool in CORRIDORS:
        band = FormOnSite(FormKind.CORRIDOR, corners, values.width_m)
        body, form = band.polygon_deg(sheet.frame), in_degrees(band, sheet.frame)
        if tool in AREAS:
            return with_area(sheet.project, shapely.force_2d(body), form)
        return with_zone(sheet.project, replace(_zone(values, body), form=form))
    if tool is Tool.FLIGHT_LINE:
        return with_flight_line(sheet.project, sheet.degrees(corners))
    line = LineString(sheet.degrees(corners))
    power = PowerLine(values.name, line, values.height_m, values.clearance_m)
    return with_line(sheet.project, power)


def _circle(frame: SiteFrame, drawn: tuple[Place, Place], values: ShapeValues) -> Zone:
    centre, rim = drawn
    radius = radius_m(frame, centre, rim) if values.radius_m is None else values.radius_m
    form = FormOnSite(FormKind.CIRCLE, np.array([centre]), radius)
    zone = _zone(values, form.polygon_deg(frame))
    return replace(zone, radius_m=radius, form=in_degrees(form, frame))


def _zone(values: ShapeValues, polygon: MultiPolygon) -> Zone:
    return Zone(values.name, shapely.force_2d(polygon), values.floor, values.ceiling)


def _position(frame: SiteFrame, place: Place) -> Position:
    lon, lat = frame.inverse(*place)
    return Position(lon_deg=float(lon), lat_deg=float(lat))
