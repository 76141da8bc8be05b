"""What the radio in use has to spare along the route, in its colour; below the line it is lost."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from missionplanner.ui.charts.charts import Chart, ticks
from missionplanner.ui.receive.radios import radio_hue
from missionplanner.ui.receive.views import LinkView
from missionplanner.ui.style.theme import tokens

_MOST_DB = 60.0


class SignalChart(Chart):
    """Margin in dB over what the radio needs, by kilometres flown."""

    def __init__(self) -> None:
        super().__init__(40)
        self._curves: list[pg.PlotCurveItem] = []
        self._zero = pg.InfiniteLine(0, 0, pen=pg.mkPen(tokens().text, width=1))

    def show_link(self, view: LinkView | None) -> None:
        """Draw it; None: nothing is judged yet."""
        for curve in (*self._curves, self._zero):
            self.plot.removeItem(curve)
        self._curves = []
        if view is None or not view.signal:
            self.grid([])
            self.label("left", [], "")
            self.label("bottom", [], "")
            return
        high, low = 10.0, -10.0
        for radio, along_m, margin in view.signal:
            shown = np.clip(margin, -_MOST_DB, _MOST_DB)
            lost = radio == "none"
            line = Qt.PenStyle.DotLine if lost else Qt.PenStyle.SolidLine
            pen = pg.mkPen(radio_hue(radio), width=2, style=line)
            curve = pg.PlotCurveItem(along_m / 1000.0, shown, pen=pen, connect="finite")
            self.plot.addItem(curve)
            self._curves.append(curve)
            if np.isfinite(shown).any():
                high, low = max(high, float(np.nanmax(shown))), min(low, float(np.nanmin(shown)))
        self.plot.addItem(self._zero)
        length_km = max(float(view.signal[-1][1][-1]) / 1000.0, 0.1)
        self.span((0.0, length_km), (low * 1.1, high * 1.1))
        marks = ticks(low, high, 4)
        self.grid(marks)
        self.label("left", marks, "dB")
        self.label("bottom", ticks(0.0, length_km, 5), "km")
