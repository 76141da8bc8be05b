"""Costs and energies of all strips and of the ways between their ends."""

import math
from typing import NamedTuple

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.ends import COLUMNS, IN_WH, OUT_WH, X, Y, Z, joined, set_end
from missionplanner.planning.kernels.flown import Line, backwards, line_effort, turns_of
from missionplanner.planning.kernels.heights import transit_height
from missionplanner.planning.kernels.legs import SUMS, add_sums, leg_cost
from missionplanner.planning.kernels.profile import TRANSIT_SLACK_M, strip_line, way_line
from missionplanner.planning.kernels.rings import crosses
from missionplanner.planning.kernels.shortest_ways import reach, sight, way_around
from missionplanner.planning.kernels.types import (
    Bools,
    Flight,
    Floats,
    Ground,
    Ints,
    Maze,
    Network,
    Strips,
)

# No way, or the two ends of one strip: never chosen.
NEVER = 1e7
# A transit shorter than this is flown at survey speed, m.
SLOW_TRANSIT_M = 150.0
# A far pair is not worked out while geometries are compared; its detours, climbs and turns are
# taken as this share more than the straight line (measured on steep sites: 1.2 to 1.5).
FAR_FACTOR = 1.35
# On ways longer than this the ground is looked at this much more coarsely, m.
FAR_M, FAR_STEP = 500.0, 3.0


class Looked(NamedTuple):
    """What ends see: whether end i was asked, and the corners it sees; ways from one end.

    `reached[0]` tells whether `far` and `first` (see `ways.reach`) are those of the end at hand.
    """

    done: Bools
    seen: Bools
    reached: Bools
    far: Floats
    first: Ints


@kernel
def transit_speed(way: Floats, points: int, flight: Flight) -> float:
    """Return the speed flown on a way: slow on short ones."""
    total = 0.0
    for k in range(points - 1):
        total += math.hypot(way[k + 1, 0] - way[k, 0], way[k + 1, 1] - way[k, 1])
    return flight.transit_mps if total > SLOW_TRANSIT_M else flight.survey_mps


@kernel
def _strip_rows(
    strips: Strips, step_m: float, ground: Ground, flight: Flight, net: Network, end: Floats
) -> None:
    """Fill the rows of strips, and `end`; a strip is entered and left at survey speed."""
    for s in range(strips.start.shape[0] - 1):
        corners = strips.xy[strips.start[s] : strips.start[s + 1]]
        line = strip_line(corners, step_m, ground, flight)
        last = line.x.shape[0] - 1
        mps = flight.survey_mps
        sums = np.zeros(SUMS)
        turns = turns_of(line, flight, mps, mps)
        add_sums(line, turns, 0, last, ground, flight, sums)
        net.strip_wh[s, 0] = line_effort(line, turns, flight)[0]
        back = backwards(line)
        net.strip_wh[s, 1] = line_effort(back, turns_of(back, flight, mps, mps), flight)[0]
        for flip in range(2):
            net.strip_cost[s, flip] = leg_cost(flight, sums, net.strip_wh[s, flip], 0.0)
        set_end(end, 2 * s, line, 0, -1, flight)
        set_end(end, 2 * s + 1, line, last, 1, flight)


@kernel
def _way_wh(line: Line, i: int, j: int, home: int, end: Floats, flight: Flight) -> float:
    """Return the energy of a joined way beyond that of its strips flown to their ends, Wh."""
    mps = flight.survey_mps
    if i == home:
        turns = turns_of(line, flight, 0.0, mps)
    elif j == home:
        turns = turns_of(line, flight, mps, 0.0)
    else:
        turns = turns_of(line, flight, mps, mps)
    wh = line_effort(line, turns, flight)[0]
    if i != home:
        wh -= end[i, OUT_WH]
    if j != home:
        wh -= end[j, IN_WH]
    return wh


@kernel
def _way_sums(line: Line, lead: int, ground: Ground, flight: Flight, sums: Floats) -> None:
    """Add the sums of a joined way, its stubs left out, the corners at its ends in."""
    n = line.x.shape[0]
    turns = turns_of(line, flight, flight.survey_mps, flight.survey_mps)
    add_sums(line, turns, lead, n - 3, ground, flight, sums)


