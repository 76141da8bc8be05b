"""Giant tours over strips: nearest neighbour, exact splitting into sorties, evaluation.

A tour is two int64 arrays of one length: `seq` with strip numbers and HOME at the start, between
sorties and at the end, and `flip` with 0 or 1 (0 at HOME).
"""

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.types import Ints, Network

HOME = -1


@kernel
def entry(seq: Ints, flip: Ints, k: int, home: int) -> int:
    """Return the end at which position k of a tour is entered."""
    return home if seq[k] < 0 else 2 * seq[k] + flip[k]


@kernel
def leaving(seq: Ints, flip: Ints, k: int, home: int) -> int:
    """Return the end at which position k of a tour is left."""
    return home if seq[k] < 0 else 2 * seq[k] + 1 - flip[k]


@kernel
def nearest_neighbour(net: Network) -> tuple[Ints, Ints]:
    """Return an order and flips: always on to the strip end that is cheapest to reach."""
    strips = net.strip_cost.shape[0]
    used = np.zeros(strips, np.bool_)
    order, flip = np.empty(strips, np.int64), np.empty(strips, np.int64)
    here = 2 * strips
    for q in range(strips):
        best, best_strip, best_flip = np.inf, -1, 0
        for s in range(strips):
            if used[s]:
                continue
            for f in range(2):
                if net.way_cost[here, 2 * s + f] < best:
                    best, best_strip, best_flip = net.way_cost[here, 2 * s + f], s, f
        order[q], flip[q], used[best_strip] = best_strip, best_flip, True
        here = 2 * best_strip + 1 - best_flip
    return order, flip


@kernel
def split(order: Ints, flip: Ints, net: Network, capacity_wh: float) -> tuple[float, Ints]:
    """Cut an order into sorties at least cost (Prins 2004: shortest path over the cuts).

    Returns
    -------
    float
        Cost of the best cut; inf where some strip fits no sortie.
    int64 (n + 1,)
        For each position, where the sortie that ends there begins; -1 where unreachable.
    """
    n, home = order.shape[0], net.way_cost.shape[0] - 1
    best = np.full(n + 1, np.inf)
    begin = np.full(n + 1, -1)
    best[0] = 0.0
    for i in range(n):
        if best[i] == np.inf:
            continue
        cost, wh, last = 0.0, 0.0, home
        for j in range(i, n):
            s, f = order[j], flip[j]
            cost += net.way_cost[last, 2 * s + f] + net.strip_cost[s, f]
            wh += net.way_wh[last, 2 * s + f] + net.strip_wh[s, f]
            last = 2 * s + 1 - f
            if wh > capacity_wh:
                break
            total = best[i] + cost + net.way_cost[last, home]
            if wh + net.way_wh[last, home] <= capacity_wh and total < best[j + 1]:
                best[j + 1], begin[j + 1] = total, i
    return float(best[n]), begin


@kernel
def to_tour(order: Ints, flip: Ints, begin: Ints) -> tuple[Ints, Ints]:
    """Return the tour of an order and the cuts found by `split`."""
    n = order.shape[0]
    sorties, j = 0, n
    while j > 0:
        sorties += 1
        j = begin[j]
    seq, flips = np.empty(n + sorties + 1, np.int64), np.zeros(n + sorties + 1, np.int64)
    k, j = n + sorties, n
    seq[k] = HOME
    while j > 0:
        for t in range(j - 1, begin[j] - 1, -1):
            k -= 1
            seq[k], flips[k] = order[t], flip[t]
        k -= 1
        seq[k] = HOME
        j = begin[j]
    return seq, flips


@kernel
def tour_cost(seq: Ints, flip: Ints, net: Network) -> tuple[float, float]:
    """Return the cost of a tour and the energy of its hungriest sortie, Wh."""
    home = net.way_cost.shape[0] - 1
    cost, wh, most, last = 0.0, 0.0, 0.0, home
    for k in range(1, seq.shape[0]):
        here = entry(seq, flip, k, home)
        if here != home:
            s, f = seq[k], flip[k]
            cost += net.way_cost[last, here] + net.strip_cost[s, f]
            wh += net.way_wh[last, here] + net.strip_wh[s, f]
        elif last != home:
            cost += net.way_cost[last, home]
            most = max(most, wh + net.way_wh[last, home])
            wh = 0.0
        last = leaving(seq, flip, k, home)
    return cost, most
