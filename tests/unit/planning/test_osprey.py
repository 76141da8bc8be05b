from itertools import pairwise

import numpy as np
import pytest

from missionplanner.model.plan import OspreyVariant
from missionplanner.planning.osprey import Search, first_phase, hunt, hunt_fish, second_phase

CENTRE = np.array([0.3, -0.6, 0.1, 0.5])


def sphere(x):
    return ((x - np.resize(CENTRE, x.shape[1])) ** 2).sum(axis=1)


def search(
    variant, price=sphere, generations=40, seed=5, periodic=None, start=None, told=None, size=4
):
    periodic = np.zeros(size, np.bool_) if periodic is None else periodic
    start = np.empty((0, size)) if start is None else start
    extra = {} if told is None else {"told": told}
    return Search(size, periodic, price, 10, generations, variant, seed, start, **extra)


@pytest.mark.parametrize("variant", list(OspreyVariant))
def test_every_variant_improves_on_its_start(variant):
    story = []
    _, cost = hunt(search(variant, told=lambda g, best, mean: story.append((g, best, mean))))
    best = [b for _, b, _ in story]
    assert [g for g, _, _ in story] == list(range(41))
    assert all(b <= a for a, b in pairwise(best))
    assert cost == best[-1] < 0.5 * best[0]


def test_the_incumbent_frame_finds_a_shifted_optimum_where_the_published_form_does_not():
    framed, published, literal = (
        np.mean([hunt(search(v, seed=s, size=30))[1] for s in range(3)]) for v in OspreyVariant
    )
    assert framed < 0.5 * published < published < literal


def test_equation_5_as_published_by_hand():
    x, fish = np.array([[0.5, -0.2]]), np.array([[0.1, 0.4]])
    moved = first_phase(x, fish, np.array([[0.5, 1.0]]), np.array([[1.0, 2.0]]), np.zeros(2))
    # 0.5 + 0.5 (0.1 - 0.5) and -0.2 + 1 (0.4 + 2 * 0.2)
    np.testing.assert_allclose(moved, [[0.3, 0.6]])


def test_equation_5_in_the_frame_of_the_best_by_hand():
    x, best = np.array([[0.5]]), np.array([0.2])
    # The fish is the best itself, I = 2: 0.5 + 0.5 (0 - 2 * 0.3)
    moved = first_phase(x, best[None], np.array([[0.5]]), np.array([[2.0]]), best)
    np.testing.assert_allclose(moved, [[0.2]])


def test_equation_7_shrinks_with_the_generation():
    x, low = np.array([[0.1]]), np.array([-1.0])
    moved = second_phase(x, np.array([[0.75]]), low, -low, 5)
    np.testing.assert_allclose(moved, [[0.1 + 0.5 / 5]])


def test_fish_are_better_ospreys_and_literally_worse_ones():
    x = np.arange(4.0)[:, None]
    cost = np.array([3.0, 1.0, 2.0, 4.0])
    rng = np.random.default_rng(0)
    for _ in range(20):
        fish = hunt_fish(x, cost, OspreyVariant.PUBLISHED, rng)[:, 0].astype(int)
        assert all(cost[f] < cost[i] or f == 1 for i, f in enumerate(fish))
        worse = hunt_fish(x, cost, OspreyVariant.LITERAL, rng)[:, 0].astype(int)
        assert all(cost[f] > cost[i] or f == 3 for i, f in enumerate(worse))


@pytest.mark.parametrize("variant", list(OspreyVariant))
def test_the_number_of_prices_is_the_one_foretold(variant):
    asked = []

    def price(x):
        asked.append(len(x))
        return sphere(x)

    wanted = search(variant, price, generations=3)
    hunt(wanted)
    assert sum(asked) == wanted.evaluations


def test_a_seed_decides_everything():
    first, again, other = (hunt(search(OspreyVariant.INCUMBENT_FRAME, seed=s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(first[0], again[0])
    assert first[1] == again[1] != other[1]


def test_periodic_numbers_wrap_and_others_stop_at_the_bounds():
    seen = []

    def price(x):
        seen.append(x.copy())
        return -x[:, 0] + x[:, 1]

    hunt(search(OspreyVariant.INCUMBENT_FRAME, price, periodic=np.array([True, False, True, True])))
    x = np.vstack(seen)
    assert (np.abs(x) <= 1.0).all()
    assert (x[:, 0] != 1.0).all()
    assert (x[:, 1] == -1.0).any()


def test_the_start_given_is_priced_first_and_kept_while_it_is_best():
    start = np.vstack([CENTRE, np.zeros(4)])
    best, cost = hunt(search(OspreyVariant.PUBLISHED, start=start))
    np.testing.assert_array_equal(best, CENTRE)
    assert cost == 0.0


def test_infinite_prices_do_not_stop_the_search():
    def price(x):
        return np.where(x[:, 0] > 0.0, sphere(x), np.inf)

    assert hunt(search(OspreyVariant.INCUMBENT_FRAME, price))[1] < 0.1
