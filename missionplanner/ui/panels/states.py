"""Where each stage stands, for the marks on the rail: ok, warn, error, or empty: not begun."""

from missionplanner.aircraft.camera import gsd_notes
from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.model.finding import Severity
from missionplanner.model.weather import CALM, Go
from missionplanner.ui.ecology_session import EcologySession
from missionplanner.ui.panels.check import worst
from missionplanner.ui.panels.weather import STATE, verdicts
from missionplanner.ui.session import Session
from missionplanner.weather.wind import wind_speed_at

_HEIGHT_M = 100.0
_ORDER = (Go.GO, Go.CAUTION, Go.NO_GO)


def stage_states(session: Session) -> dict[str, str]:
    """Return the state of every stage."""
    if session.site is None or session.project is None:
        return {}
    sensors = [sensor(key) for key in session.project.document.sensors]
    return {
        "site": "ok",
        "threats": "ok",
        "weather": STATE[best_go(session)] if weather_given(session) else "warn",
        "sensors": "warn" if any(gsd_notes(s) for s in sensors) else "ok",
        "plan": "" if session.result is None else "warn" if session.stale else "ok",
        "check": _check(session),
        "export": "ok" if session.files else "",
    }


def study_state(ecology: EcologySession) -> str:
    """Return the state of the Ecology stage."""
    view = ecology.view
    if view is None or view.found.index is None:
        return ""
    return "warn" if ecology.stale else "ok"


def _check(session: Session) -> str:
    if session.result is None:
        return ""
    found = worst(session.result.verifications)
    if found is None:
        return "ok"
    return "error" if found[1].severity is Severity.ERROR else "warn"


def weather_given(session: Session) -> bool:
    """Return whether the project has weather of its own: calm air is only assumed otherwise."""
    return session.project is not None and session.project.weather != CALM


def best_go(session: Session) -> Go:
    """Return the best verdict of the hours: one good hour is enough to fly."""
    if session.project is None:
        return Go.NO_GO
    return min((v.go for v in verdicts(session.project)), key=_ORDER.index)


def hours_to_fly(session: Session) -> tuple[int, int]:
    """Return how many hours are go, of how many."""
    if session.project is None:
        return 0, 0
    found = verdicts(session.project)
    return sum(v.go is Go.GO for v in found), len(found)


def wind_range(session: Session) -> tuple[float, float, float]:
    """Return the least and greatest wind of the hours and the aircraft's limit, m/s."""
    if session.project is None:
        return 0.0, 0.0, 0.0
    speeds = [wind_speed_at(hour, _HEIGHT_M) for hour in session.project.weather.hours]
    limit = aircraft(session.project.document.aircraft).max_wind_mps
    return min(speeds), max(speeds), limit
