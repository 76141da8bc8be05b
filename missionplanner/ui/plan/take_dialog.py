"""Files for the open project: what each is taken for, and what one of them leaves open."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QWidget

from missionplanner.errors import where_told
from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs.answers import Answers
from missionplanner.ui.dialogs.files import is_tiles, kind_of, sort_files
from missionplanner.ui.plan.datum_field import DatumField
from missionplanner.ui.widgets.kit import Elided, button, column, dialog_foot, label
from missionplanner.ui.widgets.roomy import fit, roomy

BACKDROP = "backdrop"
"""What a file is taken for that only lies under the map."""

_ASIDE = ("", BACKDROP)
_NAME_PX = 220
_SURE = ("weather", "threats")
"""Kinds that take the place of no terrain and no area: they need not be asked about."""


class TakeDialog(QDialog):
    """`asked(words, request)`: a step of the history, and fields of `take_files.GivenFiles`.

    `backdrops_asked(list of Path)`: files that lie under the map, and are no part of the project.
    The opener closes it when the files are taken; an error leaves everything as chosen.
    """

    asked = Signal(str, object)
    new_asked = Signal(object)
    backdrops_asked = Signal(object)

    def __init__(self, paths: list[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files for this project"))
        self.setMinimumWidth(640)
        self._paths = paths
        self.kinds: dict[Path, QComboBox] = {}
        self.datum, self.answers = DatumField(), Answers()
        self.problem = label("", "error", wrap=True)
        self.go, self.new = button(self.tr("Take them")), button(self.tr("New project…"), "text")
        self._lay_out()
        self.go.clicked.connect(self._on_take)
        self.new.clicked.connect(self._on_new)
        self._show_datum()

    def request(self) -> dict[str, Any]:
        """Return the fields of `operations.take_files.GivenFiles`."""
        made = request_of({path: str(box.currentData()) for path, box in self.kinds.items()})
        if made.get("dem"):
            made |= {"vertical_datum": self.datum.value(), "dem_unit": self.datum.unit()}
        return {**made, **self.answers.values()}

    def backdrops(self) -> list[Path]:
        """Return the files that are to lie under the map."""
        return [path for path, box in self.kinds.items() if box.currentData() == BACKDROP]

    def show_failure(self, failure: Failed) -> None:
        """Say what is wrong; what a file leaves open is asked at its field."""
        unknown = failure.kind == "DatumUnknown"
        ask = self.tr("{0}: the file does not say what its heights are counted from; choose it")
        where = where_told(failure.error.place) if failure.error else ""
        self.problem.setText(ask.format(where) if unknown else failure.line())
        self.problem.setVisible(True)
        self.answers.ask(failure.option, failure.choices)
        self.datum.mark(unknown)
        self.datum.mark_unit(failure.option == "--dem-unit")
        self.go.setEnabled(True)
        fit(self)

    def _lay_out(self) -> None:
        box, below = roomy(self)
        box.addWidget(label(self.tr("What are these files for?"), "title"))
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setColumnMinimumWidth(0, _NAME_PX)
        form.setColumnStretch(1, 1)
        taken = sort_files(self._paths).__dict__
        for line, path in enumerate(self._paths):
            name = Elided()
            name.setText(path.name)
            self.kinds[path] = self._kinds(
                path, BACKDROP if is_tiles(path) else _kind_in(taken, path)
            )
            form.addWidget(name, line, 0)
            form.addWidget(self.kinds[path], line, 1)
        box.addLayout(form)
        self._datum_part = QWidget()
        part = column(self._datum_part, gap=4)
        part.addWidget(label(self.tr("Vertical datum of all the terrain"), "muted"))
        part.addWidget(self.datum)
        box.addWidget(self._datum_part)
        box.addWidget(self.answers)
        self.problem.setVisible(False)
        below.addWidget(self.problem)
        foot = dialog_foot(self, self.tr("Cancel"), self.go)
        foot.insertWidget(0, self.new)
        below.addLayout(foot)

    def _kinds(self, path: Path, kind: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self.tr("What {0} is taken for").format(path.name))
        for words, key in (
            (self.tr("Terrain, beside the other files"), "dem"),
            (self.tr("The survey area, in place of this one"), "area"),
            (self.tr("No-fly zones and power lines, beside the others"), "threats"),
            (self.tr("Soft risk, a raster from 0 to 1"), "risks"),
            (self.tr("Weather, in place of this one"), "weather"),
            (self.tr("A background under the map"), BACKDROP),
            (self.tr("Nothing: leave it out"), ""),
        ):
            made.addItem(words, key)
        made.setCurrentIndex(made.findData(kind))
        made.activated.connect(self._show_datum)
        return made

    def _show_datum(self) -> None:
        wanted = any(box.currentData() == "dem" for box in self.kinds.values())
        self._datum_part.setVisible(wanted)
        fit(self)

    def _on_take(self) -> None:
        request, below = self.request(), self.backdrops()
        taken = any(request.get(kind) for kind in ("dem", "area", "threats", "risks", "weather"))
        if below:
            self.backdrops_asked.emit(below)
        if below and not taken:
            self.accept()
            return
        if not taken:
            self.problem.setText(self.tr("Choose what at least one file is for"))
            self.problem.setVisible(True)
            return
        self.problem.setVisible(False)
        self.go.setEnabled(False)
        inside = [path for path, box in self.kinds.items() if box.currentData() not in _ASIDE]
        names = ", ".join(path.name for path in inside)
        self.asked.emit(self.tr("Read {0}").format(names), request)

    def _on_new(self) -> None:
        self.reject()
        self.new_asked.emit(self._paths)


def sure(paths: list[Path]) -> dict[str, Any] | None:
    """Return the request for files of which nothing needs to be asked; None: ask."""
    kinds = {path: kind_of(path) for path in paths}
    weathers = sum(kind == "weather" for kind in kinds.values())
    if not paths or weathers > 1 or any(kind not in _SURE for kind in kinds.values()):
        return None
    return request_of(kinds)


def request_of(kinds: dict[Path, str]) -> dict[str, Any]:
    """Return fields of `operations.take_files.GivenFiles` by what each file is taken for."""

    def of(kind: str) -> tuple[Path, ...]:
        return tuple(path for path, one in kinds.items() if one == kind)

    every: dict[str, Any] = {kind: of(kind) for kind in ("dem", "threats", "risks")}
    one = {kind: of(kind)[-1] for kind in ("area", "weather") if of(kind)}
    return {**every, **one}


def _kind_in(found: dict[str, list[Path]], path: Path) -> str:
    return next((kind for kind, paths in found.items() if path in paths), "")
