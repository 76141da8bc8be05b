"""What of the area can be reached from home: the rest is named, not planned, and not refused."""

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon
from shapely.ops import unary_union

from missionplanner.errors import PlanRefused
from missionplanner.planning.coverage.order import too_far
from missionplanner.planning.coverage.strips import ends_of, straight
from missionplanner.planning.decode import count_of, lay_out, network_of, strips_of
from missionplanner.planning.encoding import CellPlan, centred_phase, long_side
from missionplanner.planning.kernels.types import Strips
from missionplanner.planning.problem import Problem
from missionplanner.planning.scenario import polygons_of

Floats = NDArray[np.float64]

# With more strips than this, pieces are looked at at once: a network grows with the square.
MANY_STRIPS = 900
# Strips are looked at in pieces of this length, m.
PIECE_M = 100.0
# Strips of other directions may lie a little farther off than the pieces looked at.
CAPACITY_SHARE = 0.9
# Blocked ground is thinned outwards by up to this beside its margin, m.
RIM_M = 5.0
# Less than this is rounding at the edge of what is left out, m.
SLIVER_M = 2.0


def within_reach(problem: Problem) -> Problem:
    """Return the problem of the ground that sorties from home can cover; the rest as `unreached`.

    Nothing is left out where lanes along the area's long side can all be flown, or none can: then
    planning itself tells why not.
    """
    found = reachable(problem)
    return problem if found.covered.is_empty else found


def reachable(problem: Problem) -> Problem:
    """Return the same, with nothing to be covered where nothing can be reached."""
    strips = strips_along(problem)
    if count_of(strips) == 0:
        return problem
    if count_of(strips) > MANY_STRIPS:
        return _cut(problem, strips)
    try:
        lay_out(problem, strips, exact=False)
    except PlanRefused:
        return _cut(problem, strips)
    return problem


def strips_along(problem: Problem) -> Strips:
    """Return lanes along the long side of what is to be covered."""
    angle = long_side(problem.covered)
    phase = centred_phase(problem.covered, angle, problem.settings.spacing_m)
    return strips_of(problem, [CellPlan((), angle, phase)])


def _cut(problem: Problem, strips: Strips) -> Problem:
    pieces = _pieces(ends_of(strips))
    near = np.array([_reached(problem, piece) for piece in pieces])
    lines = np.asarray(shapely.linestrings(pieces.reshape(-1, 2, 2)))
    half_m = 0.5 * problem.settings.spacing_m + 0.01
    bands = shapely.buffer(lines[~near], half_m, cap_style="flat")
    left = problem.covered.difference(unary_union(bands))
    left = left.buffer(-SLIVER_M, join_style="mitre").buffer(SLIVER_M, join_style="mitre")
    left = polygons_of(shapely.intersection(left, problem.covered))
    # Corners beside zones lie in no band; alone they are nothing to fly for.
    flown = unary_union(lines[near])
    kept = MultiPolygon([part for part in left.geoms if part.intersects(flown)])
    lost = polygons_of(problem.covered.difference(kept).buffer(-0.5 * SLIVER_M))
    lost = unary_union([problem.unreached, lost.buffer(0.5 * SLIVER_M)])
    return replace(problem, covered=kept, unreached=polygons_of(lost))


def _pieces(strips: Floats) -> Floats:
    """Return straight strips cut into equal pieces of at most `PIECE_M`, float64 (n, 4)."""
    found = []
    for x0, y0, x1, y1 in strips:
        count = max(1, int(np.ceil(np.hypot(x1 - x0, y1 - y0) / PIECE_M)))
        x, y = np.linspace(x0, x1, count + 1), np.linspace(y0, y1, count + 1)
        found.append(np.column_stack([x[:-1], y[:-1], x[1:], y[1:]]))
    return np.vstack(found)


def _reached(problem: Problem, piece: Floats) -> bool:
    network = network_of(problem, straight(piece[None]), exact=False)
    return not too_far(network, CAPACITY_SHARE * problem.capacity_wh)[0]


def rings_m(problem: Problem) -> tuple[Floats, ...]:
    """Return the rings, outer and inner, of the wanted ground out of reach, site metres.

    With it goes the rim along zones that is kept free of strips, as far as no strip within reach
    lies beside it.
    """
    if problem.unreached.is_empty:
        return ()
    beside_m = problem.scenario.intent.zone_margin_m + RIM_M
    rim = problem.unreached.buffer(beside_m, join_style="mitre")
    rim = rim.difference(problem.covered.buffer(beside_m, join_style="mitre"))
    lost = problem.unreached.union(rim)
    moved = shapely.transform(lost, lambda xy: xy + np.asarray(problem.origin))
    found: MultiPolygon = polygons_of(moved.intersection(problem.scenario.wanted))
    rings = [ring for part in found.geoms for ring in (part.exterior, *part.interiors)]
    return tuple(np.asarray(ring.coords, dtype=np.float64)[:, :2] for ring in rings)
