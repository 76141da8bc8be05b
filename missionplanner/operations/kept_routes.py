"""The routes of a project: kept beside its plan, read back, and told whether they still stand.

`results/routes.json` holds every figure in plain words; `results/routes.npz` the arrays.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import InputError, PlanRefused
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding
from missionplanner.model.places import Position
from missionplanner.model.plan import OspreyVariant, SensorPlan
from missionplanner.model.verification import SortieFigures
from missionplanner.operations.agreement import check_plan, check_times
from missionplanner.project.fingerprints import Foundations, foundations, what_changed
from missionplanner.project.records import read_record, write_record
from missionplanner.project.store import load
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress

KIND = "route"
_STEM = "routes"
_MOST = 1000


@dataclass(frozen=True)
class PlannedRoute:
    """One route: a sortie of kind *route*, as judged.

    Attributes
    ----------
    kind : str
        `KIND`.
    name : str
    stops : tuple of Position
        From where, over which places, to where.
    plan : SensorPlan
        Its only sortie has no strips, and its `home` is the first stop.
    figures, findings
        The verifier's.
    """

    kind: str
    name: str
    stops: tuple[Position, ...]
    variant: OspreyVariant
    plan: SensorPlan
    figures: SortieFigures
    findings: tuple[Finding, ...]
    planned_at: datetime
    stands_on: Foundations


@dataclass(frozen=True)
class KeptRoutes:
    """All routes of a project, by the order they were first planned in."""

    routes: tuple[PlannedRoute, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""
        return tuple(route.name for route in self.routes)

    def with_route(self, new: PlannedRoute) -> "KeptRoutes":
        """Return the routes with one more, in place of an older one of its name."""
        if new.name in self.names:
            return KeptRoutes(tuple(new if old.name == new.name else old for old in self.routes))
        return KeptRoutes((*self.routes, new))


def save_routes(folder: Path, routes: KeptRoutes) -> None:
    """Write the routes of a project, whole or not at all; raises OutputError."""
    write_record(made_in(folder, folder / "results") / _STEM, routes)


def load_routes(folder: Path) -> KeptRoutes:
    """Return the saved routes of a project; raises InputError where the files are damaged."""
    stem = folder / "results" / _STEM
    if not stem.with_suffix(".json").exists():
        return KeptRoutes()
    return read_record(stem, KeptRoutes, _agree)


def current_route(folder: Path, name: str, progress: Progress | None = None) -> PlannedRoute:
    """Return a saved route where it stands on the project as it is.

    Raises
    ------
    InputError
        There is none of that name, or the saved files are damaged.
    PlanRefused
        Something it stands on has changed; says what.
    """
    routes = load_routes(folder)
    found = next((route for route in routes.routes if route.name == name), None)
    if found is None:
        known = routes.names or message("operations.none")
        raise InputError("operations.no_route", "--route", name=name, known=known)
    project, plan = load(folder), found.plan
    now = foundations(project, (plan.sensor.key,), progress=progress, against=found.stands_on)
    changes = what_changed(found.stands_on, now)
    if changes:
        raise PlanRefused("operations.route_out_of_date", name, changes=changes[:4])
    if plan.sensor != sensor(plan.sensor.key) or plan.aircraft != aircraft(
        project.document.aircraft
    ):
        raise InputError("operations.other_values", str(folder), key=plan.sensor.key)
    return found


def _agree(routes: KeptRoutes) -> None:
    if len(routes.routes) > _MOST or len(set(routes.names)) != len(routes.names):
        raise InputError("operations.disagree.routes")
    for route in routes.routes:
        check_times(route.planned_at, route.plan.seconds)
        check_plan(route.plan)
        if route.kind != KIND or len(route.plan.sorties) != 1 or len(route.stops) < 2:
            raise InputError("operations.disagree.routes")
