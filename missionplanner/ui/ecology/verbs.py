"""The verbs of the Ecology stage that ask for a file first; beside `main_window`."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.ecology.edit_study import EditStudyDialog
from missionplanner.ui.ecology.measure_dialog import MeasureDialog
from missionplanner.ui.ecology.new_study import NewStudyDialog
from missionplanner.ui.ecology.open_results import ResultsDialog
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.views import LayerKey
from missionplanner.ui.style.language import short_language

Open = Callable[[QDialog], None]
Shown = tuple[str, Mapping[LayerKey, Path] | None]
"""Name of the raster on the map, and rasters beside those of the study."""

Leave = Callable[[Callable[[], None]], None]


class EcologyVerbs(QObject):
    """`show` opens a dialog without blocking; `serve` tells what is known of the map."""

    def __init__(self, window: QWidget, ecology: EcologySession, show: Open) -> None:
        super().__init__(window)
        self._window, self._ecology, self._show = window, ecology, show
        self.shown: Callable[[], Shown] = lambda: ("irsei", None)
        self._go_there: Callable[[], object] = lambda: None
        self._picked = False  # a study was asked for, and is not there yet
        self.dialog: NewStudyDialog | EditStudyDialog | MeasureDialog | None = None
        ecology.study_changed.connect(self._on_study)
        ecology.measured_changed.connect(self._on_study)
        ecology.guessed.connect(self._on_guessed)

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what each action does."""
        return {
            "new_study": self.new_study,
            "open_study": self.open_study,
            "edit_study": self.edit_study,
            "analyse": self._ecology.analyse,
            "open_results": self.open_results,
            "measurements": self.measure,
            "report": self.report,
            "export_map": self.export_map,
        }

    def serve(self, shown: Callable[[], Shown], go_there: Callable[[], object]) -> None:
        """Take what names the raster on the map, and what brings the stage to the front."""
        self.shown, self._go_there = shown, go_there

    def do(self, key: str) -> None:
        """Do one."""
        self.table()[key]()

    def new_study(self) -> None:
        """Open the dialog for a new study."""
        made = NewStudyDialog(self._ecology, self._window)
        self.dialog = made
        made.asked.connect(self._ecology.make)
        made.rejected.connect(self._ecology.cancel)
        made.finished.connect(self._forget)
        self._show(made)

    def edit_study(self) -> None:
        """Open the dialog that changes what the study stands on."""
        view = self._ecology.view
        if view is None or view.made_elsewhere:
            return
        made = EditStudyDialog(self._ecology, view, self._window)
        self.dialog = made
        made.asked.connect(self._ecology.change)
        made.rejected.connect(self._ecology.cancel)
        made.finished.connect(self._forget)
        self._show(made)

    def measure(self) -> None:
        """Open the dialog for a table of measurements."""
        made = MeasureDialog(self._ecology, self._window)
        self.dialog = made
        made.asked.connect(self._ecology.measure)
        made.rejected.connect(self._ecology.cancel)
        made.finished.connect(self._forget)
        self._show(made)

    def open_study(self) -> None:
        """Ask for a study file."""
        self._ask(self.tr("Open a study"), "*.json", self._open_picked)

    def open_results(self) -> None:
        """Ask for rasters made elsewhere."""
        dialog = QFileDialog(
            self._window, self.tr("Open results"), "", "*.tif *.tiff *.vrt *.img *"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        remembered(dialog, "results")
        dialog.filesSelected.connect(self._on_files)
        self._show(dialog)

    def report(self) -> None:
        """Ask where the report goes, and write it."""
        kinds = "HTML (*.html);;PDF (*.pdf)"
        self._ask_out(self.tr("Write the report"), "report.html", kinds, self._write_report)

    def export_map(self) -> None:
        """Ask where the raster on the map goes, and write it."""
        name, _ = self.shown()
        kinds = "PNG (*.png);;PDF (*.pdf);;GeoTIFF (*.tif)"
        title = self.tr("Write a map (PNG, PDF) or the raster (GeoTIFF)")
        self._ask_out(title, f"{name}.png", kinds, self._write_map)

    def show_failure(self, failure: Failed) -> bool:
        """Show an error in the dialog it came from; False: there is none."""
        self._picked = False
        if self.dialog is None:
            return False
        self.dialog.show_failure(failure)
        return True

    def _ask(self, title: str, pattern: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title, _documents(), pattern)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        remembered(dialog, "study")
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        self._show(dialog)

    def _ask_out(self, title: str, name: str, pattern: str, then: Callable[[Path], None]) -> None:
        view = self._ecology.view
        start = view.out if view and view.out.is_dir() else Path(_documents())
        dialog = QFileDialog(self._window, title, str(start / name), pattern)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.filterSelected.connect(partial(follow_kind, dialog))
        remembered(dialog, "study output")
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        self._show(dialog)

    def _write_report(self, out: Path) -> None:
        self._ecology.report(out, short_language())

    def _write_map(self, out: Path) -> None:
        name, files = self.shown()
        self._ecology.export_map(name, out, short_language(), files)

    def _on_files(self, names: list[str]) -> None:
        self._ecology.guess([Path(name) for name in names])

    def _on_guessed(self, guesses: object) -> None:
        if not isinstance(guesses, tuple) or not guesses:
            return
        dialog = ResultsDialog(guesses, self._window)
        dialog.asked.connect(self._ecology.add_bands)
        self._show(dialog)

    def _open_picked(self, path: Path) -> None:
        self._picked = True
        self._ecology.open(path)

    def _on_study(self) -> None:
        asked, self._picked = self._picked or self.dialog is not None, False
        if self.dialog is not None:
            self.dialog.accept()
        if asked:  # from whatever stage: what came of it is seen
            self._go_there()

    def _forget(self) -> None:
        self.dialog = None


def follow_kind(dialog: QFileDialog, kind: str) -> None:
    """End the file's name as the kind of file chosen asks: "PDF (*.pdf)"."""
    suffix = kind.rpartition("*.")[2].rstrip(")")
    dialog.setDefaultSuffix(suffix)
    for name in dialog.selectedFiles()[:1]:
        dialog.selectFile(Path(name).with_suffix(f".{suffix}").name)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
