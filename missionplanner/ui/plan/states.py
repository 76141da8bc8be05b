"""Where each stage of a plan stands, for the marks on the rail, and what that rests on.

States are ok, warn, error, or empty: not begun. There is no ok without evidence, which is named.
"""

from PySide6.QtCore import QCoreApplication

from missionplanner.aircraft.camera import gsd_notes
from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.messages.catalogue import sentence
from missionplanner.model.finding import Severity
from missionplanner.project.document import Project
from missionplanner.ui.plan.check import worst
from missionplanner.ui.plan.flying_hours import next_flight, site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.views import SiteView
from missionplanner.ui.plan.weather import STATE
from missionplanner.ui.widgets.stage_state import StageState
from missionplanner.weather.evidence import age_told
from missionplanner.weather.local_time import clock_words, span_words

translate = QCoreApplication.translate  # a name that lupdate finds


def site_state(session: Session) -> StageState:
    """Return where the ground comes from."""
    if session.project is not None and session.project.is_bare:
        return StageState("warn", translate("states", "no survey area is drawn yet"))
    if session.looks.refused is not None:
        return StageState("error", session.looks.refused.line())
    return _site(session.site) if session.site else StageState("")


def threats_state(session: Session) -> StageState:
    """Return how many threats are known, and since when."""
    if session.site is None or session.project is None:
        return StageState("")
    return _threats(session.site, session.project, session)


def sensors_state(session: Session) -> StageState:
    """Return whether the sensors chosen see finely enough."""
    return _sensors(session.project) if session.project else StageState("")


def weather_state(session: Session) -> StageState:
    """Return the verdict on the next flight, its hours, and how old its weather is."""
    if session.site is None:
        return StageState("")
    found = next_flight(session)
    if session.project is None or not session.project.weather.is_given:
        return StageState("warn", translate("states", "no weather given"))
    if found is None:
        return StageState("warn", translate("states", "no light in the days ahead"))
    zone = site_zone(session)
    ages = age_told(session.project.weather, session.clock(), zone)
    told = [
        span_words(found.start, found.end, zone),
        *map(sentence, (*found.reasons, *ages)),
    ]
    return StageState(STATE[found.go], "; ".join(told))


def _site(site: SiteView) -> StageState:
    return StageState("ok", f"{', '.join(site.ground.sources)}: {sentence(site.ground.datum_note)}")


def _threats(site: SiteView, project: Project, session: Session) -> StageState:
    zones, lines, risks = len(site.zones), len(site.lines), len(project.threats.risks)
    if not zones + lines + risks:
        return StageState("warn", translate("states", "no zone, power line or risk given"))
    words = translate("states", "{0} zones, {1} power lines, {2} risks, in the project since {3}")
    since = clock_words(project.document.created, site_zone(session))
    return StageState("ok", words.format(zones, lines, risks, since))


def _sensors(project: Project) -> StageState:
    chosen = [sensor(key) for key in project.document.sensors]
    coarse = [made.name for made in chosen if gsd_notes(made)]
    if coarse:
        return StageState("warn", translate("states", "too coarse: {0}").format(", ".join(coarse)))
    craft = aircraft(project.document.aircraft)
    names = ", ".join(made.name for made in chosen)
    words = translate("states", "{0} on {1}, by the catalogue")
    return StageState("ok", words.format(names, craft.name))


def plan_state(session: Session) -> StageState:
    """Return when it was planned, and whether the plan still holds."""
    if session.result is None:
        return StageState("")
    planned = clock_words(session.result.planned_at, site_zone(session))
    if session.stale:
        words = translate("states", "planned {0}, the project was changed since")
        return StageState("warn", words.format(planned))
    return StageState("ok", translate("states", "planned {0}").format(planned))


def check_state(session: Session) -> StageState:
    """Return what the worst finding on the plan is."""
    if session.result is None:
        return StageState("")
    judged = translate("states", "plan of {0} checked").format(
        clock_words(session.result.planned_at, site_zone(session))
    )
    if (found := worst(session.result.verifications)) is not None:
        error = found[1].severity is Severity.ERROR
        return StageState("error" if error else "warn", judged)
    return StageState("warn" if session.stale else "ok", judged)


def export_state(session: Session) -> StageState:
    """Return how many files were written."""
    if not session.files:
        return StageState("")
    count = len(session.files)
    words = translate("states", "{0} files written").format(count)
    if count == 1:
        words = translate("states", "1 file written")
    return StageState("warn" if session.stale else "ok", words)
