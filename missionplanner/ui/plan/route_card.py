"""A card beside a place on a route: heights, speed, time, battery, and what an image there sees."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from missionplanner.model.flown import FlownCourse, Moment
from missionplanner.model.plan import SensorPlan
from missionplanner.ui.plan.footprints import Seen
from missionplanner.ui.plan.picked import Picked, PickKind
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.style.tokens import ink_on
from missionplanner.ui.widgets.kit import column, label, row, tool
from missionplanner.ui.widgets.measures import Measures
from missionplanner.ui.widgets.numbers import clock, number

_WIDTH = 292
_MOST_LINES = 7


class RouteCard(QFrame):
    """`stepped(int)` asks for the next or last one, `closed` for nothing."""

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.measures = Measures()
        self.setObjectName("float")
        self.setFixedWidth(_WIDTH)
        self.chip, self.title = QLabel(), label("", "head")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        # Made once: labels made while the card is seen would have no size yet.
        self._lines = [(label("", "small"), label("")) for _ in range(_MOST_LINES)]
        for line, (name, value) in enumerate(self._lines):
            self._grid.addWidget(name, line, 0)
            self._grid.addWidget(value, line, 1)
        self._grid.setColumnStretch(1, 1)
        self.sees = label("", "small", wrap=True)
        box = column(self, (14, 8, 14, 10), 6)
        head = row(gap=8)
        self.chip.setFixedSize(24, 20)
        self.chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head.addWidget(self.chip)
        head.addWidget(self.title, 1)
        self.back = tool("caret-left", self.tr("The one before"), size=14, side=24)
        self.on = tool("caret-right", self.tr("The next one"), size=14, side=24)
        shut = tool("x", self.tr("Close"), size=14, side=24)
        for part in (self.back, self.on, shut):
            head.addWidget(part)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        shut.clicked.connect(self.closed)
        box.addLayout(head)
        box.addLayout(self._grid)
        box.addWidget(self.sees)
        self.foot = row(gap=8)
        box.addLayout(self.foot)
        self.hide()

    def show_picked(
        self, picked: Picked, plan: SensorPlan, course: FlownCourse, seen: Seen | None
    ) -> None:
        """Tell what was picked."""
        sortie = plan.sorties[picked.sortie]
        hue = tokens().sortie(picked.sortie)
        self.chip.setText(str(sortie.number))
        self.chip.setStyleSheet(
            f"background: {hue}; color: {ink_on(hue)}; border-radius: 5px; font-weight: 600;"
        )
        self.title.setText(self._title(picked))
        for part in (self.back, self.on):
            part.setVisible(picked.count > 1)
        self._show_rows(self._rows(course.at_way(picked.along_m), plan, course))
        self.sees.setVisible(seen is not None)
        if seen is not None:
            self.sees.setText(self._sees(picked, seen))
        self.show()
        if (box := self.layout()) is not None:
            box.activate()
        self.adjustSize()

    def _title(self, picked: Picked) -> str:
        words = {
            PickKind.WAYPOINT: self.tr("Waypoint {0} of {1}"),
            PickKind.SHOT: self.tr("Image {0} of {1}"),
            PickKind.STRIP: self.tr("Strip {0} of {1}"),
            PickKind.WAY: self.tr("On the way"),
        }[picked.kind]
        return words.format(number(picked.index + 1), number(picked.count))

    def _rows(self, here: Moment, plan: SensorPlan, course: FlownCourse) -> list[tuple[str, str]]:
        told_as = self.measures
        told = [(self.tr("Height"), f"{told_as.height_words(here.egm96_m, 0)} EGM96")]
        if math.isfinite(here.agl_m):
            agl, ceiling = told_as.height_words(here.agl_m, 0), plan.intent.legal_agl_m
            if ceiling:
                agl += self.tr(" · ceiling {0}").format(told_as.height_words(ceiling, 0))
            told.append((self.tr("Above ground"), agl))
        if math.isfinite(here.clearance_m):
            near = told_as.height_words(here.clearance_m, 0)
            told.append((self.tr("Clearance"), self.tr("{0} in space").format(near)))
        told.append(
            (
                self.tr("Speed"),
                f"{told_as.speed_words(here.speed_mps, here.speed_mps)} {told_as.speed}",
            )
        )
        after = self.tr("{0} after take-off") if course.measured else self.tr("about {0}")
        told.append((self.tr("Time"), after.format(clock(here.time_s))))
        if math.isfinite(here.used_wh):
            left = max(0.0, 1.0 - here.used_wh / course.battery_wh)
            told.append((self.tr("Battery"), f"{100 * left:.0f} %"))
        return told

    def _sees(self, picked: Picked, seen: Seen) -> str:
        across, along = number(seen.across_m), number(seen.along_m)
        low, high = number(100 * seen.gsd_low_m, 1), number(100 * seen.gsd_high_m, 1)
        gsd = low if low == high else f"{low}–{high}"
        if picked.kind is PickKind.SHOT:
            words = self.tr("It sees {0} × {1} m, GSD {2} cm")
        else:
            words = self.tr("An image here sees {0} × {1} m, GSD {2} cm")
        return words.format(across, along, gsd)

    def _show_rows(self, rows: list[tuple[str, str]]) -> None:
        for line, (name, value) in enumerate(self._lines):
            shown = line < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(rows[line][0])
                value.setText(rows[line][1])
