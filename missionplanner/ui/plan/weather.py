"""Weather: the verdict on the next flight, each hour's, what they rest on, and the light."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.messages.casing import sentence_case
from missionplanner.messages.catalogue import sentence
from missionplanner.model.weather import Go, Likelihood, WeatherHour, WeatherKind
from missionplanner.project.document import Project
from missionplanner.ui.plan.edit_foot import EditFoot
from missionplanner.ui.plan.flying_hours import (
    kinds_flown,
    light_of,
    next_flight,
    site_zone,
    verdicts,
)
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.weather_edits import WeatherEdits
from missionplanner.ui.widgets.kit import column, label, row
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.panel import Panel, clear
from missionplanner.ui.widgets.tiles import state_mark
from missionplanner.weather.evidence import Evidence, Standing, age_told
from missionplanner.weather.fields import WIND_HEIGHT_M
from missionplanner.weather.limits import Judgement
from missionplanner.weather.local_time import offset_words
from missionplanner.weather.wind import beaufort, wind_speed_at

STATE = {Go.GO: "ok", Go.CAUTION: "warn", Go.NO_GO: "error"}
_HEIGHT_M = 100.0
_MOST_HOURS = 48  # more rows than two days help nobody
_DAYS_OF_LIGHT = 3


class WeatherPanel(Panel[Session]):
    """The next flight, the hours, and the windows of light, all by the clock of the site."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Weather"))
        self._flight, self._hours, self._sun = column(gap=2), column(gap=6), column(gap=4)
        self._told = column(gap=2)
        self._clock, self._limit = label("", "small", wrap=True), label("", "small", wrap=True)
        self.edits = WeatherEdits(session)
        self.put(self._clock)
        self.put(self.edits, 8)
        self.head(self.tr("Next flight"), 8)
        self.put(self._flight)
        self.head(self.tr("Hours given"))
        self.put(self._hours)
        self.put(self._limit, 8)
        self.head(self.tr("Light"))
        self.put(self._sun)
        self.put(self._told, 12)
        self.body.addStretch()
        self.edited = EditFoot(session)
        self.foot.addWidget(self.edited)

    def refresh(self) -> None:
        """Show the weather as it stands now."""
        for box in (self._flight, self._hours, self._sun, self._told):
            clear(box)
        project, site = self.session.project, self.session.site
        if project is None or site is None:
            return
        self.note.setText(sentence(project.weather.source_told))
        self.show_lock(*self.edits.buttons)
        now = self.session.clock().astimezone(site_zone(self.session))
        clock = self.tr("Now {0}, by the clock of {1} ({2})")
        told = (f"{now:%Y-%m-%d %H:%M}", site.zone.replace("_", " "), offset_words(now))
        self._clock.setText(clock.format(*told))
        self._show_flight()
        self._show_hours(project, now)
        self._show_limit(project)
        self._show_light()
        self._show_told(project)
        self.edited.refresh()

    def _show_flight(self) -> None:
        found = next_flight(self.session)
        if found is None:
            self._flight.addWidget(label(self.tr("no light in the days ahead"), "muted", wrap=True))
            return
        made = QWidget()
        box = column(made, gap=2)
        line = row(gap=8)
        line.addWidget(state_mark(STATE[found.go]))
        line.addWidget(label(self._go(found.go), "head"))
        line.addStretch()
        line.addWidget(label(self._span(found.start, found.end)))
        box.addLayout(line)
        for reason in found.reasons:
            self._indented(box, sentence_case(sentence(reason)))
        self._flight.addWidget(made)

    def _show_hours(self, project: Project, now: datetime) -> None:
        if not project.weather.is_given:
            calm = self.tr("Calm air is assumed. Look at the forecast before you fly.")
            self._hours.addWidget(label(calm, wrap=True))
            return
        for line in age_told(project.weather, now, site_zone(self.session)):
            self._hours.addWidget(label(sentence(line), "small", wrap=True))
        every = verdicts(self.session)
        over = [v for v in every if v.evidence.standing is Standing.OVER]
        left = [v for v in every if v.evidence.standing is not Standing.OVER] or over[-1:]
        hidden = len(every) - len(left[:_MOST_HOURS])
        day = ""
        for judged in left[:_MOST_HOURS]:
            start = self._local(judged.evidence.start)
            if start is not None and day != (day := f"{start:%Y-%m-%d}"):
                self._hours.addWidget(label(day, "muted"))
            self._hours.addWidget(self._entry(judged))
        if hidden:
            words = self.tr("{0} more hours are over or far ahead")
            self._hours.addWidget(label(words.format(hidden), "muted", wrap=True))

    def _show_limit(self, project: Project) -> None:
        limits = aircraft(project.document.aircraft)
        words = self.tr("Wind at {0} above ground; limit of {1}: {2}, gusts {3}")
        told = measures_of(self.session.memory)
        high, name = told.height_words(_HEIGHT_M, 0), limits.name
        wind, gust = told.wind_words(limits.max_wind_mps), told.wind_words(limits.max_gust_mps)
        self._limit.setText(words.format(high, name, wind, gust))

    def _show_light(self) -> None:
        names = {"day": self.tr("Visible, multispectral"), "night": self.tr("Thermal")}
        for kind in kinds_flown(self.session):
            self._sun.addWidget(label(names[kind], "muted"))
            windows = light_of(self.session, kind)
            for window in windows[:_DAYS_OF_LIGHT]:
                self._sun.addWidget(label(self._span(window.start, window.end)))
            if not windows:
                low = (
                    self.tr("the sun stays too low in the days ahead")
                    if kind == "day"
                    else self.tr("it does not get dark in the days ahead")
                )
                self._sun.addWidget(label(low, wrap=True))

    def _show_told(self, project: Project) -> None:
        if project.weather.told:
            self._told.addWidget(label(self.tr("From the file"), "head"))
        for line in project.weather.told:
            self._told.addWidget(label(sentence(line), "small", wrap=True))

    def _entry(self, judged: Judgement) -> QWidget:
        made = QWidget()
        box = column(made, gap=1)
        line = row(gap=8)
        line.addWidget(state_mark(STATE[judged.go]))
        line.addWidget(label(self._clock_of(judged.evidence)))
        line.addWidget(label(self._go(judged.go), "head"))
        if judged.hour.kind is WeatherKind.OBSERVATION:
            line.addWidget(label(self.tr("observed"), "muted"))
        elif judged.hour.likelihood is not Likelihood.PREVAILING:
            line.addWidget(label(self._likelihood(judged.hour.likelihood), "muted"))
        line.addStretch()
        box.addLayout(line)
        self._indented(box, self._wind(judged.hour))
        if judged.reasons:
            self._indented(box, sentence_case("; ".join(map(sentence, judged.reasons))))
        return made

    @staticmethod
    def _indented(box: QVBoxLayout, words: str) -> None:
        line = row(margins=(24, 0, 0, 0))
        line.addWidget(label(words, "small", wrap=True))
        box.addLayout(line)

    def _clock_of(self, found: Evidence) -> str:
        start, end = self._local(found.start), self._local(found.end)
        if start is None or end is None:
            return self.tr("Without a date")
        return f"{start:%H:%M}–{_end(start, end)}"

    def _span(self, start: datetime, end: datetime) -> str:
        zone = site_zone(self.session)
        first, last = start.astimezone(zone), end.astimezone(zone)
        return f"{first:%Y-%m-%d %H:%M}–{_end(first, last)}"

    def _local(self, moment: datetime | None) -> datetime | None:
        return None if moment is None else moment.astimezone(site_zone(self.session))

    def _go(self, go: Go) -> str:
        if go is Go.GO:
            return self.tr("Go")
        return self.tr("Caution") if go is Go.CAUTION else self.tr("No-go")

    def _likelihood(self, likelihood: Likelihood) -> str:
        return self.tr("becoming") if likelihood is Likelihood.BECOMING else self.tr("at times")

    def _wind(self, hour: WeatherHour) -> str:
        speed = wind_speed_at(hour, _HEIGHT_M)
        scale = beaufort(wind_speed_at(hour, WIND_HEIGHT_M))  # which is for 10 m
        parts = [
            measures_of(self.session.memory).wind_words(speed),
            self.tr("Bft {0}").format(scale),
        ]
        if hour.temperature_c is not None:
            parts.append(f"{number(hour.temperature_c)} °C")
        return " · ".join(parts)


def _end(start: datetime, end: datetime) -> str:
    """Return the end of a span, with its date where it is another; midnight ends the day."""
    if end.date() == start.date():
        return f"{end:%H:%M}"
    if end.hour == end.minute == 0 and (end.date() - start.date()).days == 1:
        return "24:00"
    return f"{end:%m-%d %H:%M}"
