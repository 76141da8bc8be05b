"""Plans edited by hand and plans in flight, run in a process that is kept: it holds the site.

The window itself never imports this.
"""

from datetime import datetime

from missionplanner.errors import InputError
from missionplanner.model.edits import PlanEdit
from missionplanner.model.flown import FlownPlan
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.operations.edit_plan import EditedResult, edited_plan, keep_edited
from missionplanner.operations.flown import flown_on
from missionplanner.operations.results import PlanResult, load_result
from missionplanner.operations.site import Site, load_site
from missionplanner.project.document import Project
from missionplanner.project.store import load
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.open import result_view
from missionplanner.ui.plan.views import ResultView

Edits = tuple[tuple[str, PlanEdit], ...]
"""Key of the sensor, and what is done to its plan; in the order they were made."""

# The last site: a project that has not changed need not be read again for every edit.
_kept: list[tuple[Project, PlanIntent, Site]] = []


def flown(project: Project, plan: SensorPlan, begins: datetime, progress: Progress) -> FlownPlan:
    """Return a plan in flight, measured on the terrain."""
    site = _site(project, plan.intent, progress.part(0.0, 0.5))
    return flown_on(site.scenario, plan, begins, progress.part(0.5, 1.0))


def edited(project: Project, edits: Edits, progress: Progress) -> ResultView:
    """Return the saved plan with edits, judged; nothing is written."""
    done = _edited(project, edits, progress)
    return result_view(done.site.project, done.result)


def keep(project: Project, edits: Edits, progress: Progress) -> ResultView:
    """Save the plan with its edits; refused where it breaks a hard rule."""
    done = _edited(project, edits, progress.part(0.0, 0.9))
    result = keep_edited(project.folder, done)
    _kept.clear()
    return result_view(load(project.folder), result)


def _edited(project: Project, edits: Edits, progress: Progress) -> EditedResult:
    result = _saved(project)
    site = _site(project, result.intent, progress.part(0.0, 0.2))
    done = EditedResult(site, result)
    sensors = tuple(dict.fromkeys(key for key, _ in edits))
    for k, sensor in enumerate(sensors):
        own = [edit for key, edit in edits if key == sensor]
        part = progress.part(0.2, 1.0).nth(k, len(sensors))
        done = edited_plan(done.site, done.result, sensor, own, part)
    return done


def _saved(project: Project) -> PlanResult:
    result = load_result(project.folder)
    if result is None:
        folder = project.folder
        raise InputError("operations.not_planned", str(folder), folder=folder)
    return result


def _site(project: Project, intent: PlanIntent, progress: Progress) -> Site:
    for known, asked, site in _kept:
        if asked == intent and _same(known, project):
            return site
    site = load_site(project, progress, intent)
    _kept[:] = [(project, intent, site)]
    return site


def _same(one: Project, other: Project) -> bool:
    """Tell whether a site read for one project holds for another."""
    return (
        one.folder == other.folder
        and one.document.dem == other.document.dem
        and one.document.vertical_datum == other.document.vertical_datum
        and one.document.dem_unit == other.document.dem_unit
        and one.document.home == other.document.home
        and one.document.aircraft == other.document.aircraft
        and one.area == other.area
        and one.threats == other.threats
        and one.weather == other.weather
    )
