"""More launch places where home lies too far from a part of the ground: proposed, and named.

A place serves the ground within a reach that leaves most of a battery for strips, and that it can
see: the pilot keeps the aircraft in sight, and the link needs a free line. Places are taken one
after another, each where it adds most ground that none serves yet (greedy cover), then moved to the
middle of what is nearest to them (Lloyd), gentle ground first.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import MultiPolygon

from missionplanner.aircraft.camera import CRUISE_MPS
from missionplanner.aircraft.energy import power_table, usable_wh
from missionplanner.errors import PlanRefused
from missionplanner.model.plan import CEILING_AGL_M, MOST_SITES, Home, Station
from missionplanner.model.sensor import Sensor
from missionplanner.planning.home import choose_home, gentle_places, home_on
from missionplanner.planning.parts import parts_of
from missionplanner.planning.problem import problem_of
from missionplanner.planning.scenario import Scenario, polygons_of

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Share of a battery that the way to the farthest ground served, and back, may take.
FERRY_SHARE = 0.25
# Ground this much farther off than that is still flown from there, where nothing forbids it.
STRETCH = 1.3
# Grids of the ground to be served, and of the places looked at, in shares of the reach.
DEMAND_SHARE, PLACE_SHARE = 0.12, 0.2
# A place must add at least this share of what a place in open ground serves.
LEAST_ADDED = 0.08
# Heights of the pilot's eye and of the aircraft, above ground, m; points looked at between.
EYE_M, SEEN_M, LOOKS = 2.0, 80.0, 24
# One degree of slope is worth as many metres farther off.
DEGREE_M = 25.0
ROUNDS = 3
# Most places that are added for ground cut off by zones.
MOST_SIDES = 4


@dataclass(frozen=True)
class _Ground:
    """Points of ground to be served, and what serves them; site metres."""

    x: Floats
    y: Floats


def reach_m(scenario: Scenario) -> float:
    """Return how far from a launch place ground is served well, m."""
    craft, intent = scenario.aircraft, scenario.intent
    height_m = float(np.nanmean(scenario.terrain.height_m)) + CEILING_AGL_M
    watts = float(power_table(craft, 0.0, height_m).power_w(CRUISE_MPS))
    battery_m = usable_wh(craft, intent.reserve_share) * 3600.0 / watts * CRUISE_MPS
    far_m = 0.5 * FERRY_SHARE * battery_m
    return far_m if intent.max_distance_m is None else min(far_m, 0.95 * intent.max_distance_m)


def with_proposed(scenario: Scenario) -> Scenario:
    """Return the scenario with as many more launch places as its ground needs; often none."""
    far_m = reach_m(scenario)
    stretch_m = far_m * (STRETCH if scenario.intent.max_distance_m is None else 1.0)
    ground = _demand(scenario.wanted, DEMAND_SHARE * far_m)
    known = [scenario.home, *(site.home for site in scenario.sites)]
    away = np.min([np.hypot(ground.x - h.x_m, ground.y - h.y_m) for h in known], axis=0)
    if not (away > stretch_m).any():
        return scenario
    places = _places(scenario, PLACE_SHARE * far_m)
    if len(places) == 0:
        return scenario
    serves = _served(scenario, places, ground, far_m)
    chosen = _cover(serves, away > far_m)
    chosen = _moved(places, chosen, ground, known, far_m)
    sites = tuple(
        Station(f"site-{number}", home_on(scenario.terrain, places[k, 0], places[k, 1]))
        for number, k in enumerate(chosen, len(scenario.sites) + 2)
    )
    return replace(scenario, sites=(*scenario.sites, *sites[: MOST_SITES - len(scenario.sites)]))


def with_reach(scenario: Scenario, sensor: Sensor) -> Scenario:
    """Return the scenario with launch places for ground that none of its places reaches.

    Zones may cut an area in two, however near both sides lie.
    """
    zones = [zone.polygon_m for zone in scenario.zones]
    for _ in range(MOST_SIDES):
        problem = problem_of(scenario, sensor)
        _, lost = parts_of(problem)
        if lost.is_empty:
            break
        ground = polygons_of(translate(lost, *problem.origin))
        try:
            place = choose_home(scenario.terrain, ground, zones, scenario.intent.zone_margin_m)
        except PlanRefused:
            break
        site = Station(f"site-{len(scenario.sites) + 2}", place)
        scenario = replace(scenario, sites=(*scenario.sites, site))
    return scenario


def _demand(wanted: MultiPolygon, step_m: float) -> _Ground:
    west, south, east, north = wanted.bounds
    x, y = np.meshgrid(
        np.arange(west + 0.5 * step_m, east + 0.5 * step_m, step_m),
        np.arange(south + 0.5 * step_m, north + 0.5 * step_m, step_m),
    )
    shapely.prepare(wanted)
    near = shapely.dwithin(wanted, shapely.points(x.ravel(), y.ravel()), 0.5 * step_m)
    return _Ground(x.ravel()[near], y.ravel()[near])


def _places(scenario: Scenario, step_m: float) -> Floats:
    """Return the gentlest free place of each square, float64 (n, 3): x, y, slope in degrees."""
    zones = [zone.polygon_m for zone in scenario.zones]
    x, y, slope = gentle_places(
        scenario.terrain, scenario.wanted, zones, scenario.intent.zone_margin_m, step_m / 5.0
    )
    column, row = np.floor(x / step_m), np.floor(y / step_m)
    order = np.lexsort((y, x, slope, row, column))
    squares = np.column_stack((column, row))[order]
    _, first = np.unique(squares, axis=0, return_index=True)
    return np.column_stack((x, y, slope))[order[first]]


def _served(scenario: Scenario, places: Floats, ground: _Ground, far_m: float) -> Bools:
    """Return (places, points of ground): whether a point is within reach and in sight."""
    dx, dy = places[:, :1] - ground.x, places[:, 1:2] - ground.y
    serves = np.hypot(dx, dy) <= far_m
    terrain = scenario.terrain
    eye_m = terrain.height_at(places[:, 0], places[:, 1]) + EYE_M
    aircraft_m = terrain.height_at(ground.x, ground.y) + SEEN_M
    share = (np.arange(LOOKS) + 0.5) / LOOKS
    for k, point in enumerate(places):
        at = np.flatnonzero(serves[k])
        x = point[0] + (ground.x[at, None] - point[0]) * share
        y = point[1] + (ground.y[at, None] - point[1]) * share
        line = eye_m[k] + (aircraft_m[at, None] - eye_m[k]) * share
        hidden = (np.nan_to_num(terrain.height_at(x, y), nan=-np.inf) > line).any(axis=1)
        serves[k, at[hidden]] = False
    return serves


def _cover(serves: Bools, lacking: Bools) -> list[int]:
    """Return the places that serve what lacks, the one that adds most first."""
    chosen: list[int] = []
    least = LEAST_ADDED * float(serves.sum(axis=1).max(initial=1))
    lacking = lacking.copy()
    while lacking.any() and len(chosen) < MOST_SITES:
        added = serves[:, lacking].sum(axis=1)
        best = int(np.argmax(added))
        if added[best] < max(1.0, least):
            break
        chosen.append(best)
        lacking &= ~serves[best]
    return chosen


def _moved(
    places: Floats, chosen: list[int], ground: _Ground, known: list[Home], far_m: float
) -> list[int]:
    """Return the places moved to where what is nearest to each of them lies nearest."""
    fixed = np.array([(h.x_m, h.y_m) for h in known])
    for _ in range(ROUNDS):
        at = np.vstack((fixed, places[chosen, :2]))
        nearest = np.argmin(
            np.hypot(ground.x[:, None] - at[:, 0], ground.y[:, None] - at[:, 1]), axis=1
        )
        moved = []
        for n, k in enumerate(chosen, len(fixed)):
            x, y = ground.x[nearest == n], ground.y[nearest == n]
            beside = np.flatnonzero(np.hypot(*(places[:, :2] - places[k, :2]).T) <= 0.5 * far_m)
            if len(x) == 0:
                moved.append(k)
                continue
            away = np.hypot(places[beside, :1] - x, places[beside, 1:2] - y)
            price = np.sqrt((away**2).mean(axis=1)) + DEGREE_M * places[beside, 2]
            moved.append(int(beside[int(np.argmin(price))]))
        chosen = list(dict.fromkeys(moved))
    return chosen
