"""The ways in which weather comes into an open project: pasted, typed, from a file; or none."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QWidget

from missionplanner.model.weather import CALM
from missionplanner.project.edits import set_weather
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.file_field import patterns
from missionplanner.ui.dialogs.files import WEATHER_ENDINGS
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.weather_dialogs import HoursDialog, PasteDialog, WeatherDialog
from missionplanner.ui.widgets.kit import button


class WeatherEdits(QWidget):
    """Four buttons; each change is one step of the history."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dialog: WeatherDialog | None = None
        self.paste = button(self.tr("Paste…"), "", "clipboard-text")
        self.type = button(self.tr("Type hours…"), "", "table")
        self.read = button(self.tr("Read file…"), "", "folder-open")
        self.none = button(self.tr("Calm air"), "", "x")
        self.none.setProperty("tip", self.tr("Leave the weather out: calm air is assumed"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        acts: tuple[Callable[[], object], ...] = (
            self.ask_pasted, self.ask_typed, self.choose, self.leave_out,
        )  # fmt: skip
        buttons = (self.paste, self.type, self.read, self.none)
        for place, (made, act) in enumerate(zip(buttons, acts, strict=True)):
            made.clicked.connect(act)
            grid.addWidget(made, place // 2, place % 2)
        session.taken.connect(self._close)

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """Those that are disabled while the project is being written."""
        return self.paste, self.type, self.read, self.none

    def ask_pasted(self) -> WeatherDialog:
        """Ask for what was copied; does not block."""
        return self._open(PasteDialog(self), self.tr("Paste weather"))

    def ask_typed(self) -> WeatherDialog | None:
        """Ask for hours; does not block."""
        project = self._session.project
        if project is None:
            return None
        now = self._session.clock().astimezone(site_zone(self._session))
        return self._open(HoursDialog(project.weather, now, self), self.tr("Type weather"))

    def choose(self) -> QDialog:
        """Ask for a file; does not block."""
        kinds = f"{self.tr('Weather')} ({patterns(WEATHER_ENDINGS)})"
        filters = f"{kinds};;{self.tr('All files')} (*)"
        dialog = QFileDialog(self, self.tr("Read weather"), "", filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        remembered(dialog, "weather")
        dialog.open()
        return dialog

    def take(self, path: Path) -> None:
        """Take the weather in a file."""
        words = self.tr("Read {0}").format(path.name)
        self._session.edit_by(words, "take", {"weather": path})

    def leave_out(self) -> None:
        """Go on without weather."""
        if self._session.project is not None:
            words = self.tr("Leave the weather out")
            self._session.edit(words, set_weather(self._session.project, CALM))

    def _open(self, dialog: WeatherDialog, words: str) -> WeatherDialog:
        self.dialog = dialog
        dialog.asked.connect(
            lambda text: self._session.edit_by(words, "take", {"weather_text": text})
        )
        self._session.failed_here = dialog.show_failure
        dialog.finished.connect(self._forget)
        dialog.open()
        return dialog

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
        self._session.failed_here = None
