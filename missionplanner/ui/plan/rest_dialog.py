"""An interrupted sortie is resumed: what was flown is told, and the rest is planned."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDoubleSpinBox, QLineEdit, QWidget

from missionplanner.errors import InputError
from missionplanner.geo.coordinates import read_place
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.places import Position
from missionplanner.model.plan import SensorPlan
from missionplanner.ui.dialogs.file_field import FileField
from missionplanner.ui.plan.rest_made import RestMade
from missionplanner.ui.plan.rest_views import AskedRest
from missionplanner.ui.plan.sensor_choice import told_apart
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import button, column, dialog_foot, label, row, tool
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.roomy import FitsScreen
from missionplanner.ui.widgets.work_bar import WorkBar

Then = Callable[[Position], None]
Pick = Callable[[str, Then | None], None]
"""Waits for a click on the map, with words for the status bar; without `Then`: no more."""

_WIDE_PX = 420
_LONGEST_MIN = 600.0


@dataclass(frozen=True)
class _Fault:
    """Why a field cannot be taken."""

    words: str


class RestDialog(QDialog):
    """Stands beside the map, which stays alive: a place is picked there, the rest is drawn there.

    Parameters
    ----------
    pick : callable
        Waits for a click on the map.
    """

    def __init__(self, session: Session, pick: Pick, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._pick = session, pick
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Resume an interrupted sortie"))
        self.setMinimumWidth(_WIDE_PX)
        FitsScreen(self)
        self.again = QCheckBox(self.tr("It was the rest below that broke off, not the plan"))
        self.sensor, self.sortie = QComboBox(), QComboBox()
        self.place = QLineEdit()
        self.on_map = tool("crosshair", self.tr("Pick on the map"))
        self.on_map.setCheckable(True)
        self.offer = button("", "text")
        self.minutes = QDoubleSpinBox()
        tracks = self.tr("Track of what was flown")
        self.track = FileField(tracks, f"{tracks} (*.csv *.gpx)")
        self.wrong = label("", "fault", wrap=True)
        self.go = button(self.tr("Plan the rest"))
        self.work, self.made = WorkBar(session), RestMade(session)
        policy = self.work.sizePolicy()
        policy.setRetainSizeWhenHidden(False)  # what stands below is long already
        self.work.setSizePolicy(policy)
        self._name_fields()
        self._lay_out()
        self._connect()
        session.rest.trouble = ""
        self._offer_sensors(session.sensor)
        self.sortie.setCurrentIndex(min(session.sortie, self.sortie.count() - 1))
        self.place.setFocus()
        self.refresh()

    @property
    def plans(self) -> tuple[SensorPlan, ...]:
        """What broke off: the plans, or their rest."""
        rest, result = self._session.rest.view, self._session.result
        if self.again.isChecked() and rest is not None:
            return rest.plans
        return result.plans if result is not None else ()

    @property
    def plan(self) -> SensorPlan | None:
        """The plan of the sensor chosen."""
        key = self.sensor.currentData()
        return next((plan for plan in self.plans if plan.sensor.key == key), None)

    def run(self) -> None:
        """Plan what remains, or tell at once why what is typed cannot be taken."""
        plan, why = self.plan, self._why_not()
        if plan is None or why:
            return
        asked = self._asked(plan)
        if isinstance(asked, _Fault):
            self._tell(asked.words)
            return
        self._session.rest.plan(asked)

    def refresh(self) -> None:
        """Show what can be done now, what is being done, and what is kept."""
        rest, why = self._session.rest, self._why_not()
        self.again.setVisible(rest.view is not None)
        if rest.view is None and self.again.isChecked():
            self.again.setChecked(False)
        self.go.setEnabled(not why)
        self.go.setToolTip(why)
        self._tell(rest.trouble or ("" if self._session.busy else why))
        busy = self.tr("Wait until the work is done") if self._session.locked_for_work else ""
        self.made.refresh(busy)

    def take_place(self, place: Position) -> None:
        """Take the place that was clicked on the map."""
        self.on_map.setChecked(False)
        self.place.setText(self._written(place.lon_deg, place.lat_deg))
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell here what is refused."""
        self._session.rest.asking = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait for no click any more, and leave what is told to others."""
        self._session.rest.ask_no_more()
        if self.on_map.isChecked():
            self._pick("", None)
        super().hideEvent(event)

    def _why_not(self) -> str:
        session = self._session
        if session.result is None or session.site is None:
            return self.tr("Nothing is planned yet")
        if session.locked_for_work:
            return self.tr("Wait until the work is done")
        if session.by_hand.edits:
            return self.tr("Keep or undo the changes by hand first")
        return self.tr("Save the project first") if session.unsaved else ""

    def _asked(self, plan: SensorPlan) -> AskedRest | _Fault:
        tracks, again = self.track.paths(), self.again.isChecked()
        if tracks:
            return AskedRest(plan.sensor.key, track=tracks[0], again=again)
        place = self._place()
        if isinstance(place, _Fault):
            return place
        minutes = self.minutes.value() if plan.aims and self.minutes.value() > 0.0 else None
        number = int(self.sortie.currentData())
        return AskedRest(plan.sensor.key, number, place, minutes=minutes, again=again)

    def _place(self) -> Position | _Fault:
        site, words = self._session.site, self.place.text().strip()
        if site is None or not words:
            return _Fault(self.tr("Type or pick where the sortie broke off, or give a track"))
        try:
            typed = read_place(words, (site.home.lon_deg, site.home.lat_deg))
        except InputError as error:
            return _Fault(error.told().what)
        if typed.exchanged:
            place = self._written(typed.lon_deg, typed.lat_deg)
            self.offer.setProperty("place", place)
            self.offer.setText(self.tr("Take {0}?").format(place))
            self.offer.show()
            told = message("drawing.exchanged", lon=typed.lon_deg, lat=typed.lat_deg)
            return _Fault(sentence(told))
        x, y = SiteFrame(site.ground.epsg).forward(typed.lon_deg, typed.lat_deg)
        if not np.isfinite(site.ground.height_at(x, y)).all():
            return _Fault(InputError("planning.route.off_dem", words).line())
        return Position(lon_deg=typed.lon_deg, lat_deg=typed.lat_deg)

    def _written(self, lon: float, lat: float) -> str:
        site = self._session.site
        if site is None:
            return ""
        frame = SiteFrame(site.ground.epsg)
        return measures_of(self._session.memory).place_text(lon, lat, frame)

    def _tell(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _take_offer(self) -> None:
        self.place.setText(str(self.offer.property("place")))

    def _on_typed(self) -> None:
        self.offer.hide()
        self._session.rest.trouble = ""
        by_track = bool(self.track.paths())
        for field in (self.sortie, self.place, self.on_map, self.minutes):
            field.setEnabled(not by_track)
        self.refresh()

    def _on_map(self, wanted: bool) -> None:
        words = self.tr("Click where the sortie broke off")
        self._pick(words if wanted else "", self.take_place if wanted else None)

    def _on_again(self) -> None:
        self._offer_sensors(str(self.sensor.currentData() or ""))

    def _offer_sensors(self, chosen: str) -> None:
        self.sensor.blockSignals(True)
        self.sensor.clear()
        for key, words in told_apart([plan.sensor for plan in self.plans]):
            self.sensor.addItem(words, key)
        self.sensor.setCurrentIndex(max(self.sensor.findData(chosen), 0))
        self.sensor.blockSignals(False)
        several = self.sensor.count() > 1
        self.sensor.setVisible(several)
        self._sensor_name.setVisible(several)
        self._offer_sorties()

    def _offer_sorties(self) -> None:
        plan, before = self.plan, self.sortie.currentIndex()
        self.sortie.clear()
        for number in range(1, len(plan.sorties) + 1 if plan else 1):
            self.sortie.addItem(self.tr("Sortie {0}").format(number), number)
        self.sortie.setCurrentIndex(min(max(before, 0), self.sortie.count() - 1))
        aimed = plan is not None and bool(plan.aims)
        self.minutes.setVisible(aimed)
        self._minutes_name.setVisible(aimed)

    def _connect(self) -> None:
        session = self._session
        self.sensor.currentIndexChanged.connect(self._offer_sorties)
        self.again.toggled.connect(self._on_again)
        self.place.textChanged.connect(self._on_typed)
        self.track.changed.connect(self._on_typed)
        self.offer.clicked.connect(self._take_offer)
        self.on_map.toggled.connect(self._on_map)
        self.go.clicked.connect(self.run)
        for signal in (
            session.rest.changed,
            session.work_changed,
            session.project_changed,
            session.result_changed,
            session.pick_changed,
        ):
            signal.connect(self.refresh)
        session.result_changed.connect(self._on_again)
        session.site_changed.connect(self.close)
        self.destroyed.connect(session.rest.ask_no_more)

    def _name_fields(self) -> None:
        self.sensor.setAccessibleName(self.tr("Sensor flown"))
        self.sortie.setAccessibleName(self.tr("Sortie that broke off"))
        self.place.setAccessibleName(self.tr("Where it broke off"))
        site = self._session.site
        if site is not None:
            example = self._written(site.home.lon_deg, site.home.lat_deg)
            self.place.setPlaceholderText(self.tr("such as {0}").format(example))
        self.minutes.setAccessibleName(self.tr("Minutes after its first waypoint"))
        self.minutes.setRange(0.0, _LONGEST_MIN)
        self.minutes.setDecimals(1)
        self.minutes.setSpecialValueText(self.tr("not known"))
        self.offer.hide()
        self._sensor_name = label(self.tr("Sensor flown"), "head")
        self._minutes_name = label(self.tr("Minutes after its first waypoint"), "head")

    def _lay_out(self) -> None:
        box = column(self, (20, 16, 20, 16), 6)
        box.addWidget(label(self.tr("Resume an interrupted sortie"), "title"))
        told = self.tr(
            "Sorties before it count as flown, those behind it do not. What remains is planned "
            "with the wind as it is now."
        )
        box.addWidget(label(told, "small", wrap=True))
        box.addSpacing(4)
        above: tuple[QWidget, ...] = (
            self._sensor_name,
            self.sensor,
            label(self.tr("Sortie that broke off"), "head"),
            self.sortie,
            label(self.tr("Where it broke off"), "head"),
        )
        for part in above:
            box.addWidget(part)
        line = row(gap=4)
        line.addWidget(self.place, 1)
        line.addWidget(self.on_map)
        box.addLayout(line)
        below: tuple[QWidget, ...] = (
            self.offer,
            self._minutes_name,
            self.minutes,
            label(self.tr("Or a track of what was flown (CSV, GPX)"), "head"),
            self.track,
            self.again,
            self.wrong,
            self.work,
            self.made,
        )
        for part in below:
            box.addWidget(part)
        box.addStretch()
        box.addLayout(dialog_foot(self, self.tr("Close"), self.go))
