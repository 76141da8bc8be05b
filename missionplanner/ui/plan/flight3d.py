"""The plan shown in space: ground, zones and wires as they stand, routes at their true height."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from shapely import contains_xy, prepare

from missionplanner.model.flown import FlownCourse
from missionplanner.model.places import Altitude, Datum, Rect
from missionplanner.ui.map.ground import Ground
from missionplanner.ui.map.relief import colour_range, shade
from missionplanner.ui.plan.footprints import seen_from
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.views import LineShape, SiteView, ZoneShape
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.terrain3d.shapes import (
    MOST_CELLS,
    HeightsOver,
    Mesh,
    Points,
    Rgba,
    lay_over,
    terrain_mesh,
    volume,
)
from missionplanner.ui.terrain3d.view import View3D

_OVER_M = 5.0  # lines on the ground lie so high over it, not to sink into it
_TOWERS_M = 250.0
_OPEN_TOP_M = 150.0  # so high over the highest route an open zone is drawn
_PALE, _SIDE, _LID = 0.45, 0.20, 0.30
_BESIDE_LIT = 0.8  # the ground outside the area

Camera = str
Draped = tuple[NDArray[np.uint8], Rect]
_NOTHING: Points = np.empty((0, 3), np.float32)
FREE, FOLLOW, PILOT = "free", "follow", "pilot"


class Flight3D(QObject):
    """Keeps a view in space in step with the session."""

    def __init__(self, view: View3D, session: Session, shown: Callable[[int], bool]) -> None:
        super().__init__(view)
        self.view, self._session, self._shown = view, session, shown
        self.camera: Camera = FREE
        self._site: SiteView | None = None
        self._centre = (0.0, 0.0, 0.0)
        self._draped: Draped | None = None
        self._stale = False
        session.flying.changed.connect(self.show_routes)
        session.flying.moved.connect(self.show_place)
        session.pick_changed.connect(self.show_routes)
        session.project_changed.connect(self._on_project)
        self.show_site()

    def show_site(self) -> None:
        """Draw ground, area, zones and wires."""
        site = self._session.site
        if site is None:
            return
        first, self._site = self._site is None, site
        self._centre = _centre(site)
        self.view.show_ground(self._ground(site))
        self._show_area(site)
        for zone in site.zones:
            self._show_zone(zone, site)
        for line in site.lines:
            self._show_wire(line, site.ground)
        if first:
            self.fit()
        self.show_routes()

    def drape(self, draped: Draped | None) -> None:
        """Lay a picture over the ground; None: its relief alone."""
        self._draped = draped
        self.show_site()

    def fit(self) -> None:
        """Look at the whole area."""
        if self._site is not None:
            left, bottom, right, top = self._site.outer_m.bounds
            self.view.look((0.0, 0.0, 0.0), 1.25 * max(right - left, top - bottom))

    def show_routes(self) -> None:
        """Draw the routes: the chosen one strong, what is not flown yet thin."""
        session = self._session
        lines, self._stale = [], session.stale
        for index, course in enumerate(session.flying.courses):
            if not self._shown(index):
                continue
            hue, chosen = tokens().sortie(index), session.focused and index == session.sortie
            if session.stale:
                hue, chosen = tokens().muted, False
            pale = session.focused and not chosen
            alpha, width = (_PALE, 1.0) if pale else (1.0, 2.5 if chosen else 1.6)
            lines.append((self._in_space(course), _rgba(hue, alpha), width))
        self.view.show_routes(lines)
        self.show_place()

    def show_place(self) -> None:
        """Put the aircraft where one looks, and the camera with it."""
        course, plan, site = self._session.course, self._session.plan_shown, self._site
        if course is None or plan is None or site is None:
            return
        here = course.at_way(self._session.flying.along_m)
        place = self._near(here.x_m, here.y_m, here.egm96_m)
        aim, seen = plan.aim_of(here.strip), None
        if here.strip >= 0:
            seen = seen_from(here, plan.sensor, site.ground, aim)
        outline = self._on_ground(seen.outline_m, site.ground) if seen else _NOTHING
        ground = here.ground_m if np.isfinite(here.ground_m) else here.egm96_m
        self.view.show_aircraft(
            place, ground - self._centre[2], tokens().sortie(self._session.sortie), outline
        )
        if self.camera == FOLLOW:
            self.view.follow(place)
        elif self.camera == PILOT:
            self.view.fly(place, here.heading_deg)

    def set_camera(self, camera: Camera) -> None:
        """Move freely, with the aircraft, or as its pilot."""
        self.camera = camera
        self.show_place()

    def _on_project(self) -> None:
        if self._session.stale is not self._stale:
            self.show_routes()

    def _ground(self, site: SiteView) -> Mesh:
        ground = site.ground
        rgba = shade(ground, tokens(), *colour_range(ground.height_m))
        rows, cols = ground.height_m.shape
        x = ground.x0_m + ground.cell_m * np.arange(cols, dtype=np.float64)
        y = ground.y0_m + ground.cell_m * np.arange(rows, dtype=np.float64)
        step = max(1, math.ceil(max(rows, cols) / MOST_CELLS))
        if self._draped is not None:
            lay_over(rgba, x, y, *self._draped)
        beside = ~_inside(site, x, y, step)
        rgba[beside, :3] = (rgba[beside, :3] * _BESIDE_LIT).astype(np.uint8)
        return terrain_mesh(x, y, ground.height_m, rgba, self._centre)

    def _show_area(self, site: SiteView) -> None:
        for part in site.outer_m.geoms:
            ring = np.asarray(part.segmentize(20.0).exterior.coords)[:, :2]
            self.view.add_line(self._on_ground(ring, site.ground), _rgba(tokens().ink), 2.0)
        for hole in site.holes:
            for part in getattr(hole.polygon_m, "geoms", [hole.polygon_m]):
                ring = np.asarray(part.segmentize(20.0).exterior.coords)[:, :2]
                self.view.add_line(self._on_ground(ring, site.ground), _rgba("#7EA4BE"), 1.6)

    def _show_zone(self, zone: ZoneShape, site: SiteView) -> None:
        sides, lid = _rgba(tokens().zone, _SIDE), _rgba(tokens().zone, _LID)
        floor, top = self._levels(zone.floor, site, 0.0), self._levels(zone.ceiling, site, None)
        self.view.add_volume(volume(zone.polygon_m, floor, top, (sides, lid), self._centre))
        for part in getattr(zone.polygon_m, "geoms", [zone.polygon_m]):
            ring = np.asarray(part.segmentize(20.0).exterior.coords)[:, :2]
            edge = np.column_stack((ring, top(*ring.T))) - self._centre
            self.view.add_line(edge.astype(np.float32), _rgba(tokens().zone), 1.5)
            middle = part.representative_point()
            z = float(top(np.array([middle.x]), np.array([middle.y]))[0]) + 15.0
            self.view.add_name(self._near(middle.x, middle.y, z), zone.name, tokens().zone)

    def _levels(self, altitude: Altitude | None, site: SiteView, low: float | None) -> HeightsOver:
        if altitude is None and low is not None:
            return HeightsOver(low, site.ground.height_at)
        if altitude is None:
            tops = [float(c.egm96_m.max()) for c in self._session.flying.courses]
            return HeightsOver(max([*tops, site.height_range_m[1]]) + _OPEN_TOP_M)
        if altitude.datum is Datum.AGL:
            return HeightsOver(altitude.value_m, site.ground.height_at)
        home = site.home_xyz_m[2] if altitude.datum is Datum.HOME else 0.0
        return HeightsOver(home + altitude.value_m)

    def _show_wire(self, line: LineShape, ground: Ground) -> None:
        top = HeightsOver(line.height_m, ground.height_at)
        xy = np.asarray(line.line_m.segmentize(20.0).coords)[:, :2]
        wire = np.column_stack((xy, top(*xy.T))) - self._centre
        self.view.add_line(wire.astype(np.float32), _rgba(tokens().ink), 1.4)
        at = np.arange(0.0, line.line_m.length, _TOWERS_M)
        feet = np.array([(p.x, p.y) for p in (line.line_m.interpolate(d) for d in at)])
        below = HeightsOver(0.0, ground.height_at)
        stems = np.empty((2 * len(feet), 3))
        stems[0::2], stems[1::2] = (
            np.column_stack((feet, below(*feet.T))),
            np.column_stack((feet, top(*feet.T))),
        )
        made = (stems - self._centre).astype(np.float32)
        self.view.add_line(made, _rgba(tokens().ink), 1.4, pairs=True)

    def _in_space(self, course: FlownCourse) -> Points:
        places = np.column_stack((course.x_m, course.y_m, course.egm96_m)) - self._centre
        return np.asarray(places, dtype=np.float32)

    def _on_ground(self, xy: NDArray[np.float64], ground: Ground) -> Points:
        level = HeightsOver(_OVER_M, ground.height_at)
        return np.asarray(np.column_stack((xy, level(*xy.T))) - self._centre, dtype=np.float32)

    def _near(self, x_m: float, y_m: float, z_m: float) -> tuple[float, float, float]:
        x, y, z = self._centre
        return x_m - x, y_m - y, z_m - z


def flight_in(frame: QWidget, session: Session, shown: Callable[[int], bool]) -> Flight3D:
    """Return a plan in space with a view of its own on a frame; `shown` tells which sorties."""
    return Flight3D(View3D(frame), session, shown)


def _centre(site: SiteView) -> tuple[float, float, float]:
    middle = site.outer_m.centroid
    return middle.x, middle.y, sum(site.height_range_m) / 2


def _rgba(hue: str, alpha: float = 1.0) -> Rgba:
    made = QColor(hue)
    return made.redF(), made.greenF(), made.blueF(), alpha


def _inside(
    site: SiteView, x: NDArray[np.float64], y: NDArray[np.float64], step: int
) -> NDArray[np.bool_]:
    """Return which nodes lie in the area; only those that are drawn are looked at."""
    prepare(site.outer_m)
    found = np.zeros((len(y), len(x)), dtype=bool)
    xs, ys = np.meshgrid(x[::step], y[::step])
    found[::step, ::step] = contains_xy(site.outer_m, xs, ys)
    return found
