from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.planning.coverage.order import (
    Tour,
    first_tour,
    improve,
    nearest_strips,
    out_of_reach,
    sortie_wh,
    too_far,
)
from missionplanner.planning.kernels.local_search import descend
from missionplanner.planning.kernels.tours import HOME, nearest_neighbour, split, to_tour, tour_cost
from tests.unit.planning.made_up import random_network


def price(net, sortie):
    """Cost and energy of one sortie [(strip, flip), ...], term by term."""
    home = len(net.way_cost) - 1
    cost = wh = 0.0
    here = home
    for s, f in sortie:
        cost += net.way_cost[here, 2 * s + f] + net.strip_cost[s, f]
        wh += net.way_wh[here, 2 * s + f] + net.strip_wh[s, f]
        here = 2 * s + 1 - f
    return cost + net.way_cost[here, home], wh + net.way_wh[here, home]


def cheapest_cut(net, order, flip, capacity):
    """All 2^(n-1) cuts."""
    n, best = len(order), np.inf
    flown = list(zip(order, flip, strict=True))
    for mask in range(2 ** (n - 1)):
        ends = [0, *[k + 1 for k in range(n - 1) if mask >> k & 1], n]
        prices = [price(net, flown[a:b]) for a, b in pairwise(ends)]
        if max(wh for _, wh in prices) <= capacity:
            best = min(best, sum(cost for cost, _ in prices))
    return best


def tight(net):
    """A capacity that some strip just fits and that forces several sorties."""
    alone = [min(price(net, [(s, f)])[1] for f in (0, 1)) for s in range(len(net.strip_cost))]
    return 1.6 * max(alone)


@given(st.integers(1, 9), st.integers(0, 10**6), st.floats(0.9, 3.0))
@settings(max_examples=60, deadline=None)
def test_the_split_is_the_cheapest_of_all_cuts(strips, seed, room):
    net = random_network(strips, seed)
    rng = np.random.default_rng(seed)
    order, flip = rng.permutation(strips).astype(np.int64), rng.integers(0, 2, strips)
    capacity = room * tight(net) / 1.6
    cost, begin = split(order, flip, net, capacity)
    wanted = cheapest_cut(net, order, flip, capacity)
    assert cost == pytest.approx(wanted) if np.isfinite(wanted) else cost == np.inf
    if np.isfinite(cost):
        seq, flips = to_tour(order, flip, begin)
        assert tour_cost(seq, flips, net)[0] == pytest.approx(cost)
        assert tour_cost(seq, flips, net)[1] <= capacity


@given(st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_local_search_never_raises_the_cost_and_keeps_capacity_and_strips(seed):
    net = random_network(24, seed)
    capacity = tight(net)
    order, flip = nearest_neighbour(net)
    cost, begin = split(order, flip, net, capacity)
    seq, flips = to_tour(order, flip, begin)
    better = descend(seq, flips, net, capacity, 60, 1)
    assert better <= cost + 1e-9
    check(Tour(better, seq, flips), net, capacity)


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_ruin_and_recreate_never_raises_the_cost_and_keeps_capacity_and_strips(seed):
    net = random_network(24, seed)
    capacity = tight(net)
    first = first_tour(net, capacity)
    near = np.argsort(net.way_cost[:48:2, :48:2], axis=1, kind="stable")
    better = improve(first, net, capacity, near, 300, seed)
    assert better.cost <= first.cost + 1e-9
    check(better, net, capacity)
    again = improve(first, net, capacity, near, 300, seed)
    assert again.cost == better.cost
    np.testing.assert_array_equal(again.seq, better.seq)


def check(tour, net, capacity):
    flown = [s for sortie in tour.sorties() for s, _ in sortie]
    assert sorted(flown) == list(range(len(net.strip_cost)))
    assert max(sortie_wh(tour, net)) <= capacity + 1e-9
    assert tour_cost(tour.seq, tour.flip, net)[0] == pytest.approx(tour.cost)
    assert tour.seq[0] == tour.seq[-1] == HOME


def test_a_search_finds_the_best_order_of_a_handful():
    net = random_network(4, 7)
    tour = first_tour(net, np.inf)
    near = np.tile(np.arange(4), (4, 1))
    found = improve(tour, net, np.inf, near, 500, 1).cost
    assert found == pytest.approx(brute_force(net))


def brute_force(net):
    return min(
        cheapest_cut(net, order, flip, np.inf)
        for order in permutations(range(4))
        for flip in product((0, 1), repeat=4)
    )


def test_a_strip_that_no_sortie_can_fly_is_named():
    net = random_network(5, 3)
    net.strip_wh[2] = 1e4
    assert too_far(net, tight(random_network(5, 3))).tolist() == [False, False, True, False, False]
    assert first_tour(net, 100.0).cost == np.inf


def test_a_strip_whose_nearer_end_is_too_far_is_out_of_reach():
    net = random_network(5, 3)
    net.way_wh[-1, 4] = net.way_wh[-1, 5] = 1e4
    assert out_of_reach(net, 100.0).tolist() == [False, False, True, False, False]
    assert too_far(net, 100.0)[2]


def test_the_nearest_strip_to_a_strip_is_itself_then_by_the_closest_ends():
    strips = np.array([[0, 0, 100, 0], [101, 0, 200, 0], [0, 50, 100, 50.0]])
    assert nearest_strips(strips)[0].tolist() == [0, 1, 2]
