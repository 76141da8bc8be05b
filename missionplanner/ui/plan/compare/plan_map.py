"""A small map of one plan: ground, area, zones and routes; two of them move as one."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from missionplanner.model.plan import SensorPlan
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.relief import Relief
from missionplanner.ui.plan.layers.area import AreaLayer, HoleLayer
from missionplanner.ui.plan.layers.lines import PowerLineLayer
from missionplanner.ui.plan.layers.places import HomeLayer
from missionplanner.ui.plan.layers.relief import ReliefLayer
from missionplanner.ui.plan.layers.routes import RouteLayer
from missionplanner.ui.plan.layers.zones import ZoneLayer
from missionplanner.ui.plan.views import SiteView
from missionplanner.ui.style.theme import tokens


class PlanMap(Canvas):
    """Shows one sensor's plan."""

    def __init__(self, site: SiteView, relief: Relief | None, parent: QWidget) -> None:
        super().__init__(parent)
        if relief is not None:
            ReliefLayer(self).show_relief(site.ground, relief)
        AreaLayer(self).show_area(site.outer_m)
        HoleLayer(self).show_holes(site.holes)
        ZoneLayer(self).show_zones(site.zones)
        PowerLineLayer(self).show_lines(site.lines)
        HomeLayer(self).show_home(*site.home_xyz_m[:2])
        self._routes: list[RouteLayer] = []
        self._bounds = site.outer_m.bounds

    def show_plan(self, plan: SensorPlan) -> None:
        """Draw another plan's routes."""
        for layer in self._routes:
            layer.clear()
            layer.deleteLater()
        self._routes = []
        apart_m = 21.0 * self.metres_per_pixel()
        taken: list[tuple[float, float]] = []
        for index, sortie in enumerate(plan.sorties):
            hue, spacing_m = tokens().sortie(index), plan.settings.spacing_m
            layer = RouteLayer(self, sortie, hue, spacing_m, taken, apart_m)
            taken.append(layer.badge)
            self._routes.append(layer)

    def fit(self) -> None:
        """Show the whole area."""
        left, bottom, right, top = self._bounds
        self.show_rect(left, bottom, right - left, top - bottom)


class MovesAsOne(QObject):
    """Lets two maps show the same ground: what one shows, the other shows too."""

    def __init__(self, one: Canvas, other: Canvas) -> None:
        super().__init__(one)
        self._busy = False
        one.moved.connect(lambda: self._follow(one, other))
        other.moved.connect(lambda: self._follow(other, one))

    def _follow(self, leader: Canvas, follower: Canvas) -> None:
        if not self._busy:
            self._busy = True
            follower.show_rect(*leader.shown(), padding=0.0)
            self._busy = False
