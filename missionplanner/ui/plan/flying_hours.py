"""The hours that one would fly in, by the clock of the site, and the verdict on them now."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.views import SunWindow
from missionplanner.weather.flying import Outlook, next_window, outlook
from missionplanner.weather.limits import Judgement, judge_all
from missionplanner.weather.local_time import zone_of


def site_zone(session: Session) -> ZoneInfo:
    """Return the zone of the site's clock; UTC where nothing is open."""
    return zone_of(session.site.zone if session.site else "UTC")


def verdicts(session: Session) -> tuple[Judgement, ...]:
    """Return the verdict on each hour given, now, for the project's aircraft."""
    project = session.project
    if project is None:
        return ()
    craft = aircraft(project.document.aircraft)
    return judge_all(project.weather, craft, session.clock(), zone=site_zone(session))


def light_of(session: Session, kind: str) -> tuple[SunWindow, ...]:
    """Return the windows of a kind that are not over, the next one first."""
    if session.site is None:
        return ()
    now = session.clock()
    found = [window for window in session.site.sun if window.kind == kind and window.end > now]
    return tuple(sorted(found, key=lambda window: window.start))


def kinds_flown(session: Session) -> tuple[str, ...]:
    """Return the kinds of light that the chosen sensors need, each once."""
    if session.project is None:
        return ()
    kinds = [sensor(key).acquisition.sun_window for key in session.project.document.sensors]
    return tuple(dict.fromkeys(kinds))


def next_flight(session: Session) -> Outlook | None:
    """Return the verdict on the next window of light of any chosen sensor; None: no window.

    Where the sun stays too low for all of them, the hours of daylight are taken.
    """
    project = session.project
    if project is None:
        return None
    now = session.clock()
    spans = _spans([w for kind in kinds_flown(session) for w in light_of(session, kind)])
    window = next_window(spans or _spans(light_of(session, "daylight")), now)
    if window is None:
        return None
    craft = aircraft(project.document.aircraft)
    return outlook(project.weather, craft, window, now, site_zone(session))


def _spans(windows: Sequence[SunWindow]) -> list[tuple[datetime, datetime]]:
    return [(window.start, window.end) for window in windows]
