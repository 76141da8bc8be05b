"""Planning of one sensor: search, polish, fly, check the batteries, tell."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

from missionplanner.aircraft.camera import gsd_notes
from missionplanner.aircraft.catalogue import check_mount
from missionplanner.errors import PlanRefused
from missionplanner.messages.message import message
from missionplanner.model.patterns import Pattern
from missionplanner.model.places import Position
from missionplanner.model.plan import Convergence, FlightSettings, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.planning.bent import BentPlan
from missionplanner.planning.decode import Geometry
from missionplanner.planning.home import choose_home
from missionplanner.planning.intent import as_asked
from missionplanner.planning.parts import parts_of
from missionplanner.planning.path_cost import dense
from missionplanner.planning.plan_notes import bent_notes, wider_notes, wind_notes
from missionplanner.planning.planned_parts import (
    PlannedPart,
    aims_of,
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
    bent: bool | None = None,
    trigger_factor: float = 1.0,
    gradient: float = np.inf,
) -> SensorPlan:
    """Plan all sorties of a sensor.

    Parameters
    ----------
    scenario : Scenario
        Its intent decides seed, evaluations or time, pattern, variant and weights.
    progress : Progress
        Receives shares and `model.plan.Convergence` events; asked often whether to stop.
    spacing_factor, trigger_factor : float
        Below 1: strips, and images along them, closer together than flat ground needs.
    margin_share : float
        How far strips reach beyond the wanted ground; 1: all ground there is seen as asked.
    agl_m, speed_mps : float, optional
        Height above ground and survey speed; default the sensor's own, and cruise speed.
    evaluations : int, optional
        Tries this many plans, whatever the intent says; for trials.
    bent : bool, optional
        Whether strips are bent along the slope; default what the pattern says.
    gradient : float
        Routes are never steeper, m per m, whatever the intent allows.

    Returns
    -------
    SensorPlan
        The same for the same scenario and seed, unless `intent.budget_s` is set.

    Raises
    ------
    InputError, PlanRefused, Cancelled
        The sensor is too heavy, nothing is in reach, or no way around a zone is kept.
    """
    check_mount(sensor, scenario.aircraft)
    if evaluations is not None:
        scenario = _tried_with(scenario, evaluations)
    bent = scenario.intent.pattern is Pattern.CONTOUR if bent is None else bent
    progress.report(0.0, "planning.preparing", sensor=sensor.key)
    asked = partial(
        problem_of, scenario, sensor, spacing_factor, margin_share, agl_m, speed_mps=speed_mps,
        trigger_factor=trigger_factor, gradient=gradient,
    )  # fmt: skip
    return _around_zones(asked, sensor, bent, progress)


def _around_zones(
    asked: Callable[[frozenset[str]], Problem], sensor: Sensor, bent: bool, progress: Progress
) -> SensorPlan:
    """Return a plan that enters no zone: around those too that heights were thought to pass."""
    begun, also = time.monotonic(), frozenset[str]()
    while True:
        problem = asked(also)
        parts, lost = parts_of(problem)
        found = planned(parts, bent, progress.part(0.02, 0.95))
        progress.report(0.95, "planning.heights", sensor=sensor.key)
        inside = frozenset(name for one in found for name in entered(problem, one.best.flown))
        if not inside:
            problem = _covering(problem, found, lost)
            return _plan(problem, sensor, found, time.monotonic() - begun, progress)
        if inside <= also:
            where, zones = message("planning.place.planning"), sorted(inside)
            raise PlanRefused("planning.would_enter", where, sensor=sensor.key, zones=zones)
        also |= inside


def _tried_with(scenario: Scenario, evaluations: int) -> Scenario:
    few = scenario.intent.model_copy(update={"evaluations": evaluations, "budget_s": None})
    return replace(scenario, intent=few)


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
    geometries = [one.best.candidate.geometry() for one in found]
    settings = _as_laid(problem.settings, geometries)
    unreached = rings_m(problem)
    flown, stations = flights_of(found)
    asked = as_asked(problem.sensor, problem.scenario.intent).acquisition
    return SensorPlan(
        sensor=sensor,
        aircraft=problem.scenario.aircraft,
        intent=problem.scenario.intent,
        settings=settings,
        home=problem.scenario.home,
        sorties=sorties_of(problem, flown, stations),
        cost=cost,
        convergence=_story(sensor, found, cost.j, evaluations, progress),
        evaluations=evaluations,
        seconds=seconds,
        angles_deg=tuple(angle for one in geometries for angle in _bearings_deg(one)),
        notes=(
            *gsd_notes(sensor),
            *bent_notes(bent=any(isinstance(one, BentPlan) for one in geometries)),
            *wider_notes(settings, asked.sidelap),
            *wind_notes(problem, flown),
        ),
        unreached_m=unreached,
        launch=_launch(problem, unreached) if unreached else None,
        stations=tuple(site for site in problem.scenario.sites if site.name in stations),
        aims=aims_of(found),
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


def _as_laid(settings: FlightSettings, geometries: Sequence[Geometry]) -> FlightSettings:
    """Return the settings with the spacing that lanes have where they are not bent.

    Of several parts, that of the widest.
    """
    wide = max((one.stretch for one in geometries if isinstance(one, BentPlan)), default=1.0)
    return replace(settings, spacing_m=wide * settings.spacing_m)


def _bearings_deg(geometry: Geometry) -> tuple[float, ...]:
    """Return the directions of strips as bearings in [0, 180); of a bent sweep its middle one."""
    parts = geometry if isinstance(geometry, list) else [geometry]
    return tuple(float((90.0 - np.degrees(part.angle_rad)) % 180.0) for part in parts)
