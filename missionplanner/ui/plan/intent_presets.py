"""Named sets of what is asked, kept for a sensor: choose, save, delete."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QMenu, QToolButton, QWidget

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import PlannerError
from missionplanner.messages.casing import sentence_case
from missionplanner.operations.presets import (
    Preset,
    Presets,
    asked_by,
    delete_preset,
    hand_on,
    presets_of,
    save_preset,
    take_preset,
)
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import button, column, dialog_foot, label, tool


class PresetMenu(QWidget):
    """A button whose menu is read anew from the folder each time it opens."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dialog: NameDialog | None = None
        self.button = tool("bookmark-simple", self.tr("Presets"), side=30)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)
        column(self).addWidget(self.button)

    def fill(self) -> None:
        """Put what is kept for the sensor shown into the menu."""
        self.menu.clear()
        kept = presets_of(self._session.sensor)
        for preset in kept.found:
            entry = self.menu.addAction(preset.name)
            entry.triggered.connect(lambda _=False, p=preset: self.choose(p))
        if not kept.found:
            self.menu.addAction(self.tr("No preset for this sensor yet")).setEnabled(False)
        self._add_unread(kept)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Save as preset…")).triggered.connect(self._on_save)
        self.menu.addAction(self.tr("Take from a file…")).triggered.connect(self.ask_file)
        if kept.found:
            self._add_each(self.tr("Hand on as a file"), kept, self.ask_place)
            self._add_each(self.tr("Delete"), kept, self.delete)

    def choose(self, preset: Preset) -> None:
        """Ask what a preset asks; one edit."""
        words = self.tr("Preset {0}").format(preset.name)
        self._session.edit_intent(words, **asked_by(preset))

    def delete(self, preset: Preset) -> None:
        """Remove a preset; nothing of the project changes."""
        if self._session.attempt(lambda: delete_preset(preset)):
            self._session.said.emit(self.tr("Preset {0} deleted").format(preset.name))

    def ask_file(self) -> QFileDialog:
        """Ask for a file that somebody handed on; does not block."""
        dialog = QFileDialog(self, self.tr("Take a preset"), "", "*.json")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        remembered(dialog, "preset").open()
        return dialog

    def take(self, path: Path) -> None:
        """Keep a preset of somebody else's; it is chosen from the menu, as one's own."""
        taken: list[Preset] = []
        if self._session.attempt(lambda: taken.append(take_preset(path))):
            name, flown = taken[0].name, sensor(taken[0].sensor).name
            self._session.said.emit(self.tr("Preset {0} taken, for {1}").format(name, flown))

    def ask_place(self, preset: Preset) -> QFileDialog:
        """Ask where a preset is written for somebody else; does not block."""
        dialog = QFileDialog(self, self.tr("Hand on a preset"), f"{preset.name}.json", "*.json")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda name: self.write(preset, Path(name)))
        remembered(dialog, "preset").open()
        return dialog

    def write(self, preset: Preset, path: Path) -> None:
        """Write a preset to a file."""
        if self._session.attempt(lambda: hand_on(preset, path)):
            words = self.tr("Preset {0} written to {1}")
            self._session.said.emit(words.format(preset.name, path.name))

    def _add_each(self, words: str, kept: Presets, act: Callable[[Preset], object]) -> None:
        inner = self.menu.addMenu(words)
        for preset in kept.found:
            inner.addAction(preset.name).triggered.connect(lambda _=False, p=preset: act(p))

    def _add_unread(self, kept: Presets) -> None:
        if not kept.unread:
            return
        words = self.tr("Files that cannot be read: {0}").format(len(kept.unread))
        entry = self.menu.addAction(words)
        entry.setEnabled(False)
        entry.setToolTip("\n".join(error.line() for error in kept.unread))

    def _on_save(self) -> None:
        self.dialog = NameDialog(self._session, self)
        self.dialog.open()


class NameDialog(QDialog):
    """Asks for a name; what is wrong with it is told beside it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Save as preset"))
        self.name, self.fault = QLineEdit(), label("", "fault", wrap=True)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setMinimumWidth(280)
        self.go = button(self.tr("Save"))
        self.fault.hide()
        box = column(self, (16, 16, 16, 16), 8)
        box.addWidget(label(self.tr("Name"), "head"))
        box.addWidget(self.name)
        box.addWidget(self.fault)
        box.addLayout(dialog_foot(self, self.tr("Cancel"), self.go))
        self._taken = {preset.name for preset in presets_of(session.sensor).found}
        self.name.textChanged.connect(self._on_name)
        self.go.clicked.connect(self._on_go)

    def _on_name(self, name: str) -> None:
        taken = name.strip() in self._taken
        self.go.setText(self.tr("Replace") if taken else self.tr("Save"))
        self.fault.hide()

    def _on_go(self) -> None:
        project = self._session.project
        if project is None:
            return
        try:
            save_preset(self.name.text(), self._session.sensor, project.document.intent)
        except PlannerError as error:
            words = "; ".join(part for part in error.told() if part)
            self.fault.setText(sentence_case(words))
            self.fault.show()
            return
        self._session.said.emit(self.tr("Preset {0} saved").format(self.name.text().strip()))
        self.accept()
