"""The orthomosaics of one survey, on one grid, as an epoch of the project's study."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QDialog, QFormLayout, QWidget

from missionplanner.assets import resources
from missionplanner.messages.catalogue import sentence
from missionplanner.model.reading import SHAPE_ENDINGS
from missionplanner.ui.dialogs.file_field import FileField, patterns
from missionplanner.ui.ecology.scale_field import ScaleField
from missionplanner.ui.receive.epoch.views import EpochAsked
from missionplanner.ui.receive.epoch.work import AddingEpoch
from missionplanner.ui.widgets.kit import button, dialog_foot, label, row
from missionplanner.ui.widgets.roomy import roomy
from missionplanner.ui.widgets.work_bar import WorkBar

_OF_HEAT = ("therm", "temp", "lst", "xt2", "h20t")
_RASTERS, _USUAL, _WIDE_PX = "*.tif *.tiff", "rededge-m", 560


class EpochDialog(QDialog):
    """`study_asked(Path)`: an epoch is there, and the study is to be looked at.

    Parameters
    ----------
    work : AddingEpoch
    day : date
        When it was flown, as far as known.
    sensors : sequence of str
        Keys of the planned sensors: the camera is one of them, where there is a table of it.
    card : Path or None
        Folder of the photos that quick maps are made of; None: they are not read yet.
    """

    study_asked = Signal(object)

    def __init__(
        self,
        work: AddingEpoch,
        day: date,
        sensors: Sequence[str],
        parent: QWidget,
        card: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.work, self._sensors, self._card = work, tuple(sensors), card
        work.setParent(self)
        self.setWindowTitle(self.tr("Survey to the study"))
        self.setMinimumWidth(_WIDE_PX)
        self.setAcceptDrops(True)
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.multispectral = FileField(self.tr("Mosaic of reflectance"), _RASTERS, many=True)
        self.camera, self.scale = QComboBox(), ScaleField()
        self.thermal = FileField(self.tr("Mosaic of temperatures"), _RASTERS)
        self.scene = FileField(self.tr("Satellite scene for SWIR"), "*", folders=True)
        self.zones = FileField(self.tr("Zones"), patterns(SHAPE_ENDINGS))
        self.again = QCheckBox(self.tr("Replace the epoch of that date"))
        self.said, self.wrong = label("", "small", wrap=True), label("", "error", wrap=True)
        self.bar = WorkBar(work)
        self.go = button(self.tr("Add to the study"))
        self.maps = button(self.tr("Make them from the photos"), "text")
        self._offer_cameras(sensors)
        self._lay_out()
        for edited in (self.multispectral.changed, self.day.dateChanged, self.again.toggled):
            edited.connect(self._on_edited)
        work.changed.connect(self.refresh)
        work.work_changed.connect(self.refresh)
        work.mapped.connect(self._take_maps)
        self.maps.clicked.connect(self.make_maps)
        self.go.clicked.connect(self.run)
        self.refresh()

    def run(self) -> None:
        """Add the epoch; where it is there, show the study."""
        if self.work.added is not None:
            self.study_asked.emit(self.work.added.study)
            self.accept()
        elif not self._why_not():
            self.work.add(self.asked())

    def make_maps(self) -> None:
        """Make quick maps of the photos that were read."""
        if self._card is not None:
            self.work.make_maps(self._card, self._sensors)

    def asked(self) -> EpochAsked:
        """Return what is typed."""
        day = self.day.date()
        return EpochAsked(
            day=date(day.year(), day.month(), day.day()),
            multispectral=self.multispectral.paths(),
            camera=str(self.camera.currentData()),
            thermal=_first(self.thermal),
            scene=_first(self.scene),
            zones=_first(self.zones),
            scale=self.scale.value(),
            again=self.again.isChecked(),
        )

    def add_files(self, paths: list[Path]) -> None:
        """Put a folder to the scene, vectors to the zones, rasters by their names."""
        vectors = [path for path in paths if path.suffix.lower() in SHAPE_ENDINGS]
        rasters = [path for path in paths if path.suffix.lower() in (".tif", ".tiff")]
        warm = [path for path in rasters if any(word in path.stem.lower() for word in _OF_HEAT)]
        self.zones.add(vectors)
        self.thermal.add(warm)
        self.multispectral.add([path for path in rasters if path not in warm])
        self.scene.add([path for path in paths if path not in (*vectors, *rasters)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Sort dropped files into the fields."""
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls()])
        event.acceptProposedAction()

    def refresh(self) -> None:
        """Show what can be done, what is wrong, and what came of it."""
        work, added, why = self.work, self.work.added, self._why_not()
        self.go.setText(self.tr("Show the study") if added else self.tr("Add to the study"))
        self.go.setEnabled(not why)
        self.go.setToolTip(why)
        no_maps = "" if self._card else self.tr("Read the photos first")
        self.maps.setEnabled(not (no_maps or work.busy))
        tip = self.tr("Quick maps of the photos; those that hold a measure are taken")
        self.maps.setToolTip(no_maps or tip)
        self.wrong.setText(work.trouble)
        self.wrong.setVisible(bool(work.trouble))
        told = added.told if added else [line for one in work.maps for line in one.told]
        self.said.setText("\n".join(map(sentence, told)))
        self.said.setVisible(bool(self.said.text()))

    def done(self, result: int) -> None:
        """Close; what runs is ended, and nothing of it is added."""
        self.work.close()
        super().done(result)

    def _take_maps(self) -> None:
        """Take the maps that hold a measure; of brightness it is told that it is none."""
        for one in self.work.maps:
            if one.holds == "reflectance":
                self.multispectral.line.setText(str(one.file))
            elif one.holds != "brightness":
                self.thermal.line.setText(str(one.file))

    def _on_edited(self) -> None:
        """Ask for another epoch: what was told of the one before is no longer asked for."""
        self.work.forget()
        self.refresh()

    def _why_not(self) -> str:
        if self.work.busy:
            return self.tr("Wait until the work is done")
        if not self.multispectral.paths():
            return self.tr("Choose a mosaic of reflectance")
        return ""

    def _offer_cameras(self, sensors: Sequence[str]) -> None:
        for path in sorted((resources() / "ecology" / "sensors").glob("*.toml")):
            self.camera.addItem(path.stem, path.stem)
        mine = [key for key in sensors if self.camera.findData(key) >= 0]
        self.camera.setCurrentIndex(self.camera.findData(mine[0] if mine else _USUAL))

    def _lay_out(self) -> None:
        inside, foot = roomy(self)
        inside.addWidget(label(self.tr("Survey to the study"), "title"))
        words = self.tr(
            "Orthomosaics of one survey are brought onto one grid and become an epoch of this "
            "project's study. Quick maps that hold brightness are refused."
        )
        inside.addWidget(label(words, "small", wrap=True))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for name, field in (
            (self.tr("Date of the survey"), self.day),
            (self.tr("Mosaic of reflectance"), self.multispectral),
            (self.tr("Camera"), self.camera),
            (self.tr("Scale"), self.scale),
            (self.tr("Mosaic of temperatures"), self.thermal),
            (self.tr("Satellite scene for SWIR"), self.scene),
            (self.tr("Zones"), self.zones),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.zones.line.setPlaceholderText(self.tr("As they are; else the survey area"))
        inside.addLayout(form)
        line = row(gap=8)
        line.addWidget(self.again)
        line.addStretch()
        line.addWidget(self.maps)
        inside.addLayout(line)
        inside.addStretch()
        foot.addWidget(self.said)
        foot.addWidget(self.wrong)
        foot.addWidget(self.bar)
        foot.addLayout(dialog_foot(self, self.tr("Close"), self.go))


def _first(field: FileField) -> Path | None:
    paths = field.paths()
    return paths[0] if paths else None
