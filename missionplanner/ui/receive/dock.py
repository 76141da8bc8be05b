"""The dock of the Receive stage: findings, photos a minute, the flights of the gap, the log."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from missionplanner.model.plan import SensorPlan
from missionplanner.ui.receive.arrivals import ArrivalsChart
from missionplanner.ui.receive.finding_rows import FindingRows
from missionplanner.ui.receive.kinds import GAP_SIGN
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.signal_chart import SignalChart
from missionplanner.ui.widgets.data_table import DataTable
from missionplanner.ui.widgets.kit import Elided, column, filled, label, row
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.segments import Segments
from missionplanner.ui.widgets.turned import TABS

_ARRIVALS, _FLIGHTS, _LOG = "arrivals", "flights", "log"
_SIGNAL = "signal"
_TABS_PX = 340


class ReceiveDock(QWidget):
    """Findings at the left; at the right one page of three."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self.rows, self.chart = FindingRows(session), ArrivalsChart()
        self.signal = SignalChart()
        self.flights = DataTable(self.tr("Flights of the gap"))
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.log.setAccessibleName(self.tr("Log of the link"))
        self._note, self._said = Elided("small"), Elided("small")
        self._pages = QStackedWidget()
        self._page_of: dict[str, QWidget] = {
            _ARRIVALS: self.chart,
            _SIGNAL: self.signal,
            _FLIGHTS: self.flights,
            _LOG: self.log,
        }
        for page in self._page_of.values():
            self._pages.addWidget(page)
        self.tabs = Segments(
            (
                (_ARRIVALS, self.tr("Photos a minute")),
                (_SIGNAL, self.tr("Signal")),
                (_FLIGHTS, self.tr("Gap flights")),
                (_LOG, self.tr("Log")),
            ),
            _ARRIVALS,
            by_words=True,
        )
        self.tabs.setFixedWidth(_TABS_PX)
        self.tabs.setObjectName(TABS)
        self._made: object = None
        self._drawn: object = None
        self._ahead: object = None
        box = row(self, gap=1)
        box.addWidget(_part(label(self.tr("Findings"), "head"), self._note, self.rows), 51)
        box.addWidget(_part(self.tabs, self._said, self._pages), 49)
        self.tabs.chosen.connect(self.show_page)
        session.changed.connect(self.refresh)
        session.picked.connect(self.refresh)
        self.refresh()

    def show_page(self, key: str) -> None:
        """Show a page at the right."""
        self.tabs.choose(key)
        self._pages.setCurrentWidget(self._page_of[key])
        self._tell_empty()

    def _tell_empty(self) -> None:
        """Say beside the tabs why their page is empty."""
        session, shown = self._session, self._session.sensor_shown
        empty = {
            self.chart: (
                bool((shown and shown.entries) or session.link.arrivals),
                self.tr("No photos yet"),
            ),
            self.signal: (session.ahead is not None, self.tr("Nothing is predicted yet")),
            self.flights: (session.gap is not None, self.tr("No gap is planned yet")),
        }
        there, words = empty.get(self._pages.currentWidget(), (True, ""))
        self._said.setText("" if there else words)

    def refresh(self) -> None:
        """Show what the session holds."""
        session = self._session
        shown = session.sensor_shown
        self.rows.refresh()
        self._note.setText(shown.name if shown else "")
        drawn = (shown, len(session.link.arrivals))
        if drawn != self._drawn:
            self._drawn = drawn
            self.chart.show_photos(shown.entries if shown else (), session.link.arrivals)
        lines = [f"{moment:%H:%M:%S}  {words}" for moment, words in session.link.lines]
        if len(lines) != self.log.blockCount() or not lines:
            self.log.setPlainText("\n".join(lines) or self.tr("Nothing is listened to yet"))
            self.log.verticalScrollBar().setValue(self.log.verticalScrollBar().maximum())
        if session.ahead is not self._ahead:
            self._ahead = session.ahead
            self.signal.show_link(session.ahead)
            if session.ahead is not None:
                self.show_page(_SIGNAL)
        if session.gap is not self._made:
            self._made = session.gap
            self._show_flights()
        self._tell_empty()

    def _show_flights(self) -> None:
        made = self._session.gap
        if made is None:
            self.flights.show_rows((), ())
            return
        heads = (self.tr("Flight"), self.tr("Length"), self.tr("min"), self.tr("Photos"), "Wh")
        told = measures_of(self._session.site.memory)
        rows = [
            (
                f"{GAP_SIGN}{figures.number} · {_carried(plan)}",
                told.way_words(figures.length_m),
                number(figures.duration_s / 60, 1),
                number(figures.photos),
                number(figures.energy_wh),
            )
            for plan, judged in made.loads()
            for figures in judged.sorties
        ]
        self.flights.show_rows(heads, rows)
        self.show_page(_FLIGHTS)


def _carried(plan: SensorPlan) -> str:
    """Return the names of the sensors that fly together."""
    return " + ".join(sensor.name.split(" (")[0] for sensor in plan.carried)


def _part(title: QWidget, note: Elided, body: QWidget) -> QWidget:
    made = filled("panel")
    box = column(made)
    bar = QWidget()
    bar.setFixedHeight(36)
    head = row(bar, (12, 0, 12, 0), 8)
    head.addWidget(title)
    note.setMinimumWidth(10)
    note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.addWidget(note, 1)
    box.addWidget(bar)
    box.addWidget(body, 1)
    return made
