"""Planning of one sensor: search, polish, fly, check the batteries, tell."""

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

from missionplanner.aircraft.camera import gsd_notes
from missionplanner.aircraft.catalogue import check_mount
from missionplanner.errors import PlanRefused
from missionplanner.messages.message import message
from missionplanner.model.places import Position
from missionplanner.model.plan import Convergence, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.planning.home import choose_home
from missionplanner.planning.parts import parts_of
from missionplanner.planning.path_cost import dense
from missionplanner.planning.planned_parts import (
    PlannedPart,
    cost_of_all,
    flights_of,
    planned,
)
from missionplanner.planning.problem import MARGIN_SHARE, Problem, problem_of
from missionplanner.planning.reach import rings_m
from missionplanner.planning.scenario import Scenario, polygons_of
from missionplanner.planning.sorties import Flown, sorties_of
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

# Distance between looked-at points of a path, m.
ZONE_STEP_M = 3.0


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
    progress.report(0.0, "planning.preparing", sensor=sensor.key)
    also: frozenset[str] = frozenset()
    while True:
        problem = problem_of(scenario, sensor, spacing_factor, margin_share, agl_m, also, speed_mps)
        parts, lost = parts_of(problem)
        found = planned(parts, progress.part(0.02, 0.95))
        progress.report(0.95, "planning.heights", sensor=sensor.key)
        inside = frozenset(name for one in found for name in entered(problem, one.best.flown))
        if not inside:
            problem = _covering(problem, found, lost)
            return _plan(problem, sensor, found, time.monotonic() - begun, progress)
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


def _covering(problem: Problem, found: list[PlannedPart], lost: MultiPolygon) -> Problem:
    """Return the problem with what its parts cover, and what none of them reaches."""
    if len(found) == 1:
        return replace(problem, covered=found[0].problem.covered, unreached=lost)
    covered = polygons_of(unary_union([one.problem.covered for one in found]))
    return replace(problem, covered=covered, unreached=lost)


def _plan(
    problem: Problem,
    sensor: Sensor,
    found: list[PlannedPart],
    seconds: float,
    progress: Progress,
) -> SensorPlan:
    cost = cost_of_all(found)
    evaluations = sum(len(one.archive.tried) for one in found)
    unreached = rings_m(problem)
    flown, stations = flights_of(found)
    return SensorPlan(
        sensor=sensor,
        aircraft=problem.scenario.aircraft,
        intent=problem.scenario.intent,
        settings=problem.settings,
        home=problem.scenario.home,
        sorties=sorties_of(problem, flown, stations),
        cost=cost,
        convergence=_story(sensor, found, cost.j, evaluations, progress),
        evaluations=evaluations,
        seconds=seconds,
        angles_deg=tuple(
            _bearing_deg(c.angle_rad) for one in found for c in one.best.candidate.cells()
        ),
        notes=tuple(gsd_notes(sensor)),
        unreached_m=unreached,
        launch=_launch(problem, unreached) if unreached else None,
        stations=tuple(site for site in problem.scenario.sites if site.name in stations),
    )


def _story(
    sensor: Sensor, found: list[PlannedPart], cost: float, evaluations: int, progress: Progress
) -> tuple[Convergence, ...]:
    """Return how the search went; of several parts, only how it ended."""
    if len(found) == 1:
        archive = found[0].archive
        archive.close(cost)
        return tuple(archive.story)
    end = Convergence(sensor.key, 0, evaluations, cost, cost)
    progress.event(end)
    return (end,)


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


def _bearing_deg(angle_rad: float) -> float:
    """Return a direction from east as a bearing in [0, 180)."""
    return float((90.0 - np.degrees(angle_rad)) % 180.0)
