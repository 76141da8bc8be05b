"""Local search on a tour: at each position the best of 2-opt, or-opt and 2-opt* that fits.

The way from home to home costs nothing: an empty sortie is not flown. Costs are not symmetric
(wind, climbs), so reversing a part needs its cost backwards too: two prefix sums, along and
against the tour; the same of the energy tell at once whether the sorties a change touches fit.
"""

from typing import NamedTuple

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.moves import relocate, reverse, swap_tails
from missionplanner.planning.kernels.tours import entry, leaving, tour_cost
from missionplanner.planning.kernels.types import Floats, Ints, Network

LONGEST_MOVED = 3
LEAST_GAIN = 1e-4


class State(NamedTuple):
    """A tour with its tables, and scratch for candidates.

    Attributes
    ----------
    seq, flip : int64 (n,), the tour
    enter, leave : int64 (n,), the ends of each position
    begin, end : int64 (n,), the HOMEs around each position; a HOME begins the sortie behind it
    along, against : float64 (n,), prefix sums of the cost, flown onwards and backwards
    wh_along, wh_against : float64 (n,), the same of the energy
    new_seq, new_flip : int64 (n,), scratch
    """

    seq: Ints
    flip: Ints
    enter: Ints
    leave: Ints
    begin: Ints
    end: Ints
    along: Floats
    against: Floats
    wh_along: Floats
    wh_against: Floats
    new_seq: Ints
    new_flip: Ints


@kernel
def _service(net: Network, strip: int, flip: int) -> float:
    return net.strip_cost[strip, flip] if strip >= 0 else 0.0


@kernel
def _service_wh(net: Network, strip: int, flip: int) -> float:
    return net.strip_wh[strip, flip] if strip >= 0 else 0.0


@kernel
def _tabulate(state: State, net: Network) -> None:
    way, wh, home = net.way_cost, net.way_wh, net.way_cost.shape[0] - 1
    seq, flip = state.seq, state.flip
    n = seq.shape[0]
    for k in range(n):
        state.enter[k] = entry(seq, flip, k, home)
        state.leave[k] = leaving(seq, flip, k, home)
    state.along[0] = state.against[0] = state.wh_along[0] = state.wh_against[0] = 0.0
    state.begin[0], state.end[n - 1] = 0, n - 1
    for k in range(1, n):
        a, b = state.leave[k - 1], state.enter[k]
        s, f, t, g = seq[k], flip[k], seq[k - 1], 1 - flip[k - 1]
        state.along[k] = state.along[k - 1] + way[a, b] + _service(net, s, f)
        state.against[k] = state.against[k - 1] + way[b, a] + _service(net, t, g)
        state.wh_along[k] = state.wh_along[k - 1] + wh[a, b] + _service_wh(net, s, f)
        state.wh_against[k] = state.wh_against[k - 1] + wh[b, a] + _service_wh(net, t, g)
        state.begin[k] = k if s < 0 else state.begin[k - 1]
    for k in range(n - 2, -1, -1):
        state.end[k] = k + 1 if seq[k + 1] < 0 else state.end[k + 1]


@kernel
def _onwards_wh(state: State, net: Network, a: int, b: int) -> float:
    """Return the energy of positions a..b, both with their strips, flown onwards."""
    own = _service_wh(net, state.seq[a], state.flip[a])
    return float(state.wh_along[b] - state.wh_along[a] + own)


@kernel
def _backwards_wh(state: State, net: Network, a: int, b: int) -> float:
    """Return the energy of positions a..b, both with their strips, flown backwards."""
    own = _service_wh(net, state.seq[b], 1 - state.flip[b])
    return float(state.wh_against[b] - state.wh_against[a] + own)


@kernel
def _last_home(state: State, k: int) -> int:
    """Return the HOME that ends the sortie whose next position is k."""
    return k if state.seq[k] < 0 else state.end[k]


