"""Plan a route from place to place, judge it on the DEM, and keep it in the project."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from missionplanner.aircraft.catalogue import check_mount
from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.errors import InputError, PlanRefused
from missionplanner.messages.message import message
from missionplanner.model.finding import Severity
from missionplanner.operations.kept_routes import KIND, PlannedRoute, load_routes, save_routes
from missionplanner.operations.site import load_site
from missionplanner.planning.point_to_point.plan_route import RouteWish, plan_route
from missionplanner.planning.scenario import check_wind
from missionplanner.planning.verify.transit import verify_transit
from missionplanner.project.fingerprints import foundations
from missionplanner.project.store import load
from missionplanner.storage.folders import writable
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

_LONGEST_NAME = 60


def route_project(
    folder: Path, wish: RouteWish, progress: Progress, sensor: str | None = None
) -> PlannedRoute:
    """Plan a route in the project in `folder` and save it there, in place of one of its name.

    Parameters
    ----------
    sensor : str, optional
        Key of what the aircraft carries; default the project's first.

    Raises
    ------
    InputError
        A place lies off the DEM or in a zone, or the name is none.
    PlanRefused
        Zones leave no way, or the route breaks a hard rule; nothing is saved.
    OutputError
        The folder cannot be written, or another program is at work on the project.
    """
    name = wish.name.strip()
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise InputError("operations.route_name", "--name", most=_LONGEST_NAME)
    begun = time.monotonic()
    with held(folder):
        project = load(folder)
        writable(folder)
        key = sensor or project.document.sensors[0]
        payload = catalogue_sensor(key)
        stands_on = foundations(project, (key,), progress=progress.part(0.0, 0.05))
        site = load_site(project, progress.part(0.05, 0.2), stops=wish.stops)
        check_wind(project.weather, site.scenario.aircraft)
        check_mount(payload, site.scenario.aircraft)
        found = plan_route(
            site.scenario, payload, replace(wish, name=name), progress.part(0.2, 0.9)
        )
        judged = verify_transit(found.plan, found.scenario)
        for finding in judged.findings:
            if finding.severity is Severity.ERROR:
                raise PlanRefused("operations.plan_refused", finding.where, told=finding.told)
        route = PlannedRoute(
            kind=KIND,
            name=name,
            stops=wish.stops,
            variant=wish.variant,
            plan=replace(found.plan, seconds=time.monotonic() - begun),
            figures=judged.sorties[0],
            findings=judged.findings,
            planned_at=datetime.now(UTC),
            stands_on=stands_on,
        )
        save_routes(folder, load_routes(folder).with_route(route))
    progress.report(1.0, "operations.route_saved", name=message("operations.route", name=name))
    return route
