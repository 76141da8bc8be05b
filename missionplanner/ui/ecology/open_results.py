"""Results made elsewhere: what each raster holds; guessed, and asked where it is not plain."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QWidget

from missionplanner.ecology.legends import legend
from missionplanner.ui.style.language import short_language
from missionplanner.ui.widgets.kit import Elided, button, column, dialog_foot, label

KINDS = (
    "irsei", "grade", "greenness", "wetness", "dryness", "heat", "erosion", "slope", "difference",
    "significance", "direction", "cv", "cv_class", "esi", "security",
)  # fmt: skip


class ResultsDialog(QDialog):
    """`asked(list)` of (name, legend, Path)."""

    asked = Signal(object)

    def __init__(self, guesses: Sequence[tuple[Path, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open results"))
        self.setMinimumWidth(560)
        self.boxes: list[tuple[Path, QComboBox]] = []
        self.go = button(self.tr("Show"))
        box = column(self, (20, 16, 20, 16), 12)
        box.addWidget(label(self.tr("Open results"), "title"))
        told = self.tr("Each raster becomes a layer. Say what it holds where that is not plain.")
        box.addWidget(label(told, "muted", wrap=True))
        box.addLayout(self._grid(guesses))
        box.addLayout(self._foot())
        self._show_whether()

    def _grid(self, guesses: Sequence[tuple[Path, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for line, (path, guess) in enumerate(guesses):
            name, kinds = Elided(), QComboBox()
            name.setText(path.name)
            name.setToolTip(str(path))
            kinds.setAccessibleName(path.name)
            kinds.addItem(self.tr("choose"), "")
            for kind in KINDS:
                kinds.addItem(legend(kind).title(short_language()), kind)
            kinds.setCurrentIndex(max(0, kinds.findData(guess)))
            kinds.currentIndexChanged.connect(self._show_whether)
            self.boxes.append((path, kinds))
            grid.addWidget(name, line, 0)
            grid.addWidget(kinds, line, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        self.go.clicked.connect(self._on_go)
        return dialog_foot(self, self.tr("Cancel"), self.go)

    def _show_whether(self) -> None:
        asked = any(not box.currentData() for _, box in self.boxes)
        self.go.setEnabled(not asked)
        self.go.setToolTip(self.tr("Say what each raster holds") if asked else "")

    def _on_go(self) -> None:
        self.asked.emit([(path.stem, str(box.currentData()), path) for path, box in self.boxes])
        self.accept()
