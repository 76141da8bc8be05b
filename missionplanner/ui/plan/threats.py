"""Threats: what to keep away from, and at what heights."""

from PySide6.QtWidgets import QLabel, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.drawing_panel import DrawingPanel
from missionplanner.ui.plan.layers.zones import heights
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.style.tokens import HOLE
from missionplanner.ui.widgets import swatches
from missionplanner.ui.widgets.kit import column, label, row
from missionplanner.ui.widgets.panel import clear


class ThreatsPanel(DrawingPanel):
    """Zones, power lines and holes by name."""

    def __init__(self, session: Session) -> None:
        tools = (Tool.ZONE, Tool.CIRCLE, Tool.CORRIDOR, Tool.LINE)
        super().__init__(session, self.tr("Threats"), tools)
        self._list = column(gap=4)
        self.put(self.card_place)
        self.put(self.buttons)
        self.put(self.over_home, 4)
        self.put(self.looked)
        self.put(self._list, 12)
        self.body.addStretch()

    def refresh(self) -> None:
        """List them."""
        super().refresh()
        clear(self._list)
        site = self.session.site
        if site is None:
            return
        self._section(self.tr("No-fly zones"), len(site.zones))
        for zone in site.zones:
            mark = swatches.hatch(tokens().zone)
            self._entry(mark, zone.name, heights(zone.floor, zone.ceiling))
        self._section(self.tr("Power lines"), len(site.lines))
        for line in site.lines:
            words = self.tr("{0} m, keep {1} m")
            told = words.format(f"{line.height_m:.0f}", f"{line.clearance_m:.0f}")
            self._entry(swatches.line(tokens().ink), line.name, told)
        self._section(self.tr("Holes"), len(site.holes))
        for hole in site.holes:
            told = self.tr("kept out") if hole.keeps_out else self.tr("may be flown over")
            self._entry(swatches.ramp([HOLE]), hole.name, told)
        self._show_read()
        self.note.setText(self._margin())

    def _show_read(self) -> None:
        """Tell what stood in the files and was not taken, and how the rest was understood."""
        read = self.session.project.document.read if self.session.project else None
        if read is None:
            return
        if read.passed_over:
            self._section(self.tr("Passed over"), len(read.passed_over))
        for item in read.passed_over:
            self._list.addWidget(_remark(item.sentence()))
        if read.told:
            self._section(self.tr("How the files were understood"), len(read.told))
        for told in read.told:
            self._list.addWidget(_remark(sentence(told)))

    def _margin(self) -> str:
        project = self.session.project
        margin = project.document.intent.zone_margin_m if project else 0.0
        return self.tr("margin {0} m").format(f"{margin:g}")

    def _section(self, words: str, count: int) -> None:
        if self._list.count():
            self._list.addSpacing(8)
        self._list.addWidget(label(words, "head"))
        if not count:
            self._list.addWidget(label(self.tr("none"), "muted"))

    def _entry(self, mark: QLabel, name: str, told: str) -> None:
        made = QWidget()
        line = row(made, (0, 2, 0, 2), 8)
        line.addWidget(mark)
        line.addWidget(label(name, wrap=True), 1)
        line.addWidget(label(told, "small", right=True))
        self._list.addWidget(made)


def _remark(words: str) -> QLabel:
    return label(words, "small", wrap=True)
