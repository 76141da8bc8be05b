"""A field for one or several files, or a folder: typed, chosen, or dropped in."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QToolButton, QWidget

from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.widgets.kit import row, tool

_BETWEEN = "; "


def patterns(endings: Iterable[str]) -> str:
    """Return a dialog's filter for files with these endings."""
    return " ".join(f"*{ending}" for ending in endings)


class FileField(QWidget):
    """`changed` when the text changes; `folders`: a folder may be chosen instead of a file."""

    changed = Signal()

    def __init__(
        self, title: str, pattern: str, many: bool = False, *, folders: bool = False
    ) -> None:
        super().__init__()
        self._title, self._pattern, self._many = title, pattern, many
        self.line = QLineEdit()
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(
            self.tr("Drop files here, or choose")
            if many
            else self.tr("Drop a file here, or choose")
        )
        browse = tool("folder-open", self.tr("Choose"))
        if folders:
            self.line.setPlaceholderText(self.tr("Drop a folder or a file here, or choose"))
            browse.setMenu(self._choices())
            browse.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            browse.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        else:
            browse.clicked.connect(self.choose)
        box = row(self, gap=4)
        box.addWidget(self.line, 1)
        box.addWidget(browse)
        self.line.textChanged.connect(self.changed)

    def paths(self) -> tuple[Path, ...]:
        """Return the files."""
        parts = self.line.text().split(_BETWEEN.strip())
        return tuple(Path(part.strip()) for part in parts if part.strip())

    def add(self, paths: list[Path]) -> None:
        """Add files; a field for one file takes the last."""
        if not paths:
            return
        kept = [*self.paths(), *paths] if self._many else paths[-1:]
        self.line.setText(_BETWEEN.join(str(path) for path in dict.fromkeys(kept)))

    def mark(self, wrong: bool) -> None:
        """Show the field as wrong or right."""
        self.line.setProperty("wrong", wrong)
        self.line.style().polish(self.line)

    def choose(self) -> QFileDialog:
        """Open the file dialog; does not block."""
        dialog = QFileDialog(self, self._title, "", self._pattern)
        many = QFileDialog.FileMode.ExistingFiles
        dialog.setFileMode(many if self._many else QFileDialog.FileMode.ExistingFile)
        remembered(dialog, self._pattern)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()
        return dialog

    def choose_folder(self) -> QFileDialog:
        """Open the dialog for a folder; does not block."""
        dialog = QFileDialog(self, self._title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        remembered(dialog, self._pattern)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()
        return dialog

    def _choices(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Choose a folder…"), self.choose_folder)
        menu.addAction(self.tr("Choose a file…"), self.choose)
        return menu

    def _on_chosen(self, names: list[str]) -> None:
        self.add([Path(name) for name in names])
