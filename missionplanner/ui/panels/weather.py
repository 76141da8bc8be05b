"""Weather: each hour's verdict, and when the light is right."""

from PySide6.QtWidgets import QWidget

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.model.weather import CALM, Go, WeatherHour
from missionplanner.project.document import Project
from missionplanner.ui.panels.panel import Panel, clear
from missionplanner.ui.panels.phrases import phrase
from missionplanner.ui.session import Session
from missionplanner.ui.widgets.kit import column, label, row
from missionplanner.ui.widgets.tiles import state_mark
from missionplanner.ui.widgets.words import hour as clock_of
from missionplanner.ui.widgets.words import number
from missionplanner.weather.limits import Judgement, judge_all
from missionplanner.weather.wind import beaufort, wind_speed_at

STATE = {Go.GO: "ok", Go.CAUTION: "warn", Go.NO_GO: "error"}
_HEIGHT_M = 100.0


def verdicts(project: Project) -> tuple[Judgement, ...]:
    """Return each hour's verdict for the project's aircraft."""
    return tuple(judge_all(project.weather, aircraft(project.document.aircraft)))


class WeatherPanel(Panel):
    """Hours and light windows."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Weather"))
        self._hours, self._sun = column(gap=6), column(gap=4)
        self._limit = label("", "small", wrap=True)
        self.put(self._hours)
        self.put(self._limit, 8)
        self._day = label("", "head")
        self.put(self._day, 12)
        self.body.addSpacing(4)
        self.put(self._sun)
        self.body.addStretch()

    def refresh(self) -> None:
        """Show the hours."""
        clear(self._hours)
        clear(self._sun)
        project, site = self.session.project, self.session.site
        if project is None or site is None:
            return
        self.note.setText(phrase(project.weather.source))
        if project.weather == CALM:
            calm = self.tr("Calm air is assumed. Look at the forecast before you fly.")
            self._hours.addWidget(label(calm, wrap=True))
        else:
            for judged in verdicts(project):
                self._hours.addWidget(self._entry(judged))
        limits = aircraft(project.document.aircraft)
        words = self.tr("Wind at {0} m above ground; limit of {1}: {2} m/s, gusts {3} m/s")
        told = (
            f"{_HEIGHT_M:.0f}",
            limits.name,
            f"{limits.max_wind_mps:g}",
            f"{limits.max_gust_mps:g}",
        )
        self._limit.setText(words.format(*told))
        day = f"{site.sun[0].start:%Y-%m-%d}" if site.sun else ""
        self._day.setText(self.tr("Light on {0}").format(day) if day else self.tr("Light"))
        for window in site.sun:
            kind = (
                self.tr("Thermal") if window.kind == "night" else self.tr("Visible, multispectral")
            )
            line = QWidget()
            box = row(line, gap=8)
            box.addWidget(label(kind, "muted"))
            box.addStretch()
            box.addWidget(label(f"{clock_of(window.start)} – {clock_of(window.end)}"))
            self._sun.addWidget(line)
        if not site.sun:
            self._sun.addWidget(
                label(self.tr("the sun stays too low that day"), "muted", wrap=True)
            )

    def _entry(self, judged: Judgement) -> QWidget:
        made = QWidget()
        box = column(made, gap=1)
        line = row(gap=8)
        line.addWidget(state_mark(STATE[judged.go]))
        timed = judged.hour.time is not None
        line.addWidget(label(clock_of(judged.hour.time) if timed else self.tr("Any time")))
        line.addWidget(label(self._go(judged.go), "head"))
        line.addStretch()
        line.addWidget(label(self._wind(judged.hour), "small"))
        box.addLayout(line)
        if judged.reasons:
            reasons = row(margins=(24, 0, 0, 0))
            told = "; ".join(phrase(reason) for reason in judged.reasons)
            reasons.addWidget(label(told, "small", wrap=True))
            box.addLayout(reasons)
        return made

    def _go(self, go: Go) -> str:
        if go is Go.GO:
            return self.tr("Go")
        return self.tr("Caution") if go is Go.CAUTION else self.tr("No-go")

    def _wind(self, hour: WeatherHour) -> str:
        speed = wind_speed_at(hour, _HEIGHT_M)
        parts = [f"{number(speed, 1)} m/s", self.tr("Bft {0}").format(beaufort(speed))]
        if hour.temperature_c is not None:
            parts.append(f"{number(hour.temperature_c)} °C")
        return " · ".join(parts)
