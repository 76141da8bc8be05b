"""Weather by hand: hours in a table, or what was copied from elsewhere."""

import math
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from missionplanner.model.weather import Weather, WeatherHour, WeatherKind
from missionplanner.tasks.runner import Failed
from missionplanner.ui.widgets.kit import button, column, dialog_foot, label, row
from missionplanner.ui.widgets.row_table import LEFT, RIGHT

# The columns as weather files name them (docs/formats/weather.md).
COLUMNS = (
    "time",
    "wind_mps",
    "wind_from_deg",
    "wind_height_m",
    "gust_mps",
    "temperature_c",
    "precipitation_mmh",
    "visibility_m",
)
_HEIGHT_PLACE = COLUMNS.index("wind_height_m")
_FIRST_HOURS = 4
_USUAL_HEIGHT_M = 10.0
_TIME_PX = 160


class WeatherDialog(QDialog):
    """`asked(str)`: text for `weather.read.weather_of_text`; the opener closes it."""

    asked = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.problem = label("", "error", wrap=True)
        self.problem.setVisible(False)
        self.go = button(self.tr("Take it"))
        self.go.clicked.connect(self._on_take)
        self.box = column(self, (20, 16, 20, 16), 12)
        self.box.addWidget(label(title, "title"))

    def text(self) -> str:
        """Return the weather as text; here there is none to be typed."""
        return ""

    def show_failure(self, failure: Failed) -> None:
        """Say what is wrong; everything stays as typed."""
        self.problem.setText(failure.line())
        self.problem.setVisible(True)
        self.go.setEnabled(True)
        self.go.setText(self.tr("Take it"))

    def _finish(self) -> None:
        self.box.addWidget(self.problem)
        self.box.addLayout(dialog_foot(self, self.tr("Cancel"), self.go))

    def wrong(self) -> str:
        """Say what is wrong with what was typed, where that shows before it is read."""
        return ""

    def _on_take(self) -> None:
        wrong = self.wrong()
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        if wrong:
            return
        self.go.setEnabled(False)
        self.go.setText(self.tr("Reading…"))
        self.asked.emit(self.text())


