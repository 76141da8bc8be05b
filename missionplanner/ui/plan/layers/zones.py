"""No-fly zones with their names and heights."""

from PySide6.QtWidgets import QLabel

from missionplanner.model.places import Altitude, Datum
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.hatching import Hatching
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_polygons, pen
from missionplanner.ui.plan.views import ZoneShape
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches
from missionplanner.ui.widgets.numbers import number

_DATUM = {Datum.AGL: "", Datum.EGM96: " EGM96", Datum.ELLIPSOID: " WGS 84", Datum.HOME: " home"}


def heights(floor: Altitude | None, ceiling: Altitude | None) -> str:
    """Return a zone's vertical extent: 0–95 m, or above 0 m; datums other than AGL are named."""
    low = floor or Altitude(value_m=0, datum=Datum.AGL)
    if ceiling is None:
        return f"≥ {number(low.value_m)} m{_DATUM[low.datum]}"
    if low.datum is ceiling.datum:
        return f"{number(low.value_m)}–{number(ceiling.value_m)} m{_DATUM[low.datum]}"
    return (
        f"{number(low.value_m)} m{_DATUM[low.datum] or ' AGL'} – "
        f"{number(ceiling.value_m)} m{_DATUM[ceiling.datum] or ' AGL'}"
    )


class ZoneLayer(Layer):
    """Hatched, since a colour alone says nothing to some eyes."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "zones", "airspace")
        self.words = self.tr("No-fly zones")

    def swatch(self) -> QLabel | None:
        """Return a hatched square."""
        return swatches.hatch(tokens().zone)

    def show_zones(self, zones: tuple[ZoneShape, ...]) -> None:
        """Draw them."""
        self.clear()
        theme = tokens()
        for zone in zones:
            path = path_of_polygons(zone.polygon_m)
            fill = theme.chrome if theme.is_dark else theme.zone
            self.add(Hatching(path, theme.zone, fill, theme.zone_alpha), 22)
            self.add_path(path, pen(theme.casing, 4, 190), 23)
            self.add_path(path, pen(theme.zone, 2), 24)
            words = f"{zone.name}  {heights(zone.floor, zone.ceiling)}"
            x = zone.polygon_m.centroid.x
            top = zone.polygon_m.bounds[3]
            self.add(glyphs.label(x, top, words, ink=theme.zone, plate=True, up_px=14), 60)
