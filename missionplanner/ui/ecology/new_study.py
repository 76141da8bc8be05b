"""New study: folders or files of imagery, what was found in them, terrain and zones."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from missionplanner.assets import resources
from missionplanner.model.reading import SHAPE_ENDINGS
from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.file_field import FileField, patterns
from missionplanner.ui.ecology.scale_field import ScaleField
from missionplanner.ui.ecology.scene_list import SceneList
from missionplanner.ui.ecology.scene_options import SceneOptions
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.views import SceneView
from missionplanner.ui.widgets.forms import Form
from missionplanner.ui.widgets.kit import (
    Elided,
    button,
    dialog_foot,
    field_name,
    label,
    row,
    scrolled,
    tool,
)
from missionplanner.ui.widgets.roomy import roomy
from missionplanner.ui.widgets.takes_files import FileDrops
from missionplanner.ui.work.memory import demo_folder

_TERRAIN = ("dem", "dtm", "dsm", "srtm", "elevation")


class NewStudyDialog(QDialog):
    """`asked(Path, dict)`: the study's file, and what `remote_ecology.make` takes."""

    asked = Signal(object, object)

    def __init__(self, ecology: EcologySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ecology = ecology
        self._paths: list[Path] = []
        self.setWindowTitle(self.tr("New study"))
        FileDrops(self, self.add_files)
        self.setMinimumWidth(720)
        self.title_line, self.file = QLineEdit(), QLineEdit()
        self.sensor, self.scale = QComboBox(), ScaleField()
        self.dem = FileField(self.tr("Terrain (DEM)"), "*.tif *.tiff *.hgt *.asc *.vrt *.img *")
        self.zones = FileField(self.tr("Zones"), patterns(SHAPE_ENDINGS))
        self.scenes, self.options = SceneList(), SceneOptions()
        self.go = button(self.tr("Create study"))
        self._state, self._problem = Elided("small"), label("", "error", wrap=True)
        self._lay_out()
        self._suggest()
        self.title_line.setFocus()
        self.title_line.textEdited.connect(self._suggest)
        self.sensor.activated.connect(self._look)
        self.scale.changed.connect(self._look)
        self.go.clicked.connect(self._on_create)
        self.scenes.changed.connect(self._show_state)
        self.options.fold.toggle.toggled.connect(self._grow)
        ecology.scenes_found.connect(self._on_found)
        ecology.work_changed.connect(self._show_state)
        ecology.stepped.connect(self._on_step)
        self._show_state()

    def add_files(self, paths: list[Path]) -> None:
        """Put folders and rasters to the imagery, a DEM and zones into their fields."""
        vectors = [p for p in paths if p.suffix.lower() in SHAPE_ENDINGS and not _is_metadata(p)]
        terrain = [p for p in paths if p.is_file() and p.stem.lower().startswith(_TERRAIN)]
        self.zones.add(vectors)
        self.dem.add(terrain)
        scenes = [p for p in paths if p not in vectors and p not in terrain]
        if scenes:
            self._paths = list(dict.fromkeys([*self._paths, *scenes]))
            self._look()

    def show_failure(self, failure: Failed) -> None:
        """Say what is wrong; everything stays as typed."""
        self._problem.setText(failure.line())
        self._problem.setVisible(True)
        self._show_state()

    def request(self) -> dict[str, Any]:
        """Return what `operations.new_studies.make_study` takes.

        Raises
        ------
        ValueError
            With a sentence for the user: nothing is chosen.
        """
        chosen = self.scenes.chosen()
        if not chosen:
            raise ValueError(self.tr("Choose imagery: a folder of scenes, or files"))
        dem, zones = self.dem.paths(), self.zones.paths()
        return {
            "epochs": [(scene.epoch.date, scene.paths) for scene in chosen if scene.epoch],
            "sensor": self.sensor.currentData() or None,
            "scale": self.scale.value(),
            "dem": dem[0] if dem else None,
            "zones": zones[0] if zones else None,
            "title": self.title_line.text().strip(),
            **self.options.value(),
        }

    def choose_folder(self) -> QFileDialog:
        """Ask for a folder of scenes; does not block."""
        dialog = QFileDialog(self, self.tr("Folder of scenes"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_folder)
        remembered(dialog, "scenes")
        dialog.open()
        return dialog

    def choose_files(self) -> QFileDialog:
        """Ask for the files of one scene; does not block."""
        dialog = QFileDialog(self, self.tr("Files of one scene"), "", "*.tif *.tiff *.txt *.xml *")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_files)
        remembered(dialog, "scenes")
        dialog.open()
        return dialog

    def choose_file(self) -> QFileDialog:
        """Ask where the study is written; does not block."""
        dialog = QFileDialog(self, self.tr("Study file"), self.file.text(), "*.json")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(self.file.setText)
        remembered(dialog, "study")
        dialog.open()
        return dialog

    # ---- how it is laid out

    def _lay_out(self) -> None:
        box, foot = roomy(self)
        box.addWidget(label(self.tr("New study"), "title"))
        box.addLayout(self._head_row())
        area = scrolled(self.scenes)
        area.setMinimumHeight(120)
        box.addWidget(area, 1)
        box.addWidget(self._state)
        self.title_line.setPlaceholderText(self.tr("Open pit, 2013 to 2025"))
        self.sensor.addItem(self.tr("As the files say"), "")
        for path in sorted((resources() / "ecology" / "sensors").glob("*.toml")):
            self.sensor.addItem(path.stem, path.stem)
        form = Form()
        form.add(self.tr("Title"), self.title_line)
        form.add(self.tr("Sensor"), self.sensor)
        form.add(self.tr("Scale"), self.scale)
        form.add(self.tr("Terrain (DEM)"), self.dem)
        form.add(self.tr("Zones"), self.zones)
        form.addRow(field_name(self.tr("Study file")), self._file_row())
        box.addLayout(form)
        box.addWidget(self.options)
        self._problem.setVisible(False)
        foot.addWidget(self._problem)
        foot.addLayout(self._foot())

    def _head_row(self) -> QHBoxLayout:
        line = row(gap=8)
        line.addWidget(label(self.tr("Imagery"), "head"))
        line.addStretch()
        for words, glyph, act in (
            (self.tr("Add a folder"), "folder-plus", self.choose_folder),
            (self.tr("Add files"), "file-plus", self.choose_files),
        ):
            made = button(words, "", glyph)
            made.setAutoDefault(False)
            made.clicked.connect(act)
            line.addWidget(made)
        return line

    def _file_row(self) -> QHBoxLayout:
        line = row(gap=4)
        self.file.setAccessibleName(self.tr("Study file"))
        line.addWidget(self.file, 1)
        browse = tool("folder-open", self.tr("Choose"))
        browse.clicked.connect(self.choose_file)
        line.addWidget(browse)
        return line

    def _foot(self) -> QHBoxLayout:
        return dialog_foot(self, self.tr("Cancel"), self.go)

    # ---- what happens

    def _on_folder(self, name: str) -> None:
        self.add_files([Path(name)])

    def _on_files(self, names: list[str]) -> None:
        self.add_files([Path(name) for name in names])

    def _look(self) -> None:
        if self._paths and not self._ecology.busy:
            self._problem.setVisible(False)
            sensor = self.sensor.currentData() or None
            self._ecology.look_at(tuple(self._paths), sensor, self.scale.value())

    def _on_found(self, scenes: object) -> None:
        if isinstance(scenes, tuple):
            self.scenes.show_scenes([s for s in scenes if isinstance(s, SceneView)])

    def _on_step(self, share: float, _words: str) -> None:
        looking = self.tr("Looking at the scenes")
        self._state.setText(f"{looking}  {100 * share:.0f} %")

    def _show_state(self) -> None:
        chosen = self.scenes.chosen()
        self.go.setEnabled(bool(chosen) and not self._ecology.busy)
        first = self.tr("Choose imagery: a folder of scenes, or files")
        self.go.setToolTip("" if chosen else first)
        if self._ecology.busy:
            self._state.setText(self.tr("Looking at the scenes"))
        elif self.scenes.count:
            words, one = self.tr("{0} epochs of {1} scenes found"), self.tr("1 scene found")
            told = [one if self.scenes.count == 1 else words.format(len(chosen), self.scenes.count)]
            if len({scene.epoch.sensor for scene in chosen if scene.epoch}) > 1:
                told.append(self.tr("sensors differ: a step between them may be the sensor's"))
            self._state.setText(" · ".join(told))
        else:
            self._state.setText("")

    def _suggest(self) -> None:
        folder = self._ecology.site_folder
        if folder is not None:
            self.file.setText(str(folder / "study.json"))
            return
        title = self.title_line.text().strip().lower()
        kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in title)
        place = Path(self.file.text()).parent if self.file.text() else demo_folder()
        self.file.setText(str(place / f"{kept.strip('-') or 'study'}.json"))

    def _grow(self) -> None:
        """Give what was folded open the height it needs; the list of scenes keeps its own."""
        box = self.layout()
        if box is not None:
            box.activate()
            self.resize(self.width(), max(self.height(), box.totalMinimumSize().height()))

    def _on_create(self) -> None:
        try:
            request = self.request()
        except ValueError as error:
            self.show_failure(Failed(str(error)))
            return
        self._problem.setVisible(False)
        self.asked.emit(Path(self.file.text()), request)


def _is_metadata(path: Path) -> bool:
    return path.suffix.lower() == ".json" and "mtl" in path.stem.lower()