@kernel
def _reversal_fits(state: State, net: Network, capacity_wh: float, i: int, j: int) -> bool:
    wh, enter, leave = net.way_wh, state.enter, state.leave
    first, last = state.begin[i - 1], _last_home(state, j + 1)
    join, rejoin = wh[leave[i - 1], leave[j]], wh[enter[i], enter[j + 1]]
    head = _onwards_wh(state, net, first, i - 1) + join
    tail = rejoin + _onwards_wh(state, net, j + 1, last)
    h = _last_home(state, i)
    if h > j:
        return bool(head + _backwards_wh(state, net, i, j) + tail <= capacity_wh)
    if _backwards_wh(state, net, i, h) + tail > capacity_wh:
        return False
    final = state.begin[j]
    if head + _backwards_wh(state, net, final, j) > capacity_wh:
        return False
    while h < final:  # whole sorties between, flown the other way round
        if _backwards_wh(state, net, h, state.end[h]) > capacity_wh:
            return False
        h = state.end[h]
    return True


@kernel
def _relocation_fits(
    state: State, net: Network, capacity_wh: float, i: int, e: int, k: int, turned: int
) -> bool:
    wh, enter, leave = net.way_wh, state.enter, state.leave
    before, after, a, b = leave[i - 1], enter[e + 1], leave[k], enter[k + 1]
    first, last = (leave[e], enter[i]) if turned else (enter[i], leave[e])
    gone = wh[before, after] - wh[before, enter[i]] - wh[leave[e], after]
    come = wh[a, first] + wh[last, b] - wh[a, b]
    onwards = _onwards_wh(state, net, i, e)
    carried = _backwards_wh(state, net, i, e) if turned else onwards
    from_begin, to_begin = state.begin[i], state.begin[k]
    old = _onwards_wh(state, net, from_begin, state.end[i])
    if from_begin == to_begin:
        return bool(old + gone + come + carried - onwards <= capacity_wh)
    other = _onwards_wh(state, net, to_begin, state.end[k])
    return bool(old + gone - onwards <= capacity_wh and other + come + carried <= capacity_wh)


@kernel
def _tails_fit(
    state: State, net: Network, capacity_wh: float, i: int, end_i: int, j: int, end_j: int
) -> bool:
    wh, enter, leave = net.way_wh, state.enter, state.leave
    one = _onwards_wh(state, net, state.begin[i], i) + wh[leave[i], enter[j + 1]]
    if one + _onwards_wh(state, net, j + 1, end_j) > capacity_wh:
        return False
    other = _onwards_wh(state, net, state.begin[j], j) + wh[leave[j], enter[i + 1]]
    return bool(other + _onwards_wh(state, net, i + 1, end_i) <= capacity_wh)


@kernel
def _turned_gain(state: State, net: Network, i: int, j: int) -> float:
    """Return how much dearer positions i..j are when flown backwards (ends excluded)."""
    seq, flip = state.seq, state.flip
    back = state.against[j] - state.against[i] + _service(net, seq[j], 1 - flip[j])
    ahead = state.along[j] - state.along[i] + _service(net, seq[i], flip[i])
    return float(back - ahead)


@kernel
def _try_reversals(
    state: State, net: Network, capacity_wh: float, i: int, best: float
) -> tuple[float, int]:
    """Return the best gain of reversing i..j, and j (-1: none is better than `best`)."""
    choice = -1
    way, enter, leave = net.way_cost, state.enter, state.leave
    seq, flip, along, against = state.seq, state.flip, state.along, state.against
    before, first = leave[i - 1], enter[i]
    base = along[i] - against[i] - way[before, first] - _service(net, seq[i], flip[i])
    for j in range(i, seq.shape[0] - 1):
        last, after = leave[j], enter[j + 1]
        change = way[before, last] + way[first, after] - way[last, after]
        change += base + against[j] - along[j]
        if seq[j] >= 0:
            change += net.strip_cost[seq[j], 1 - flip[j]]
        if change < best and _reversal_fits(state, net, capacity_wh, i, j):
            best, choice = change, j
    return best, choice


