"""Forms for a sensor and an aircraft of the pilot's own; all faults stand beside their fields."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLineEdit, QWidget

from missionplanner.aircraft.catalogue import aircraft, aircraft_keys, readable_sensors, sensor
from missionplanner.errors import PlannerError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.sensor import TriggerMode
from missionplanner.operations import own_aircraft, own_sensor
from missionplanner.operations.own_entry import drop_entry, is_own
from missionplanner.ui.dialogs.message import DropEntryBox
from missionplanner.ui.widgets.kit import button, column, dialog_foot, label
from missionplanner.ui.widgets.roomy import fit, roomy

_HUNDREDFOLD = ("frontlap", "sidelap", "gsd_limit_m")


class OwnEntryDialog(QDialog):
    """Made, and one of the pilot's own corrected or deleted.

    Signals
    -------
    saved(str)
        The key of the entry, which the catalogue knows now.
    dropped(str)
        The key of one that it knows no longer.

    Parameters
    ----------
    first : str
        Key of what the form begins as.
    used : collection of str
        Keys that the open project flies: they are not deleted.
    """

    saved = Signal(str)
    dropped = Signal(str)
    kind = ""

    def __init__(
        self, title: str, first: str, parent: QWidget | None = None, used: Collection[str] = ()
    ) -> None:
        super().__init__(parent)
        self._used = frozenset(used)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self._title = title
        self.base = QComboBox()
        self.boxes: dict[str, QComboBox] = {}
        self.fields: dict[str, QLineEdit] = {}
        self.faults = {name: label("", "error", wrap=True) for name in self._names()}
        self.problem = label("", "error", wrap=True)
        self.go, self.drop = button(self.tr("Save")), button(self.tr("Delete…"), "text")
        self.base.setAccessibleName(self.tr("Begin as"))
        for words, key in self._bases():
            self.base.addItem(words, key)
        self._lay_out()
        self.base.setCurrentIndex(max(0, self.base.findData(first)))
        self.base.activated.connect(self.begin)
        self.go.clicked.connect(self._on_save)
        self.drop.clicked.connect(self._ask_drop)
        self.fields["name"].textChanged.connect(self._show_place)
        self.begin()

    def begin(self) -> None:
        """Begin as the chosen entry is; a name that was typed stays, else one's own keeps its."""
        key, typed = str(self.base.currentData()), self.fields["name"].text()
        if self._of_another(typed):
            typed = self.base.currentText() if is_own(self.kind, key) else ""
        values = self._begin_as(key, typed)
        for name, field in self.fields.items():
            shown = values[name]
            if shown is None:
                field.clear()
            else:
                field.setText(shown if isinstance(shown, str) else f"{shown * _scale(name):g}")
        for name, box in self.boxes.items():
            box.setCurrentIndex(box.findData(values[name]))
        self._show({})
        self._show_place()

    def values(self) -> dict[str, Any]:
        """Return the fields of the form, as far as they can be read."""
        made: dict[str, Any] = {name: box.currentData() for name, box in self.boxes.items()}
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

    # ---- what subclasses say

    def _bases(self) -> Sequence[tuple[str, str]]:
        """Return names and keys of what it may be made from."""
        return ()

    def _names(self) -> dict[str, str]:
        """Return the words of each field."""
        return {}

    def _choices(self) -> dict[str, QComboBox]:
        """Return the fields that are chosen from a list."""
        return {}

    def _begin_as(self, _key: str, _name: str) -> dict[str, Any]:
        """Return the values that the form begins with."""
        return {}

    def _wrong(self, _values: dict[str, Any]) -> dict[str, Message]:
        """Return what is wrong with each field."""
        return {}

    def _kept(self, _key: str, _values: dict[str, Any]) -> str:
        """Keep the entry, and return its key."""
        return ""

    # ---- within

    def _of_another(self, typed: str) -> bool:
        """Tell whether a name is nobody's, or stands there because an entry of it was chosen."""
        names = (self.base.itemText(place) for place in range(self.base.count()))
        return not typed.strip() or typed.strip() in names

    def _show_place(self) -> None:
        """Say what saving does, and whether the entry chosen can be deleted."""
        key, typed = str(self.base.currentData()), self.fields["name"].text().strip()
        own = is_own(self.kind, key)
        anew = own and typed == self.base.currentText()
        self.go.setText(self.tr("Replace") if anew else self.tr("Save"))
        self.drop.setVisible(own)
        self.drop.setEnabled(key not in self._used)
        self.drop.setToolTip(self.tr("The open project flies it") if key in self._used else "")

    def _ask_drop(self) -> None:
        DropEntryBox(self.base.currentText(), self._drop, self).open()

    def _drop(self) -> None:
        key = str(self.base.currentData())
        try:
            drop_entry(self.kind, key)
        except PlannerError as error:
            self.problem.setText(error.line())
            self.problem.setVisible(True)
            return
        self.dropped.emit(key)
        self.base.removeItem(self.base.currentIndex())
        self.fields["name"].clear()
        self.begin()

    def _lay_out(self) -> None:
        box, foot = roomy(self, gap=8)
        box.addWidget(label(self._title, "title"))
        words = self.tr("Kept in your own catalogue; it is offered in every project from now on.")
        box.addWidget(label(words, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.boxes = self._choices()
        self._cell(grid, 0, self.tr("Begin as"), self.base, "")
        for place, (name, told) in enumerate(self._names().items(), start=1):
            field: QWidget
            if name in self.boxes:
                field = self.boxes[name]
            else:
                field = self.fields[name] = QLineEdit()
            field.setAccessibleName(told)
            self._cell(grid, place, told, field, name)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        box.addLayout(grid)
        self.problem.setVisible(False)
        foot.addWidget(self.problem)
        below = dialog_foot(self, self.tr("Cancel"), self.go)
        below.insertWidget(0, self.drop)
        foot.addLayout(below)

    def _cell(self, grid: QGridLayout, place: int, words: str, field: QWidget, name: str) -> None:
        cell = column(gap=2)
        cell.addWidget(label(words, "muted"))
        cell.addWidget(field)
        if name:
            cell.addWidget(self.faults[name])
        cell.addStretch()
        grid.addLayout(cell, place // 2, place % 2)

    def _show(self, faults: dict[str, str]) -> None:
        for name, shown in self.faults.items():
            shown.setText(faults.get(name, ""))
            shown.setVisible(name in faults)
        self.problem.setVisible(False)
        if self.isVisible():
            fit(self)

    def _on_save(self) -> None:
        values = self.values()
        faults = {name: sentence(told) for name, told in self._wrong(values).items()}
        self._show(faults)
        if faults:
            return
        try:
            key = self._kept(str(self.base.currentData()), values)
        except PlannerError as error:
            self.problem.setText(error.line())
            self.problem.setVisible(True)
            return
        self.saved.emit(key)
        self.accept()


class OwnSensorDialog(OwnEntryDialog):
    """A sensor of the pilot's own."""

    kind = "sensors"

    def __init__(
        self, first: str, parent: QWidget | None = None, used: Collection[str] = ()
    ) -> None:
        super().__init__(self.tr("A sensor of your own"), first, parent, used)

    def _bases(self) -> Sequence[tuple[str, str]]:
        return [(one.name, one.key) for one in readable_sensors()[0]]

    def _choices(self) -> dict[str, QComboBox]:
        trigger = QComboBox()
        for words, mode in (
            (self.tr("The aircraft, by distance"), TriggerMode.DISTANCE),
            (self.tr("The aircraft, by time"), TriggerMode.TIME),
            (self.tr("The camera itself"), TriggerMode.SELF),
        ):
            trigger.addItem(words, mode)
        return {"trigger": trigger}

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

    def _begin_as(self, key: str, name: str) -> dict[str, Any]:
        return own_sensor.form_of(sensor(key), name)

    def _wrong(self, values: dict[str, Any]) -> dict[str, Message]:
        return own_sensor.faults_of(values)

    def _kept(self, key: str, values: dict[str, Any]) -> str:
        form = own_sensor.SensorForm.model_validate(values)
        return own_sensor.save_own_sensor(key, form)


class OwnAircraftDialog(OwnEntryDialog):
    """An aircraft of the pilot's own."""

    kind = "aircraft"

    def __init__(
        self, first: str, parent: QWidget | None = None, used: Collection[str] = ()
    ) -> None:
        super().__init__(self.tr("An aircraft of your own"), first, parent, used)

    def _bases(self) -> Sequence[tuple[str, str]]:
        return [(aircraft(key).name, key) for key in aircraft_keys()]

    def _names(self) -> dict[str, str]:
        return {
            "name": self.tr("Name"),
            "mass_kg": self.tr("Mass with batteries, kg"),
            "max_takeoff_mass_kg": self.tr("Greatest take-off mass, kg"),
            "max_payload_kg": self.tr("Greatest payload, kg"),
            "battery_wh": self.tr("Energy of a battery set, Wh"),
            "reference_endurance_min": self.tr("A known flight to empty: minutes"),
            "reference_speed_mps": self.tr("That flight: speed, m/s"),
            "reference_mass_kg": self.tr("That flight: mass, kg"),
            "max_speed_mps": self.tr("Highest speed, m/s"),
            "max_airspeed_mps": self.tr("Greatest airspeed, m/s (empty: not known)"),
            "max_ascent_mps": self.tr("Fastest climb, m/s"),
            "max_descent_mps": self.tr("Fastest descent, m/s"),
            "max_wind_mps": self.tr("Greatest wind, m/s"),
            "max_gust_mps": self.tr("Greatest gusts, m/s"),
            "service_ceiling_m": self.tr("Highest flight, m"),
        }

    def _begin_as(self, key: str, name: str) -> dict[str, Any]:
        return own_aircraft.form_of(aircraft(key), name)

    def _wrong(self, values: dict[str, Any]) -> dict[str, Message]:
        return own_aircraft.faults_of(values)

    def _kept(self, key: str, values: dict[str, Any]) -> str:
        form = own_aircraft.AircraftForm.model_validate(values)
        return own_aircraft.save_own_aircraft(key, form)


def _scale(name: str) -> float:
    """Return by what a value is multiplied to be shown: percent, and centimetres of metres."""
    return 100.0 if name in _HUNDREDFOLD else 1.0
