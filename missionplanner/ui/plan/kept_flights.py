"""Flights that are kept beside the plan: told, written to a folder of their own, dropped."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.plan.compare.choices import world_words
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import button, column, filled, label, row
from missionplanner.ui.widgets.tiles import state_mark

_FORMAT = "wpml"


class KeptWords(NamedTuple):
    """What such flights are called: head, button of the export, format, button that drops them."""

    head: str
    export: str
    format: str
    drop: str


class FlightsTile(QWidget):
    """A tile with flights, their files, and what can be done with them.

    Parameters
    ----------
    session : Session
        Of the project.
    words : KeptWords
    folder : str
        Name of the folder for the missions, apart from those of the plan.
    write : callable
        Writes the flights in formats to a folder.
    """

    def __init__(
        self,
        session: Session,
        words: KeptWords,
        folder: str,
        write: Callable[[tuple[str, ...], Path], None],
    ) -> None:
        super().__init__()
        self._session, self._folder, self._write = session, folder, write
        self.flights, self.kept = label("", wrap=True), label("", "small", wrap=True)
        self.before = label("", "warn", wrap=True)
        self.export = button(words.export, "", "export")
        self.format = QComboBox()
        self.format.setAccessibleName(words.format)
        self.format.setToolTip(words.format)
        self.drop = button(words.drop, "text")
        self._lay_out(words.head)
        self.export.clicked.connect(self.choose_folder)

    def show_flights(self, told: str, where: str, why_not: str) -> None:
        """Show flights and where they are kept; `why_not`: why nothing can be done with them."""
        self.flights.setText(told)
        self.kept.setText(where)
        tip = self.tr("Drop this plan; what was kept before is there again")
        self.drop.setEnabled(not why_not)
        self.drop.setToolTip(why_not or tip)
        self.export.setEnabled(not why_not)
        self.export.setToolTip(why_not)

    def show_world(self, changed: Sequence[Message]) -> None:
        """Say what has changed since they were judged; nothing: they are of the world as it is."""
        words = world_words(changed)
        self.before.setText(self.tr("Judged before: {0}").format(words))
        self.before.setVisible(bool(words))

    def where(self, files: Sequence[Path], planned_at: datetime | None, else_: str) -> str:
        """Return where flights are kept: their files, or since when; `else_` where it is now."""
        if not files and planned_at is not None:
            when = planned_at.astimezone(site_zone(self._session)).strftime("%Y-%m-%d")
            return self.tr("Planned {0}, kept beside the plan").format(when)
        if not files:
            return else_
        one = self.tr("1 file written to {0}").format(files[0].parent)
        if len(files) == 1:
            return one
        return self.tr("{0} files written to {1}").format(len(files), files[0].parent)

    def choose_folder(self) -> QFileDialog:
        """Ask for the folder of the missions; does not block."""
        site = self._session.site
        # A folder that is not there yet could not be chosen.
        there = site.folder / "missions" if site else Path()
        start = str(there if there.is_dir() else there.parent) if site else ""
        words = self.tr("Where the folder “{0}” for the missions is put").format(self._folder)
        dialog = QFileDialog(self, words, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        remembered(dialog, f"{self._folder} missions")
        dialog.fileSelected.connect(lambda name: self.write(self._apart(Path(name))))
        dialog.open()
        return dialog

    def write(self, out: Path) -> None:
        """Write the flights to a folder, in the format chosen."""
        self._write((str(self.format.currentData() or _FORMAT),), out)

    def _apart(self, chosen: Path) -> Path:
        return chosen if chosen.name == self._folder else chosen / self._folder

    def offer(self) -> None:
        """Offer the formats there are; at first that of DJI Pilot 2, or the first of others."""
        formats = self._session.site.formats if self._session.site else ()
        now = [self.format.itemData(k) for k in range(self.format.count())]
        if now == [key for key, _ in formats]:
            return
        self.format.clear()
        for place, (key, title) in enumerate(formats):
            self.format.addItem(key.upper(), key)
            self.format.setItemData(place, sentence(title), Qt.ItemDataRole.ToolTipRole)
        self.format.setCurrentIndex(max(self.format.findData(_FORMAT), 0))

    def _lay_out(self, head: str) -> None:
        made = filled("tile")
        column(self).addWidget(made)
        box = column(made, (12, 8, 8, 8), 4)
        line = row(gap=8)
        line.addWidget(state_mark("ok"))
        line.addWidget(label(head, "head"), 1)
        line.addWidget(self.drop)
        box.addLayout(line)
        box.addWidget(self.flights)
        box.addWidget(self.kept)
        box.addWidget(self.before)
        line = row(gap=8)
        line.addWidget(self.export, 1)
        line.addWidget(self.format)
        box.addLayout(line)
