"""Ruin and recreate (SISR: Christiaens, Vanden Berghe, Transportation Science 54, 2020).

Strings of neighbouring strips are taken out of sorties near a random strip, then each is put back
where it costs least, with a small chance to overlook a place; simulated annealing accepts.
"""

import math
from typing import NamedTuple

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.sortie_lists import (
    Fleet,
    copy_all,
    empty_fleet,
    entered,
    fleet_of,
    keep_row,
    left,
    restore,
    tour_of,
)
from missionplanner.planning.kernels.tours import tour_cost
from missionplanner.planning.kernels.types import Bools, Ints, Network

LONGEST_STRING = 10.0
MEAN_REMOVED = 10.0
OVERLOOK = 0.01
SPARE_SORTIES = 3


class Place(NamedTuple):
    """Where a strip would go back: row, position, flip, cost, energy; row -1: nowhere."""

    row: int
    position: int
    flip: int
    cost: float
    wh: float


@kernel
def _mean_count(fleet: Fleet) -> float:
    strips, rows = 0, 0
    for r in range(fleet.length.shape[0]):
        if fleet.length[r] > 0:
            strips += fleet.length[r]
            rows += 1
    return strips / max(1, rows)


@kernel
def _position(fleet: Fleet, r: int, strip: int) -> int:
    k = 0
    while fleet.strip[r, k] != strip:
        k += 1
    return k


@kernel
def _remove(
    fleet: Fleet, net: Network, r: int, at: int, size: int, absent: Ints, count: int
) -> float:
    """Take `size` strips out of sortie r; return the change of cost."""
    home = net.way_cost.shape[0] - 1
    before, after = left(fleet, r, at - 1, home), entered(fleet, r, at + size, home)
    change, here = net.way_cost[before, after], before
    for k in range(at, at + size):
        s, f = fleet.strip[r, k], fleet.flip[r, k]
        change -= net.way_cost[here, 2 * s + f] + net.strip_cost[s, f]
        fleet.wh[r] -= net.way_wh[here, 2 * s + f] + net.strip_wh[s, f]
        here = 2 * s + 1 - f
        absent[count + k - at] = s
        fleet.where[s] = -1
    fleet.wh[r] += net.way_wh[before, after] - net.way_wh[here, after]
    for k in range(at + size, fleet.length[r]):
        fleet.strip[r, k - size], fleet.flip[r, k - size] = fleet.strip[r, k], fleet.flip[r, k]
    fleet.length[r] -= size
    return float(change - net.way_cost[here, after])


@kernel
def _ruin(
    fleet: Fleet, saved: Fleet, touched: Bools, net: Network, near: Ints, absent: Ints
) -> tuple[float, int]:
    """Take out strings around a random strip; return the change of cost and their number."""
    longest = min(LONGEST_STRING, _mean_count(fleet))
    strings = int(np.random.random() * (4.0 * MEAN_REMOVED / (1.0 + longest) - 1.0) + 1.0)
    centre = np.random.randint(near.shape[0])
    change, count, taken = 0.0, 0, 0
    for z in range(near.shape[1]):
        if taken >= strings:
            break
        strip = near[centre, z]
        r = fleet.where[strip]
        if r < 0 or touched[r]:
            continue
        keep_row(fleet, saved, touched, r)
        rest = fleet.length[r]
        size = min(rest, int(np.random.random() * min(float(rest), longest) + 1.0))
        at = _position(fleet, r, strip)
        low, high = max(0, at - size + 1), min(at, rest - size)
        at = low + np.random.randint(high - low + 1)
        change += _remove(fleet, net, r, at, size, absent, count)
        count += size
        taken += 1
    return change, count


@kernel
def _sequence(absent: Ints, count: int, net: Network) -> Ints:
    """Return in which order strips go back: random, far first, near first, or long first."""
    home = net.way_cost.shape[0] - 1
    rule = np.random.randint(4)
    key = np.empty(count)
    for k in range(count):
        s = absent[k]
        if rule == 0:
            key[k] = np.random.random()
        elif rule == 1:
            key[k] = -net.way_cost[home, 2 * s]
        elif rule == 2:
            key[k] = net.way_cost[home, 2 * s]
        else:
            key[k] = -net.strip_cost[s, 0]
    return np.argsort(key)


