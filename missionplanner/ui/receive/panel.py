"""Receive: is everything seen, what is wrong, and the flights for what is not."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.survey_state import PhotoEntry
from missionplanner.project.store import DOCUMENT
from missionplanner.ui.plan.sensor_choice import told_apart
from missionplanner.ui.receive.epoch.dialog import EpochDialog
from missionplanner.ui.receive.epoch.work import AddingEpoch
from missionplanner.ui.receive.finding_rows import WorstFound
from missionplanner.ui.receive.gap_box import GapBox
from missionplanner.ui.receive.gauge import Gauges
from missionplanner.ui.receive.kinds import FLAWED, flaw_words, kinds_there, listed
from missionplanner.ui.receive.link_box import LinkBox
from missionplanner.ui.receive.marking.dialog import MarkingDialog
from missionplanner.ui.receive.marking.inset import marking_ground
from missionplanner.ui.receive.marking.work import MarkingWork
from missionplanner.ui.receive.photo_list import PhotoList
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.source import SourceBox
from missionplanner.ui.widgets.kit import button, label, row
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.panel import Panel
from missionplanner.ui.widgets.segments import Segments

_LEAST_ROWS_PX = 150
_PHOTOS = (".jpg", ".jpeg", ".tif", ".tiff")


class ReceivePanel(Panel[ReceiveSession]):
    """Source, completeness, the gap, the link and the photos, from what decides to what details."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__(session, self.tr("Receive"))
        self.source, self.gauges, self.gap = SourceBox(session), Gauges(session), GapBox(session)
        self.link = LinkBox(session)
        self.sensors = Segments((), by_words=True)
        self.kinds = QComboBox()
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.setAccessibleName(self.tr("Which photos are listed"))
        self.photos = PhotoList(session.thumbs)
        self.photos.setMinimumHeight(_LEAST_ROWS_PX)
        self._count = label("", "small")
        self._offered: list[tuple[str, str]] = []
        self._named: tuple[tuple[str, str], ...] = ()
        self.worst = WorstFound(session)
        self.put(self.source)
        self.put(self.gauges, 12)
        self.put(self.gap, 10)
        self.put(self.link, 10)
        self.put(self._control(), 10)
        self.put(self._study(), 10)
        self.put(self._head(), 10)
        self.put(self.sensors, 4)
        self.put(self.photos, 4)
        self.body.setStretchFactor(self.photos, 1)
        self.body.addStretch()
        self.foot.addWidget(self.worst)
        self.photos.chosen.connect(self._on_chosen)
        self.kinds.activated.connect(lambda _: session.pick_kind(self.kinds.currentData() or ""))
        self.sensors.chosen.connect(session.pick_sensor)
        session.picked.connect(self.show_photos)

    def refresh(self) -> None:
        """Show where the survey stands."""
        state, shown = self.session.state, self.session.sensor_shown
        self.source.refresh()
        self.gauges.refresh()
        self.gap.refresh()
        self.link.refresh()
        self.worst.refresh()
        self._show_control()
        self._show_study()
        self.note.setText("")
        if state is not None and shown is not None:
            words = self.tr("{0} of {1} photos")
            self.note.setText(words.format(number(shown.matched), number(shown.planned)))
        self.show_photos()

    def show_photos(self) -> None:
        """List the photos of the sensor and kind chosen."""
        session = self.session
        state, shown = session.state, session.sensor_shown
        several = state is not None and len(state.sensors) > 1
        for part in (self.kinds, self._count, self.photos):
            part.setVisible(state is not None)
        self._title.setVisible(state is not None)
        self.sensors.setVisible(several)
        if state is None:
            return
        if several:
            names = tuple(told_apart([sensor(one.sensor) for one in state.sensors]))
            if names != self._named:  # made anew, buttons would lose the focus
                self._named = names
                self.sensors.offer(names, session.sensor)
            self.sensors.choose(session.sensor)
        self._offer(kinds_there(state, shown))
        entries = listed(state, shown, session.kind)
        self._count.setText(number(len(entries)))
        self.photos.show_entries(entries, session.photo)

    def _offer(self, counts: dict[str, int]) -> None:
        """Offer the kinds that there are; the one chosen stays, even where it has gone."""
        now = self.session.kind
        offered = [("", flaw_words(""))]
        if any(kind != "announced" for kind in counts):
            offered.append((FLAWED, flaw_words(FLAWED)))
        offered += [(key, f"{flaw_words(key)} · {number(n)}") for key, n in counts.items()]
        if now and now not in dict(offered):
            offered.append((now, flaw_words(now)))
        if offered == self._offered:
            self.kinds.setCurrentIndex(self.kinds.findData(now))
            return  # it may be open
        self._offered = offered
        self.kinds.clear()
        for key, words in offered:
            self.kinds.addItem(words, key)
        self.kinds.setCurrentIndex(self.kinds.findData(now))

    def _control(self) -> QHBoxLayout:
        """Return the line of control points, which leads to marking them."""
        self.mark, self._points = button(self.tr("Mark…"), "text"), label("", "small")
        self.mark.clicked.connect(self.mark_points)
        line = row(gap=8)
        line.addWidget(label(self.tr("Control points"), "head"))
        line.addWidget(self._points)
        line.addStretch()
        line.addWidget(self.mark)
        return line

    def _study(self) -> QHBoxLayout:
        """Return the line that leads from the survey's mosaics to the study."""
        self.epoch = button(self.tr("Add…"), "text")
        self.epoch.clicked.connect(self.add_epoch)
        line = row(gap=8)
        line.addWidget(label(self.tr("Survey to the study"), "head"))
        line.addStretch()
        line.addWidget(self.epoch)
        return line

    def _show_study(self) -> None:
        site = self.session.site
        why = ""
        if site.site is None or site.unsaved:
            why = self.tr("Save the project first")
        elif self.session.locked:
            why = self.tr("Wait until the work is done")
        self.epoch.setEnabled(not why)
        self.epoch.setToolTip(why or self.tr("Orthomosaics of this survey become an epoch"))

    def add_epoch(self) -> EpochDialog | None:
        """Open the dialog in which mosaics become an epoch; does not block."""
        session = self.session
        site, project = session.site.site, session.site.project
        if site is None or project is None:
            return None
        work = AddingEpoch(site.folder, self)
        work.failed.connect(session.failed)
        work.works_beside(session)
        there = session.state.sensors if session.state and session.card else ()
        taken = [e.taken for one in there for e in one.entries if e.taken]
        day = max(taken).date() if taken else session.site.clock().date()
        shot = [one.sensor for one in there if any(e.file for e in one.entries)]
        sensors = shot or project.document.sensors
        dialog = EpochDialog(work, day, sensors, self, session.card if shot else None)
        dialog.study_asked.connect(session.study_asked)
        dialog.study_asked.connect(lambda _: self.stage_asked.emit("ecology"))
        dialog.open()
        return dialog

    def _show_control(self) -> None:
        session = self.session
        project = session.site.project
        points = project.document.control_points if project else ()
        self._points.setText(number(len(points)) if points else "")
        why = session.why_not
        if not points:
            why = self.tr("Mark control points in the stage Site first")
        elif session.site.unsaved:
            why = self.tr("Save the project first")
        elif session.card is None or session.sensor_shown is None:
            why = self.tr("Read the photos first")
        self.mark.setEnabled(not why)
        self.mark.setToolTip(why)

    def mark_points(self) -> MarkingDialog | None:
        """Open the view in which control points are marked; does not block."""
        session = self.session
        site, card, shown = session.site.site, session.card, session.sensor_shown
        project = session.site.project
        if site is None or project is None or card is None or shown is None:
            return None
        work = MarkingWork(site.folder, card, shown.sensor, self)
        work.failed.connect(session.failed)
        session.marking = work
        area, points = project.area.outer, project.document.control_points
        ground = marking_ground(site.ground.epsg, area, points, shown.entries)
        dialog = MarkingDialog(work, self, ground)
        dialog.finished.connect(self._on_marked)
        dialog.open()
        return dialog

    def _on_marked(self) -> None:
        self.session.marking = None

    def _head(self) -> QHBoxLayout:
        line = row(gap=8)
        self._title = label(self.tr("Photos"), "head")
        line.addWidget(self._title)
        line.addWidget(self._count)
        line.addStretch()
        line.addWidget(self.kinds)
        return line

    def _on_chosen(self, photo: object) -> None:
        if isinstance(photo, PhotoEntry):
            self.session.pick_photo(photo)
            if photo.place_m is not None:
                self.session.look_at(*photo.place_m)

    def take_files(self, paths: list[Path]) -> bool:
        """Read the folder that was dropped, or that of photos; False: it is something else."""
        folder = next((path for path in paths if path.is_dir()), None)
        if folder is None and paths and all(path.suffix.lower() in _PHOTOS for path in paths):
            folder = paths[0].parent
        if folder is None or (folder / DOCUMENT).is_file():
            return False
        self.source.take(folder)
        return True
