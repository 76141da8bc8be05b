"""The rest that is kept: what it flies, its files, and how it is dropped."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.rest_views import RestView
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import button, column, filled, label, row
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number, percent
from missionplanner.ui.widgets.tiles import state_mark

_FORMAT = "wpml"
_FOLDER = "rest"


class RestMade(QWidget):
    """Hidden where there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.flights, self.kept = label("", wrap=True), label("", "small", wrap=True)
        self.export = button(self.tr("Export the rest…"), "", "export")
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format of the rest's flights"))
        self.format.setToolTip(self.tr("Format of the rest's flights"))
        self.drop = button(self.tr("Discard"), "text")
        self._lay_out()
        self.export.clicked.connect(self.choose_folder)
        self.drop.clicked.connect(session.rest.discard)

    def refresh(self, why_not: str) -> None:
        """Show what is kept; `why_not`: why nothing can be done with it now."""
        view = self._session.rest.view
        self.setVisible(view is not None)
        if view is None:
            return
        self._offer()
        self.flights.setText(self._told(view))
        self.kept.setText(self._where(view))
        tip = self.tr("Drop this plan; what was kept before is there again")
        self.drop.setEnabled(not why_not)
        self.drop.setToolTip(why_not or tip)
        self.export.setEnabled(not why_not)
        self.export.setToolTip(why_not)

    def choose_folder(self) -> QFileDialog:
        """Ask for the folder of the missions; does not block."""
        site = self._session.site
        there = site.folder / "missions" if site else Path()
        start = str(there if there.is_dir() else there.parent) if site else ""
        words = self.tr("Where the folder “{0}” for the missions is put").format(_FOLDER)
        dialog = QFileDialog(self, words, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        remembered(dialog, "rest missions")
        dialog.fileSelected.connect(lambda name: self.write(_apart(Path(name))))
        dialog.open()
        return dialog

    def write(self, out: Path) -> None:
        """Write the flights to a folder, in the format chosen."""
        self._session.rest.write((str(self.format.currentData() or _FORMAT),), out)

    def _offer(self) -> None:
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

    def _told(self, view: RestView) -> str:
        minutes = number(view.duration_s / 60)
        flights = self.tr("{0} sorties, {1} min").format(view.sorties, minutes)
        if view.sorties == 1:
            flights = self.tr("1 sortie, {0} min").format(minutes)
        if view.flown_share is None:
            return flights
        left = measures_of(self._session.memory).way_words(view.remaining_m)
        words = self.tr("{0} % of the strips flown, {1} left")
        return words.format(percent(view.flown_share, 0), left) + "\n" + flights

    def _where(self, view: RestView) -> str:
        files = self._session.rest.written
        if not files and view.planned_at is not None:
            when = view.planned_at.astimezone(site_zone(self._session)).strftime("%Y-%m-%d")
            return self.tr("Planned {0}, kept beside the plan").format(when)
        if not files:
            return self.tr("Kept beside the plan, which stays as it is")
        one = self.tr("1 file written to {0}").format(files[0].parent)
        if len(files) == 1:
            return one
        return self.tr("{0} files written to {1}").format(len(files), files[0].parent)

    def _lay_out(self) -> None:
        made = filled("tile")
        column(self).addWidget(made)
        box = column(made, (12, 8, 8, 8), 4)
        line = row(gap=8)
        line.addWidget(state_mark("ok"))
        line.addWidget(label(self.tr("Rest planned"), "head"), 1)
        line.addWidget(self.drop)
        box.addLayout(line)
        box.addWidget(self.flights)
        box.addWidget(self.kept)
        line = row(gap=8)
        line.addWidget(self.export, 1)
        line.addWidget(self.format)
        box.addLayout(line)


def _apart(chosen: Path) -> Path:
    """Return the folder for the rest's missions, apart from those of the plan."""
    return chosen if chosen.name == _FOLDER else chosen / _FOLDER
