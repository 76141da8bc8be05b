"""New project: the files a pilot has, the aircraft, the sensors."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from missionplanner.aircraft.catalogue import (
    aircraft,
    aircraft_keys,
    mount_refusal,
    readable_sensors,
    sensor,
)
from missionplanner.errors import InputError, where_told
from missionplanner.geo.coordinates import read_place
from missionplanner.messages.casing import sentence_case
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.reading import AIRSPACE_ENDINGS, SHAPE_ENDINGS
from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs.answers import Answers
from missionplanner.ui.dialogs.file_field import FileField, patterns
from missionplanner.ui.dialogs.files import sort_files
from missionplanner.ui.plan.datum_field import DatumField
from missionplanner.ui.widgets.forms import Form
from missionplanner.ui.widgets.kit import (
    button,
    dialog_foot,
    field_name,
    label,
    row,
    tool,
)
from missionplanner.ui.widgets.roomy import fit, roomy
from missionplanner.ui.widgets.takes_files import FileDrops
from missionplanner.ui.work.memory import demo_folder

# The site is not known yet: what is typed is near to nothing, and taken as it stands.
_NOWHERE = (0.0, 90.0)
_FIRST_SENSORS = ("p1-35", "rededge-m", "xt2")


class NewProjectDialog(QDialog):
    """`asked(Path, dict)`: the project folder, and the fields of `operations.new.NewProject`.

    The opener closes it when the project is there: an error leaves everything as typed.
    """

    asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New project"))
        FileDrops(self, self.add_files)
        self.setMinimumWidth(700)
        shapes = patterns(SHAPE_ENDINGS)
        self.dem = FileField(
            self.tr("Terrain (DEM)"),
            "*.tif *.tiff *.hgt *.asc *.vrt *.img *.las *.laz *",
            many=True,
        )
        self.area = FileField(self.tr("Survey area"), shapes)
        self.area.line.setPlaceholderText(
            self.tr("Drop a file here, or choose; empty: drawn on the map")
        )
        self.threats = FileField(
            self.tr("Threats"), f"{shapes} {patterns(AIRSPACE_ENDINGS)}", many=True
        )
        self.weather = FileField(self.tr("Weather"), "*.json *.csv *.txt")
        self.title_line, self.home, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = label("", "small", wrap=True)
        self.datum, self.answers = DatumField(), Answers()
        self.aircraft = QComboBox()
        self.sensors: dict[str, QCheckBox] = {}
        self.go = button(self.tr("Create project"))
        self._problem = label("", "error", wrap=True)
        self._lay_out()
        self.title_line.textEdited.connect(self._suggest_folder)
        self.go.clicked.connect(self._on_create)
        self.datum.changed.connect(self._make_room)
        self._suggest_folder("")

    def add_files(self, paths: list[Path]) -> None:
        """Put files into the fields they are for."""
        found = sort_files(paths, has_area=bool(self.area.paths()))
        self.dem.add(found.dem)
        self.area.add(found.area)
        self.threats.add(found.threats)
        self.weather.add(found.weather)

    def show_failure(self, failure: Failed) -> None:
        """Say what is wrong; an unknown vertical datum is asked for at its field."""
        unknown = failure.kind == "DatumUnknown"
        ask = self.tr("{0}: the file does not say what its heights are counted from; choose it")
        where = where_told(failure.error.place) if failure.error else ""
        # A new project has no DEM yet that could be put back, and no document to correct.
        gone = failure.error is not None and failure.error.code == "operations.dem_gone"
        self.dem.mark(gone)
        if gone:
            self._problem.setText(self.tr("{0}: there is no such file").format(where))
        else:
            self._problem.setText(ask.format(where) if unknown else failure.line())
        self._problem.setVisible(True)
        asked = self.answers.ask(failure.option, failure.choices)
        self._make_room()
        self.datum.mark(unknown)
        self.datum.mark_unit(failure.option == "--dem-unit")
        if unknown and not asked:
            self.datum.box.setFocus()
        if gone:
            self.dem.line.setFocus()
        self.go.setEnabled(True)
        self.go.setText(self.tr("Create project"))

    def _make_room(self) -> None:
        """Grow, so that a long sentence does not squeeze the fields above it."""
        if (box := self.layout()) is not None:
            box.activate()
        fit(self)

    def request(self) -> dict[str, Any]:
        """Return the fields of `operations.new.NewProject`.

        Raises
        ------
        ValueError
            With a sentence for the user: a field is missing or cannot be read.
        """
        if not self.dem.paths():
            raise ValueError(self.tr("Choose the terrain: one or more elevation files"))
        chosen = tuple(key for key, tick in self.sensors.items() if tick.isChecked())
        if not chosen:
            raise ValueError(self.tr("Choose at least one sensor"))
        weather, area = self.weather.paths(), self.area.paths()
        return {
            "dem": self.dem.paths(),
            "area": area[0] if area else None,
            "threats": self.threats.paths(),
            "weather": weather[0] if weather else None,
            "home": self._home(),
            "vertical_datum": self.datum.value(),
            "dem_unit": self.datum.unit(),
            "aircraft": str(self.aircraft.currentData()),
            "sensors": chosen,
            "title": self.title_line.text().strip(),
            **self.answers.values(),
        }

    def _lay_out(self) -> None:
        box, foot = roomy(self)
        box.addWidget(label(self.tr("New project"), "title"))
        form = Form()
        self.title_line.setPlaceholderText(self.tr("Open pit, June survey"))
        self.home.editingFinished.connect(self._on_home)
        self.note.setVisible(False)
        self.home.setPlaceholderText(self.tr("Longitude, latitude; empty: chosen for you"))
        form.add(self.tr("Title"), self.title_line)
        form.add(self.tr("Terrain (DEM)"), self.dem)
        form.add(self.tr("Vertical datum"), self.datum)
        form.add(self.tr("Survey area"), self.area)
        form.add(self.tr("Threats"), self.threats)
        form.add(self.tr("Weather"), self.weather)
        form.add(self.tr("Home"), self.home)
        form.addRow("", self.note)
        form.add(self.tr("Aircraft"), self.aircraft)
        for key in aircraft_keys():
            self.aircraft.addItem(aircraft(key).name, key)
        self.aircraft.setCurrentIndex(self.aircraft.findData("m300-rtk"))
        form.addRow(label(self.tr("Sensors")), self._sensor_grid())
        form.addRow(field_name(self.tr("Project folder")), self._folder_row())
        box.addLayout(form)
        self._problem.setVisible(False)
        foot.addWidget(self._problem)
        foot.addWidget(self.answers)
        foot.addLayout(self._buttons())

    def _folder_row(self) -> QHBoxLayout:
        line = row(gap=4)
        self.folder.setAccessibleName(self.tr("Project folder"))
        line.addWidget(self.folder, 1)
        browse = tool("folder-open", self.tr("Choose where the project is put"))
        browse.clicked.connect(self.choose_place)
        line.addWidget(browse)
        return line

    def choose_place(self) -> QFileDialog:
        """Ask for the folder that the project's own folder is put into; does not block."""
        place = Path(self.folder.text())
        dialog = QFileDialog(self, self.tr("Choose where the project is put"), str(place.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_place)
        dialog.open()
        return dialog

    def _on_place(self, name: str) -> None:
        self.folder.setText(str(Path(name) / Path(self.folder.text()).name))

    def _sensor_grid(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(2)
        for number, one in enumerate(readable_sensors()[0]):
            tick = QCheckBox(one.name)
            tick.setChecked(one.key in _FIRST_SENSORS)
            self.sensors[one.key] = tick
            grid.addWidget(tick, number // 2, number % 2)
        self.aircraft.currentIndexChanged.connect(self._offer_sensors)
        self._offer_sensors()
        return made

    def _offer_sensors(self) -> None:
        """Disable what cannot be flown on the aircraft chosen; the tip says why."""
        craft = aircraft(str(self.aircraft.currentData()))
        for key, tick in self.sensors.items():
            refused = mount_refusal(sensor(key), craft)
            tick.setEnabled(refused is None)
            tick.setToolTip(refused.told().what if refused else "")
            if refused is not None:
                tick.setChecked(False)

    def _buttons(self) -> QHBoxLayout:
        return dialog_foot(self, self.tr("Cancel"), self.go)

    def _suggest_folder(self, title: str) -> None:
        letters = "".join(c if c.isalnum() or c == "_" else "-" for c in title.strip().lower())
        kept = "-".join(part for part in letters.split("-") if part)
        place = Path(self.folder.text()).parent if self.folder.text() else demo_folder()
        self.folder.setText(str(place / f"{kept or 'project'}.mplan"))

    def _home(self) -> dict[str, float] | None:
        text = self.home.text().strip()
        if not text:
            return None
        try:
            home = read_place(text, _NOWHERE)
        except InputError as error:
            raise ValueError(self.tr("Home: {0}").format(error.told().what)) from error
        return {"lon_deg": home.lon_deg, "lat_deg": home.lat_deg}

    def _on_home(self) -> None:
        """Write a home whose numbers were exchanged the right way round, and say so."""
        self.note.setVisible(False)
        try:
            typed = read_place(self.home.text().strip(), _NOWHERE)
        except InputError:
            return  # told when the project is to be made
        if typed.exchanged:
            self.home.setText(f"{typed.lon_deg:.6f}, {typed.lat_deg:.6f}")
            told = message("drawing.exchanged", lon=typed.lon_deg, lat=typed.lat_deg)
            self.note.setText(sentence_case(sentence(told)))
            self.note.setVisible(True)

    def _on_create(self) -> None:
        try:
            request = self.request()
        except ValueError as error:
            self.show_failure(Failed(str(error)))
            return
        self._problem.setVisible(False)
        self.go.setEnabled(False)
        self.go.setText(self.tr("Reading the terrain…"))
        self.asked.emit(Path(self.folder.text()), request)
