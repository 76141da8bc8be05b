"""What a right click (or a long press) on the map offers: what is here, coordinates, a tape."""

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu
from shapely.geometry import Point

from missionplanner.geo.coordinates import CoordinateForm, place_words
from missionplanner.geo.frames import SiteFrame
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.fingers import Fingers
from missionplanner.ui.map.ground import Ground
from missionplanner.ui.map.tools.tape import Tape
from missionplanner.ui.plan.layers.zones import heights
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.measures import Measures
from missionplanner.ui.widgets.numbers import number

_NEAR_PX = 10.0


class MapMenu(QObject):
    """Opens over a canvas; `tape` begins where it was opened. `extra` adds the window's verbs."""

    def __init__(
        self,
        canvas: Canvas,
        session: Session,
        frame: SiteFrame,
        tape: Tape,
        extra: Callable[[QMenu], None],
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._session, self._frame = canvas, session, frame
        self._tape, self._extra = tape, extra
        self.menu: QMenu | None = None
        canvas.viewport().installEventFilter(self)
        Fingers(canvas).held.connect(self.open)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Open where the map is asked what it offers."""
        if isinstance(event, QContextMenuEvent):
            self.open(event.pos())
            return True
        return False

    def open(self, pixel: QPoint) -> QMenu:
        """Show the menu of a place; does not block."""
        place = self._canvas.box.mapSceneToView(self._canvas.mapToScene(pixel))
        self.menu = self.menu_of(place)
        self.menu.popup(self._canvas.viewport().mapToGlobal(pixel))
        return self.menu

    def menu_of(self, place: QPointF) -> QMenu:
        """Make the menu of a place, site metres."""
        here = place.x(), place.y()
        menu = QMenu(self._canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words in self.told(*here):
            menu.addAction(words).setEnabled(False)
        menu.addSeparator()
        lon, lat = (float(v) for v in self._frame.inverse(*here))
        copies = menu.addMenu(self.tr("Copy coordinates"))
        for form in CoordinateForm:
            words = place_words((lon, lat), form, self._frame)
            copies.addAction(words, partial(QGuiApplication.clipboard().setText, words))
        menu.addAction(self.tr("Measure from here"), partial(self._tape.begin, here))
        self._extra(menu)
        return menu

    def told(self, x_m: float, y_m: float) -> list[str]:
        """Return what is at a place: where it is, its ground, and what of the site lies there."""
        measures: Measures = self._tape.measures
        lon, lat = (float(v) for v in self._frame.inverse(x_m, y_m))
        found = [measures.place_text(lon, lat, self._frame)]
        site = self._session.site
        if site is None:
            return found
        height = float(site.ground.height_at(x_m, y_m))
        if math.isfinite(height):
            slope = slope_deg(site.ground, x_m, y_m)
            steep = "" if math.isnan(slope) else self.tr(" · slope {0}°").format(number(slope, 0))
            ground = self.tr("Ground {0} EGM96").format(measures.height_words(height))
            found.append(ground + steep)
        else:
            found.append(self.tr("no terrain here"))
        return found + self._shapes_at(Point(x_m, y_m))

    def _shapes_at(self, here: Point) -> list[str]:
        """Return the names of what lies at a place."""
        site = self._session.site
        if site is None:
            return []
        reach = _NEAR_PX * self._canvas.metres_per_pixel()
        found = [
            self.tr("Zone {0}").format(f"{zone.name}  {heights(zone.floor, zone.ceiling)}")
            for zone in site.zones
            if zone.polygon_m.intersects(here)
        ]
        found += [
            self.tr("Line {0}").format(line.name)
            for line in site.lines
            if line.line_m.distance(here) <= reach
        ]
        holes = [hole for hole in site.holes if hole.polygon_m.intersects(here)]
        found += [self.tr("Hole {0}").format(hole.name) for hole in holes]
        if not holes and not site.outer_m.is_empty and site.outer_m.intersects(here):
            found.append(self.tr("Inside the survey area"))
        return found


def slope_deg(ground: Ground, x_m: float, y_m: float) -> float:
    """Return how steep the ground is over two cells, degrees; NaN beside it."""
    step = ground.cell_m
    east = ground.height_at([x_m - step, x_m + step], [y_m, y_m])
    north = ground.height_at([x_m, x_m], [y_m - step, y_m + step])
    rise = math.hypot(float(east[1] - east[0]), float(north[1] - north[0]))
    return math.degrees(math.atan(rise / (2 * step)))
