"""From a tour to sorties with waypoints, and the cost of all of them."""

from dataclasses import dataclass

import numpy as np

from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.model.plan import Cost, LegKind, Sortie, Waypoints
from missionplanner.model.sensor import TriggerMode
from missionplanner.planning.decode import Layout
from missionplanner.planning.effort import Effort, Terms, effort_of, terms_of
from missionplanner.planning.problem import Problem
from missionplanner.planning.route import TRANSIT, Path, corners_of, path_of

# A waypoint turns the aircraft when the heading changes by more than this, degrees.
TURN_DEG = 5.0


@dataclass(frozen=True)
class Flown:
    """A sortie's path with what it takes."""

    path: Path
    effort: Effort
    terms: Terms


def fly(problem: Problem, layout: Layout) -> list[Flown]:
    """Return the paths of all sorties of a layout."""
    found = []
    for sortie in layout.tour.sorties():
        path = path_of(problem, corners_of(problem, layout.strips, sortie))
        effort = effort_of(problem, path)
        found.append(Flown(path, effort, terms_of(problem, path, effort.energy_wh)))
    return found


def sorties_of(problem: Problem, flown: list[Flown]) -> tuple[Sortie, ...]:
    """Return the sorties, numbered from 1."""
    count = len(flown)
    return tuple(_sortie(problem, one, number + 1, count) for number, one in enumerate(flown))


def cost_of(flown: list[Flown]) -> Cost:
    """Return the cost of all sorties."""
    terms = [one.terms for one in flown]
    length = sum(t.length for t in terms)
    altitude = sum(t.altitude for t in terms)
    threat = sum(t.threat for t in terms)
    energy = sum(t.energy for t in terms)
    return Cost(
        b_literal=sum(t.b_literal for t in terms),
        j=length + altitude + threat + energy,
        length=length,
        altitude=altitude,
        threat=threat,
        energy=energy,
    )


def _sortie(problem: Problem, flown: Flown, number: int, count: int) -> Sortie:
    effort = flown.effort
    return Sortie(
        number=number,
        name=f"{problem.sensor.key} {number} of {count}",
        waypoints=_waypoints(problem, flown.path),
        length_m=effort.length_m,
        climb_m=effort.climb_m,
        turns=_turns(flown.path),
        photos=_photos(problem, flown.path),
        energy_wh=effort.energy_wh,
        energy_limit_wh=problem.usable_wh,
        duration_s=effort.duration_s,
    )


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


def _turns(path: Path) -> int:
    heading = np.unwrap(np.arctan2(np.diff(path.y), np.diff(path.x)))
    change = np.abs((np.diff(heading) + np.pi) % (2.0 * np.pi) - np.pi)
    return int((change > np.radians(TURN_DEG)).sum())


def _photos(problem: Problem, path: Path) -> int:
    """Count images: one every trigger distance along each strip, from its start."""
    step = np.diff(np.column_stack([path.x, path.y, path.z]), axis=0)
    metres = np.sqrt((step**2).sum(axis=1))
    gap, first = problem.settings.trigger_distance_m, 0.0
    if problem.sensor.trigger is not TriggerMode.DISTANCE:
        gap = problem.settings.interval_s * problem.settings.speed_mps
    if problem.sensor.trigger is TriggerMode.SELF:
        first = 0.5
    strips = np.unique(path.strip[path.strip != TRANSIT])
    lengths = [metres[path.strip[:-1] == s].sum() for s in strips]
    return int(sum(max(0.0, np.floor(m / gap - first + 1e-9) + 1) for m in lengths))
