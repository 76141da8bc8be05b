"""The elevation files of the open project: added, located, copied in, taken out; their datum."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import text
from missionplanner.model.reading import HeightUnit
from missionplanner.project.edits import set_terrain
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.file_field import patterns
from missionplanner.ui.dialogs.files import TERRAIN_ENDINGS
from missionplanner.ui.plan.datum_dialog import DatumDialog
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import Elided, button, column, label, row, spread, tool
from missionplanner.ui.widgets.panel import clear
from missionplanner.ui.widgets.tiles import state_mark


class TerrainList(QWidget):
    """Each change is one step of the history; what it does to the site is looked at at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.add = button(self.tr("Add…"), "text")
        self.datum = button(self.tr("Datum…"), "text")
        self._rows, self._note = column(gap=2), label("", "small", wrap=True)
        box = column(self, gap=4)
        box.addLayout(spread(label(self.tr("Terrain"), "head"), self.datum, self.add))
        box.addLayout(self._rows)
        box.addWidget(self._note)
        self.add.clicked.connect(self.choose)
        self.datum.clicked.connect(self.ask_datum)
        self.dialog: QDialog | None = None

    def refresh(self) -> None:
        """List the files; one that is gone says so and can be located."""
        clear(self._rows)
        project, site = self._session.project, self._session.site
        if project is None or site is None:
            return
        locked = self._session.locked
        for made in (self.add, self.datum):
            made.setEnabled(not locked)
        for path in project.dem_paths:
            self._rows.addWidget(self._row(path, alone=len(project.dem_paths) == 1))
        self._note.setText(sentence(site.ground.datum_note))

    def choose(self) -> QFileDialog:
        """Ask for elevation files to add; does not block."""
        dialog = self._files(self.tr("Add elevation files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()
        return dialog

    def take(self, paths: list[Path]) -> None:
        """Add elevation files."""
        names = ", ".join(path.name for path in paths)
        words = self.tr("Add {0} to the terrain").format(names)
        self._session.edit_by(words, "take", {"dem": tuple(paths)})

    def locate(self, path: Path) -> QFileDialog:
        """Ask where a file that was moved is now; does not block."""
        dialog = self._files(self.tr("Where is {0}?").format(path.name))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.put(path, Path(name)))
        dialog.open()
        return dialog

    def put(self, path: Path, new: Path) -> None:
        """Name a file where it is now."""
        words = self.tr("Locate {0}").format(path.name)
        self._session.edit_by(words, "locate", {path: new})

    def copy_in(self) -> None:
        """Copy the files that lie elsewhere into the project's folder."""
        self._session.edit_by(self.tr("Copy the terrain into the project"), "copy_dems")

    def remove(self, path: Path) -> None:
        """Take a file out of the terrain; the file stays where it is."""
        project = self._session.project
        if project is None:
            return
        document = project.document
        left = tuple(one for one in project.dem_paths if one != path)
        words = self.tr("Take {0} out of the terrain").format(path.name)
        try:
            made = set_terrain(project, left, document.vertical_datum, document.dem_unit)
        except InputError as error:
            self._session.said.emit(text(error.line()))
            return
        self._session.edit(words, made)

    def ask_datum(self) -> DatumDialog | None:
        """Ask what the heights are counted from; does not block."""
        project = self._session.project
        if project is None:
            return None
        document = project.document
        dialog = DatumDialog(document.vertical_datum, document.dem_unit, self)
        dialog.chosen.connect(self._on_datum)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.dialog = dialog
        return dialog

    def _on_datum(self, datum: str | None, unit: HeightUnit | None) -> None:
        project = self._session.project
        if project is not None:
            words = self.tr("Change the vertical datum")
            self._session.edit(words, set_terrain(project, project.dem_paths, datum, unit))

    def _files(self, words: str) -> QFileDialog:
        project = self._session.project
        folder = str(project.dem_paths[0].parent) if project else ""
        kinds = f"{self.tr('Elevation files')} ({patterns(TERRAIN_ENDINGS)})"
        filters = f"{kinds};;{self.tr('All files')} (*)"
        return remembered(QFileDialog(self, words, folder, filters), "terrain")

    def _row(self, path: Path, alone: bool) -> QWidget:
        made = QWidget()
        line = row(made, gap=8)
        there = path.exists()
        line.addWidget(state_mark("ok" if there else "warn", 14))
        name = Elided()
        name.setText(path.name)
        name.setToolTip(str(path))
        line.addWidget(name, 1)
        if not there:
            line.addWidget(label(self.tr("not there"), "small"))
        menu_button = tool("dots-three", self.tr("What to do with {0}").format(path.name), side=24)
        menu = QMenu(menu_button)
        menu.addAction(self.tr("Locate…"), partial(self.locate, path))
        copied = menu.addAction(self.tr("Copy into the project"), self.copy_in)
        inside = self._session.project is not None and path.is_relative_to(
            self._session.project.folder
        )
        copied.setEnabled(there and not inside)
        menu.addAction(self.tr("Take out"), partial(self.remove, path)).setEnabled(not alone)
        menu_button.setMenu(menu)
        menu_button.setPopupMode(menu_button.ToolButtonPopupMode.InstantPopup)
        menu_button.setEnabled(not self._session.locked)
        if not there:
            link = button(self.tr("Locate…"), "text")
            link.clicked.connect(partial(self.locate, path))
            line.addWidget(link)
        line.addWidget(menu_button)
        return made
