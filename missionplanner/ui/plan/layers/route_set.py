"""All that is drawn of the plan shown: routes, their points, the place looked at."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.flown import FlownCourse
from missionplanner.model.patterns import Pattern
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_lines
from missionplanner.ui.plan.layers.draft import DraftLayer
from missionplanner.ui.plan.layers.lines import FlightLineLayer
from missionplanner.ui.plan.layers.places import AircraftLayer, FootprintLayer
from missionplanner.ui.plan.layers.points import PointLayer, ShotLayer, WaypointLayer
from missionplanner.ui.plan.layers.rest import RestLayer
from missionplanner.ui.plan.layers.route_item import Bands, RouteLook
from missionplanner.ui.plan.layers.routes import Place, RouteLayer
from missionplanner.ui.plan.picked import PickKind
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.theme import tokens

#: Shares over the least clearance up to which it is tight, and enough.
TIGHT, ENOUGH = 1.1, 1.5


class RouteSet(QObject):
    """Keeps what is drawn in step with the sortie chosen and the place looked at."""

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__(canvas)
        self._canvas, self._session = canvas, session
        self.routes: list[RouteLayer] = []
        self.waypoints, self.shots = WaypointLayer(canvas), ShotLayer(canvas)
        self.aircraft, self.footprint = AircraftLayer(canvas), FootprintLayer(canvas)
        self.line = FlightLineLayer(canvas)
        self.rest = RestLayer(canvas)
        self.marks: tuple[Layer, ...] = (self.rest, self.line, self.waypoints, self.shots)
        self.draft = DraftLayer(canvas)
        self.by_clearance = False
        session.pick_changed.connect(self.show_looks)
        session.project_changed.connect(self.show_looks)
        session.project_changed.connect(self.show_line)
        session.flying.changed.connect(self._on_flown)
        session.flying.moved.connect(self._show_place)
        session.drafted.connect(self.show_draft)
        session.rest.changed.connect(self.show_rest)

    def show_routes(self, taken: Sequence[Place] = (), apart_m: float = 0.0) -> None:
        """Draw the plan shown anew; numbers keep off `taken` places."""
        for layer in self.routes:
            layer.clear()
            layer.deleteLater()
        self.routes = []
        plan = self._session.plan_shown
        places = list(taken)
        for index, sortie in enumerate(plan.sorties if plan else ()):
            hue, spacing_m = tokens().sortie(index), plan.settings.spacing_m if plan else 0.0
            layer = RouteLayer(self._canvas, sortie, hue, spacing_m, places, apart_m)
            places.append(layer.badge)
            self.routes.append(layer)
        self.show_line()
        self.show_draft()
        self._on_flown()
        self.show_rest()

    def show_line(self) -> None:
        """Draw the line of the corridor that is asked for."""
        project, site = self._session.project, self._session.site
        intent = project.document.intent if project is not None else None
        wanted = intent is not None and intent.pattern is Pattern.CORRIDOR and intent.views.line
        if site is None or intent is None or not wanted:
            self.line.show_line(None)
            return
        places = intent.views.line
        x, y = SiteFrame(site.ground.epsg).forward(
            [place.lon_deg for place in places], [place.lat_deg for place in places]
        )
        self.line.show_line(np.column_stack([x, y]))

    def show_rest(self) -> None:
        """Draw what remains of the plan after a sortie broke off."""
        site = self._session.site
        frame = SiteFrame(site.ground.epsg) if site is not None else None
        self.rest.show_rest(self._session.rest.view, frame)
        self.show_looks()

    def show_draft(self) -> None:
        """Draw the plan so far, in place of the one before; none: that one is shown again."""
        draft = self._session.draft
        self.draft.show_plan(draft)
        for layer in (*self.routes, *self.marks):
            layer.set_shown(draft is None)

    def show_looks(self) -> None:
        """Let the sortie chosen stand out."""
        session = self._session
        for index, layer in enumerate(self.routes):
            layer.show_look(self._look(index))
        plan = session.plan_shown
        points: list[PointLayer] = [self.waypoints, self.shots]
        only = session.sortie if session.focused else None
        for marks in points:
            marks.show_courses(session.flying.courses, plan.sorties if plan else (), only)
        self._show_place()

    def colour_by_clearance(self, wanted: bool) -> None:
        """Colour routes by their distance to the ground, or by sortie."""
        self.by_clearance = wanted
        flown = self._session.flying.flown
        # Another sensor's courses are told of before its routes are drawn.
        known = flown is not None and len(flown.courses) == len(self.routes)
        for index, layer in enumerate(self.routes):
            told = flown if known and wanted else None
            layer.show_bands(clearance_bands(told.courses[index], told.least_m) if told else None)

    def kinds_in_sight(self) -> frozenset[PickKind]:
        """Return which points are drawn, and so can be picked."""
        pairs = ((PickKind.WAYPOINT, self.waypoints), (PickKind.SHOT, self.shots))
        return frozenset(kind for kind, layer in pairs if layer.drawn)

    def is_shown(self, index: int) -> bool:
        """Tell whether a sortie is to be seen."""
        return index < len(self.routes) and self.routes[index].visible

    def set_shown(self, shown: bool) -> None:
        """Keep the place looked at off the map: another stage is in front."""
        self.aircraft.set_shown(shown)
        self.footprint.set_shown(shown)

    def _look(self, index: int) -> RouteLook:
        session = self._session
        if session.stale:
            return RouteLook.STALE
        if not session.focused:  # what remains stands out against what was planned
            return RouteLook.PALE if session.rest.view is not None else RouteLook.ALL
        return RouteLook.CHOSEN if index == session.sortie else RouteLook.PALE

    def _on_flown(self) -> None:
        self.colour_by_clearance(self.by_clearance)
        self.show_looks()

    def _show_place(self) -> None:
        course = self._session.course
        if course is None:
            self.aircraft.clear()
            self.footprint.clear()
            return
        here = course.at_way(self._session.flying.along_m)
        hue = tokens().sortie(self._session.sortie)
        self.aircraft.show_at(here.x_m, here.y_m, here.heading_deg, hue)


def clearance_bands(course: FlownCourse, least_m: float) -> Bands:
    """Return the strips of a course by how far they keep from the ground: colours and paths.

    The colours are those of `Tokens.clearances`: under the least, tight, enough, ample.
    """
    kind = clearance_class(course, least_m)
    found = []
    for place, hue in enumerate(tokens().clearances):
        pieces = np.flatnonzero((kind == place) & (course.strip[:-1] >= 0))
        breaks = np.flatnonzero(np.diff(pieces) > 1) + 1
        runs = np.split(pieces, breaks) if len(pieces) else []
        lines = [np.column_stack((course.x_m, course.y_m))[run[0] : run[-1] + 2] for run in runs]
        found.append((hue, path_of_lines(lines)))
    return tuple(found)


def clearance_class(course: FlownCourse, least_m: float) -> np.ndarray[
    tuple[int, ...], np.dtype[np.int64]
]:  # fmt: skip
    """Return the class of each piece of a course, 0 to 3; of its nearer end."""
    near = np.minimum(course.clearance_m[:-1], course.clearance_m[1:])
    return np.digitize(near, [least_m, TIGHT * least_m, ENOUGH * least_m])
