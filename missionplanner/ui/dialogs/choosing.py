"""Dialogs for files that begin where files of their kind were chosen last."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from missionplanner.ui.work.memory import Memory

translate = QCoreApplication.translate  # a name that lupdate finds
_memories: list[Memory] = []


def remember_in(memory: Memory) -> None:
    """Let all dialogs of this process remember their folders in a memory."""
    _memories[:] = [memory]


def remembered(dialog: QFileDialog, what: str) -> QFileDialog:
    """Return the dialog, opened where files of a kind were chosen last, and remembering it.

    The first time it opens where its caller says, else among the user's documents: the folder that
    a program was started in is nobody's place.

    Parameters
    ----------
    dialog : QFileDialog
        What it names to be saved keeps its name.
    what : str
        Stable name of the kind of file: `project`, `picture`, `weather`, ...
    """
    # Qt's own Chinese lacks them.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, translate("FileDialog", "Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, translate("FileDialog", "Files of type:"))
    if not _memories:
        return dialog
    memory = _memories[0]
    folder = memory.folder(what) or (_documents() if _nowhere(dialog) else "")
    if folder:
        named = [Path(name).name for name in dialog.selectedFiles() if Path(name).suffix]
        dialog.setDirectory(folder)
        if named and dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
            dialog.selectFile(named[0])

    def keep(names: list[str]) -> None:
        if names:
            memory.keep_folder(what, Path(names[0]).parent)

    dialog.filesSelected.connect(keep)
    return dialog


def _nowhere(dialog: QFileDialog) -> bool:
    return Path(dialog.directory().absolutePath()) == Path.cwd()


def _documents() -> str:
    places = QStandardPaths.StandardLocation
    standard = map(QStandardPaths.writableLocation, (places.DocumentsLocation, places.HomeLocation))
    return next((folder for folder in standard if Path(folder).is_dir()), "")