@kernel
def _try_relocations(
    state: State, net: Network, capacity_wh: float, i: int, size: int, best: float
) -> tuple[float, int, int]:
    """Return the best gain of moving `size` strips from i, behind which position, and turned."""
    choice, turned = -1, 0
    way, enter, leave = net.way_cost, state.enter, state.leave
    e = i + size - 1
    first, last = enter[i], leave[e]
    before, after = leave[i - 1], enter[e + 1]
    freed = way[before, after] - way[before, first] - way[last, after]
    dearer = _turned_gain(state, net, i, e)
    for k in range(state.seq.shape[0] - 1):
        if i - 1 <= k <= e:
            continue
        a, b = leave[k], enter[k + 1]
        base = freed - way[a, b]
        straight = base + way[a, first] + way[last, b]
        flipped = base + way[a, last] + way[first, b] + dearer
        if min(straight, flipped) >= best:
            continue
        for turn in range(2):
            change = flipped if turn else straight
            if change < best and _relocation_fits(state, net, capacity_wh, i, e, k, turn):
                best, choice, turned = change, k, turn
    return best, choice, turned


@kernel
def _next_home(seq: Ints, k: int) -> int:
    k += 1
    while seq[k] >= 0:
        k += 1
    return k


@kernel
def _try_tails(
    state: State, net: Network, capacity_wh: float, i: int, best: float
) -> tuple[float, int]:
    """Return the best gain of exchanging the tails after i and after a later j, and j."""
    choice = -1
    seq, way, enter, leave = state.seq, net.way_cost, state.enter, state.leave
    end_i = _next_home(seq, i)
    end_j = end_i
    from_i, to_i = leave[i], enter[i + 1]
    kept = way[from_i, to_i]
    for j in range(end_i, seq.shape[0] - 1):
        if seq[j] < 0:
            end_j = _next_home(seq, j)
        from_j, to_j = leave[j], enter[j + 1]
        change = way[from_i, to_j] + way[from_j, to_i] - kept - way[from_j, to_j]
        if change < best and _tails_fit(state, net, capacity_wh, i, end_i, j, end_j):
            best, choice = change, j
    return best, choice


@kernel
def _step(state: State, net: Network, capacity_wh: float, i: int) -> bool:
    """Leave the best change at position i in the scratch arrays; False where none is better."""
    best, j, size_moved, k, turned = -LEAST_GAIN, -1, 0, -1, 0
    if i >= 1:
        best, j = _try_reversals(state, net, capacity_wh, i, best)
        for size in range(1, LONGEST_MOVED + 1):
            e = i + size - 1
            if e >= state.seq.shape[0] - 1 or state.seq[i] < 0 or state.seq[e] < 0:
                break
            gain, where, turn = _try_relocations(state, net, capacity_wh, i, size, best)
            if where >= 0:
                best, size_moved, k, turned = gain, size, where, turn
    best, tail = _try_tails(state, net, capacity_wh, i, best)
    seq, flip, new_seq, new_flip = state.seq, state.flip, state.new_seq, state.new_flip
    if tail >= 0:
        end_j = _next_home(seq, tail)
        swap_tails(seq, flip, i, _next_home(seq, i), tail, end_j, new_seq, new_flip)
    elif k >= 0:
        relocate(seq, flip, i, size_moved, k, turned, new_seq, new_flip)
    elif j >= 0:
        reverse(seq, flip, i, j, new_seq, new_flip)
    return tail >= 0 or k >= 0 or j >= 0


@kernel
def descend(seq: Ints, flip: Ints, net: Network, capacity_wh: float, passes: int) -> float:
    """Improve a tour in place until no change helps; return its cost.

    Parameters
    ----------
    seq, flip : int64 (n,)
        A tour whose sorties all fit; changed in place. The cost never rises.
    passes : int
        Most sweeps over all positions.
    """
    n = seq.shape[0]
    state = State(
        seq, flip, np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64),
        np.empty(n, np.int64), np.empty(n), np.empty(n), np.empty(n), np.empty(n),
        np.empty(n, np.int64), np.empty(n, np.int64),
    )  # fmt: skip
    _tabulate(state, net)
    for _ in range(passes):
        improved = False
        i = 0
        while i < n - 1:
            if _step(state, net, capacity_wh, i):
                seq[:] = state.new_seq
                flip[:] = state.new_flip
                _tabulate(state, net)
                improved = True
            else:
                i += 1
        if not improved:
            break
    return tour_cost(seq, flip, net)[0]