@kernel
def _fill_pair(
    i: int, j: int, home: int, end: Floats, way: Floats, points: int, step_m: float,
    ground: Ground, flight: Flight, net: Network,
) -> None:  # fmt: skip
    """Write cost and energy of the way from end i to end j, and back; j is never home."""
    if points == 0:
        net.way_cost[i, j] = net.way_cost[j, i] = NEVER
        net.way_wh[i, j] = net.way_wh[j, i] = NEVER
        return
    sums = np.zeros(SUMS)
    speed = transit_speed(way, points, flight)
    free = way_line(way, points, end[i, Z], end[j, Z], step_m, speed, ground, flight)
    lead = 0 if i == home else 2
    line = joined(free, end, i, j, lead, flight)
    _way_sums(line, lead, ground, flight, sums)
    share = 0.5 if i == home else 0.0
    extra, extra_wh = share * flight.sortie_m, share * flight.sortie_wh
    forward = _way_wh(line, i, j, home, end, flight)
    backward = _way_wh(backwards(line), j, i, home, end, flight)
    net.way_wh[i, j], net.way_wh[j, i] = forward + extra_wh, backward + extra_wh
    net.way_cost[i, j] = leg_cost(flight, sums, net.way_wh[i, j], extra)
    net.way_cost[j, i] = leg_cost(flight, sums, net.way_wh[j, i], extra)


@kernel
def _nobody_looked(ends: int, corners: int) -> Looked:
    return Looked(
        np.zeros(ends, np.bool_), np.empty((ends, corners), np.bool_), np.zeros(1, np.bool_),
        np.empty(corners), np.empty(corners, np.int64),
    )  # fmt: skip


@kernel
def _look(i: int, end: Floats, maze: Maze, looked: Looked) -> None:
    """Find out what end i sees, once."""
    if not looked.done[i]:
        sight(end[i, 0], end[i, 1], maze, looked.seen[i])
        looked.done[i] = True


@kernel
def _way_of_pair(i: int, j: int, end: Floats, maze: Maze, looked: Looked, way: Floats) -> int:
    """Write the shortest free way from end i to end j; return its number of points, 0 for none.

    Most pairs see each other; corners are looked at only for those that do not.
    """
    x0, y0, x1, y1 = end[i, 0], end[i, 1], end[j, 0], end[j, 1]
    if not crosses(x0, y0, x1, y1, maze.blocked):
        way[0, 0], way[0, 1], way[1, 0], way[1, 1] = x0, y0, x1, y1
        return 2
    _look(i, end, maze, looked)
    _look(j, end, maze, looked)
    if not looked.reached[0]:
        reach(x0, y0, maze, looked.seen[i], looked.far, looked.first)
        looked.reached[0] = True
    return way_around(x0, y0, x1, y1, maze, looked.far, looked.first, looked.seen[j], way)


@kernel
def _guess_pair(i: int, j: int, distance: float, flight: Flight, net: Network) -> None:
    guess = distance * FAR_FACTOR + 60.0
    weight = flight.w_length + flight.w_energy
    net.way_cost[i, j] = net.way_cost[j, i] = weight * guess
    net.way_wh[i, j] = net.way_wh[j, i] = guess * flight.nominal_wh_per_m


@kernel
def _all_ends(
    strips: Strips, home_x: float, home_y: float, step_m: float,
    ground: Ground, flight: Flight, net: Network,
) -> Floats:  # fmt: skip
    count = strips.start.shape[0] - 1
    end = np.zeros((2 * count + 1, COLUMNS))
    _strip_rows(strips, step_m, ground, flight, net, end)
    end[2 * count, X], end[2 * count, Y] = home_x, home_y
    end[2 * count, Z] = transit_height(ground, home_x, home_y) + 0.5 * TRANSIT_SLACK_M
    return end


@kernel
def build_network(
    strips: Strips, home_x: float, home_y: float, step_m: float, way_step_m: float,
    exact_m: float, ground: Ground, flight: Flight, maze: Maze,
) -> Network:  # fmt: skip
    """Work out the network of a set of strips.

    Parameters
    ----------
    strips : Strips
    step_m : float
        Distance between terrain samples on strips, m.
    way_step_m : float
        The same on the ways between them.
    exact_m : float
        Ends further apart than this are only guessed; inf: everything is worked out.
    """
    count = strips.start.shape[0] - 1
    home = 2 * count
    ends = home + 1
    net = Network(
        np.zeros((count, 2)), np.zeros((count, 2)), np.zeros((ends, ends)), np.zeros((ends, ends))
    )
    end = _all_ends(strips, home_x, home_y, step_m, ground, flight, net)
    looked = _nobody_looked(ends, maze.node.shape[0])
    way = np.empty((maze.node.shape[0] + 2, 2))
    for i in range(ends):
        looked.reached[0] = False
        for j in range(i):
            distance = math.hypot(end[i, 0] - end[j, 0], end[i, 1] - end[j, 1])
            if i != home and i >> 1 == j >> 1:
                net.way_cost[i, j] = net.way_cost[j, i] = NEVER
            elif i != home and distance > exact_m:
                _guess_pair(i, j, distance, flight, net)
            else:
                n = _way_of_pair(i, j, end, maze, looked, way)
                far = FAR_STEP if distance > FAR_M else 1.0
                _fill_pair(i, j, home, end, way, n, far * way_step_m, ground, flight, net)
    return net
