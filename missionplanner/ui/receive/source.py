"""Where the photos come from: a folder or card, read once or followed, and the wind of the day."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QWidget

from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.views import AskedField
from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import ElidedPath, button, column, label, row, tool

_KIND = "survey photos"
_STRONGEST = 12


class SourceBox(QWidget):
    """A field and a button while nothing is read; one line once there is something."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self._opened = False  # by hand, to change what is read
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("Folder of the photos"))
        self.line.setPlaceholderText(self.tr("Drop a folder or card here, or choose"))
        self.follow = QCheckBox(self.tr("Go on while photos arrive"))
        self.looked = QCheckBox(self.tr("Look for blur and exposure"))
        self.go = button(self.tr("Read the photos"), "primary", "download-simple")
        self.wrong = label("", "error", wrap=True)
        self.where = ElidedPath()
        self.change, self.stop = button("", "text"), button(self.tr("Stop"), "text")
        self._follows = label(self.tr("Watched while photos arrive"), "small")
        self.wind = WindBox(session)
        self._full, self._brief, self._watch = self._asked(), self._told(), QWidget()
        line = row(self._watch, gap=4)
        line.addWidget(self._follows, 1)
        line.addWidget(self.stop)
        box = column(self, gap=6)
        for part in (self._brief, self._watch, self._full, self.wrong):
            box.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self.line.returnPressed.connect(self.read)
        self.line.textEdited.connect(self._on_typed)
        self.go.clicked.connect(self.read)
        self.change.clicked.connect(self._on_change)
        self.stop.clicked.connect(self._session.stop_watching)

    def refresh(self) -> None:
        """Show what is read, or what is asked."""
        session = self._session
        known = session.card is not None and session.state is not None
        refused = not known and AskedField.FOLDER in session.trouble
        asking = self._opened or session.card is None or refused
        self._brief.setVisible(session.card is not None)
        self._full.setVisible(asking)
        self._watch.setVisible(session.watching)
        self.change.setText(self.tr("Hide") if self._opened else self.tr("Change"))
        self.change.setVisible(known)
        self.where.setText(str(session.card or ""))
        if session.card is not None and not self.line.isModified():
            self.line.setText(str(session.card))
        wrong = session.trouble.get(AskedField.FOLDER, "")
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self.line.setProperty("wrong", bool(wrong))
        self.line.style().polish(self.line)
        why = session.why_not
        self.go.setEnabled(not why)
        self.go.setToolTip(why)
        self.wind.refresh()

    def take(self, folder: Path) -> None:
        """Read a folder."""
        self.line.setText(str(folder))
        self.read()

    def read(self) -> None:
        """Read what is typed."""
        words = self.line.text().strip()
        if not words:
            self.choose()
            return
        self._session.follow = self.follow.isChecked()
        self._session.looked = self.looked.isChecked()
        self.line.setModified(False)
        self._opened = False
        self._session.read(Path(words))

    def choose(self) -> QFileDialog:
        """Ask for the folder; does not block."""
        dialog = QFileDialog(self, self.tr("Folder of the photos"), self.line.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        remembered(dialog, _KIND)
        dialog.fileSelected.connect(self.line.setText)
        dialog.open()
        return dialog

    def _on_typed(self) -> None:
        self.wrong.hide()

    def _on_change(self) -> None:
        self._opened = not self._opened
        self.refresh()

    def _asked(self) -> QWidget:
        made = QWidget()
        box = column(made, gap=6)
        line = row(gap=4)
        line.addWidget(self.line, 1)
        browse = tool("folder-open", self.tr("Choose a folder"))
        browse.clicked.connect(self.choose)
        line.addWidget(browse)
        box.addLayout(line)
        self.looked.setChecked(True)
        box.addWidget(self.follow)
        box.addWidget(self.looked)
        box.addWidget(self.wind)
        box.addSpacing(4)
        box.addWidget(self.go)
        return made

    def _told(self) -> QWidget:
        made = QWidget()
        line = row(made, gap=8)
        mark = label("")
        mark.setPixmap(pixmap("folder", tokens().muted, 16))
        line.addWidget(mark)
        line.addWidget(self.where, 1)
        line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignRight)
        return made


class WindBox(QWidget):
    """The wind that the verdict follows: the project's, or one that was felt."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self.force = QComboBox()
        self.force.setAccessibleName(self.tr("Wind while it was flown"))
        self.force.addItem(self.tr("By the weather"), None)
        for number in range(_STRONGEST + 1):
            self.force.addItem(self.tr("Beaufort {0}").format(number), number)
        self.force.setToolTip(self.tr("98 % are to be seen up to Beaufort 6, 95 % above"))
        line = row(self, gap=8)
        line.addWidget(label(self.tr("Wind"), "muted"))
        line.addWidget(self.force, 1)
        self.force.activated.connect(lambda _: session.set_wind(self.force.currentData()))

    def refresh(self) -> None:
        """Show the wind in force."""
        self.force.setCurrentIndex(self.force.findData(self._session.wind))
