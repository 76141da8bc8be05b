"""A form for a sensor of the pilot's own; all faults stand beside their fields."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLineEdit, QWidget

from missionplanner.aircraft.catalogue import readable_sensors, sensor
from missionplanner.errors import PlannerError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.sensor import TriggerMode
from missionplanner.operations.own_sensor import (
    SensorForm,
    faults_of,
    form_of,
    save_own_sensor,
)
from missionplanner.ui.widgets.kit import button, column, dialog_foot, label

_PERCENT = ("frontlap", "sidelap")
_CENTIMETRES = ("gsd_limit_m",)


class OwnSensorDialog(QDialog):
    """`saved(str)`: the key of the sensor, which the catalogue knows now."""

    saved = Signal(str)

    def __init__(self, first: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A sensor of your own"))
        self.setMinimumWidth(560)
        self.base, self.trigger = QComboBox(), QComboBox()
        self.fields: dict[str, QLineEdit] = {}
        self.faults = {name: label("", "error", wrap=True) for name in SensorForm.model_fields}
        self.problem = label("", "error", wrap=True)
        self.go = button(self.tr("Save the sensor"))
        self._fill()
        self._lay_out()
        self.base.setCurrentIndex(max(0, self.base.findData(first)))
        self.base.activated.connect(self.begin)
        self.go.clicked.connect(self._on_save)
        self.begin()

    def begin(self) -> None:
        """Begin as the chosen sensor is."""
        values = form_of(sensor(str(self.base.currentData())), self.fields["name"].text())
        for name, field in self.fields.items():
            shown = values[name]
            field.setText(shown if isinstance(shown, str) else f"{shown * _scale(name):g}")
        self.trigger.setCurrentIndex(self.trigger.findData(values["trigger"]))
        self._show({})

    def values(self) -> dict[str, Any]:
        """Return the fields of `operations.own_sensor.SensorForm`, as far as they can be read."""
        made: dict[str, Any] = {"trigger": self.trigger.currentData()}
        for name, field in self.fields.items():
            words = field.text().strip()
            if name == "name":
                made[name] = " ".join(words.split())
                continue
            try:
                made[name] = float(words.replace(",", ".")) / _scale(name)
            except ValueError:
                made[name] = words
        return made

    def _fill(self) -> None:
        for one in readable_sensors()[0]:
            self.base.addItem(one.name, one.key)
        self.base.setAccessibleName(self.tr("Begin as"))
        for words, mode in (
            (self.tr("The aircraft, by distance"), TriggerMode.DISTANCE),
            (self.tr("The aircraft, by time"), TriggerMode.TIME),
            (self.tr("The camera itself"), TriggerMode.SELF),
        ):
            self.trigger.addItem(words, mode)
        self.trigger.setAccessibleName(self.tr("Shutter fired by"))

    def _lay_out(self) -> None:
        box = column(self, (20, 16, 20, 16), 8)
        box.addWidget(label(self.tr("A sensor of your own"), "title"))
        words = self.tr("Kept in your own catalogue; it is offered in every project from now on.")
        box.addWidget(label(words, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self._cell(grid, 0, self.tr("Begin as"), self.base, "")
        for place, (name, told) in enumerate(self._names().items(), start=1):
            field: QWidget = self.trigger
            if name != "trigger":
                field = self.fields[name] = QLineEdit()
                field.setAccessibleName(told)
            self._cell(grid, place, told, field, name)
        box.addLayout(grid)
        self.problem.setVisible(False)
        box.addWidget(self.problem)
        box.addLayout(dialog_foot(self, self.tr("Cancel"), self.go))

    def _cell(self, grid: QGridLayout, place: int, words: str, field: QWidget, name: str) -> None:
        cell = column(gap=2)
        cell.addWidget(label(words, "muted"))
        cell.addWidget(field)
        if name:
            cell.addWidget(self.faults[name])
        cell.addStretch()
        grid.addLayout(cell, place // 2, place % 2)

    def _names(self) -> dict[str, str]:
        return {
            "name": self.tr("Name"),
            "focal_mm": self.tr("Focal length, mm"),
            "trigger": self.tr("Shutter fired by"),
            "sensor_width_mm": self.tr("Detector, long side, mm"),
            "sensor_height_mm": self.tr("Detector, short side, mm"),
            "width_px": self.tr("Pixels, long side"),
            "height_px": self.tr("Pixels, short side"),
            "mass_kg": self.tr("Mass, kg"),
            "min_interval_s": self.tr("Shortest interval, s"),
            "agl_m": self.tr("Usual height above ground, m"),
            "gsd_limit_m": self.tr("Coarsest GSD, cm"),
            "frontlap": self.tr("Front overlap, %"),
            "sidelap": self.tr("Side overlap, %"),
        }

    def _show(self, faults: dict[str, str]) -> None:
        for name, shown in self.faults.items():
            shown.setText(faults.get(name, ""))
            shown.setVisible(name in faults)
        self.problem.setVisible(False)
        self.adjustSize()

    def _on_save(self) -> None:
        values = self.values()
        faults = {name: sentence(told) for name, told in faults_of(values).items()}
        self._show(faults)
        if faults:
            return
        try:
            form = SensorForm.model_validate(values)
            key = save_own_sensor(str(self.base.currentData()), form)
        except PlannerError as error:
            self.problem.setText(error.line())
            self.problem.setVisible(True)
            return
        self.saved.emit(key)
        self.accept()


def _scale(name: str) -> float:
    """Return by what a value is multiplied to be shown."""
    return 100.0 if name in (*_PERCENT, *_CENTIMETRES) else 1.0
