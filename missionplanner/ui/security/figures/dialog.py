"""Figures of districts: a table, its district layer, and what becomes of the study."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QMessageBox, QWidget

from missionplanner.ecology.district_figures.exchange import draft_of, own_part, with_figures
from missionplanner.ecology.district_figures.layout import PastedFigures
from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.file_field import FileField
from missionplanner.ui.dialogs.losing import ask_before_losing
from missionplanner.ui.security.figures.editing import FigureEditing
from missionplanner.ui.security.figures.remarks import FigureRemarks
from missionplanner.ui.security.figures.spreads import SpreadFields
from missionplanner.ui.security.figures.table import FigureTable
from missionplanner.ui.security.inputs import told as path_told
from missionplanner.ui.security.names import several, title_of
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.widgets.kit import button, column, dialog_foot, field_name, label, row, tool
from missionplanner.ui.widgets.roomy import FitsScreen
from missionplanner.ui.work.errands import Errands

# Named, not imported: vector files bring libraries that the window's start need not pay for.
_READS = "missionplanner.ui.security.figures.reads"
_SHAPES = "*.geojson *.json *.gpkg *.shp *.kml *.kmz *"
_TABLES = "*.csv *.txt *.tsv *"


class FiguresDialog(QDialog):
    """Takes the draft over into the study as one step of its history."""

    def __init__(self, session: SecuritySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        system, study = session.known_system(), session.ecology.study
        assert system is not None, "asked of a study"
        years = [epoch.date.year for epoch in study.epochs] if study else []
        draft = draft_of(system, session.inputs)
        self._titles = {spec.key: title_of(spec) for spec in system.indicators}
        own = own_part(session.inputs, [one.key for one in draft.columns])
        self._attribute = (own.districts, own.district_name) if own else ("", None)
        self.editing = FigureEditing(draft, years, self)
        self.asked: QMessageBox | None = None
        self._districts = draft.districts
        self.errands = Errands(self)
        self.errands.failed.connect(self._on_failure)
        self.setWindowTitle(self.tr("Figures of districts"))
        self.setAcceptDrops(True)
        self.resize(900, 620)
        FitsScreen(self)
        self._make_parts()
        self._lay_out()
        self._connect()
        if own is not None and own.table:
            self._ask("opened", self._on_opened, study, session.folder, system)
        self._show_districts()
        self.refresh()

    # ---- parts

    def _make_parts(self) -> None:
        columns = self.editing.draft.columns
        titles = {one.key: self._titles[one.key] for one in columns}
        self.table = FigureTable(self.editing, titles)
        self.spreads, self.remarks = SpreadFields(titles), FigureRemarks(self.editing)
        self.districts = FileField(self.tr("Outlines of the districts"), _SHAPES)
        self.add = button(self.tr("Add their rows"), "", "plus")
        self.add.setToolTip(self.tr("A row for each district and each epoch's year"))
        self.paste = button(self.tr("Paste"), "", "clipboard-text")
        self.remove = button(self.tr("Take rows out"), "", "minus")
        self.read = button(self.tr("Read a CSV…"), "", "folder-open")
        self.write = button(self.tr("Write a CSV…"), "", "download-simple")
        self.undo = tool("arrow-counter-clockwise", self.tr("Undo"))
        self.redo = tool("arrow-clockwise", self.tr("Redo"))
        self.back = QCheckBox()
        self.back.setChecked(True)
        self.stale = label("", "small", wrap=True)
        self.go = button(self.tr("Take over"))
        for made in (self.add, self.paste, self.remove, self.read, self.write):
            made.setAutoDefault(False)
            made.setProperty("tight", True)

    def _lay_out(self) -> None:
        box = column(self, (20, 14, 20, 14), 8)
        box.addWidget(label(self.tr("Figures of districts"), "title"))
        words = self.tr(
            "A row a district and year. Paste from a spreadsheet or a page of a yearbook, with or "
            "without heads. Empty, – and n/a mean not known, never 0."
        )
        box.addWidget(label(words, "small", wrap=True))
        line = row(gap=8)
        line.addWidget(field_name(self.tr("Districts")))
        line.addWidget(self.districts, 1)
        line.addWidget(self.add)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        line = row(gap=8)
        for part in (self.undo, self.redo, self.paste, self.remove):
            line.addWidget(part)
        line.addStretch()
        for part in (self.read, self.write):
            line.addWidget(part)
        box.addLayout(line)
        box.addWidget(self.remarks)
        box.addWidget(self.spreads)
        box.addWidget(self.back)
        foot = dialog_foot(self, self.tr("Cancel"), self.go)
        foot.insertWidget(0, self.stale, 1)
        self.go.setDefault(False)  # Enter ends a cell, not the dialog
        self.go.setAutoDefault(False)
        box.addLayout(foot)

    def _connect(self) -> None:
        editing = self.editing
        editing.changed.connect(self.refresh)
        self.districts.changed.connect(self._on_districts)
        self.add.clicked.connect(editing.add_districts)
        self.paste.clicked.connect(self.take_clipboard)
        self.table.pasted.connect(self.take_clipboard)
        self.remove.clicked.connect(self._on_remove)
        self.read.clicked.connect(self.choose_table)
        self.write.clicked.connect(self.choose_out)
        self.undo.clicked.connect(editing.undo)
        self.redo.clicked.connect(editing.redo)
        self.spreads.changed.connect(editing.spread)
        self.remarks.gone_to.connect(self._go_to)
        self.go.clicked.connect(self._on_go)
        self._session.work_changed.connect(self.refresh)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, editing.undo),
            (QKeySequence.StandardKey.Redo, editing.redo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # ---- shown

    def refresh(self) -> None:
        """Show what can be done now, and what taking over would do."""
        editing, session = self.editing, self._session
        draft, names = editing.draft, editing.names
        self.spreads.show_draft(draft)
        if draft.districts != self._districts:
            self._show_districts()
        self.add.setEnabled(names is not None and bool(editing.years))
        for made, words, told in (
            (self.undo, editing.undo_words, self.tr("Undo: {0}")),
            (self.redo, editing.redo_words, self.tr("Redo: {0}")),
        ):
            made.setEnabled(words is not None)
            made.setToolTip(told.format(words) if words else "")
        self.write.setEnabled(bool(draft.rows))
        gone = [key for key in session.left_out if draft.has(key)]
        self.back.setVisible(bool(gone))
        self.back.setText(self.tr("Take {0} in again: left out so far").format(several(gone)))
        found = session.view is not None and session.view.found is not None
        self.stale.setVisible(found and editing.unsaved)
        self.stale.setText(
            self.tr("The result shown was made from other figures: analyse again after taking over")
        )
        wait = self.tr("Wait until the work is done") if session.locked else ""
        marked = bool(editing.faults) or not self._is_file(self._typed())
        wrong = self.tr("Correct what is marked first") if marked else ""
        self.go.setEnabled(not (wait or wrong))
        self.go.setToolTip(wait or wrong)

    def _go_to(self, at: int, place: int) -> None:
        self.table.setCurrentCell(at, place)
        self.table.setFocus()

    # ---- figures from elsewhere

    def take_clipboard(self) -> None:
        """Paste what is on the clipboard: by its heads, or from the current cell on."""
        self.editing.paste(QGuiApplication.clipboard().text(), *self.table.place())

    def choose_table(self) -> QFileDialog:
        """Ask for a table; does not block."""
        dialog = QFileDialog(self, self.tr("Read figures"), "", _TABLES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_table(Path(name)))
        remembered(dialog, "figures")
        dialog.open()
        return dialog

    def take_table(self, path: Path) -> None:
        """Read figures in a file; those of a district and year that is there are replaced."""
        editing = self.editing
        self._ask("read", self._on_read, path, editing.draft.columns, editing.names)

    def choose_out(self) -> QFileDialog:
        """Ask where the figures go; does not block."""
        start = str(self._session.folder / "figures.csv")
        dialog = QFileDialog(self, self.tr("Write figures"), start, "*.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda name: self.put_table(Path(name)))
        remembered(dialog, "figures")
        dialog.open()
        return dialog

    def put_table(self, path: Path) -> None:
        """Write the table as CSV, wrong cells as they are."""
        self._ask("write", self._on_written, path, self.editing.draft)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it: a table, or the districts by its ending."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        if path.suffix.lower() in (".csv", ".txt", ".tsv"):
            self.take_table(path)
        else:
            self.districts.add([path])
        event.acceptProposedAction()

    # ---- districts

    def _on_districts(self) -> None:
        path = self._typed()
        self.districts.mark(not self._is_file(path))
        if self._is_file(path):
            text = path_told(path, self._session.folder) if path else ""
            self.editing.use_districts(text)
        self.refresh()

    def _show_districts(self) -> None:
        """Show the draft's district layer, and read its names."""
        text = self._districts = self.editing.draft.districts
        path = self._session.folder / text if text else None
        if self._typed() != path:
            self.districts.line.setText(str(path or ""))
        self.districts.mark(not self._is_file(path))
        self.editing.know(None)
        if path is not None and path.is_file():
            attribute = self._attribute[1] if text == self._attribute[0] else None
            session = self._session
            args = (session.ecology.study, session.folder, path, attribute)
            self._ask("districts", self._on_names, *args)

    def _typed(self) -> Path | None:
        """Return the file in the field; one told in part lies beside the study."""
        paths = self.districts.paths()
        return self._session.folder / paths[0] if paths else None

    @staticmethod
    def _is_file(path: Path | None) -> bool:
        """Tell whether a file is there; none at all is no wrong one."""
        return path is None or path.is_file()

    # ---- taking over

    def _on_go(self) -> None:
        session, editing = self._session, self.editing
        if session.locked or editing.faults:
            return
        statistics = with_figures(session.inputs, editing.draft, editing.names)
        options = session.options
        if self.back.isVisible() and self.back.isChecked():
            gone = [
                key for key in options.leave_out
                if not editing.draft.has(key)
            ]  # fmt: skip
            options = options.model_copy(update={"leave_out": tuple(gone)})
        session.edit(self.tr("Change figures of districts"), statistics=statistics, options=options)
        self.accept()

    def reject(self) -> None:
        """Close; where something was typed, only when that is confirmed."""
        if not self.editing.unsaved:
            super().reject()
            return
        words = self.tr("What was typed and pasted here would be lost.")
        self.asked = ask_before_losing(self, words, self.tr("Go on typing"))

    def done(self, code: int) -> None:
        """Forget what is still read."""
        self.errands.clear()
        self.editing.close()
        super().done(code)

    # ---- answers

    def _ask(self, function: str, then: Callable[[object], None], *args: object) -> None:
        job = f"{_READS}:{function}"
        self.errands.ask(function, lambda: Job(job, *args, where=Where.THREAD), then)

    def _on_opened(self, value: object) -> None:
        self.editing.begin(value.draft)  # type: ignore[attr-defined]
        self.remarks.show_told(value.told)  # type: ignore[attr-defined]

    def _on_names(self, value: object) -> None:
        self.editing.know(value.names, value.on_study)  # type: ignore[attr-defined]

    def _on_read(self, value: object) -> None:
        if isinstance(value, PastedFigures):
            self.editing.take(value)

    def _on_written(self, value: object) -> None:
        self._session.ecology.written.emit((value,))

    def _on_failure(self, failure: Failed) -> None:
        self.remarks.show_told(failure.line())

    def _on_remove(self) -> None:
        self.editing.remove({at for at, _ in self.table.chosen()})


def ask_figures(session: SecuritySession, parent: QWidget) -> FiguresDialog:
    """Open the table over a window; does not block."""
    dialog = FiguresDialog(session, parent.window())
    dialog.open()
    return dialog
