"""Sensors: the aircraft, which sensors fly, and what follows from their cameras."""

from contextlib import suppress

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from missionplanner.aircraft.camera import flight_settings, gsd_notes
from missionplanner.aircraft.catalogue import (
    aircraft,
    aircraft_keys,
    mount_refusal,
    readable_sensors,
    sensor,
)
from missionplanner.errors import InputError, PlannerError, where_told
from missionplanner.messages.catalogue import sentence
from missionplanner.model.sensor import Sensor
from missionplanner.project.document import Project
from missionplanner.project.edits import set_aircraft, set_sensors
from missionplanner.ui.plan.edit_foot import EditFoot
from missionplanner.ui.plan.flying_hours import light_of, site_zone
from missionplanner.ui.plan.own_entry_dialog import OwnAircraftDialog, OwnSensorDialog
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import button, column, elided, label, row
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.panel import Panel, clear
from missionplanner.ui.widgets.tiles import state_mark
from missionplanner.weather.local_time import span_words

_NAME_PX = 236


class SensorsPanel(Panel[Session]):
    """Multiple choice with computed figures."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Sensors"))
        self._aircraft = QComboBox()
        self._aircraft.setAccessibleName(self.tr("Aircraft"))
        self._fill_aircraft()
        self._aircraft.activated.connect(self._on_aircraft)
        self._list = column(gap=8)
        self._boxes: dict[str, QCheckBox] = {}
        self.head(self.tr("Aircraft"), 0)
        self.put(self._aircraft)
        self.own_aircraft = button(self.tr("An aircraft of your own…"), "text")
        self.own_aircraft.clicked.connect(self.ask_own_aircraft)
        beside = row()
        beside.addWidget(self.own_aircraft)
        beside.addStretch()
        self.put(beside, 2)
        self.head(self.tr("Sensors to fly"))
        self.put(self._list)
        self._others = column(gap=4)
        self.put(self._others, 8)
        self.own = button(self.tr("A sensor of your own…"), "", "plus")
        self.put(self.own, 12)
        self.own.clicked.connect(self.ask_own)
        self.body.addStretch()
        self.edited = EditFoot(session)
        self.foot.addWidget(self.edited)

    def refresh(self) -> None:
        """Show what is chosen."""
        project = self.session.project
        if project is None:
            return
        chosen = project.document.sensors
        self.note.setText(self.tr("{0} chosen").format(len(chosen)))
        self._aircraft.setCurrentIndex(self._aircraft.findData(project.document.aircraft))
        clear(self._list)
        self._boxes = {}
        craft = aircraft(project.document.aircraft)
        found, unread = readable_sensors()
        offered = [one for one in found if one.key not in chosen]
        for made in (*map(sensor, chosen), *offered):
            refused = mount_refusal(made, craft)
            if made.key in chosen or refused is None:
                self._list.addWidget(self._entry(project, made, made.key in chosen, refused))
        self._show_others([mount_refusal(one, craft) for one in offered], unread, craft.name)
        self.show_lock(self._aircraft, self.own_aircraft, self.own, *self._boxes.values())
        self.edited.refresh()

    def _show_others(
        self,
        refused: list[InputError | None],
        unread: tuple[InputError, ...],
        craft: str,
    ) -> None:
        """Tell why the rest of the catalogue is not offered."""
        clear(self._others)
        left = [error for error in refused if error is not None]
        if left:
            words = self.tr("Not on the {0}").format(craft)
            self._others.addWidget(label(words, "head"))
        for error in left:
            self._others.addWidget(label(where_told(error.place), "muted"))
            self._others.addWidget(label(error.told().what, "small", wrap=True))
        for error in unread:
            self._others.addWidget(_remark(error.line()))

    def _fill_aircraft(self) -> None:
        self._aircraft.clear()
        for key in aircraft_keys():
            self._aircraft.addItem(aircraft(key).name, key)

    def ask_own_aircraft(self) -> OwnAircraftDialog:
        """Ask for an aircraft of the pilot's own; does not block."""
        flown = self.session.project.document.aircraft if self.session.project else ""
        dialog = OwnAircraftDialog(flown, self, {flown})
        dialog.saved.connect(self._on_own_aircraft)
        dialog.dropped.connect(self._on_dropped)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _on_own_aircraft(self, key: str) -> None:
        self._fill_aircraft()
        project = self.session.project
        if project is not None and project.document.aircraft == key:
            self._on_corrected()
        elif project is not None:
            self.session.edit(self.tr("Change aircraft"), set_aircraft(project, key))
        self.refresh()

    def _on_corrected(self) -> None:
        """Hold the plan against the figures of what it flies, which are others now."""
        if self.session.result is not None:
            self.session.verify()

    def _on_dropped(self, _key: str) -> None:
        self._fill_aircraft()
        self.refresh()

    def ask_own(self) -> OwnSensorDialog:
        """Ask for a sensor of the pilot's own; does not block."""
        project = self.session.project
        flown = project.document.sensors if project else ("p1-35",)
        dialog = OwnSensorDialog(flown[0], self, flown)
        dialog.saved.connect(self._on_own)
        dialog.dropped.connect(self._on_dropped)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _on_own(self, key: str) -> None:
        project = self.session.project
        if project is None:
            return
        words = self.tr("Add {0}").format(sensor(key).name)
        if key in project.document.sensors:
            self._on_corrected()
        elif mount_refusal(sensor(key), aircraft(project.document.aircraft)) is None:
            self.session.edit(words, set_sensors(project, (*project.document.sensors, key)))
        self.refresh()

    def _entry(
        self, project: Project, made: Sensor, chosen: bool, refused: InputError | None
    ) -> QWidget:
        widget = QWidget()
        box = column(widget, gap=2)
        tick = QCheckBox()
        tick.setText(elided(made.name, tick, _NAME_PX))
        tick.setAccessibleName(made.name)
        tick.setChecked(chosen)
        tick.setMinimumWidth(10)
        tick.setProperty("tip", made.name)
        tick.clicked.connect(self._on_tick)
        self._boxes[made.key] = tick
        box.addWidget(tick)
        if chosen and refused is not None:
            inner = column(margins=(24, 0, 0, 0), gap=2)
            inner.addWidget(_remark(refused.told().what, "error"))
            box.addLayout(inner)
        elif chosen:
            inner = column(margins=(24, 0, 0, 0), gap=2)
            inner.addWidget(label(self._figures(project, made), "small", wrap=True))
            inner.addWidget(label(self._light(made), "small", wrap=True))
            for note in gsd_notes(made):
                inner.addWidget(_remark(sentence(note)))
            box.addLayout(inner)
        return widget

    def _figures(self, project: Project, made: Sensor) -> str:
        try:
            s = flight_settings(made, aircraft(project.document.aircraft))
        except PlannerError as error:
            return str(error)
        words = self.tr(
            "GSD {0} cm at {1} m · footprint {2} × {3} m · lines every {4} m · {5} m/s · "
            "photo every {6} m"
        ).format(
            number(100 * s.gsd_m, 1),
            number(s.agl_m),
            number(s.swath_m),
            number(s.footprint_along_m),
            number(s.spacing_m, 1),
            number(s.speed_mps, 1),
            number(s.trigger_distance_m, 1),
        )
        return _unbroken(words)

    def _light(self, made: Sensor) -> str:
        """Tell when the light is next right for a sensor, by the clock of the site."""
        kind = made.acquisition.sun_window
        windows = light_of(self.session, kind)
        if not windows and kind == "night":
            return self.tr("Light: it does not get dark in the days ahead")
        if not windows:
            return self.tr("Light: the sun stays too low in the days ahead")
        span = span_words(windows[0].start, windows[0].end, site_zone(self.session))
        return self.tr("Light: {0}").format(span)

    def _on_aircraft(self, _index: int) -> None:
        if self.session.project:
            key = str(self._aircraft.currentData())
            self.session.edit(self.tr("Change aircraft"), set_aircraft(self.session.project, key))

    def _on_tick(self) -> None:
        keys = tuple(key for key, box in self._boxes.items() if box.isChecked())
        project = self.session.project
        # No sensor at all is no project: the tick comes back.
        with suppress(PlannerError):
            if project:
                self.session.edit(self.tr("Choose sensors"), set_sensors(project, keys))
                return
        self.refresh()


def _unbroken(words: str) -> str:
    """Keep numbers with their units, two figures a line: no line ends in the dot between them."""
    parts = [part.replace(" ", "\u00a0") for part in words.split(" · ")]
    return "\n".join(" · ".join(parts[at : at + 2]) for at in range(0, len(parts), 2))


def _remark(words: str, state: str = "warn") -> QWidget:
    made = QWidget()
    line = row(made, (0, 2, 0, 2), 6)
    line.addWidget(state_mark(state, 14))
    line.addWidget(label(words, "small", wrap=True), 1)
    return made
