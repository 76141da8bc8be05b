"""The plan so far, pale, while the search still goes on."""

from missionplanner.model.plan import SensorPlan
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.plan.layers.route_item import RouteItem, RouteLook
from missionplanner.ui.plan.layers.routes import split
from missionplanner.ui.style.theme import tokens

_HEIGHT, _NAME_HEIGHT = 30.0, 61.0


class DraftLayer(Layer):
    """Routes without numbers or arrows: nothing on them can be chosen yet."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "so-far", "")
        self._plan: SensorPlan | None = None

    def show_plan(self, plan: SensorPlan | None) -> None:
        """Draw a plan in place of the one before; None: nothing."""
        if plan is self._plan:
            return
        self.clear()
        self._plan = plan
        for index, sortie in enumerate(plan.sorties if plan else ()):
            solid, dashed = split(sortie.waypoints)
            hue, apart_m = tokens().sortie(index), plan.settings.spacing_m if plan else 0.0
            item = RouteItem(solid, dashed, tuple, hue, apart_m, self._is_moving)
            item.show_look(RouteLook.PALE)
            self.add(item, _HEIGHT)
        if plan is not None and plan.sorties:
            first = plan.sorties[0].waypoints
            words, theme = self.tr("Plan so far"), tokens()
            x_m, y_m = float(first.x_m[0]), float(first.y_m[0])
            told = glyphs.label(x_m, y_m, words, ink=theme.ink, plate=True, up_px=26)
            self.add(told, _NAME_HEIGHT)

    def _is_moving(self) -> bool:
        return self._canvas.moving