class PasteDialog(WeatherDialog):
    """A field that begins with what is on the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Paste weather"), parent)
        self.setMinimumSize(560, 320)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(self.tr("METAR, TAF, or a table"))
        self.edit.setPlaceholderText(
            "METAR ZBAA 010600Z 24006MPS 9999 FEW040 12/M05 Q1022\n"
            "TAF ZBAA 010300Z 0106/0212 24005MPS 9999 FEW040"
        )
        self.edit.setPlainText(QGuiApplication.clipboard().text()[:200_000])
        words = self.tr("METAR and TAF as they are sent, or a table with a line of column names.")
        self.box.addWidget(label(words, "small", wrap=True))
        self.box.addWidget(self.edit, 1)
        self._finish()

    def text(self) -> str:
        """Return what stands in the field."""
        return self.edit.toPlainText()


class HoursDialog(WeatherDialog):
    """A row an hour; empty cells are unknown."""

    def __init__(self, weather: Weather, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Weather by hand"), parent)
        self.setMinimumSize(760, 420)
        self._now = now
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setHorizontalHeaderLabels(self._heads())
        for place in range(self.table.columnCount()):
            if (head := self.table.horizontalHeaderItem(place)) is not None:
                head.setTextAlignment(RIGHT if place else LEFT)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.setAccessibleName(self.tr("Hours of weather"))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(0, _TIME_PX)
        self.table.verticalHeader().hide()
        self.more = button(self.tr("One more hour"), "text", "plus")
        self.fewer = button(self.tr("Take the hour out"), "text", "minus")
        words = self.tr("Times by the clock of the site ({0}); empty cells are not known.")
        self.box.addWidget(label(words.format(f"{now:%Z}"), "small", wrap=True))
        self.box.addWidget(self.table, 1)
        line = row(gap=8)
        line.addWidget(self.more)
        line.addWidget(self.fewer)
        line.addStretch()
        self.box.addLayout(line)
        self._finish()
        self.more.clicked.connect(self.add)
        self.fewer.clicked.connect(self.take_out)
        self._fill(weather)

    def text(self) -> str:
        """Return the table as CSV; times with the zone of the site, empty rows left out."""
        lines = [list(COLUMNS)]
        for line in range(self.table.rowCount()):
            cells = [self._cell(line, place) for place in range(len(COLUMNS))]
            if _is_told(cells):
                lines.append([self._with_zone(cells[0]), *cells[1:]])
        # No cell holds a comma that is meant: a decimal comma becomes a point.
        return "\n".join(",".join(cell.replace(",", ".") for cell in cells) for cells in lines)

    def wrong(self) -> str:
        """Name the first cell that is no time or no number, and go there."""
        for line in range(self.table.rowCount()):
            cells = [self._cell(line, place) for place in range(len(COLUMNS))]
            if not _is_told(cells):
                continue
            for place, words in enumerate(cells):
                fault = self._fault(place, words)
                if fault:
                    self.table.setCurrentCell(line, place)
                    told = self.tr("Row {0}, {1}: {2}")
                    return told.format(line + 1, self._heads()[place], fault)
        return ""

    def _fault(self, place: int, words: str) -> str:
        if place == 0:
            return "" if _moment(words) else self.tr("write a time such as 2026-05-03 09:00")
        if not words:
            return self.tr("the wind is missing") if place == 1 else ""
        return "" if _is_number(words) else self.tr("“{0}” is no number").format(words)

    def add(self) -> None:
        """Add a row, an hour after the last, the wind as in the last."""
        last = self.table.rowCount() - 1
        cells = [self._cell(last, place) for place in range(len(COLUMNS))] if last >= 0 else []
        moment = _moment(cells[0]) if cells else None
        time = moment + timedelta(hours=1) if moment else self._next_hour()
        self._put([f"{time:%Y-%m-%d %H:%M}", *(cells[1:] or ["", "", f"{_USUAL_HEIGHT_M:g}"])])

    def take_out(self) -> None:
        """Take the current row out, or the last."""
        line = self.table.currentRow()
        self.table.removeRow(line if line >= 0 else self.table.rowCount() - 1)

    def _fill(self, weather: Weather) -> None:
        typed = [hour for hour in weather.hours if hour.kind is WeatherKind.TYPED and hour.time]
        for hour in typed:
            self._put(self._cells(hour))
        for _ in range(_FIRST_HOURS if not typed else 0):
            self.add()

    def _cells(self, hour: WeatherHour) -> list[str]:
        wind = hour.wind[0]
        assert hour.time is not None
        numbers = (
            wind.speed_mps, wind.from_deg, wind.height_agl_m, hour.gust_mps, hour.temperature_c,
            hour.precipitation_mmh, hour.visibility_m,
        )  # fmt: skip
        when = f"{hour.time.astimezone(self._now.tzinfo):%Y-%m-%d %H:%M}"
        return [when, *("" if number is None else f"{number:g}" for number in numbers)]

    def _put(self, cells: list[str]) -> None:
        line = self.table.rowCount()
        self.table.insertRow(line)
        for place in range(len(COLUMNS)):
            item = QTableWidgetItem(cells[place] if place < len(cells) else "")
            if place:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(line, place, item)

    def _cell(self, line: int, place: int) -> str:
        item = self.table.item(line, place)
        return item.text().strip().replace("−", "-") if item else ""

    def _with_zone(self, words: str) -> str:
        moment = _moment(words)
        return moment.replace(tzinfo=self._now.tzinfo).isoformat() if moment else words

    def _next_hour(self) -> datetime:
        return self._now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)

    def _heads(self) -> list[str]:
        return [
            self.tr("Time"), self.tr("Wind, m/s"), self.tr("From, °"), self.tr("At, m"),
            self.tr("Gusts, m/s"), self.tr("°C"), self.tr("Rain, mm/h"), self.tr("Sight, m"),
        ]  # fmt: skip


def _is_told(cells: list[str]) -> bool:
    # The height of the wind stands there from the first, and tells nothing by itself.
    return any(words for place, words in enumerate(cells) if place not in (0, _HEIGHT_PLACE))


def _is_number(words: str) -> bool:
    try:
        return math.isfinite(float(words.replace(",", ".")))
    except ValueError:
        return False


def _moment(words: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found.replace(tzinfo=None)
