"""What a person sets on this machine: coordinates, units, grid, fingers, names on paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from missionplanner.geo.coordinates import CoordinateForm
from missionplanner.ui.dialogs.paper_names import NAMES_PX, PaperNamesForm
from missionplanner.ui.style.reach import AUTO, OFF, ON, by_finger, set_reach
from missionplanner.ui.style.theme import apply_theme
from missionplanner.ui.widgets.forms import Form
from missionplanner.ui.widgets.kit import button, dialog_foot, field_name, label
from missionplanner.ui.widgets.measures import LengthUnit, SpeedUnit, measures_of
from missionplanner.ui.widgets.roomy import roomy
from missionplanner.ui.work.memory import Memory

GRID_LINES, GRATICULE = "lines", "degrees"


class SettingsDialog(QDialog):
    """`changed` after what was chosen is kept."""

    changed = Signal()

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(420)
        self._memory = memory
        told = measures_of(memory)
        forms = (
            (CoordinateForm.DEGREES, self.tr("Degrees")),
            (CoordinateForm.SECONDS, self.tr("Degrees, minutes, seconds")),
            (CoordinateForm.UTM, "UTM"),
            (CoordinateForm.MGRS, "MGRS"),
        )
        lengths = (
            (LengthUnit.METRES, self.tr("Metres, kilometres, hectares")),
            (LengthUnit.FEET, self.tr("Feet, nautical miles, acres")),
        )
        speeds = (
            (SpeedUnit.METRES_A_SECOND, self.tr("Metres a second")),
            (SpeedUnit.KNOTS, self.tr("Knots")),
        )
        grids = (
            ("", self.tr("None")),
            (GRID_LINES, self.tr("Grid in metres (UTM)")),
            (GRATICULE, self.tr("Graticule in degrees")),
        )
        reaches = (
            (AUTO, self.tr("As the screen is: large where it can be touched")),
            (ON, self.tr("Large, for fingers")),
            (OFF, self.tr("Small, for a mouse")),
        )
        self.fingers = _box(self.tr("Buttons and fields"), reaches, memory.fingers)
        self.form = _box(self.tr("Coordinates"), forms, told.form)
        self.length = _box(self.tr("Lengths and heights"), lengths, told.length)
        self.speed = _box(self.tr("Wind and flight speeds"), speeds, told.speed)
        self.grid = _box(self.tr("Lines over the map"), grids, memory.grid)
        fields = Form()
        for field in (self.form, self.length, self.speed, self.grid, self.fingers):
            fields.addRow(field_name(field.accessibleName(), NAMES_PX), field)
        self.go = button(self.tr("Keep"))
        box, foot = roomy(self)
        box.addLayout(fields)
        note = self.tr(
            "What is asked of a plan, findings, the height profile, studies and what is written "
            "into missions stay in metres, hectares and metres a second."
        )
        box.addWidget(label(note, "small", wrap=True))
        self.names = PaperNamesForm()
        box.addWidget(label(self.tr("On the printed brief"), "head"))
        box.addWidget(self.names)
        foot.addLayout(dialog_foot(self, self.tr("Cancel"), self.go))
        self.go.clicked.connect(self._keep)

    def _keep(self) -> None:
        if not self.names.keep():
            return
        self._memory.keep(
            measures={
                "form": self.form.currentData(),
                "length": self.length.currentData(),
                "speed": self.speed.currentData(),
            },
            grid=self.grid.currentData(),
            fingers=self.fingers.currentData(),
        )
        self._resize()
        self.changed.emit()
        self.accept()

    def _resize(self) -> None:
        before = by_finger()
        set_reach(self._memory.fingers)
        app = QApplication.instance()
        if before != by_finger() and isinstance(app, QApplication):
            apply_theme(app, self._memory.theme)


def _box(name: str, choices: tuple[tuple[str, str], ...], now: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for value, words in choices:
        made.addItem(words, str(value))
    made.setCurrentIndex(max(0, made.findData(str(now))))
    return made
