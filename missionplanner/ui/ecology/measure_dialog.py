"""Measurements of a mine: which table, which limits, and whether the index is held against them."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QWidget,
)

from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs.file_field import FileField
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.widgets.forms import Form
from missionplanner.ui.widgets.kit import button, column, dialog_foot, label
from missionplanner.ui.widgets.takes_files import FileDrops
from missionplanner.ui.widgets.work_bar import WorkBar

_POWERS, _USUAL = (1.0, 1.5, 2.0, 3.0, 4.0), 2.0


class MeasureDialog(QDialog):
    """`asked(Path, dict)`: the table, and what `open.measure` takes beside it."""

    asked = Signal(object, object)

    def __init__(self, ecology: EcologySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ecology = ecology
        self.setWindowTitle(self.tr("Measurements"))
        self.setMinimumWidth(560)
        self.table = FileField(self.tr("Table"), "*.csv *.txt *.tsv *")
        self.limits, self.power = QLineEdit(), QComboBox()
        self.check = QCheckBox(self.tr("Hold index and indicators against them"))
        self.go = button(self.tr("Map them"))
        self._problem = label("", "error", wrap=True)
        self._work = WorkBar(ecology)
        self._lay_out()
        FileDrops(self, self.table.add)
        self.table.changed.connect(self._show_state)
        self.go.clicked.connect(self._on_go)
        ecology.work_changed.connect(self._show_state)
        self._show_state()

    def show_failure(self, failure: Failed) -> None:
        """Say what is wrong; everything stays as typed."""
        self._problem.setText(failure.line())
        self._problem.setVisible(True)
        self._show_state()

    def request(self) -> dict[str, Any]:
        """Return limits as they were typed, the power of the distance, and whether to check."""
        limits = [part.strip() for part in self.limits.text().replace("；", ";").split(";")]
        return {
            "limits": tuple(part for part in limits if part),
            "power": float(self.power.currentData()),
            "check": self.check.isChecked(),
        }

    def _lay_out(self) -> None:
        box = column(self, (20, 16, 20, 16), 12)
        box.addWidget(label(self.tr("Measurements"), "title"))
        told = self.tr(
            "A table of dust, water or soil: place, lon, lat, date, value, unit, quantity. Each "
            "date becomes a map, each place a trend."
        )
        box.addWidget(label(told, "muted", wrap=True))
        self.limits.setPlaceholderText("PM10=..150; pH=6..9")
        self.limits.setToolTip(self.tr("Values beyond are warned of"))
        for power in _POWERS:
            self.power.addItem(f"{power:g}", power)
        self.power.setCurrentIndex(_POWERS.index(_USUAL))
        self.power.setToolTip(self.tr("The greater, the more the nearest place counts"))
        self.check.setChecked(True)
        self.check.setToolTip(
            self.tr("At the same places and years: number, Spearman's rank correlation, scatter")
        )
        form = Form()
        form.add(self.tr("Table"), self.table)
        form.add(self.tr("Limits"), self.limits)
        form.add(self.tr("Power of the distance"), self.power)
        form.addRow("", self.check)
        box.addLayout(form)
        self._problem.setVisible(False)
        box.addWidget(self._problem)
        box.addWidget(self._work)
        box.addLayout(dialog_foot(self, self.tr("Cancel"), self.go))

    def _show_state(self) -> None:
        ready = bool(self.table.paths())
        self.go.setEnabled(ready and not self._ecology.busy)
        self.go.setToolTip("" if ready else self.tr("Choose a table first"))

    def _on_go(self) -> None:
        self._problem.setVisible(False)
        self.asked.emit(self.table.paths()[0], self.request())
