"""Sensors: the aircraft, which sensors fly, and what follows from their cameras."""

from contextlib import suppress

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from missionplanner.aircraft.camera import flight_settings, gsd_notes
from missionplanner.aircraft.catalogue import aircraft, aircraft_keys, sensor, sensor_keys
from missionplanner.errors import PlannerError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.sensor import Sensor
from missionplanner.project.document import Project
from missionplanner.project.edits import set_aircraft, set_sensors
from missionplanner.ui.plan.flying_hours import light_of, site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import column, elided, label, row
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
        for key in aircraft_keys():
            self._aircraft.addItem(aircraft(key).name, key)
        self._aircraft.activated.connect(self._on_aircraft)
        self._list = column(gap=8)
        self._boxes: dict[str, QCheckBox] = {}
        self.head(self.tr("Aircraft"), 0)
        self.put(self._aircraft)
        self.head(self.tr("Sensors to fly"))
        self.put(self._list)
        self.body.addStretch()

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
        keys = sensor_keys()
        for key in [*chosen, *(k for k in keys if k not in chosen)]:
            self._list.addWidget(self._entry(project, sensor(key), key in chosen))
        self.show_lock(self._aircraft, *self._boxes.values())

    def _entry(self, project: Project, made: Sensor, chosen: bool) -> QWidget:
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
        if chosen:
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
    """Keep numbers with their units, so that lines break between figures only."""
    return " · ".join(part.replace(" ", "\u00a0") for part in words.split(" · "))


def _remark(words: str) -> QWidget:
    made = QWidget()
    line = row(made, (0, 2, 0, 2), 6)
    line.addWidget(state_mark("warn", 14))
    line.addWidget(label(words, "small", wrap=True), 1)
    return made
