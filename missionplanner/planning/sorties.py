"""From a tour to sorties with waypoints, and the cost of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import PlanRefused
from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.model.plan import HOME_STATION, Cost, LegKind, Sortie, Waypoints
from missionplanner.planning.calibration_legs import with_calibration
from missionplanner.planning.cost.terms import Terms, total
from missionplanner.planning.coverage.order import (
    PASSES,
    QUICK_PASSES,
    first_tour,
    improve,
    nearest_strips,
    sortie_wh,
)
from missionplanner.planning.decode import Layout
from missionplanner.planning.path_cost import Effort, effort_of, literal_b, terms_of
from missionplanner.planning.problem import FLOWN_SHARE, Problem
from missionplanner.planning.route import TRANSIT, Corners, Path, corners_of, path_of, slowed

Floats = NDArray[np.float64]

# How often a tour is cut anew where final heights draw more than the network reckoned.
RECUTS = 12


@dataclass(frozen=True)
class Flown:
    """A sortie's path with what it takes, by the planner's own reckoning."""

    path: Path
    effort: Effort
    terms: Terms


def fly(problem: Problem, layout: Layout) -> list[Flown]:
    """Return the paths of all sorties of a layout."""
    return [
        fly_along(problem, _corners(problem, layout, sortie)) for sortie in layout.tour.sorties()
    ]


def fly_along(problem: Problem, corners: Corners) -> Flown:
    """Return the sortie through given corners; with a laser scanner, its calibration legs too."""
    path = path_of(problem, corners)
    if lidar := problem.sensor.lidar:
        craft = problem.scenario.aircraft
        vertical_mps = min(craft.max_ascent_mps, craft.max_descent_mps)
        # Flown to and fro: one of both ways may be against the wind.
        path = slowed(problem, with_calibration(path, lidar.calibration_m, vertical_mps))
    return reckoned(problem, path)


def reckoned(problem: Problem, path: Path) -> Flown:
    """Return a path with what it takes."""
    effort = effort_of(problem, path)
    return Flown(path, effort, terms_of(problem, path, effort.energy_wh))


def _corners(problem: Problem, layout: Layout, sortie: Sequence[tuple[int, int]]) -> Corners:
    """Return the corners of a sortie, with heights where the geometry gives them to its strips."""
    corners, given = corners_of(problem, layout.strips, sortie), layout.given
    if given is None or given.height_m is None:
        return corners
    height = np.full(len(corners.xy), np.nan)
    for here in np.flatnonzero(corners.strip != TRANSIT):
        ends = slice(here, here + 2)
        height[ends] = given.height_at(int(layout.origin[corners.strip[here]]), corners.xy[ends])
    return with_heights(corners, height)


def with_heights(corners: Corners, height_m: Floats) -> Corners:
    """Return corners with heights, float64 (n,), EGM96 m; NaN: between those of its neighbours."""
    given_at = np.flatnonzero(np.isfinite(height_m))
    filled = np.interp(np.arange(len(height_m)), given_at, height_m[given_at])
    return replace(corners, height_m=filled)


def fly_within(problem: Problem, layout: Layout, rounds: int) -> list[Flown]:
    """Fly a layout; cut its tour anew until every sortie keeps within its battery.

    The network reckons each strip and way alone; limits of climb along the whole sortie may make
    the true flight a little dearer.

    Parameters
    ----------
    rounds : int
        Of ruin and recreate for each new cut.

    Raises
    ------
    PlanRefused
        No cut keeps within the battery.
    """
    allowed_wh = FLOWN_SHARE * problem.usable_wh
    capacity_wh = max(sortie_wh(layout.tour, layout.network))
    seed = problem.scenario.intent.seed
    for _ in range(RECUTS):
        flown = fly(problem, layout)
        most = max(f.effort.energy_wh for f in flown)
        if most <= allowed_wh:
            return flown
        # Another cut has other sorties over the mean: a little more is taken off each time.
        capacity_wh *= min(0.985, 0.995 * allowed_wh / most)
        passes = PASSES if rounds else QUICK_PASSES
        tour = first_tour(layout.network, capacity_wh, passes)
        if not np.isfinite(tour.cost):
            break
        if rounds:
            near = nearest_strips(layout.ends)
            tour = improve(tour, layout.network, capacity_wh, near, rounds, seed)
        layout = replace(layout, tour=tour)
    raise PlanRefused(
        "planning.battery", problem.sensor.key, most=most, usable_wh=problem.usable_wh
    )


def price_of(flown: Sequence[Flown]) -> float:
    """Return J of all sorties."""
    return sum(total(one.terms) for one in flown)


def sorties_of(
    problem: Problem, flown: list[Flown], stations: Sequence[str] = ()
) -> tuple[Sortie, ...]:
    """Return the sorties, numbered from 1; `stations` name where each leaves from, default home."""
    count = len(flown)
    names = stations or (HOME_STATION,) * count
    return tuple(
        Sortie(
            number=number,
            name=f"{problem.sensor.key} {number} of {count}",
            waypoints=_waypoints(problem, one.path),
            energy_limit_wh=problem.usable_wh,
            station=station,
        )
        for number, (one, station) in enumerate(zip(flown, names, strict=True), 1)
    )


def cost_of(problem: Problem, flown: Sequence[Flown]) -> Cost:
    """Return the cost of all sorties."""
    summed = Terms(*(sum(column) for column in zip(*(one.terms for one in flown), strict=True)))
    b = sum(literal_b(problem, one.path) for one in flown)
    return Cost(b_literal=b, **summed._asdict())


def _waypoints(problem: Problem, path: Path) -> Waypoints:
    terrain = problem.scenario.terrain
    x, y = path.x + problem.origin[0], path.y + problem.origin[1]
    lon, lat = terrain.frame.inverse(x, y)
    survey = path.strip != TRANSIT
    return Waypoints(
        lon_deg=np.asarray(lon),
        lat_deg=np.asarray(lat),
        x_m=x,
        y_m=y,
        egm96_m=path.z,
        ellipsoid_m=np.asarray(to_ellipsoid_m(path.z, lon, lat)),
        ground_m=np.asarray(terrain.height_at(x, y)),
        speed_mps=path.speed_mps,
        leg=np.where(survey, LegKind.SURVEY, LegKind.TRANSIT).astype(np.int8),
        strip=path.strip.astype(np.int32),
    )
