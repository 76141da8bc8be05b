"""A problem in parts that are planned each for itself: by launch place, and by size.

Ground goes to the launch place nearest to it; what that one cannot reach is offered to the others,
nearest first. A part with more lanes than one network should hold is halved across its long side.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Point
from shapely.ops import unary_union

from missionplanner.errors import PlanRefused
from missionplanner.model.plan import HOME_STATION, Home, Station
from missionplanner.planning.coverage.cells import HalfPlane, part_in
from missionplanner.planning.decode import count_of
from missionplanner.planning.encoding import long_side
from missionplanner.planning.problem import Problem, from_place
from missionplanner.planning.reach import reachable, strips_along
from missionplanner.planning.scenario import polygons_of

# Networks grow with the square of the strips, tours take longer still: parts have fewer.
MOST_LANES = 360
# Less ground than this is not worth a part of its own, m2.
LEAST_M2 = 400.0


@dataclass(frozen=True)
class GroundPart:
    """Ground that is flown from one launch place."""

    station: str
    problem: Problem


def parts_of(problem: Problem) -> tuple[tuple[GroundPart, ...], MultiPolygon]:
    """Return the parts of a problem, and the ground that none of them reaches, local metres.

    Raises
    ------
    PlanRefused
        Nothing of it lies within the greatest distance from any launch place.
    """
    scenario = problem.scenario
    stations = (Station(HOME_STATION, scenario.home), *scenario.sites)
    given = {s.name: MultiPolygon() for s in stations}
    lost = MultiPolygon()
    for station, ground in zip(stations, _nearest(problem, stations), strict=True):
        kept, rest = _reached(problem, station, ground)
        given[station.name], lost = kept, _joined(lost, rest)
    if len(stations) > 1 and not lost.is_empty:
        lost = _offered(problem, stations, given, lost)
    if all(ground.is_empty for ground in given.values()):
        return (_part(problem, stations[0], problem.covered),), MultiPolygon()
    parts = [
        _part(problem, station, block)
        for station in stations
        if not given[station.name].is_empty
        for block in _blocks(from_place(problem, station.home, given[station.name]))
    ]
    return tuple(parts), lost


def _part(problem: Problem, station: Station, ground: MultiPolygon) -> GroundPart:
    return GroundPart(station.name, from_place(problem, station.home, ground))


def _nearest(problem: Problem, stations: tuple[Station, ...]) -> Iterator[MultiPolygon]:
    """Yield for each launch place the ground that lies nearest to it."""
    if len(stations) == 1:
        yield problem.covered
        return
    at = [_local(problem, station.home) for station in stations]
    for k, (x, y) in enumerate(at):
        cell = []
        for other, (u, v) in enumerate(at):
            away = float(np.hypot(u - x, v - y))
            if other != k and away > 1e-6:
                normal = ((u - x) / away, (v - y) / away)
                middle = normal[0] * 0.5 * (x + u) + normal[1] * 0.5 * (y + v)
                cell.append(HalfPlane(normal, middle))
        yield MultiPolygon([p for p in part_in(problem.covered, cell) if p.area > LEAST_M2])


def _local(problem: Problem, home: Home) -> tuple[float, float]:
    return home.x_m - problem.origin[0], home.y_m - problem.origin[1]


def _reached(
    problem: Problem, station: Station, ground: MultiPolygon
) -> tuple[MultiPolygon, MultiPolygon]:
    """Return what of the ground sorties from a launch place can cover, and the rest."""
    if ground.is_empty:
        return ground, ground
    try:
        found = reachable(from_place(problem, station.home, ground))
    except PlanRefused:
        return MultiPolygon(), ground
    return found.covered, found.unreached


def _offered(
    problem: Problem,
    stations: tuple[Station, ...],
    given: dict[str, MultiPolygon],
    lost: MultiPolygon,
) -> MultiPolygon:
    """Give what its nearest launch place does not reach to others; return what is left."""
    left = MultiPolygon()
    for piece in lost.geoms:
        rest = MultiPolygon([piece])
        middle = piece.representative_point()
        near = sorted(stations, key=lambda s: Point(_local(problem, s.home)).distance(middle))
        for station in near:
            kept, rest = _reached(problem, station, rest)
            given[station.name] = _joined(given[station.name], kept)
            if rest.is_empty:
                break
        left = _joined(left, rest)
    return left


def _joined(a: MultiPolygon, b: MultiPolygon) -> MultiPolygon:
    return polygons_of(unary_union([a, b]))


def _blocks(problem: Problem) -> list[MultiPolygon]:
    """Return the ground of a problem in pieces of at most `MOST_LANES` lanes each."""
    ground = problem.covered
    if count_of(strips_along(problem)) <= MOST_LANES:
        return [ground]
    angle = long_side(ground)
    along = (float(np.cos(angle)), float(np.sin(angle)))
    x, y = shapely.get_coordinates(ground).T
    far = along[0] * x + along[1] * y
    middle = 0.5 * float(far.min() + far.max())
    found: list[MultiPolygon] = []
    for sign in (1.0, -1.0):
        half = HalfPlane((sign * along[0], sign * along[1]), sign * middle)
        piece = MultiPolygon([p for p in part_in(ground, (half,)) if p.area > LEAST_M2])
        if not piece.is_empty:
            found += _blocks(replace(problem, covered=piece))
    return found
