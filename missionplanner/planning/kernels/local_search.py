"""Local search on a tour: at each position the best of 2-opt, or-opt and 2-opt* that fits.

The way from home to home costs nothing: an empty sortie is not flown. Costs are not symmetric
(wind, climbs), so reversing a part needs its cost backwards too: two prefix sums, along and
against the tour; the same of the energy tell at once whether the sorties a change touches fit.

Strips are moved only where that can help: to the nearest ends, as long as they are nearer than
what the strips are joined to now, and into ways longer than the one that closes the gap. Positions
that were looked at in vain are passed over until a way beside them changes (Bentley, ORSA Journal
on Computing 4, 1992: neighbour lists and don't-look bits); in the end all are looked at once more,
since what did not fit may fit now.
"""

from typing import NamedTuple

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.moves import relocate, reverse, swap_tails
from missionplanner.planning.kernels.savings import nearest_ends
from missionplanner.planning.kernels.tour_tables import (
    State,
    backwards_wh,
    onwards_wh,
    relocation_fits,
    reversal_fits,
    service,
    tabulate,
    tails_fit,
)
from missionplanner.planning.kernels.tours import tour_cost
from missionplanner.planning.kernels.types import Floats, Ints, Network

LONGEST_MOVED = 3
LEAST_GAIN = 1e-4
# Ends looked at from each end of a strip: twice as many neighbours a strip.
NEAR_ENDS = 20


class Tables(NamedTuple):
    """Of a network: costs of ways into each end, by rows, and the ends nearest to each."""

    into: Floats
    near: Ints


@kernel
def _turned_gain(state: State, net: Network, i: int, j: int) -> float:
    """Return how much dearer positions i..j are when flown backwards (ends excluded)."""
    seq, flip = state.seq, state.flip
    back = state.against[j] - state.against[i] + service(net, seq[j], 1 - flip[j])
    ahead = state.along[j] - state.along[i] + service(net, seq[i], flip[i])
    return float(back - ahead)


@kernel
def _try_reversals(
    state: State, net: Network, capacity_wh: float, i: int, best: float
) -> tuple[float, int]:
    """Return the best gain of reversing i..j, and j (-1: none is better than `best`)."""
    choice = -1
    enter, leave, step = state.enter, state.leave, state.step
    seq, flip, along, against = state.seq, state.flip, state.along, state.against
    before, first = leave[i - 1], enter[i]
    from_before, from_first = net.way_cost[before], net.way_cost[first]
    head_wh, rest_wh, back, tail = state.head[i - 1], state.rest[i], state.back, state.tail
    begin = state.begin
    base = along[i] - against[i] - from_before[first] - service(net, seq[i], flip[i])
    for j in range(i, seq.shape[0] - 1):
        change = from_before[leave[j]] + from_first[enter[j + 1]] - step[j]
        change += base + against[j] - along[j]
        fits = head_wh + back[j] <= capacity_wh and rest_wh + tail[j + 1] <= capacity_wh
        if change < best and (fits or begin[j] == begin[i - 1]):
            change += service(net, seq[j], 1 - flip[j])
            if change < best and reversal_fits(state, net, capacity_wh, i, j):
                best, choice = change, j
    return best, choice


@kernel
def _few_near(net: Network, near: Ints, end: int, now: float) -> int:
    """Return how many of the near ends are nearer than `now`; -1 where others may be as well."""
    for n in range(near.shape[1]):
        c = near[end, n]
        if c < 0 or 0.5 * (net.way_cost[c, end] + net.way_cost[end, c]) >= now:
            return n
    return -1


@kernel
def _slots(state: State, net: Network, near: Ints, i: int, e: int) -> int:
    """Write behind which positions it may pay to move positions i..e; return their number.

    A move that helps makes a way at one of the ends of what is moved shorter, or takes away a way
    that is longer than the one that closes the gap.
    """
    first, last, count = state.enter[i], state.leave[e], 0
    few = _few_near(net, near, first, state.step[i - 1])
    many = _few_near(net, near, last, state.step[e])
    join = net.way_cost[state.leave[i - 1], state.enter[e + 1]]
    if few < 0 or many < 0:
        join = -1.0
        few = many = 0
    for k in range(state.seq.shape[0] - 1):
        if state.step[k] > join:
            state.slot[count] = k
            count += 1
    for n in range(few):
        p = state.place[near[first, n] >> 1]
        state.slot[count], state.slot[count + 1] = p - 1, p
        count += 2
    for n in range(many):
        p = state.place[near[last, n] >> 1]
        state.slot[count], state.slot[count + 1] = p - 1, p
        count += 2
    return count


@kernel
def _try_relocations(
    state: State, net: Network, tables: Tables, capacity_wh: float, i: int, size: int,
    best: float,
) -> tuple[float, int, int]:  # fmt: skip
    """Return the best gain of moving `size` strips from i, behind which position, and turned."""
    choice, turned = -1, 0
    enter, leave, step = state.enter, state.leave, state.step
    e = i + size - 1
    first, last = enter[i], leave[e]
    to_first, to_last = tables.into[first], tables.into[last]
    from_first, from_last = net.way_cost[first], net.way_cost[last]
    freed = net.way_cost[leave[i - 1], enter[e + 1]] - step[i - 1] - step[e]
    dearer = _turned_gain(state, net, i, e)
    head, tail, begin = state.head, state.tail, state.begin
    own_wh = min(onwards_wh(state, net, i, e), backwards_wh(state, net, i, e))
    for n in range(_slots(state, net, tables.near, i, e)):
        k = state.slot[n]
        a, b = leave[k], enter[k + 1]
        straight = freed - step[k] + to_first[a] + from_last[b]
        flipped = freed - step[k] + to_last[a] + from_first[b] + dearer
        if min(straight, flipped) >= best or i - 1 <= k <= e:
            continue
        if head[k] + tail[k + 1] + own_wh > capacity_wh and begin[k] != begin[i]:
            continue
        for turn in range(2):
            change = flipped if turn else straight
            if change < best and relocation_fits(state, net, capacity_wh, i, e, k, turn):
                best, choice, turned = change, k, turn
    return best, choice, turned


