"""Planning of one sensor: search, polish, fly, check the batteries, tell."""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.aircraft.camera import gsd_notes
from missionplanner.aircraft.catalogue import check_mount
from missionplanner.errors import PlanRefused
from missionplanner.messages.message import Message, message
from missionplanner.model.places import Position
from missionplanner.model.plan import FlightSettings, Pattern, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.planning.bent import BentPlan
from missionplanner.planning.decode import Geometry
from missionplanner.planning.home import choose_home
from missionplanner.planning.intent import as_asked
from missionplanner.planning.path_cost import dense
from missionplanner.planning.polish import Polished, polish
from missionplanner.planning.pricing import calibrated_along
from missionplanner.planning.problem import MARGIN_SHARE, Problem, problem_of
from missionplanner.planning.reach import rings_m, within_reach
from missionplanner.planning.scenario import Scenario, polygons_of
from missionplanner.planning.search import Archive, search
from missionplanner.planning.search_bent import search_bent
from missionplanner.planning.sorties import Flown, cost_of, sorties_of
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

# Distance between looked-at points of a path, m.
ZONE_STEP_M = 3.0
# A sidelap that is less than asked by no more is not told: a share.
TOLD_SHARE = 0.005


def plan_sensor(
    scenario: Scenario,
    sensor: Sensor,
    progress: Progress,
    *,
    spacing_factor: float = 1.0,
    margin_share: float = MARGIN_SHARE,
    agl_m: float | None = None,
    speed_mps: float | None = None,
    evaluations: int | None = None,
    bent: bool | None = None,
) -> SensorPlan:
    """Plan all sorties of a sensor.

    Parameters
    ----------
    scenario : Scenario
        Its intent decides seed, evaluations or time, pattern, variant and weights.
    progress : Progress
        Receives shares and `model.plan.Convergence` events; asked often whether to stop.
    spacing_factor : float
        Below 1: strips closer together than flat ground needs.
    margin_share : float
        How far strips reach beyond the wanted ground; 1: all ground there is seen as asked.
    agl_m, speed_mps : float, optional
        Height above ground and survey speed; default the sensor's own, and cruise speed.
    evaluations : int, optional
        Tries this many plans, whatever the intent says; for trials.
    bent : bool
        Strips are bent along the slope, or straight; default what the intent's pattern says.

    Returns
    -------
    SensorPlan
        The same for the same scenario and seed, unless `intent.budget_s` is set.

    Raises
    ------
    InputError, PlanRefused, Cancelled
        The aircraft cannot carry the sensor, nothing can be reached on one battery, or no way
        around a zone is kept.
    """
    begun = time.monotonic()
    check_mount(sensor, scenario.aircraft)
    if evaluations is not None:
        few = scenario.intent.model_copy(update={"evaluations": evaluations, "budget_s": None})
        scenario = replace(scenario, intent=few)
    bent = scenario.intent.pattern is Pattern.CONTOUR if bent is None else bent
    progress.report(0.0, "planning.preparing", sensor=sensor.key)
    also: frozenset[str] = frozenset()
    while True:
        problem = problem_of(scenario, sensor, spacing_factor, margin_share, agl_m, also, speed_mps)
        problem = calibrated_along(within_reach(problem))
        find = search_bent if bent else search
        archive = find(problem, progress.part(0.02, 0.7))
        best = polish(problem, archive, progress.part(0.7, 0.95))
        progress.report(0.95, "planning.heights", sensor=sensor.key)
        inside = entered(problem, best.flown)
        if not inside:
            return _plan(problem, sensor, archive, best, time.monotonic() - begun)
        if inside <= also:
            where, zones = message("planning.place.planning"), sorted(inside)
            raise PlanRefused("planning.would_enter", where, sensor=sensor.key, zones=zones)
        also |= inside


def entered(problem: Problem, flown: list[Flown]) -> frozenset[str]:
    """Return the names of zones that final heights enter although they were to be passed by."""
    scenario = problem.scenario
    found: set[str] = set()
    for one in flown:
        x, y, z, _ = dense(one.path, ZONE_STEP_M)
        x, y = x + problem.origin[0], y + problem.origin[1]
        found |= {
            zone.name for zone in scenario.zones if zone.inside(x, y, z, scenario.terrain).any()
        }
    return frozenset(found)


def _plan(
    problem: Problem, sensor: Sensor, archive: Archive, best: Polished, seconds: float
) -> SensorPlan:
    cost = cost_of(problem, best.flown)
    geometry = best.candidate.geometry()
    settings = _as_laid(problem.settings, geometry)
    archive.close(cost.j)
    unreached = rings_m(problem)
    return SensorPlan(
        sensor=sensor,
        aircraft=problem.scenario.aircraft,
        intent=problem.scenario.intent,
        settings=settings,
        home=problem.scenario.home,
        sorties=sorties_of(problem, best.flown),
        cost=cost,
        convergence=tuple(archive.story),
        evaluations=len(archive.tried),
        seconds=seconds,
        angles_deg=_bearings_deg(geometry),
        notes=(*gsd_notes(sensor), *_lane_notes(problem, settings, geometry)),
        unreached_m=unreached,
        launch=_launch(problem, unreached) if unreached else None,
    )


def _launch(problem: Problem, unreached: tuple[Floats, ...]) -> Position | None:
    """Return a place to launch from for what home does not reach; None where there is none."""
    scenario = problem.scenario
    ground = MultiPolygon([Polygon(ring) for ring in unreached]).buffer(0)
    zones = [zone.polygon_m for zone in scenario.zones]
    try:
        return choose_home(
            scenario.terrain, polygons_of(ground), zones, scenario.intent.zone_margin_m
        ).position
    except PlanRefused:
        return None


def _as_laid(settings: FlightSettings, geometry: Geometry) -> FlightSettings:
    """Return the settings with the spacing that lanes have where they are not bent."""
    if not isinstance(geometry, BentPlan):
        return settings
    return replace(settings, spacing_m=geometry.stretch * settings.spacing_m)


def _lane_notes(
    problem: Problem, settings: FlightSettings, geometry: Geometry
) -> Iterator[Message]:
    """Tell that strips are bent, and that they lie further apart than the asked overlap says."""
    if isinstance(geometry, BentPlan):
        yield message("planning.bent")
    asked = as_asked(problem.sensor, problem.scenario.intent).acquisition.sidelap
    laid = 1.0 - settings.spacing_m / settings.swath_m
    if laid < asked - TOLD_SHARE:
        yield message("planning.wider", laid=100 * laid, asked=100 * asked)


def _bearings_deg(geometry: Geometry) -> tuple[float, ...]:
    """Return the directions of strips as bearings in [0, 180); of a bent sweep its middle one."""
    parts = [geometry] if isinstance(geometry, BentPlan) else geometry
    return tuple(float((90.0 - np.degrees(part.angle_rad)) % 180.0) for part in parts)
