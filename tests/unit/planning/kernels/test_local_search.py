"""A tour that is bettered keeps to its batteries, whatever the change."""

import numpy as np
import pytest

from missionplanner.planning.kernels.local_search import descend
from missionplanner.planning.kernels.tours import nearest_neighbour, split, to_tour, tour_cost
from tests.unit.planning.made_up import random_network


@pytest.mark.parametrize("seed", range(12))
def test_every_sortie_still_fits_and_the_cost_told_is_the_tour_s(seed):
    rng = np.random.default_rng(seed)
    net = random_network(int(rng.integers(8, 60)), seed)
    # Energy of its own: what is cheap need not be what is thrifty.
    wh = net.way_wh * rng.uniform(0.5, 1.5, net.way_wh.shape)
    net = net._replace(way_wh=np.where(net.way_cost >= 1e7, net.way_wh, wh))
    capacity_wh = float(rng.uniform(45.0, 90.0))
    order, flip = nearest_neighbour(net)
    cost, begin = split(order, flip, net, capacity_wh)
    assert np.isfinite(cost)
    seq, flips = to_tour(order, flip, begin)
    found = descend(seq, flips, net, capacity_wh, 60, 1)
    told, hungriest = tour_cost(seq, flips, net)
    assert found == told <= cost + 1e-9
    assert hungriest <= capacity_wh + 1e-6
    assert sorted(seq[seq >= 0]) == list(range(len(net.strip_cost)))