@kernel
def _try_tails(
    state: State, net: Network, tables: Tables, capacity_wh: float, i: int, best: float
) -> tuple[float, int]:
    """Return the best gain of exchanging the tails after i and after a later j, and j."""
    choice = -1
    enter, leave, step = state.enter, state.leave, state.step
    from_i, to_i = net.way_cost[leave[i]], tables.into[enter[i + 1]]
    kept, head, tail = step[i], state.head, state.tail
    head_wh, tail_wh = head[i], tail[i + 1]
    for j in range(state.end[i], state.seq.shape[0] - 1):
        change = from_i[enter[j + 1]] + to_i[leave[j]] - kept - step[j]
        fits = head_wh + tail[j + 1] <= capacity_wh and head[j] + tail_wh <= capacity_wh
        if (
            change < best
            and fits
            and tails_fit(state, net, capacity_wh, i, state.end[i], j, state.end[j])
        ):
            best, choice = change, j
    return best, choice


@kernel
def _wake(state: State, k: int, other: int) -> None:
    """Have the strips on both sides of the ways behind two positions looked at again."""
    for t in (k, k + 1, other, other + 1):
        if state.seq[t] >= 0:
            state.asleep[state.seq[t]] = False


@kernel
def _step(state: State, net: Network, tables: Tables, capacity_wh: float, i: int) -> bool:
    """Leave the best change at position i in the scratch arrays; False where none is better."""
    best, j, size_moved, k, turned = -LEAST_GAIN, -1, 0, -1, 0
    if i >= 1:
        best, j = _try_reversals(state, net, capacity_wh, i, best)
        for size in range(1, LONGEST_MOVED + 1):
            e = i + size - 1
            if e >= state.seq.shape[0] - 1 or state.seq[i] < 0 or state.seq[e] < 0:
                break
            gain, where, turn = _try_relocations(state, net, tables, capacity_wh, i, size, best)
            if where >= 0:
                best, size_moved, k, turned = gain, size, where, turn
    best, tail = _try_tails(state, net, tables, capacity_wh, i, best)
    seq, flip, new_seq, new_flip = state.seq, state.flip, state.new_seq, state.new_flip
    if tail >= 0:
        _wake(state, i, tail)
        swap_tails(seq, flip, i, state.end[i], tail, state.end[tail], new_seq, new_flip)
    elif k >= 0:
        _wake(state, i - 1, i + size_moved - 1)
        _wake(state, i, k)
        relocate(seq, flip, i, size_moved, k, turned, new_seq, new_flip)
    elif j >= 0:
        _wake(state, i - 1, j)
        reverse(seq, flip, i, j, new_seq, new_flip)
    return tail >= 0 or k >= 0 or j >= 0


@kernel
def _sweep(state: State, net: Network, tables: Tables, capacity_wh: float) -> bool:
    """Look once at all positions that are awake; return whether anything was bettered."""
    seq, improved, i = state.seq, False, 0
    while i < seq.shape[0] - 1:
        strip = seq[i] if seq[i] >= 0 else seq[i + 1]
        if strip >= 0 and state.asleep[strip]:
            i += 1
        elif _step(state, net, tables, capacity_wh, i):
            seq[:] = state.new_seq
            state.flip[:] = state.new_flip
            tabulate(state, net)
            improved = True
        else:
            if seq[i] >= 0:
                state.asleep[strip] = True
            i += 1
    return improved


@kernel
def _state_of(seq: Ints, flip: Ints, strips: int) -> State:
    n = seq.shape[0]
    return State(
        seq, flip, np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64),
        np.empty(n, np.int64), np.empty(n), np.empty(n), np.empty(n), np.empty(n),
        np.empty(strips, np.int64), np.empty(n + 4 * NEAR_ENDS, np.int64),
        np.zeros(strips, np.bool_), np.empty(n), np.empty(n), np.empty(n), np.empty(n),
        np.empty(n), np.empty(n, np.int64), np.empty(n, np.int64),
    )  # fmt: skip


@kernel
def descend(
    seq: Ints, flip: Ints, net: Network, capacity_wh: float, passes: int, again: int
) -> float:
    """Improve a tour in place until no change looked for helps; return its cost.

    Parameters
    ----------
    seq, flip : int64 (n,)
        A tour whose sorties all fit; changed in place. The cost never rises.
    passes : int
        Most sweeps over all positions.
    again : int
        How often all positions are looked at once more after looks beside changes have ended.
    """
    state = _state_of(seq, flip, net.strip_cost.shape[0])
    tables = Tables(net.way_cost.T.copy(), nearest_ends(net, NEAR_ENDS))
    tabulate(state, net)
    for _ in range(passes):
        if _sweep(state, net, tables, capacity_wh):
            continue
        if again == 0 or not state.asleep.any():
            break
        again -= 1
        state.asleep[:] = False
    return tour_cost(seq, flip, net)[0]
