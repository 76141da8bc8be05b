import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.ecology.change.lanes import exchange, middle
from missionplanner.ecology.change.networks import median_network


def after(values):
    lanes = np.array(values, dtype=float)[:, None].copy()
    exchange(lanes, median_network(len(values)))
    return lanes


@pytest.mark.parametrize("size", range(1, 11))
def test_the_middle_of_every_list_of_noughts_and_ones_is_found(size):
    # By the zero-one principle this proves it for every list.
    for values in itertools.product((0.0, 1.0), repeat=size):
        lanes, ordered = after(values), sorted(values)
        for place in {(size - 1) // 2, size // 2, max(0, (size - 1) // 2 - 1 + size % 2 - 1)}:
            if abs(2 * place - (size - 1)) <= 2:
                assert lanes[place, 0] == ordered[place]


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=80))
def test_the_median_is_numpys(values):
    assert middle(after(values), 0, len(values)) == np.median(values)


def test_fewer_exchanges_than_a_full_sort_are_needed():
    assert len(median_network(55)) < 543 / 64 * 55