@kernel
def _best_in_row(
    fleet: Fleet, net: Network, capacity_wh: float, s: int, r: int, best: Place
) -> Place:
    way, way_wh, home = net.way_cost, net.way_wh, net.way_cost.shape[0] - 1
    strip, flip, length, wh_now = fleet.strip[r], fleet.flip[r], fleet.length[r], fleet.wh[r]
    a = home
    for k in range(length + 1):
        b = home if k == length else 2 * strip[k] + flip[k]
        overlooked = np.random.random() < OVERLOOK
        for f in range(2):
            i, o = 2 * s + f, 2 * s + 1 - f
            cost = way[a, i] + net.strip_cost[s, f] + way[o, b] - way[a, b]
            if cost < best.cost and not overlooked:
                wh = way_wh[a, i] + net.strip_wh[s, f] + way_wh[o, b] - way_wh[a, b]
                if wh_now + wh <= capacity_wh:
                    best = Place(r, k, f, cost, wh)
        if k < length:
            a = 2 * strip[k] + 1 - flip[k]
    return best


@kernel
def _best_place(fleet: Fleet, net: Network, capacity_wh: float, s: int) -> Place:
    best = Place(-1, 0, 0, np.inf, 0.0)
    empty_seen = False
    for r in range(fleet.length.shape[0]):
        if fleet.length[r] == 0:
            if empty_seen:
                continue
            empty_seen = True
        best = _best_in_row(fleet, net, capacity_wh, s, r, best)
    return best


@kernel
def _insert(fleet: Fleet, s: int, place: Place) -> None:
    r = place.row
    for k in range(fleet.length[r], place.position, -1):
        fleet.strip[r, k], fleet.flip[r, k] = fleet.strip[r, k - 1], fleet.flip[r, k - 1]
    fleet.strip[r, place.position], fleet.flip[r, place.position] = s, place.flip
    fleet.length[r] += 1
    fleet.wh[r] += place.wh
    fleet.where[s] = r


@kernel
def _recreate(
    fleet: Fleet, saved: Fleet, touched: Bools, net: Network, capacity_wh: float,
    absent: Ints, count: int,
) -> float:  # fmt: skip
    """Put the strips back; return the change of cost, inf where one found no place."""
    change = 0.0
    for k in _sequence(absent, count, net):
        place = _best_place(fleet, net, capacity_wh, absent[k])
        if place.row < 0:
            return np.inf
        keep_row(fleet, saved, touched, place.row)
        _insert(fleet, absent[k], place)
        change += place.cost
    return change


@kernel
def ruin_and_recreate(
    seq: Ints, flip: Ints, net: Network, capacity_wh: float, near: Ints,
    rounds: int, hot: float, cold: float, seed: int,
) -> tuple[float, Ints, Ints]:  # fmt: skip
    """Improve a tour by SISR.

    Parameters
    ----------
    seq, flip : int64 (n,)
        A tour whose sorties all fit; not changed.
    near : int64 (S, m)
        For each strip the nearest ones, itself first.
    hot, cold : float
        First and last temperature, in units of the cost.

    Returns
    -------
    float
        Cost of the best tour found; never more than that of the tour given.
    seq, flip : int64
        That tour.
    """
    np.random.seed(seed)
    fleet = fleet_of(seq, flip, net, SPARE_SORTIES)
    rows, strips = fleet.strip.shape
    best, saved = empty_fleet(rows, strips), empty_fleet(rows, strips)
    copy_all(fleet, best)
    touched, absent = np.zeros(rows, np.bool_), np.empty(strips, np.int64)
    cost = best_cost = tour_cost(seq, flip, net)[0]
    heat, cooling = hot, (cold / hot) ** (1.0 / max(1, rounds))
    for _ in range(rounds):
        touched[:] = False
        change, count = _ruin(fleet, saved, touched, net, near, absent)
        change += _recreate(fleet, saved, touched, net, capacity_wh, absent, count)
        if change < -heat * math.log(np.random.random() + 1e-300):
            cost += change
            if cost < best_cost - 1e-9:
                best_cost = cost
                copy_all(fleet, best)
        else:
            restore(fleet, saved, touched)
        heat *= cooling
    out_seq, out_flip = tour_of(best)
    return tour_cost(out_seq, out_flip, net)[0], out_seq, out_flip
