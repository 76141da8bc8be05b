"""Dialogs for files that begin where files of their kind were chosen last."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from missionplanner.ui.work.memory import Memory


def file_dialog(
    parent: QWidget, memory: Memory, what: str, title: str, kinds: str, start: str = ""
) -> QFileDialog:
    """Return a dialog for one file that is there; it opens where `what` was chosen last.

    Parameters
    ----------
    parent, memory
    what : str
        Stable name of the kind of file: `project`, `picture`, `weather`, ...
    title, kinds : str
        The dialog's title and its filter.
    start : str
        Where it opens the first time.
    """
    dialog = QFileDialog(parent, title, memory.folder(what) or start, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _remember(dialog, memory, what)
    return dialog


def save_dialog(
    parent: QWidget, memory: Memory, what: str, title: str, kinds: str, start: Path
) -> QFileDialog:
    """Return a dialog for a file that is written; `start` is its name, and its first folder."""
    folder = memory.folder(what)
    place = Path(folder) / start.name if folder else start
    dialog = QFileDialog(parent, title, str(place), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix.lstrip("."))
    dialog.selectFile(place.name)
    _remember(dialog, memory, what)
    return dialog


def _remember(dialog: QFileDialog, memory: Memory, what: str) -> None:
    dialog.fileSelected.connect(lambda name: memory.keep_folder(what, Path(name).parent))
