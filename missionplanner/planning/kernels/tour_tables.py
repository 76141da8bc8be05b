"""A tour with its tables: prefix sums of cost and energy, and what fits a battery by them."""

from typing import NamedTuple

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.tours import entry, leaving
from missionplanner.planning.kernels.types import Bools, Floats, Ints, Network


class State(NamedTuple):
    """A tour with its tables, and scratch for candidates.

    Attributes
    ----------
    seq, flip : int64 (n,), the tour
    enter, leave : int64 (n,), the ends of each position
    begin, end : int64 (n,), the HOMEs around each position; a HOME begins the sortie behind it
    along, against : float64 (n,), prefix sums of the cost, flown onwards and backwards
    wh_along, wh_against : float64 (n,), the same of the energy
    place : int64 (S,), the position of each strip
    slot : int64 (n + 4 * NEAR_ENDS,), scratch: where strips may be moved
    asleep : bool (S,), whether a strip was looked at in vain since a way beside it changed
    step : float64 (n,), cost of the way behind each position
    head, tail : float64 (n,), energy from home to a position, and from it on home, its strip in
        both; nil at a HOME
    back, rest : float64 (n,), the same flown backwards: from a position home, and from home to it
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
    place: Ints
    slot: Ints
    asleep: Bools
    step: Floats
    head: Floats
    tail: Floats
    back: Floats
    rest: Floats
    new_seq: Ints
    new_flip: Ints


@kernel
def service(net: Network, strip: int, flip: int) -> float:
    """Return the cost of flying a strip; nil at a HOME."""
    return net.strip_cost[strip, flip] if strip >= 0 else 0.0


@kernel
def service_wh(net: Network, strip: int, flip: int) -> float:
    """Return the energy of flying a strip, Wh; nil at a HOME."""
    return net.strip_wh[strip, flip] if strip >= 0 else 0.0


@kernel
def onwards_wh(state: State, net: Network, a: int, b: int) -> float:
    """Return the energy of positions a..b, both with their strips, flown onwards."""
    own = service_wh(net, state.seq[a], state.flip[a])
    return float(state.wh_along[b] - state.wh_along[a] + own)


@kernel
def backwards_wh(state: State, net: Network, a: int, b: int) -> float:
    """Return the energy of positions a..b, both with their strips, flown backwards."""
    own = service_wh(net, state.seq[b], 1 - state.flip[b])
    return float(state.wh_against[b] - state.wh_against[a] + own)


@kernel
def tabulate(state: State, net: Network) -> None:
    """Work out all tables of a tour anew."""
    way, wh, home = net.way_cost, net.way_wh, net.way_cost.shape[0] - 1
    seq, flip = state.seq, state.flip
    n = seq.shape[0]
    for k in range(n):
        state.enter[k] = entry(seq, flip, k, home)
        state.leave[k] = leaving(seq, flip, k, home)
        if seq[k] >= 0:
            state.place[seq[k]] = k
    state.along[0] = state.against[0] = state.wh_along[0] = state.wh_against[0] = 0.0
    state.begin[0], state.end[n - 1] = 0, n - 1
    for k in range(1, n):
        a, b = state.leave[k - 1], state.enter[k]
        s, f, t, g = seq[k], flip[k], seq[k - 1], 1 - flip[k - 1]
        state.step[k - 1] = way[a, b]
        state.along[k] = state.along[k - 1] + way[a, b] + service(net, s, f)
        state.against[k] = state.against[k - 1] + way[b, a] + service(net, t, g)
        state.wh_along[k] = state.wh_along[k - 1] + wh[a, b] + service_wh(net, s, f)
        state.wh_against[k] = state.wh_against[k - 1] + wh[b, a] + service_wh(net, t, g)
        state.begin[k] = k if s < 0 else state.begin[k - 1]
    for k in range(n - 2, -1, -1):
        state.end[k] = k + 1 if seq[k + 1] < 0 else state.end[k + 1]
    for k in range(n):
        if seq[k] < 0:
            state.head[k] = state.tail[k] = state.back[k] = state.rest[k] = 0.0
        else:
            first, last = state.begin[k], state.end[k]
            state.head[k] = state.wh_along[k] - state.wh_along[first]
            state.tail[k] = onwards_wh(state, net, k, last)
            state.back[k] = backwards_wh(state, net, first, k)
            state.rest[k] = state.wh_against[last] - state.wh_against[k]


@kernel
def _last_home(state: State, k: int) -> int:
    """Return the HOME that ends the sortie whose next position is k."""
    return k if state.seq[k] < 0 else state.end[k]


@kernel
def reversal_fits(state: State, net: Network, capacity_wh: float, i: int, j: int) -> bool:
    """Tell whether every sortie keeps within its battery when positions i..j are reversed."""
    wh, enter, leave = net.way_wh, state.enter, state.leave
    first, last = state.begin[i - 1], _last_home(state, j + 1)
    join, rejoin = wh[leave[i - 1], leave[j]], wh[enter[i], enter[j + 1]]
    head = onwards_wh(state, net, first, i - 1) + join
    tail = rejoin + onwards_wh(state, net, j + 1, last)
    h = _last_home(state, i)
    if h > j:
        return bool(head + backwards_wh(state, net, i, j) + tail <= capacity_wh)
    if backwards_wh(state, net, i, h) + tail > capacity_wh:
        return False
    final = state.begin[j]
    if head + backwards_wh(state, net, final, j) > capacity_wh:
        return False
    while h < final:  # whole sorties between, flown the other way round
        if backwards_wh(state, net, h, state.end[h]) > capacity_wh:
            return False
        h = state.end[h]
    return True


@kernel
def relocation_fits(
    state: State, net: Network, capacity_wh: float, i: int, e: int, k: int, turned: int
) -> bool:
    """Tell whether both sorties keep within theirs when positions i..e move behind k."""
    wh, enter, leave = net.way_wh, state.enter, state.leave
    before, after, a, b = leave[i - 1], enter[e + 1], leave[k], enter[k + 1]
    first, last = (leave[e], enter[i]) if turned else (enter[i], leave[e])
    gone = wh[before, after] - wh[before, enter[i]] - wh[leave[e], after]
    come = wh[a, first] + wh[last, b] - wh[a, b]
    onwards = onwards_wh(state, net, i, e)
    carried = backwards_wh(state, net, i, e) if turned else onwards
    from_begin, to_begin = state.begin[i], state.begin[k]
    old = onwards_wh(state, net, from_begin, state.end[i])
    if from_begin == to_begin:
        return bool(old + gone + come + carried - onwards <= capacity_wh)
    other = onwards_wh(state, net, to_begin, state.end[k])
    return bool(old + gone - onwards <= capacity_wh and other + come + carried <= capacity_wh)


@kernel
def tails_fit(
    state: State, net: Network, capacity_wh: float, i: int, end_i: int, j: int, end_j: int
) -> bool:
    """Tell whether both sorties keep within theirs when their tails are exchanged."""
    wh, enter, leave = net.way_wh, state.enter, state.leave
    one = onwards_wh(state, net, state.begin[i], i) + wh[leave[i], enter[j + 1]]
    if one + onwards_wh(state, net, j + 1, end_j) > capacity_wh:
        return False
    other = onwards_wh(state, net, state.begin[j], j) + wh[leave[j], enter[i + 1]]
    return bool(other + onwards_wh(state, net, i + 1, end_i) <= capacity_wh)
