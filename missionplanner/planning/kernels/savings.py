"""A first tour by savings: sorties of one strip each, joined where that saves most.

Clarke and Wright (Operations Research 12, 1964). Joining end a of one sortie to end b of another
saves the ways from a to home and from home to b, less the way from a to b. Where the way home is
dear from most ends, it is then flown from the few where it is cheap.
"""

from typing import NamedTuple

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.types import Floats, Ints, Network


class Chains(NamedTuple):
    """Strips joined end to end.

    Attributes
    ----------
    joined : int64 (2 S,), the end of another strip that an end is joined to, -1: home
    other : int64 (2 S,), of an end joined to home, the end at the far side of its chain
    wh, cost : float64 (2 S,), of flying the chain that begins at such an end, ways home left out
    """

    joined: Ints
    other: Ints
    wh: Floats
    cost: Floats


@kernel
def nearest_ends(net: Network, count: int) -> Ints:
    """Return for each end of a strip the ends of others that are cheapest to go to and from.

    Returns
    -------
    int64 (2 S, count)
        Nearest first; -1 where there are no more.
    """
    ends = 2 * net.strip_cost.shape[0]
    near, cost = np.full((ends, count), -1), np.full((ends, count), np.inf)
    for e in range(ends):
        for c in range(ends):
            both = net.way_cost[e, c] + net.way_cost[c, e]
            if e >> 1 == c >> 1 or both >= cost[e, count - 1]:
                continue
            k = count - 1
            while k > 0 and cost[e, k - 1] > both:
                cost[e, k], near[e, k] = cost[e, k - 1], near[e, k - 1]
                k -= 1
            cost[e, k], near[e, k] = both, c
    return near


@kernel
def _saving(net: Network, a: int, b: int) -> float:
    """Return what joining ends a and b saves, the mean of both directions."""
    way, home = net.way_cost, net.way_cost.shape[0] - 1
    alone = way[a, home] + way[home, a] + way[b, home] + way[home, b]
    return 0.5 * float(alone - way[a, b] - way[b, a])


@kernel
def _join(chains: Chains, net: Network, capacity_wh: float, a: int, b: int) -> bool:
    """Join the chains that end at a and at b, where one battery flies both."""
    if chains.joined[a] >= 0 or chains.joined[b] >= 0 or chains.other[a] == b:
        return False
    wh, way, home = net.way_wh, net.way_cost, net.way_cost.shape[0] - 1
    p, q = chains.other[a], chains.other[b]
    ahead = chains.wh[p] + wh[a, b] + chains.wh[b]
    back = chains.wh[q] + wh[b, a] + chains.wh[a]
    if min(wh[home, p] + ahead + wh[q, home], wh[home, q] + back + wh[p, home]) > capacity_wh:
        return False
    ahead_cost = chains.cost[p] + way[a, b] + chains.cost[b]
    back_cost = chains.cost[q] + way[b, a] + chains.cost[a]
    chains.joined[a], chains.joined[b] = b, a
    chains.other[p], chains.other[q] = q, p
    chains.wh[p], chains.wh[q] = ahead, back
    chains.cost[p], chains.cost[q] = ahead_cost, back_cost
    return True


@kernel
def _single_strips(net: Network) -> Chains:
    ends = 2 * net.strip_cost.shape[0]
    other = np.arange(ends) ^ 1
    wh, cost = np.empty(ends), np.empty(ends)
    for e in range(ends):
        wh[e], cost[e] = net.strip_wh[e >> 1, e & 1], net.strip_cost[e >> 1, e & 1]
    return Chains(np.full(ends, -1), other, wh, cost)


@kernel
def _join_near(chains: Chains, net: Network, capacity_wh: float, near: Ints) -> None:
    ends, count = near.shape
    gain = np.full(ends * count, -np.inf)
    for a in range(ends):
        for n in range(count):
            b = near[a, n]
            if b >= 0:
                gain[a * count + n] = _saving(net, a, b)
    for at in np.argsort(-gain, kind="mergesort"):
        if gain[at] <= 0.0:
            break
        a = at // count
        _join(chains, net, capacity_wh, a, near[a, at % count])


@kernel
def _join_far(chains: Chains, net: Network, capacity_wh: float) -> None:
    """Join whole sorties, however far apart, as long as that saves anything."""
    free = np.flatnonzero(chains.joined < 0)
    for k in range(free.shape[0]):
        a = int(free[k])
        while chains.joined[a] < 0:
            best, most = -1, 0.0
            for m in range(free.shape[0]):
                b = int(free[m])
                if chains.joined[b] < 0 and b != a and chains.other[a] != b:
                    saved = _saving(net, a, b)
                    spare = capacity_wh - chains.wh[a] - chains.wh[b]
                    if saved > most and spare > 0.0:
                        best, most = b, saved
            if best < 0 or not _join(chains, net, capacity_wh, a, best):
                break


@kernel
def _begins(chains: Chains, net: Network, capacity_wh: float) -> Ints:
    """Return the ends that sorties begin at, each flown the cheaper way round that fits."""
    wh, way, home = net.way_wh, net.way_cost, net.way_cost.shape[0] - 1
    begins = np.full(net.strip_cost.shape[0], -1)
    count = 0
    for p in np.flatnonzero(chains.joined < 0):
        q = chains.other[p]
        if p > q:
            continue
        ahead = way[home, p] + chains.cost[p] + way[q, home]
        back = way[home, q] + chains.cost[q] + way[p, home]
        if wh[home, p] + chains.wh[p] + wh[q, home] > capacity_wh:
            ahead = np.inf
        if wh[home, q] + chains.wh[q] + wh[p, home] > capacity_wh:
            back = np.inf
        begins[count] = p if ahead <= back else q
        count += 1
    return begins[:count]


@kernel
def joined_tour(net: Network, capacity_wh: float, near: Ints) -> tuple[Ints, Ints]:
    """Return a tour by savings; every strip must fit a sortie of its own.

    Parameters
    ----------
    near : int64 (2 S, n)
        See `nearest_ends`.
    """
    chains = _single_strips(net)
    _join_near(chains, net, capacity_wh, near)
    _join_far(chains, net, capacity_wh)
    begins = _begins(chains, net, capacity_wh)
    strips = net.strip_cost.shape[0]
    seq = np.full(strips + begins.shape[0] + 1, -1)
    flip = np.zeros(strips + begins.shape[0] + 1, np.int64)
    k = 1
    for end in begins:
        while end >= 0:
            seq[k], flip[k] = end >> 1, end & 1
            k += 1
            end = chains.joined[end ^ 1]
        k += 1
    return seq, flip
