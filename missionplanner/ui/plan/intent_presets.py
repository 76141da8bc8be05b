"""Named sets of what is asked, kept for a sensor: choose, save, delete."""

from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QToolButton, QWidget

from missionplanner.errors import PlannerError
from missionplanner.messages.casing import sentence_case
from missionplanner.operations.presets import (
    Preset,
    Presets,
    asked_by,
    delete_preset,
    presets_of,
    save_preset,
)
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
        if kept.found:
            away = self.menu.addMenu(self.tr("Delete"))
            for preset in kept.found:
                entry = away.addAction(preset.name)
                entry.triggered.connect(lambda _=False, p=preset: self.delete(p))

    def choose(self, preset: Preset) -> None:
        """Ask what a preset asks; one edit."""
        words = self.tr("Preset {0}").format(preset.name)
        self._session.edit_intent(words, **asked_by(preset))

    def delete(self, preset: Preset) -> None:
        """Remove a preset; nothing of the project changes."""
        if self._session.attempt(lambda: delete_preset(preset)):
            self._session.said.emit(self.tr("Preset {0} deleted").format(preset.name))

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
