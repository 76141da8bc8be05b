"""How strips are laid: a list of patterns, and what is wrong with the one chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from missionplanner.model.patterns import Pattern
from missionplanner.ui.widgets.kit import column, label

#: Refusals that a pilot mends by another pattern.
OF_PATTERN = frozenset({"intent.no_gimbal", "intent.gimbal_unknown", "intent.gimbal_range"})


class PatternField(QWidget):
    """The list of patterns, with what is wrong with the one chosen.

    Signals
    -------
    chosen(str)
        The key of the pattern that the user picked.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._list, self._fault = QComboBox(), label("", "fault", wrap=True)
        for pattern, words in self._words().items():
            self._list.addItem(words, pattern.value)
        self._list.setAccessibleName(self.tr("Pattern"))
        self._fault.hide()
        box = column(self, gap=4)
        box.addWidget(label(self.tr("Pattern"), "head"))
        box.addWidget(self._list)
        box.addWidget(self._fault)
        self._list.activated.connect(self._on_picked)

    @property
    def fault(self) -> str:
        """What is wrong with the pattern chosen; empty: nothing."""
        return self._fault.text()

    def choose(self, pattern: Pattern) -> None:
        """Show a pattern as chosen, without a signal."""
        self._list.setCurrentIndex(self._list.findData(pattern.value))

    def show_fault(self, words: str) -> None:
        """Tell what is wrong with the pattern chosen; empty: nothing."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def _words(self) -> dict[Pattern, str]:
        return {
            Pattern.AUTO: self.tr("Auto"),
            Pattern.STRAIGHT: self.tr("Straight"),
            Pattern.CONTOUR: self.tr("Contour"),
            Pattern.CROSSHATCH: self.tr("Crosshatch, both ways"),
            Pattern.OBLIQUE: self.tr("Oblique, five directions"),
            Pattern.CORRIDOR: self.tr("Corridor, along the area"),
            Pattern.FACE: self.tr("Faces, looked at from before them"),
        }

    def _on_picked(self, index: int) -> None:
        self.chosen.emit(str(self._list.itemData(index)))
