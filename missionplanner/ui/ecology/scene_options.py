"""How scenes are read and put together, where a new study is made."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from missionplanner.model.study import Level
from missionplanner.ui.ecology.correction_fields import CorrectionFields, beside
from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.kit import column


class SceneOptions(QWidget):
    """Folded away at first: level, composites, corrections; `changed` when one is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.level, self.composite = QComboBox(), QComboBox()
        for words, key in (
            (self.tr("As the files say"), ""),
            (self.tr("Top of the atmosphere"), Level.TOA.value),
            (self.tr("Surface reflectance"), Level.SURFACE.value),
        ):
            self.level.addItem(words, key)
        self.level.setToolTip(
            self.tr("Wetness has coefficients of its own for each; files seldom tell it")
        )
        for words, key in (
            (self.tr("Each date by itself"), ""),
            (self.tr("One a year"), "year"),
            (self.tr("One a season"), "season"),
            (self.tr("One a month"), "month"),
        ):
            self.composite.addItem(words, key)
        self.composite.setToolTip(
            self.tr("Of each cell the median of the scenes that are clear there")
        )
        self.corrections = CorrectionFields(columns=2)
        self.fold = Fold(self.tr("How the scenes are read"))
        fields = QWidget()
        beside(
            fields,
            ((self.tr("Reflectance"), self.level), (self.tr("Epochs"), self.composite)),
            columns=2,
        )
        self.fold.box.addWidget(fields)
        self.fold.box.addWidget(self.corrections)
        for field in (self.level, self.composite):
            field.activated.connect(self._on_choice)
        self.corrections.changed.connect(self._on_choice)
        column(self).addWidget(self.fold)

    def value(self) -> dict[str, Any]:
        """Return level, composite (None: not asked for) and corrections, by these names."""
        level = self.level.currentData()
        return {
            "level": Level(level) if level else None,
            "composite": self.composite.currentData() or None,
            "corrections": self.corrections.value(),
        }

    def _on_choice(self) -> None:
        parts = [
            field.currentText() for field in (self.level, self.composite) if field.currentData()
        ]
        told = self.corrections.told()
        self.fold.tell(" · ".join([*parts, told] if told else parts))
        self.changed.emit()
