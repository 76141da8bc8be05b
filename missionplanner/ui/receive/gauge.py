"""How complete the photos of each sensor are, and whether that is enough."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from missionplanner.model.completed import Completed, least_seen
from missionplanner.model.survey_state import SensorState
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import colour, tokens
from missionplanner.ui.widgets.kit import Elided, column, label, row
from missionplanner.ui.widgets.numbers import number, percent
from missionplanner.ui.widgets.panel import clear
from missionplanner.ui.widgets.tiles import state_mark

_TRACK, _TICK, _WORDS_PX = 8, 16, 18
_NARROW = 0.9


class GaugeTrack(QWidget):
    """A share on a track from 90 to 100 %, or from 0 where it is below; a tick at the least.

    What is certain is filled, what is announced besides is pale.
    """

    def __init__(self, certain: float, expected: float, least: float) -> None:
        super().__init__()
        self._certain, self._expected, self._least = certain, max(expected, certain), least
        self._low = _NARROW if certain >= _NARROW else 0.0
        self.setFixedHeight(_TICK + _WORDS_PX)
        self.setMinimumWidth(120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, fill, tick and scale."""
        painter, theme = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide, top = float(self.width()), (_TICK - _TRACK) / 2
        reached = theme.ok if self._certain >= self._least else theme.warn
        for share, hue in (
            (1.0, colour(theme.border)),
            (self._expected, colour(theme.link, 70)),
            (self._certain, colour(reached)),
        ):
            painter.setBrush(hue)
            length = wide * self._at(share)
            if length > 0:
                painter.drawRoundedRect(QRectF(0, top, length, _TRACK), 4, 4)
        painter.setBrush(QColor(theme.surface))
        tick = wide * self._at(self._least)
        painter.drawRect(QRectF(tick - 2, 0, 4, _TICK))
        painter.setBrush(QColor(theme.text))
        painter.drawRect(QRectF(tick - 1, 0, 2, _TICK))
        self._draw_scale(painter, tick)

    def _at(self, share: float) -> float:
        return min(max((share - self._low) / (1.0 - self._low), 0.0), 1.0)

    def _draw_scale(self, painter: QPainter, tick: float) -> None:
        wide, base = float(self.width()), float(_TICK)
        least = f"≥ {number(100 * self._least)} %"
        needed = QFontMetrics(font(11, 600)).horizontalAdvance(least) + 4
        left = min(max(tick - needed / 2, 0.0), wide - needed)
        painter.setFont(font(11, 600))
        painter.setPen(QColor(tokens().text))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(left, base, needed, _WORDS_PX), int(middle), least)
        painter.setFont(font(11))
        painter.setPen(QColor(tokens().muted))
        for share in (self._low, (self._low + 1.0) / 2):
            words = f"{number(100 * share)} %" if share == self._low else number(100 * share)
            room = painter.fontMetrics().horizontalAdvance(words) + 4
            x = min(max(wide * self._at(share) - room / 2, 0.0), wide - room)
            if x + room < left - 4:
                box = QRectF(x, base, room, _WORDS_PX)
                side = Qt.AlignmentFlag.AlignLeft if share == self._low else middle
                painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), words)


class Gauges(QWidget):
    """One gauge a sensor."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self._shown: list[SensorState] | None = None
        self._by: int | None = None
        self._box = column(self, gap=8)

    def refresh(self) -> None:
        """Show what the photos of each sensor see."""
        state, force = self._session.state, self._session.beaufort
        sensors = list(state.sensors) if state else []
        same = self._shown is not None and len(self._shown) == len(sensors)
        if same and force == self._by and all(map(_is, self._shown or (), sensors)):
            return
        self._shown, self._by = sensors, force
        clear(self._box)
        for one in sensors:
            self._box.addWidget(self._gauge(one, live=bool(state and state.live)))

    def _gauge(self, one: SensorState, *, live: bool) -> QWidget:
        made = QWidget()
        box = column(made, gap=2)
        head = row(gap=8)
        name = Elided("" if len(self._shown or ()) > 1 else "muted")
        name.setText(one.name)
        head.addWidget(name, 1)
        head.addWidget(label(self._wind(), "small"))
        box.addLayout(head)
        line = row(gap=4)
        line.addWidget(label(percent(one.seen), "value"))
        said = self.tr("% seen so far") if live else self.tr("% seen")
        line.addWidget(label(said, "small"), 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        mark, words = self._verdict(one)
        line.addWidget(state_mark(mark))
        told = label(words, "muted" if mark == "note" else mark)
        line.addWidget(told)
        box.addLayout(line)
        box.addWidget(GaugeTrack(one.seen, one.expected_seen, least_seen(self._by)))
        box.addWidget(label(self._more(one), "small", wrap=True))
        return made

    def _wind(self) -> str:
        if self._by is None:
            return self.tr("wind not known")
        return self.tr("Beaufort {0}").format(self._by)

    def _verdict(self, one: SensorState) -> tuple[str, str]:
        least = least_seen(self._by)
        if one.to_come:
            return "note", self.tr("{0} to come").format(number(one.to_come))
        found = one.verdict(self._by)
        if found is Completed.COMPLETE:
            return "ok", self.tr("Reaches {0} %").format(number(100 * least))
        if found is Completed.THIN:
            return "warn", self.tr("Not seen often enough")
        short = max(100 * (least - one.seen), 0.1)
        return "warn", self.tr("{0} % short").format(number(short, 1))

    def _more(self, one: SensorState) -> str:
        often = self.tr("{0} % often enough of {1} % planned").format(
            percent(one.both), percent(one.promised_both)
        )
        if one.expected_seen > one.seen:
            often += " · " + self.tr("{0} % seen with what is announced").format(
                percent(one.expected_seen)
            )
        return often


def _is(one: object, other: object) -> bool:
    return one is other
