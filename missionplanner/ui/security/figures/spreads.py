"""How each indicator's figures reach the cells of their district."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout

from missionplanner.ecology.district_figures.draft import FigureDraft
from missionplanner.model.security_inputs import SpreadWay
from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.kit import Elided

_ABREAST = 2
_BOX_PX = 190


class SpreadFields(Fold):
    """A field an indicator, two abreast; `changed(str, str)` tells key and way."""

    changed = Signal(str, str)

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__(self.tr("How figures reach the cells"))
        self.boxes: dict[str, QComboBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (key, title) in enumerate(titles.items()):
            name, box = Elided(), QComboBox()
            name.setText(f"{key}  {title}")
            box.setAccessibleName(name.toolTip())
            box.setToolTip(self._tip())
            box.setFixedWidth(_BOX_PX)
            for way, words in self._ways():
                box.addItem(words, way)
            box.activated.connect(lambda at, key=key: self._on_choice(key, at))
            line, at = place // _ABREAST, 2 * (place % _ABREAST)
            grid.addWidget(name, line, at)
            grid.addWidget(box, line, at + 1)
            grid.setColumnStretch(at, 1)
            self.boxes[key] = box

        self.box.addLayout(grid)

    def show_draft(self, draft: FigureDraft) -> None:
        """Show the ways chosen."""
        for key, box in self.boxes.items():
            box.setCurrentIndex(box.findData(draft.spread_of(key)))
        short = {"constant": self.tr("rate"), "inverse-distance": self.tr("smooth rate"),
                 "area": self.tr("total"), "pycnophylactic": self.tr("smooth total")}  # fmt: skip
        self.tell(" · ".join(f"{key} {short[draft.spread_of(key)]}" for key in self.boxes))

    def _on_choice(self, key: str, at: int) -> None:
        self.changed.emit(key, self.boxes[key].itemData(at))

    def _ways(self) -> tuple[tuple[SpreadWay, str], ...]:
        return (
            ("constant", self.tr("a rate: the same in all cells")),
            ("inverse-distance", self.tr("a rate: smooth between middles")),
            ("area", self.tr("a total: divided by the area")),
            ("pycnophylactic", self.tr("a total: smooth, sums kept")),
        )

    def _tip(self) -> str:
        return self.tr(
            "Rates (per head, per km²) hold for each cell; totals, such as a GDP, are spread over "
            "the district"
        )
