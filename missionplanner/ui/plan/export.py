"""Export: write the plan as files that other programs fly and read."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.project.changes import Part
from missionplanner.ui.plan.finding_entry import finding_entry
from missionplanner.ui.plan.format_options import FormatOptions
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.stale_note import StaleNote
from missionplanner.ui.widgets.kit import button, column, label, row, tool
from missionplanner.ui.widgets.panel import Panel, clear
from missionplanner.ui.widgets.work_bar import WorkBar

_FIRST = ("wpml",)


class ExportPanel(Panel[Session]):
    """Formats, folder, what a pilot must know before take-off, and what was written."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Export"))
        self._boxes: dict[str, QCheckBox] = {}
        self.options = FormatOptions()
        self._formats, self._files, self._notes = column(gap=2), column(gap=4), column(gap=8)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.textChanged.connect(self._show_whether)
        self.go = button(self.tr("Export"), "primary", "export")
        self.tables = button(self.tr("Sensor tables"), "", "table")
        self.brief = button(self.tr("Print the brief"), "", "file")
        self.times = button(self.tr("Timetable…"), "", "clock")
        self.stale = StaleNote(session)
        self.work = WorkBar(session)
        self.head(self.tr("Formats"), 0)
        self.put(self._formats)
        self.put(self.options, 4)
        self.head(self.tr("Folder"))
        self.put(self._folder_row())
        self.put(self.stale, 8)
        self.put(self.tables, 12)
        self.put(self.brief, 8)
        self.put(self.times, 8)
        self.head(self.tr("Before take-off"))
        self.put(self._notes)
        self.head(self.tr("Written"))
        self.put(self._files)
        self.body.addStretch()
        # Formats and what they ask for push it far down: it is seen however low the window is.
        self.foot.setSpacing(4)
        self.foot.addWidget(self.go)
        self.foot.addWidget(self.work)
        policy = self.work.sizePolicy()
        policy.setRetainSizeWhenHidden(False)
        self.work.setSizePolicy(policy)
        self.go.clicked.connect(self.export)
        self.tables.clicked.connect(self.write_tables)
        self.brief.clicked.connect(self.print_brief)
        self.times.clicked.connect(lambda: self.asked.emit("timetable"))

    def refresh(self) -> None:
        """Offer the formats, list notes and files."""
        site = self.session.site
        if site is None:
            return
        if set(self._boxes) != {name for name, _ in site.formats}:
            self._offer(site.formats)
            self.options.offer(site.choices)
            self.folder.setText(str(site.folder / "missions"))
        self.stale.refresh()
        self._show_whether()
        self._list()

    def _show_whether(self) -> None:
        """Enable what can be done; a disabled button's tip says why."""
        why = self._why_not()
        no_format = "" if self.chosen() else self.tr("Choose a format")
        self.options.show_of(self.chosen())
        others = ((action, why) for action in (self.tables, self.brief, self.times))
        for action, told in ((self.go, why or no_format), *others):
            action.setEnabled(not told)
            action.setToolTip(told)
        self.folder.setToolTip(self.folder.text())

    def chosen(self) -> tuple[str, ...]:
        """Return the keys of the ticked formats."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def export(self) -> None:
        """Write the ticked formats."""
        if self.chosen() and not self._why_not():
            formats = self.chosen()
            options = self.options.chosen(formats)
            self.session.export(formats, Path(self.folder.text()), options)

    def write_tables(self) -> None:
        """Write the sensor parameter tables."""
        if not self._why_not():
            self.session.tables(Path(self.folder.text()) / "tables")

    def print_brief(self) -> None:
        """Print the plan for the field: a cover and a page a sortie."""
        if not self._why_not():
            options = self.options.chosen(_FIRST)
            self.session.brief(Path(self.folder.text()) / "brief.pdf", options.get(*_FIRST, {}))

    def choose_folder(self) -> QFileDialog:
        """Ask for the folder; does not block."""
        dialog = QFileDialog(self, self.tr("Folder for the missions"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()
        return dialog

    def _why_not(self) -> str:
        if self.session.result is None:
            return self.tr("Plan first: there is nothing to write")
        if self.session.busy:
            return self.tr("Wait until the work is done")
        if self.session.by_hand.edits:
            return self.tr("Keep or undo the changes by hand first")
        if self.session.refused:
            return self.tr("The plan is out of date: plan again, or accept it")
        if unsaved := self.session.written_unsaved:
            named = ", ".join(self._part(part) for part in sorted(unsaved))
            return self.tr("Save first: what has changed is {0}").format(named)
        return "" if self.folder.text().strip() else self.tr("Choose a folder")

    def _part(self, part: Part) -> str:
        return {
            Part.TITLE: self.tr("the title"),
            Part.CONTROL_POINTS: self.tr("the control points"),
        }.get(part, self.tr("what is done at the route's end"))

    def _folder_row(self) -> QHBoxLayout:
        line = row(gap=4)
        line.addWidget(self.folder, 1)
        browse = tool("folder-open", self.tr("Choose a folder"))
        browse.clicked.connect(self.choose_folder)
        line.addWidget(browse)
        return line

    def _offer(self, formats: tuple[tuple[str, Message], ...]) -> None:
        clear(self._formats)
        self._boxes = {}
        for name, title in formats:
            box = QCheckBox(name.upper())
            box.setAccessibleName(sentence(title))
            box.setChecked(name in _FIRST or len(formats) == 1)
            box.toggled.connect(self._show_whether)
            self._boxes[name] = box
            self._formats.addWidget(box)
            told = label(sentence(title), "small", wrap=True)
            told.setContentsMargins(24, 0, 0, 4)
            self._formats.addWidget(told)

    def _list(self) -> None:
        clear(self._files)
        files = self.session.files
        if not files:
            self._files.addWidget(label(self.tr("nothing yet"), "muted"))
        for path in files:
            line = label(path.name, wrap=True)
            line.setToolTip(str(path))
            self._files.addWidget(line)
        clear(self._notes)
        for note in self.session.notes:
            self._notes.addWidget(finding_entry(note))
        if not self.session.notes:
            self._notes.addWidget(label(self.tr("nothing to note"), "muted"))
        one = self.tr("1 file") if len(files) == 1 else self.tr("{0} files").format(len(files))
        self.note.setText(one if files else "")
