"""Plan the gap: one button, what it would fly, what came of it, and the files of that."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.views import AskedField, GapView
from missionplanner.ui.widgets.kit import button, column, filled, label, row
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number, percent
from missionplanner.ui.widgets.tiles import state_mark
from missionplanner.ui.widgets.work_bar import WorkBar

_FORMAT = "wpml"
_FOLDER = "gap"


class GapBox(QWidget):
    """The primary button of the stage, with its reason where it can do nothing."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self.go = button(self.tr("Plan the gap"), "primary", "selection-plus")
        self.said, self.wrong = label("", "small", wrap=True), label("", "error", wrap=True)
        self.work = WorkBar(session)
        policy = self.work.sizePolicy()
        policy.setRetainSizeWhenHidden(False)  # what stands below is long already
        self.work.setSizePolicy(policy)
        self.export = button(self.tr("Export the gap…"), "", "export")
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format of the gap's flights"))
        self.format.setToolTip(self.tr("Format of the gap's flights"))
        self.undo = button(self.tr("Take back"), "text")
        self.undo.setToolTip(self.tr("Drop this plan; what was kept before is there again"))
        self._made, self._flights, self._kept = self._result()
        box = column(self, gap=6)
        for part in (self.go, self.said, self.wrong, self._made, self.work):
            box.addWidget(part)
        self.go.clicked.connect(session.plan_gap)
        self.export.clicked.connect(self.choose_folder)
        self.undo.clicked.connect(session.take_back_gap)

    def refresh(self) -> None:
        """Show whether there is a gap, and what was planned for it."""
        session = self._session
        state, made = session.state, session.gap
        self.go.setVisible(state is not None and session.card is not None)
        areas = session.gap_areas_m2
        ahead = self._ahead()
        why = session.why_not or ("" if areas or ahead else self.tr("The photos leave no gap"))
        self.go.setEnabled(not why)
        self.go.setToolTip(why)
        self.said.setVisible(state is not None)
        self.said.setText(self._areas(areas) + ahead if state is not None else "")
        told = (session.trouble.get(key, "") for key in (AskedField.GAP, AskedField.EXPORT))
        wrong = "\n".join(line for line in told if line)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self._made.setVisible(made is not None)
        self._offer()
        self.work.setVisible(session.busy)
        if made is not None:
            self._flights.setText(self._told(made))
            self._kept.setText(self._where())
            self.export.setEnabled(not session.why_not)
            self.undo.setEnabled(not session.why_not)
            self.export.setToolTip(session.why_not)

    def choose_folder(self) -> QFileDialog:
        """Ask for the folder of the missions; does not block."""
        site = self._session.site.site
        # A folder that is not there yet could not be chosen.
        there = site.folder / "missions" if site else Path()
        start = str(there if there.is_dir() else there.parent) if site else ""
        words = self.tr("Where the folder “{0}” for the missions is put").format(_FOLDER)
        dialog = QFileDialog(self, words, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        remembered(dialog, "gap missions")
        dialog.fileSelected.connect(lambda name: self.write(_gap_folder(Path(name))))
        dialog.open()
        return dialog

    def write(self, out: Path) -> None:
        """Write the flights to a folder, in the format chosen."""
        self._session.export_gap((str(self.format.currentData() or _FORMAT),), out)

    def _offer(self) -> None:
        """Offer the formats there are; at first that of DJI Pilot 2, or the first of others."""
        site = self._session.site.site
        formats = site.formats if site else ()
        now = [self.format.itemData(k) for k in range(self.format.count())]
        if now == [key for key, _ in formats]:
            return
        self.format.clear()
        for key, title in formats:
            self.format.addItem(key.upper(), key)
            self.format.setItemData(
                self.format.count() - 1, sentence(title), Qt.ItemDataRole.ToolTipRole
            )
        self.format.setCurrentIndex(max(self.format.findData(_FORMAT), 0))

    def _ahead(self) -> str:
        """Say that what is still to come would be flown by the gap's plan as well."""
        state = self._session.state
        ahead = max((one.to_come for one in state.sensors), default=0) if state else 0
        if not ahead:
            return ""
        words = self.tr("{0} images are still ahead: a plan made now flies them too")
        return "\n" + words.format(number(ahead))

    def _areas(self, areas: list[float]) -> str:
        if not areas:
            return self.tr("No gap: nothing is to be flown again")
        area = measures_of(self._session.site.memory).area_words(sum(areas))
        one = self.tr("1 gap, {0}").format(area)
        return one if len(areas) == 1 else self.tr("{0} gaps, {1}").format(len(areas), area)

    def _told(self, made: GapView) -> str:
        photos = sum(one.photos for one in made.verifications)
        first = self.tr("{0} sorties, {1} min, {2} photos").format(
            made.sorties, number(made.duration_s / 60), number(photos)
        )
        if made.sorties == 1:
            first = self.tr("1 sortie, {0} min, {1} photos").format(
                number(made.duration_s / 60), number(photos)
            )
        least = min((one.overlap_ok_share for one in made.verifications), default=0.0)
        return first + "\n" + self.tr("then {0} % seen often enough").format(percent(least))

    def _where(self) -> str:
        files = self._session.written
        made = self._session.gap
        if not files and made is not None and made.planned_at is not None:
            zone = site_zone(self._session.site)
            when = made.planned_at.astimezone(zone).strftime("%Y-%m-%d")
            return self.tr("Planned {0}, kept beside the plan").format(when)
        if not files:
            return self.tr("Kept beside the plan")
        one = self.tr("1 file written to {0}").format(files[0].parent)
        if len(files) == 1:
            return one
        return self.tr("{0} files written to {1}").format(len(files), files[0].parent)

    def _result(self) -> tuple[QWidget, QLabel, QLabel]:
        made = filled("tile")
        box = column(made, (12, 8, 8, 8), 4)
        line = row(gap=8)
        line.addWidget(state_mark("ok"))
        line.addWidget(label(self.tr("Gap planned"), "head"), 1)
        line.addWidget(self.undo)
        box.addLayout(line)
        flights, kept = label("", wrap=True), label("", "small", wrap=True)
        box.addWidget(flights)
        box.addWidget(kept)
        line = row(gap=8)
        line.addWidget(self.export, 1)
        line.addWidget(self.format)
        box.addLayout(line)
        return made, flights, kept


def _gap_folder(chosen: Path) -> Path:
    """Return the folder for the gap's missions, apart from those of the plan."""
    return chosen if chosen.name == _FOLDER else chosen / _FOLDER
