"""Costs and energies of all strips and of the ways between their ends."""

import math
from typing import NamedTuple

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.heights import transit_height
from missionplanner.planning.kernels.legs import (
    BACKWARD_WH,
    FORWARD_WH,
    SUMS,
    leg_cost,
    strip_leg,
    transit_leg,
    turn_wh,
)
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
)

# No way, or the two ends of one strip: never chosen.
NEVER = 1e7
# A transit shorter than this is flown at survey speed, m.
SLOW_TRANSIT_M = 150.0
# Longest legs held in scratch: samples.
SCRATCH = 4096
# A far pair is not worked out while geometries are compared; its detours, climbs and turns are
# taken as this share more than the straight line (measured on steep sites: 1.2 to 1.5).
FAR_FACTOR = 1.35


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
    strips: Floats, step_m: float, ground: Ground, flight: Flight, net: Network, end: Floats
) -> None:
    """Fill the rows of strips, and `end`: x, y, height and outward heading of each end."""
    height = np.empty(SCRATCH)
    for s in range(strips.shape[0]):
        x0, y0, x1, y1 = strips[s]
        sums = np.zeros(SUMS)
        z0, z1 = strip_leg(x0, y0, x1, y1, step_m, ground, flight, height, sums)
        net.strip_wh[s, 0], net.strip_wh[s, 1] = sums[FORWARD_WH], sums[BACKWARD_WH]
        net.strip_cost[s, 0] = leg_cost(flight, sums, sums[FORWARD_WH], 0.0)
        net.strip_cost[s, 1] = leg_cost(flight, sums, sums[BACKWARD_WH], 0.0)
        distance = math.hypot(x1 - x0, y1 - y0)
        ux, uy = (x1 - x0) / distance, (y1 - y0) / distance
        end[2 * s] = (x0, y0, z0, -ux, -uy)
        end[2 * s + 1] = (x1, y1, z1, ux, uy)


@kernel
def _way_sums(
    way: Floats, points: int, z0: float, z1: float, step_m: float, speed: float,
    ground: Ground, flight: Flight, height: Floats, sums: Floats,
) -> float:  # fmt: skip
    """Add the sums of all legs of a way; return the energy of the turns on it, Wh."""
    total, done, turns = 0.0, 0.0, 0.0
    for k in range(points - 1):
        total += math.hypot(way[k + 1, 0] - way[k, 0], way[k + 1, 1] - way[k, 1])
    z, px, py = z0, 0.0, 0.0
    for k in range(points - 1):
        x, y, xx, yy = way[k, 0], way[k, 1], way[k + 1, 0], way[k + 1, 1]
        distance = math.hypot(xx - x, yy - y)
        if distance < 1e-6:
            continue
        done += distance
        zz = z0 + (z1 - z0) * done / total
        transit_leg(x, y, z, xx, yy, zz, step_m, speed, ground, flight, height, sums)
        ux, uy = (xx - x) / distance, (yy - y) / distance
        if k > 0:
            turns += turn_wh(flight, px, py, ux, uy, speed)
        z, px, py = zz, ux, uy
    return turns


@kernel
def _end_turns(
    way: Floats, points: int, a: Floats, b: Floats, flight: Flight
) -> tuple[float, float]:
    """Return the energy of leaving end `a` and of entering end `b`, Wh (same both ways)."""
    x, y = way[1, 0] - way[0, 0], way[1, 1] - way[0, 1]
    first = math.hypot(x, y)
    if first < 1e-6:
        return turn_wh(flight, a[3], a[4], -b[3], -b[4], flight.survey_mps), 0.0
    xx = way[points - 1, 0] - way[points - 2, 0]
    yy = way[points - 1, 1] - way[points - 2, 1]
    last = max(math.hypot(xx, yy), 1e-6)
    leave = turn_wh(flight, a[3], a[4], x / first, y / first, flight.survey_mps)
    enter = turn_wh(flight, xx / last, yy / last, -b[3], -b[4], flight.survey_mps)
    return leave, enter


@kernel
def _fill_pair(
    i: int, j: int, home: int, end: Floats, way: Floats, points: int, step_m: float,
    ground: Ground, flight: Flight, height: Floats, net: Network,
) -> None:  # fmt: skip
    """Write cost and energy of the way from end i to end j, and back."""
    if points == 0:
        net.way_cost[i, j] = net.way_cost[j, i] = NEVER
        net.way_wh[i, j] = net.way_wh[j, i] = NEVER
        return
    sums = np.zeros(SUMS)
    speed = transit_speed(way, points, flight)
    turns = _way_sums(
        way, points, end[i, 2], end[j, 2], step_m, speed, ground, flight, height, sums
    )
    leave, enter = _end_turns(way, points, end[i], end[j], flight)
    # Home has no heading: i may be home, j never is.
    turns += enter + (leave if i != home else 0.0)
    forward, backward = sums[FORWARD_WH] + turns, sums[BACKWARD_WH] + turns
    share = 0.5 if i == home else 0.0
    extra, extra_wh = share * flight.sortie_m, share * flight.sortie_wh
    net.way_cost[i, j] = leg_cost(flight, sums, forward, extra)
    net.way_cost[j, i] = leg_cost(flight, sums, backward, extra)
    net.way_wh[i, j], net.way_wh[j, i] = forward + extra_wh, backward + extra_wh


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
    strips: Floats, home_x: float, home_y: float, step_m: float,
    ground: Ground, flight: Flight, net: Network,
) -> Floats:  # fmt: skip
    count = strips.shape[0]
    end = np.zeros((2 * count + 1, 5))
    _strip_rows(strips, step_m, ground, flight, net, end)
    end[2 * count, 0], end[2 * count, 1] = home_x, home_y
    end[2 * count, 2] = transit_height(ground, home_x, home_y)
    return end


@kernel
def build_network(
    strips: Floats, home_x: float, home_y: float, step_m: float, exact_m: float,
    ground: Ground, flight: Flight, maze: Maze,
) -> Network:  # fmt: skip
    """Work out the network of a set of strips.

    Parameters
    ----------
    strips : float64 (S, 4), x, y of both ends, local metres
    step_m : float
        Distance between terrain samples, m; transit legs take 3 times as much.
    exact_m : float
        Ends further apart than this are only guessed; inf: everything is worked out.
    """
    count = strips.shape[0]
    home = 2 * count
    ends = home + 1
    net = Network(
        np.zeros((count, 2)), np.zeros((count, 2)), np.zeros((ends, ends)), np.zeros((ends, ends))
    )
    end = _all_ends(strips, home_x, home_y, step_m, ground, flight, net)
    looked = _nobody_looked(ends, maze.node.shape[0])
    way, height = np.empty((maze.node.shape[0] + 2, 2)), np.empty(SCRATCH)
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
                _fill_pair(i, j, home, end, way, n, 3.0 * step_m, ground, flight, height, net)
    return net
