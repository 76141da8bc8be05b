"""What an open study stands on: title, terrain, zones, further scenes, indicators of the index."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QWidget

from missionplanner.messages.casing import sentence_case
from missionplanner.messages.catalogue import sentence
from missionplanner.model.reading import SHAPE_ENDINGS
from missionplanner.model.study import Indicator
from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs.file_field import FileField, patterns
from missionplanner.ui.ecology.lacking_note import indicator_of
from missionplanner.ui.ecology.scale_field import ScaleField
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.study_scenes import StudyScenes
from missionplanner.ui.ecology.views import StudyView
from missionplanner.ui.widgets.forms import Form
from missionplanner.ui.widgets.kit import button, column, dialog_foot, field_name, label
from missionplanner.ui.widgets.roomy import roomy
from missionplanner.ui.widgets.takes_files import FileDrops

_LEAST = 2  # as operations.study_edits, which is not asked for one number


class EditStudyDialog(QDialog):
    """`asked(dict)`: what `operations.study_edits.StudyEdit` takes, changes alone."""

    asked = Signal(object)

    def __init__(
        self, ecology: EcologySession, view: StudyView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ecology, self._view = ecology, view
        self.setWindowTitle(self.tr("Change the study"))
        self.setMinimumWidth(620)
        self.title_line, self.scale = QLineEdit(view.study.title), ScaleField()
        self.dem = FileField(self.tr("Terrain (DEM)"), "*.tif *.tiff *.hgt *.asc *.vrt *.img *")
        self.zones = FileField(self.tr("Zones"), patterns(SHAPE_ENDINGS))
        self.own = StudyScenes(view)
        self.scenes = FileField(self.tr("Further scenes"), "*.tif *.tiff *.txt *.xml *", many=True)
        self.boxes: dict[Indicator, QCheckBox] = {}
        self.go = button(self.tr("Take over"), "primary")
        self._problem = label("", "error", wrap=True)
        self._lay_out()
        FileDrops(self, self.scenes.add)
        self.go.clicked.connect(self._on_go)
        for field in (self.dem, self.zones, self.scenes, self.own):
            field.changed.connect(self._show_whether)
        self.title_line.textChanged.connect(self._show_whether)
        ecology.work_changed.connect(self._show_whether)
        self._show_whether()

    def request(self) -> dict[str, Any]:
        """Return what is to be another; nothing where all is as it was."""
        asked: dict[str, Any] = {}
        for key, field in (("dem", self.dem), ("zones", self.zones)):
            now, paths = self._now(key), field.paths()
            if paths and paths[0] != now:
                asked[key] = paths[0]
            elif now is not None and not paths:
                asked[f"no_{key}"] = True
        if scenes := self.scenes.paths():
            # A folder may hold several scenes; files given singly are one.
            files = tuple(path for path in scenes if not path.is_dir())
            asked["scenes"] = [(None, (path,)) for path in scenes if path.is_dir()]
            asked["scenes"] += [(None, files)] if files else []
            asked["scale"] = self.scale.value()
        asked |= {"removed": self.own.removed} if self.own.removed else {}
        asked |= {"scales": self.own.rescaled} if self.own.rescaled else {}
        if (title := self.title_line.text().strip()) != self._view.study.title:
            asked["title"] = title
        if (chosen := self.chosen()) != self._view.study.index.indicators:
            asked["indicators"] = chosen
        return asked

    def chosen(self) -> tuple[Indicator, ...]:
        """Return the indicators that the index is to be made of."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def show_failure(self, failure: Failed) -> None:
        """Say what is wrong; everything stays as typed."""
        self._problem.setText(failure.line())
        self._problem.setVisible(True)
        self._show_whether()

    # ---- how it is laid out

    def _lay_out(self) -> None:
        box, foot = roomy(self)
        box.addWidget(label(self.tr("Change the study"), "title"))
        form = Form()
        form.add(self.tr("Title"), self.title_line)
        form.add(self.tr("Terrain (DEM)"), self.dem)
        form.add(self.tr("Zones"), self.zones)
        form.addRow(field_name(self.tr("Scenes and their scale")), self.own)
        form.add(self.tr("Further scenes"), self.scenes)
        form.add(self.tr("Their scale"), self.scale)
        form.addRow(field_name(self.tr("Indicators")), self._indicators())
        box.addLayout(form)
        told = self.tr(
            "An index of fewer than five indicators is told as such. With other scenes, scales or "
            "files the results of before are stale until the study is analysed again."
        )
        box.addWidget(label(told, "small", wrap=True))
        box.addStretch()
        for key, field in (("dem", self.dem), ("zones", self.zones)):
            now = self._now(key)
            field.line.setText(str(now) if now else "")
        self._problem.setVisible(False)
        foot.addWidget(self._problem)
        foot.addLayout(self._foot())

    def _indicators(self) -> QWidget:
        made = QWidget()
        lines = column(made, gap=4)
        lacks = {
            indicator_of(words): sentence(words)
            for epoch in self._view.epochs
            for words in epoch.missing
        }
        for name in Indicator:
            field = self.boxes[name] = QCheckBox(sentence_case(sentence(name.told)))
            field.setChecked(name in self._view.study.index.indicators)
            field.setToolTip(lacks.get(name, ""))
            field.toggled.connect(self._show_whether)
            lines.addWidget(field)
        return made

    def _foot(self) -> QHBoxLayout:
        return dialog_foot(self, self.tr("Cancel"), self.go)

    # ---- what happens

    def _now(self, key: str) -> Path | None:
        study = self._view.study
        named = study.zones if key == "zones" else study.dem.path if study.dem else None
        return (self._view.folder / named).resolve() if named else None

    def _show_whether(self) -> None:
        told = self._lacks()
        self.go.setEnabled(bool(self.request()) and not told and not self._ecology.locked)
        self.go.setToolTip(told)

    def _lacks(self) -> str:
        if len(self.chosen()) < _LEAST:
            return self.tr("An index needs two indicators at least")
        if len(self.own.removed) == len(self._view.epochs) and not self.scenes.paths():
            return self.tr("A study needs one scene at least")
        return ""

    def _on_go(self) -> None:
        self._problem.setVisible(False)
        self.asked.emit(self.request())
