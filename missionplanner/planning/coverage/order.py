"""In which order, which way and in which sorties strips are flown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.planning.kernels.local_search import descend
from missionplanner.planning.kernels.ruin import ruin_and_recreate
from missionplanner.planning.kernels.savings import joined_tour, nearest_ends
from missionplanner.planning.kernels.tours import (
    HOME,
    nearest_neighbour,
    split,
    to_tour,
    tour_cost,
)
from missionplanner.planning.kernels.types import Network

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Sweeps of the local search over all positions; while geometries are compared, few are enough: they
# leave their order nearly alone (rank correlation 0.97 to 0.99 on three sites) in a third of the
# time.
PASSES, QUICK_PASSES = 60, 8
# Tours of few strips begin with the nearest neighbour, and are looked through again until nothing
# helps; of more, with savings, and are looked through again once (`benchmarks.local_search`).
FEW_STRIPS, THOROUGH, ONCE = 200, 20, 1
# Temperatures of ruin and recreate, metre-equivalents of J (measured on steep sites).
HOT, COLD = 30.0, 0.3
NEIGHBOURS = 60
# Ends that savings are worked out with, from each end.
JOINED_ENDS = 16


@dataclass(frozen=True)
class Tour:
    """An order of strips in sorties; see `planning.kernels.tours`."""

    cost: float
    seq: Ints
    flip: Ints

    def sorties(self) -> list[list[tuple[int, int]]]:
        """Return for each sortie its strips with their flips."""
        found: list[list[tuple[int, int]]] = []
        for k in range(len(self.seq)):
            if self.seq[k] == HOME:
                found.append([])
            else:
                found[-1].append((int(self.seq[k]), int(self.flip[k])))
        return [sortie for sortie in found if sortie]


def first_tour(network: Network, capacity_wh: float, passes: int = PASSES) -> Tour:
    """Return a good tour at once: savings or nearest neighbour and exact split, local search.

    Its cost is inf where some strip fits no sortie; then `seq` is empty.
    """
    order, flip = nearest_neighbour(network)
    cost, begin = split(order, flip, network, capacity_wh)
    if not np.isfinite(cost):
        return Tour(np.inf, np.empty(0, np.int64), np.empty(0, np.int64))
    seq, flips = to_tour(order, flip, begin)
    if len(order) > FEW_STRIPS:
        near = nearest_ends(network, JOINED_ENDS)
        joined = joined_tour(network, capacity_wh, near)
        seq, flips = min((seq, flips), joined, key=lambda t: tour_cost(t[0], t[1], network)[0])
    return _descended(seq, flips, network, capacity_wh, passes)


def _descended(seq: Ints, flip: Ints, network: Network, capacity_wh: float, passes: int) -> Tour:
    again = ONCE if len(network.strip_cost) > FEW_STRIPS else THOROUGH
    return Tour(descend(seq, flip, network, capacity_wh, passes, again), seq, flip)


def improve(
    tour: Tour, network: Network, capacity_wh: float, near: Ints, rounds: int, seed: int
) -> Tour:
    """Return a tour that is no dearer, by ruin and recreate, then local search."""
    _, seq, flip = ruin_and_recreate(
        tour.seq, tour.flip, network, capacity_wh, near, rounds, HOT, COLD, seed
    )
    return _descended(seq, flip, network, capacity_wh, PASSES)


def sortie_wh(tour: Tour, network: Network) -> list[float]:
    """Return the energy the network reckons for each sortie, Wh."""
    home = len(network.way_wh) - 1
    found = []
    for sortie in tour.sorties():
        wh, here = 0.0, home
        for strip, flip in sortie:
            wh += network.way_wh[here, 2 * strip + flip] + network.strip_wh[strip, flip]
            here = 2 * strip + 1 - flip
        found.append(float(wh + network.way_wh[here, home]))
    return found


def nearest_strips(strips: Floats) -> Ints:
    """Return for each strip the nearest ones by the closest pair of ends, itself first."""
    ends = strips.reshape(-1, 2, 2)
    gap = np.full((len(strips), len(strips)), np.inf)
    for a in range(2):
        for b in range(2):
            apart = ends[:, None, a] - ends[None, :, b]
            gap = np.minimum(gap, np.hypot(apart[..., 0], apart[..., 1]))
    np.fill_diagonal(gap, -1.0)
    near = np.argsort(gap, axis=1, kind="stable")[:, : min(NEIGHBOURS, len(strips))]
    return np.ascontiguousarray(near.astype(np.int64))


def out_of_reach(network: Network, capacity_wh: float) -> NDArray[np.bool_]:
    """Tell which strips no sortie can even touch: the way to their nearer end and back."""
    home = 2 * len(network.strip_wh)
    there_and_back = network.way_wh[home, :home] + network.way_wh[:home, home]
    return np.asarray(there_and_back.reshape(-1, 2).min(axis=1) > capacity_wh)


def too_far(network: Network, capacity_wh: float) -> NDArray[np.bool_]:
    """Tell which strips no sortie can fly, out and home included, either way round."""
    count = len(network.strip_wh)
    first, second, home = 2 * np.arange(count), 2 * np.arange(count) + 1, 2 * count
    out, back = network.way_wh[home], network.way_wh[:, home]
    onward = out[first] + network.strip_wh[:, 0] + back[second]
    turned = out[second] + network.strip_wh[:, 1] + back[first]
    return np.asarray(np.minimum(onward, turned) > capacity_wh)
