"""Results made elsewhere: what each band of each raster holds; guessed, and asked."""

import math
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from missionplanner.ecology.legends import legend
from missionplanner.model.raster_source import BandChosen, BandFound
from missionplanner.ui.style.language import short_language
from missionplanner.ui.widgets.kit import (
    Elided,
    button,
    column,
    dialog_foot,
    filled,
    label,
    scrolled,
)

KINDS = (
    "irsei", "grade", "greenness", "wetness", "dryness", "heat", "erosion", "slope", "difference",
    "significance", "direction", "cv", "cv_class", "esi", "security",
)  # fmt: skip
_ROW_PX, _MOST_ROWS = 40, 10


class ResultsDialog(QDialog):
    """Asks for the only band of a file what it is; of several bands, which ones, and what.

    `asked(tuple of BandChosen)`. A band of several is left out until it is said what it holds: to
    show the first in the colours of another index would be a guess that nobody sees.
    """

    asked = Signal(object)

    def __init__(self, found: Sequence[BandFound], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open results"))
        self.setMinimumWidth(600)
        self.boxes: list[tuple[BandFound, QComboBox]] = []
        self.go = button(self.tr("Show"))
        box = column(self, (20, 16, 20, 16), 12)
        box.addWidget(label(self.tr("Open results"), "title"))
        box.addWidget(label(self._told(found), "muted", wrap=True))
        box.addWidget(self._listed(found), 1)
        box.addLayout(self._foot())
        self._show_whether()

    def _told(self, found: Sequence[BandFound]) -> str:
        if all(band.count == 1 for band in found):
            return self.tr(
                "Each raster becomes a layer. Say what it holds where that is not plain."
            )
        return self.tr("Each band becomes a layer. Say which bands to show, and what each holds.")

    def _listed(self, found: Sequence[BandFound]) -> QScrollArea:
        inside = filled("inside")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        before: Path | None = None
        for band in found:
            if band.count > 1 and band.path != before:
                self._head(grid, band)
            before = band.path
            self._line(grid, band)
        grid.setRowStretch(grid.rowCount(), 1)
        area = scrolled(inside)
        area.setMinimumHeight(_ROW_PX * min(grid.rowCount() - 1, _MOST_ROWS))
        return area

    def _head(self, grid: QGridLayout, band: BandFound) -> None:
        name = Elided("head")
        name.setText(self.tr("{0}: {1} bands").format(band.path.name, band.count))
        name.setToolTip(str(band.path))
        grid.addWidget(name, grid.rowCount(), 0, 1, 2)

    def _line(self, grid: QGridLayout, band: BandFound) -> None:
        name, kinds = Elided(), QComboBox()
        name.setText(self._name(band))
        name.setToolTip(str(band.path))
        kinds.setAccessibleName(name.text())
        kinds.addItem(self.tr("choose") if band.count == 1 else self.tr("leave out"), "")
        for kind in KINDS:
            kinds.addItem(legend(kind).title(short_language()), kind)
        kinds.setCurrentIndex(max(0, kinds.findData(band.legend)))
        kinds.currentIndexChanged.connect(self._show_whether)
        self.boxes.append((band, kinds))
        line = grid.rowCount()
        grid.addWidget(name, line, 0)
        grid.addWidget(kinds, line, 1)

    def _name(self, band: BandFound) -> str:
        if band.count == 1:
            return band.path.name
        told = self.tr("Band {0}").format(band.band)
        if band.words:
            told = self.tr("{0}: {1}").format(told, band.words)
        if not math.isfinite(band.typical):
            return told
        middle = f"{band.typical:.4g} {band.unit}".replace("-", "−").strip()
        return self.tr("{0} (median about {1})").format(told, middle)

    def _foot(self) -> QHBoxLayout:
        self.go.clicked.connect(self._on_go)
        return dialog_foot(self, self.tr("Cancel"), self.go)

    def _show_whether(self) -> None:
        unknown = any(band.count == 1 and not box.currentData() for band, box in self.boxes)
        asked = unknown or not any(box.currentData() for _, box in self.boxes)
        self.go.setEnabled(not asked)
        several = self.tr("Say what at least one band holds")
        why = self.tr("Say what each raster holds") if unknown else several
        self.go.setToolTip(why if asked else "")

    def _on_go(self) -> None:
        chosen = [
            BandChosen(
                band.path, band.band, band.words, str(kind), single=band.count == band.band == 1
            )
            for band, box in self.boxes
            if (kind := box.currentData())
        ]
        self.asked.emit(tuple(chosen))
        self.accept()
