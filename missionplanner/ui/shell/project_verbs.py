"""What is done with a whole project: make one, choose, open, close, save it elsewhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from missionplanner.tasks.runner import Failed
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.plan.session import Session
from missionplanner.ui.shell.leaving import Leaving

translate = QCoreApplication.translate  # a name that lupdate finds


class ProjectVerbs(QObject):
    """Verbs on projects; those that end one ask first where something is not saved.

    `open_dialog` shows a dialog without blocking, `demo_out` is where built-in sites are made.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        study: EcologySession,
        leaving: Leaving,
        open_dialog: Callable[[QDialog], None],
        demo_out: Path,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._study = window, session, study
        self._leaving, self._open_dialog, self._demo_out = leaving, open_dialog, demo_out
        self._new: NewProjectDialog | None = None

    @property
    def making(self) -> bool:
        """True while the dialog for a new project is open."""
        return self._new is not None

    def new(self) -> None:
        """Open the dialog for a new project."""
        self._leaving.then(self._show_new)

    def _show_new(self) -> None:
        self._new = NewProjectDialog(self._window)
        self._new.asked.connect(self._session.create)
        self._new.finished.connect(self._forget_new)
        self._new.rejected.connect(self._stop_making)
        self._open_dialog(self._new)

    def _forget_new(self) -> None:
        self._new = None

    def _stop_making(self) -> None:
        if self._session.work == "new":
            self._session.cancel()

    def made(self) -> None:
        """Close the dialog for a new project: there is one."""
        if self._new is not None:
            self._new.accept()

    def show_failure(self, failure: Failed) -> bool:
        """Show an error in the dialog for a new project; False where it is not open."""
        if self._new is not None:
            self._new.show_failure(failure)
        return self._new is not None

    def offer(self, paths: list[Path]) -> None:
        """Offer files to a new project."""
        if self._new is None:
            self.new()
        if self._new is not None:
            self._new.add_files(paths)

    def choose(self) -> None:
        """Open the dialog that chooses a project folder."""
        words = translate("MainWindow", "Open a project folder")
        dialog = QFileDialog(self._window, words, str(self._demo_out))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        self._open_dialog(dialog)

    def open(self, folder: Path) -> None:
        """Open a project."""
        self._leaving.then(lambda: self._session.open(folder))

    def reload(self) -> None:
        """Open the project as it is on disk, without the changes made here."""
        if self._session.site:
            self._session.discard()
            self._session.open(self._session.site.folder)

    def close(self) -> None:
        """Close the project, or the study where there is no project."""
        self._leaving.then(self._shut)

    def _shut(self) -> None:
        if self._session.site is None:
            self._study.shut()
        self._session.shut()

    def demo(self, site: str = "mine") -> None:
        """Make a built-in site and open it."""
        self._leaving.then(lambda: self._session.demo(site or "mine", self._demo_out))

    def save_as(self) -> QFileDialog:
        """Ask for another place, and save and open the project there."""
        words = translate("MainWindow", "Save the project as")
        dialog = QFileDialog(self._window, words, str(self._demo_out))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("*.mplan")
        dialog.setDefaultSuffix("mplan")
        dialog.fileSelected.connect(lambda name: self._session.save_as(Path(name)))
        self._open_dialog(dialog)
        return dialog

    def write_tables(self) -> None:
        """Write the sensor parameter tables beside the missions."""
        if self._session.site:
            self._session.tables(self._session.site.folder / "missions" / "tables")
