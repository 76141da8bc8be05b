"""Which indicators are asked of as factors: a box each, by layer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from missionplanner.model.security import IndexSystem
from missionplanner.ui.security.names import title_of

_ABREAST = 5


class FactorChoice(QWidget):
    """`changed()` when a box is ticked or cleared."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)

    def show_system(self, system: IndexSystem) -> None:
        """Offer the indicators of a system; all are ticked at first."""
        if tuple(self.boxes) == system.keys:
            return
        for old in self.boxes.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.boxes = {}
        titles = {spec.key: title_of(spec) for spec in system.indicators}
        for line, layer in enumerate(system.layers):
            for place, key in enumerate(system.of(layer)):
                made = QCheckBox(key)
                made.setToolTip(titles[key])
                made.setChecked(True)
                made.toggled.connect(self._on_toggle)
                self.boxes[key] = made
                self._grid.addWidget(made, line * 3 + place // _ABREAST, place % _ABREAST)

    def chosen(self) -> tuple[str, ...]:
        """Return the ticked ones."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def choose(self, keys: Sequence[str]) -> None:
        """Tick exactly these."""
        for key, box in self.boxes.items():
            box.setChecked(key in keys)

    def _on_toggle(self, _on: bool) -> None:
        self.changed.emit()
