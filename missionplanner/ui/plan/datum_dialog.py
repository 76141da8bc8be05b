"""Asks what the heights of the terrain are counted from, and in which unit."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from missionplanner.ui.plan.datum_field import DatumField
from missionplanner.ui.widgets.kit import button, column, dialog_foot, label


class DatumDialog(QDialog):
    """`chosen(datum, unit)`: as `DatumField` gives them."""

    chosen = Signal(object, object)

    def __init__(self, datum: str | None, unit: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Vertical datum"))
        self.setMinimumWidth(460)
        self.field = DatumField()
        self.field.show_value(datum, unit)
        self.go = button(self.tr("Take it"))
        box = column(self, (20, 16, 20, 16), 12)
        box.addWidget(label(self.tr("What the terrain's heights are counted from"), "title"))
        box.addWidget(self.field)
        box.addLayout(dialog_foot(self, self.tr("Cancel"), self.go))
        self.go.clicked.connect(self._take)
        self.field.changed.connect(self.adjustSize)

    def _take(self) -> None:
        self.chosen.emit(self.field.value(), self.field.unit())
        self.accept()
