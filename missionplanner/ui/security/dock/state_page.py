"""The state function of the indicator chosen, its thresholds dragged on the histogram."""

from typing import cast

from PySide6.QtWidgets import QWidget

from missionplanner.model.security import Thresholds
from missionplanner.ui.charts.state_curve import StateCurve
from missionplanner.ui.security.names import title_of
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.widgets.kit import column
from missionplanner.ui.widgets.pages import Pages


class StatePage(QWidget):
    """A column of the dock; it follows the session by itself."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__()
        self._session = session
        self.curve = StateCurve()
        self.page = Pages([(self.tr("State function S(x)"), self.curve)])
        column(self).addWidget(self.page)
        self.curve.moved.connect(self._on_moved)
        self.curve.settled.connect(self._on_settled)
        session.reader.curve_changed.connect(self._show_curve)
        session.reader.histogram_changed.connect(self._show_histogram)
        self.refresh()

    def refresh(self) -> None:
        """Show the indicator chosen."""
        session = self._session
        key = session.indicator
        specs = session.system.indicators if session.system else ()
        title = next((title_of(spec) for spec in specs if spec.key == key), "")
        self.page.note.setText(f"{key}  {title}")
        self.curve.show_thresholds(session.thresholds_of(key))
        self.curve.show_movable(not session.busy)
        self._show_curve()
        self._show_histogram()

    def _show_curve(self) -> None:
        curve = self._session.reader.curve
        if curve is not None:
            self.curve.show_curve(curve.x, curve.s)

    def _show_histogram(self) -> None:
        self.curve.show_histogram(self._session.reader.histogram)

    def _on_moved(self, thresholds: object) -> None:
        self._session.ask_curve(thresholds=cast("Thresholds", thresholds))

    def _on_settled(self, thresholds: object) -> None:
        session = self._session
        words = self.tr("Change thresholds of {0}").format(session.indicator)
        rounded = tuple(round(value, 4) for value in cast("Thresholds", thresholds))
        session.edit_thresholds(words, session.indicator, cast("Thresholds", rounded))
