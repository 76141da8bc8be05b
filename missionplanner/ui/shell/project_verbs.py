"""What is done with a whole project: make one, choose, open, close, save it elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from missionplanner.errors import where_told
from missionplanner.model.reading import PACKED_ENDING
from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.message import GoneBox
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.plan.datum_dialog import DatumDialog
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.take_dialog import TakeDialog, sure
from missionplanner.ui.shell.leaving import Leaving

translate = QCoreApplication.translate  # a name that lupdate finds


class ProjectVerbs(QObject):
    """Verbs on projects; those that end one ask first where something is not saved.

    `open_dialog` shows a dialog without blocking, `demo_out` is where built-in sites are made;
    `backdrops_asked(list of Path)` for files that only lie under the map.
    """

    backdrops_asked = Signal(object)

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
        self._taking: TakeDialog | None = None
        self._sure: list[Path] = []
        self._opening: Path | None = None
        self._moved: dict[Path, Path] = {}
        self._zone: tuple[Path, str] | None = None
        session.taken.connect(self._on_taken)
        study.flight_asked.connect(self.over_zone)

    @property
    def making(self) -> bool:
        """True while the dialog for a new project is open."""
        return self._new is not None

    @property
    def taking(self) -> bool:
        """True while it is asked what files for the open project are for."""
        return self._taking is not None

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

    def over_zone(self, study: Path, zone: str) -> None:
        """Make a project over a zone of a study, and open it."""
        self._leaving.then(lambda: self._begin_over(study, zone, {}))

    def _begin_over(self, study: Path, zone: str, answers: dict[str, Any]) -> None:
        self._zone = (study, zone)
        self._session.over_zone(study, zone, answers)

    def _ask_datum(self, study: Path, zone: str) -> None:
        """Ask what the study's terrain is counted from: a study does not need to know."""
        dialog = DatumDialog(None, None, self._window)
        dialog.chosen.connect(
            lambda datum, unit: self._begin_over(
                study, zone, {"vertical_datum": datum, "dem_unit": unit}
            )
        )
        self._open_dialog(dialog)

    def made(self) -> bool:
        """Close the dialog for a new project: there is one. Return True where it is to be flown.

        A flight over a zone was asked for in a stage that says nothing of flights.
        """
        to_fly = self._zone is not None
        self._opening = self._zone = None
        if self._new is not None:
            self._new.accept()
        return to_fly

    def show_failure(self, failure: Failed) -> bool:
        """Show an error in the dialog for a new project; False where it is not open."""
        if self._new is not None:
            self._new.show_failure(failure)
            return True
        zone, self._zone = self._zone, None
        if zone is not None and _asks_datum(failure):
            self._ask_datum(*zone)
            return True
        if self._taking is None and self._sure and (failure.option or _asks_datum(failure)):
            self._ask_about(self._sure)
        self._sure = []
        if self._taking is not None:
            self._taking.show_failure(failure)
        return self._taking is not None

    def offer(self, paths: list[Path]) -> None:
        """Take files into the open project, or offer them to a new one."""
        if self._session.site is None or self.making:
            self._offer_new(paths)
            return
        request = sure(paths)
        if request is None:
            self._ask_about(paths)
            return
        self._sure = paths
        names = ", ".join(path.name for path in paths)
        self._take(translate("MainWindow", "Read {0}").format(names), request)

    def _ask_about(self, paths: list[Path]) -> None:
        self._taking = TakeDialog(paths, self._window)
        self._taking.asked.connect(self._take)
        self._taking.new_asked.connect(self._offer_new)
        self._taking.backdrops_asked.connect(self.backdrops_asked)
        self._taking.finished.connect(self._forget_taking)
        self._open_dialog(self._taking)

    def _take(self, words: str, request: dict[str, Any]) -> None:
        self._session.edit_by(words, "take", request)

    def _on_taken(self) -> None:
        self._sure = []
        if self._taking is not None:
            self._taking.accept()

    def _forget_taking(self) -> None:
        self._taking = None

    def _offer_new(self, paths: list[Path]) -> None:
        if self._new is None:
            self.new()
        if self._new is not None:
            self._new.add_files(paths)

    def ask_located(self, failure: Failed) -> bool:
        """Ask where terrain is that a project did not find; False: something else failed."""
        error, folder = failure.error, self._opening
        if error is None or error.code != "operations.dem_gone" or folder is None:
            return False
        gone = Path(where_told(error.place))
        self._open_dialog(GoneBox(failure, lambda: self._locate(folder, gone), self._window))
        return True

    def _locate(self, folder: Path, gone: Path) -> None:
        words = translate("MainWindow", "Where is {0}?").format(gone.name)
        dialog = QFileDialog(self._window, words, str(folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_located(folder, gone, Path(name)))
        self._open_dialog(dialog)

    def open_located(self, folder: Path, gone: Path, now: Path) -> None:
        """Open a project with an elevation file where it is now."""
        self._moved = {**self._moved, gone: now}
        self._session.open(folder, self._moved)

    def choose(self) -> None:
        """Open the dialog that chooses a project folder."""
        words = translate("MainWindow", "Open a project folder")
        dialog = QFileDialog(self._window, words, str(self._beside()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        remembered(dialog, "project")
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        self._open_dialog(dialog)

    def _beside(self) -> Path:
        # A folder that is not there would stand in the dialog as a name that cannot be chosen.
        site, made = self._session.site, self._demo_out
        return site.folder.parent if site else made if made.is_dir() else made.parent

    def open(self, folder: Path) -> None:
        """Open a project."""
        self._leaving.then(lambda: self._open_now(folder))

    def _open_now(self, folder: Path) -> None:
        self._opening, self._moved = folder, {}
        self._session.open(folder)

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
        dialog = QFileDialog(self._window, words, str(self._beside()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("*.mplan")
        dialog.setDefaultSuffix("mplan")
        remembered(dialog, "project")
        dialog.fileSelected.connect(lambda name: self._session.save_as(Path(name)))
        self._open_dialog(dialog)
        return dialog

    def pack(self) -> QFileDialog:
        """Ask for a file, and put the saved project with its terrain into it."""
        site = self._session.site
        folder = site.folder if site else self._demo_out
        words = translate("MainWindow", "Pack the project for another computer")
        start = folder.with_suffix(PACKED_ENDING)
        dialog = QFileDialog(self._window, words, str(start), f"*{PACKED_ENDING}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(PACKED_ENDING.lstrip("."))
        remembered(dialog, "packed")
        dialog.fileSelected.connect(lambda name: self._session.pack(Path(name)))
        self._open_dialog(dialog)
        return dialog

    def choose_packed(self) -> QFileDialog:
        """Ask for a packed project."""
        words = translate("MainWindow", "Open a packed project")
        dialog = QFileDialog(self._window, words, "", f"*{PACKED_ENDING}")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        remembered(dialog, "packed")
        dialog.fileSelected.connect(lambda name: self.unpack(Path(name)))
        self._open_dialog(dialog)
        return dialog

    def unpack(self, path: Path) -> None:
        """Ask where a packed project is put, and open it there."""
        self._leaving.then(lambda: self._ask_place(path))

    def _ask_place(self, path: Path) -> None:
        words = translate("MainWindow", "Folder that {0} is put in").format(path.stem)
        dialog = QFileDialog(self._window, words, str(path.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        remembered(dialog, "unpacked")
        dialog.fileSelected.connect(lambda name: self._session.unpack(path, Path(name)))
        self._open_dialog(dialog)

    def write_tables(self) -> None:
        """Write the sensor parameter tables beside the missions."""
        if self._session.site:
            self._session.tables(self._session.site.folder / "missions" / "tables")


def _asks_datum(failure: Failed) -> bool:
    return failure.kind == "DatumUnknown"
