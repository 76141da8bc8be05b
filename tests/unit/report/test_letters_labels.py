import itertools
import math

import numpy as np
import pytest

from missionplanner.report.charts.letters import letters
from missionplanner.report.numbers import apportioned
from missionplanner.report.outlines import DrawnZone
from missionplanner.report.zone_names import Box, placed


@pytest.mark.parametrize("seed", range(20))
def test_groups_share_a_letter_just_where_they_do_not_differ(seed):
    random = np.random.default_rng(seed)
    count = 5
    pairs = list(itertools.combinations(range(count), 2))
    different = {pair for pair in pairs if random.random() < 0.5}
    told = letters(count, different, range(count))
    assert all(told)
    for a, b in pairs:
        assert bool(set(told[a]) & set(told[b])) == ((a, b) not in different)


def test_letters_are_given_out_in_the_order_asked_for():
    assert letters(3, [(0, 1), (0, 2), (1, 2)], [2, 0, 1]) == ("b", "c", "a")
    assert letters(3, [], [0, 1, 2]) == ("a", "a", "a")


def square(name, x, y, side, warned=False):
    ring = np.array([[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]], float)
    return DrawnZone(name, (ring,), (x + side / 2, y + side / 2), warned)


VIEW = Box(0, 0, 100, 100)


def test_a_name_stands_in_its_zone_where_it_fits_and_beside_it_where_not():
    large, small = square("Pit", 10, 10, 40), square("Tailings pond", 70, 70, 4)
    inside, beside = placed([large, small], VIEW, 1.0, 6.5)
    assert inside == large.place
    assert beside[1] > 74


def test_names_of_neighbours_do_not_cover_one_another():
    near = [square(f"Leach field {i}", 40 + 6 * i, 50, 4) for i in range(3)]
    places = placed(near, VIEW, 1.0, 6.5)
    height = 6.5 * 25.4 / 72
    for a, b in itertools.combinations(places, 2):
        assert abs(a[1] - b[1]) >= height or abs(a[0] - b[0]) >= 10 * 0.6 * height


def test_a_name_at_the_edge_stays_on_the_map_and_below_its_mark():
    (place,) = placed([square("Pit", 50, 94, 4, warned=True)], VIEW, 1.0, 6.5)
    assert place[1] < 94


@pytest.mark.parametrize("parts", [(1.004, 2.004, 3.004), (0.0, 0.0), (1 / 3,) * 3, (776.8,)])
def test_rounded_parts_add_up_to_their_rounded_sum(parts):
    told = apportioned(parts)
    assert round(sum(told), 6) == round(math.fsum(parts), 2)
    assert all(abs(a - b) < 0.01 for a, b in zip(told, parts, strict=True))
