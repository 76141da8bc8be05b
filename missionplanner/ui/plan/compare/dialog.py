"""The window in which two plans of a site are compared."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLabel, QWidget

from missionplanner.model.comparison import Compared, compared
from missionplanner.ui.map.relief import Relief
from missionplanner.ui.plan.compare.choices import ComparedPlan, choices
from missionplanner.ui.plan.compare.front import Front
from missionplanner.ui.plan.compare.plan_map import MovesAsOne, PlanMap
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, button, column, label, row, scrolled
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.roomy import FitsScreen

_SCALE = {"duration_s": 1 / 60, "length_m": 1e-3, "energy_wh": 1e-3, "gsd_p95_m": 100.0}


class CompareDialog(QDialog):
    """Maps A and B that move as one, the figures of both, and all plans as points."""

    def __init__(self, session: Session, relief: Relief | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.choices: list[ComparedPlan] = choices(session)
        self.setWindowTitle(self.tr("Compare plans"))
        self.resize(1180, 680)
        FitsScreen(self)
        site = session.site
        assert site is not None
        self.a_map, self.b_map = PlanMap(site, relief, self), PlanMap(site, relief, self)
        self._one = MovesAsOne(self.a_map, self.b_map)
        self.a, self.b = QComboBox(), QComboBox()
        self.front, self._grid = Front(), QGridLayout()
        self.again = button(self.tr("Ask again as for A"))
        # Of one line each: what wraps would take the maps' room.
        self.told = {name: Elided("warn") for name in ("A", "B")}
        self.worlds = Elided("warn")
        self._lay_out()
        for box, first in ((self.a, min(1, len(self.choices) - 1)), (self.b, 0)):
            box.addItems([choice.words for choice in self.choices])
            box.setCurrentIndex(first)
            box.currentIndexChanged.connect(self.refresh)
        self.front.picked.connect(self.b.setCurrentIndex)
        self.again.clicked.connect(self._on_again)
        self.refresh()
        self.a_map.fit()

    def refresh(self) -> None:
        """Show the plans chosen."""
        sensor = self._session.sensor
        judged = [choice.of_sensor(sensor) for choice in self.choices]
        a, b = self.a.currentIndex(), self.b.currentIndex()
        if a < 0 or b < 0:
            return
        self.a_map.show_plan(judged[a][0][0])
        self.b_map.show_plan(judged[b][0][0])
        others = {k for k, choice in enumerate(self.choices) if choice.before}
        self.front.show_plans(judged, a, b, others)
        self._show_worlds(self.choices[a].before, self.choices[b].before)
        self._show_figures(compared(judged[a], judged[b]))
        self.again.setEnabled(not self._session.locked)

    def showEvent(self, event: object) -> None:
        """Show the whole area once the maps have their size."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.a_map.fit()
        self.refresh()

    def done(self, code: int) -> None:
        """Stop what the maps would still draw."""
        self.a_map.stop()
        self.b_map.stop()
        super().done(code)

    def _lay_out(self) -> None:
        outer = column(self, (12, 12, 12, 12), 10)
        maps = row(gap=8)
        pairs = (("A", self.a, self.a_map), ("B", self.b, self.b_map))
        for name, box, plan_map in pairs:
            side = column(gap=6)
            head = row(gap=8)
            head.addWidget(_plate(name))
            head.addWidget(box, 1)
            box.setAccessibleName(self.tr("Plan {0}").format(name))
            side.addLayout(head)
            side.addWidget(self.told[name])
            side.addWidget(plan_map, 1)
            maps.addLayout(side, 1)
        outer.addLayout(maps, 3)
        below = row(gap=16)
        left = column(gap=4)
        words = self.tr("Energy and time · click picks B")
        left.addWidget(label(words, "head"))
        if any(choice.before for choice in self.choices):
            words = self.tr("Triangle: judged before changes, and compared with none")
            note = Elided("small")
            note.setText(words)
            left.addWidget(note)
        left.addWidget(self.front, 1)
        below.addLayout(left, 2)
        inside = QWidget()
        inside.setObjectName("inside")
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        inside.setLayout(self._grid)
        right = column(gap=4)
        right.addWidget(self.worlds)
        right.addWidget(scrolled(inside), 1)
        below.addLayout(right, 3)
        outer.addLayout(below, 2)
        foot = row(gap=8)
        foot.addWidget(self.again)
        foot.addStretch()
        shut = button(self.tr("Close"))
        shut.clicked.connect(self.accept)
        foot.addWidget(shut)
        outer.addLayout(foot)

    def _show_worlds(self, a: str, b: str) -> None:
        """Say at each head what its plan was judged before, and where the two worlds differ."""
        for name, before in (("A", a), ("B", b)):
            words = self.tr("Judged before: {0}").format(before) if before else ""
            self.told[name].setText(words)
            self.told[name].setVisible(bool(a or b))  # else the maps would not lie side by side
        self.worlds.setVisible(a != b)
        words = self.tr("A and B were judged in different worlds: not all of B − A is the plan's")
        self.worlds.setText(words)
        again = self.tr("What was asked for A is asked again; the same seed gives the same plan")
        if a:
            again = self.tr("What was asked for A is asked again, in the world as it is now")
        self.again.setToolTip(again)

    def _show_figures(self, figures: tuple[Compared, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        half = (len(figures) + 1) // 2
        for k, figure in enumerate(figures):
            line, column_ = 1 + k % half, 4 * (k // half)
            for place, words in enumerate(self._cells(figure)):
                cell = label(words, "" if place else "muted", right=place > 0)
                if place == 3 and figure.verdict and words != "0":
                    cell.setStyleSheet(f"color: {getattr(tokens(), figure.verdict)};")
                self._grid.addWidget(cell, line, column_ + place)
        for start in (0, 4):
            for place, words in enumerate(("", "A", "B", "B − A")):
                self._grid.addWidget(label(words, "small", right=True), 0, start + place)
        self._grid.setRowStretch(half + 1, 1)

    def _cells(self, figure: Compared) -> tuple[str, str, str, str]:
        share = 100.0 if figure.key.endswith("_share") else _SCALE.get(figure.key, 1.0)
        a, b, change = (share * v for v in (figure.a, figure.b, figure.change))
        sign = "+" if change > 0 else ""
        digits = figure.digits
        told = round(change, digits) != 0  # what no figure shows is no difference
        return (
            self._name(figure.key),
            number(a, digits),
            number(b, digits),
            f"{sign}{number(change, digits)}" if told else "0",
        )

    def _name(self, key: str) -> str:
        return {
            "sorties": self.tr("Sorties"),
            "duration_s": self.tr("In the air, min"),
            "length_m": self.tr("Length, km"),
            "climb_m": self.tr("Climb, m"),
            "energy_wh": self.tr("Energy, kWh"),
            "photos": self.tr("Photos"),
            "seen_share": self.tr("Seen, %"),
            "overlap_ok_share": self.tr("Overlap reached, %"),
            "gsd_p95_m": self.tr("GSD, 95 %, cm"),
            "clearance_min_m": self.tr("Least clearance, m"),
            "agl_max_m": self.tr("Greatest height, m"),
            "zone_m": self.tr("In zones, m"),
        }[key]

    def _on_again(self) -> None:
        """Ask what was asked for A."""
        intent = self.choices[self.a.currentIndex()].result.intent
        self._session.edit_intent(self.tr("Ask again as before"), **intent.model_dump())
        self.accept()


def _plate(name: str) -> QLabel:
    made = label(name)
    fill = tokens().accent if name == "A" else tokens().text
    ink = tokens().on_accent if name == "A" else tokens().surface
    made.setFixedSize(26, 26)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setStyleSheet(f"background: {fill}; color: {ink}; border-radius: 5px; font-weight: 600;")
    return made
