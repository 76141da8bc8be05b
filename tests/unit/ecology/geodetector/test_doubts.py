import numpy as np
import pytest

from missionplanner.ecology.geodetector.detect import Asked, detect
from missionplanner.ecology.geodetector.discretise import Method, as_given, cut
from missionplanner.ecology.geodetector.doubts import (
    Shuffling,
    chance_excess,
    interactions_p,
)
from missionplanner.ecology.geodetector.interaction import pair_q
from missionplanner.ecology.geodetector.resampling import _drawn_q, q_limits
from missionplanner.ecology.geodetector.strata import strata
from missionplanner.model.geodetector import Convention
from missionplanner.tasks.progress import silent

WANG = Convention.WANG


def made(rng, n, apart=1.0):
    codes = rng.integers(0, 5, n)
    return codes * apart + rng.normal(size=n), codes


def limits(y, codes):
    return q_limits(y, [codes], WANG, 1, silent())[0]


def test_the_interval_holds_the_true_q_nineteen_times_in_twenty():
    true = 2.0 / 3.0  # strata means 0, 1, ..., 4 have a variance of 2, the noise has 1
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(100):
        low, high = limits(*made(rng, 200))
        held += low <= true <= high
    assert 88 <= held <= 100


def test_the_interval_of_nothing_reaches_to_nought():
    rng = np.random.default_rng(2)
    y, codes = made(rng, 300, apart=0.0)
    low, high = limits(y, codes)
    assert low == 0.0 and strata(y, codes, WANG).q <= high < 0.1


@pytest.mark.parametrize("convention", Convention)
def test_q_of_what_is_drawn_is_that_of_its_strata(convention):
    rng = np.random.default_rng(7)
    y = 1e6 + rng.normal(size=60)
    codes = [rng.integers(0, 3, 60), rng.integers(0, 25, 60)]  # of 25 many are drawn once
    rows = rng.integers(0, 60, 60)
    table = np.stack(codes, axis=1).astype(np.int32)
    drawn = _drawn_q(y - y.mean(), table, rows, 25, convention is Convention.GD)
    wanted = [strata(y[rows], one[rows], convention).q for one in codes]
    assert drawn == pytest.approx(wanted, abs=1e-9)


def test_what_two_factors_of_noise_do_together_is_what_chance_does():
    rng = np.random.default_rng(3)
    above = []
    for _ in range(40):
        y, a, b = rng.normal(size=400), rng.integers(0, 8, 400), rng.integers(0, 8, 400)
        q_a, q_b = (strata(y, one, WANG).q for one in (a, b))
        above.append(pair_q(y, [a, b], WANG)[0, 1] - q_a - q_b - chance_excess(a, b, q_a, q_b))
    assert abs(np.mean(above)) < 0.01
    # Factors that are one another make no cells beyond their own.
    assert chance_excess(a, a, 0.1, 0.1) == 0.0


def test_shuffling_tells_a_second_factor_that_adds_from_one_that_does_not():
    rng = np.random.default_rng(5)
    a, b, idle = (rng.integers(0, 4, 300) for _ in range(3))
    y = a + 1.5 * ((a > 1) ^ (b > 1)) + rng.normal(0, 0.5, 300)
    found = interactions_p(y, [a, b, idle], Shuffling(99, 1, WANG), silent())
    assert found[0, 1] == 0.01 and found[0, 2] > 0.05


def test_pairs_that_chance_makes_are_flagged_and_true_ones_are_not():
    rng = np.random.default_rng(8)
    a, b = rng.integers(0, 4, 300), rng.integers(0, 4, 300)
    crossed = 1.5 * ((a > 1) ^ (b > 1)) + rng.normal(0, 0.5, 300)
    asked = Asked(method=None)
    real = detect(crossed, {"a": a, "b": b}, asked, silent())
    assert not real.interactions[0].by_chance and real.interactions[0].p is None
    assert "geodetector.by_chance" not in [one.code for one in real.warnings]
    flags = []
    for _ in range(20):
        idle = detect(rng.normal(size=300), {"a": a, "b": b}, asked, silent())
        flags.append(idle.interactions[0].by_chance)
    assert 4 <= sum(flags) <= 16  # as often above what chance does as below


def test_labels_of_strata_do_not_run_into_each_other():
    a = as_given(["1", "11", "1", "11", "1_1", "1_1"]).codes
    b = as_given(["12", "2", "1_2", "12", "2", "1_2"]).codes
    y = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    # Six different pairs: laid over each other they explain everything.
    assert pair_q(y, [a, b], WANG)[0, 1] == pytest.approx(1.0)


def test_classes_of_standard_deviations_and_a_wider_search():
    x = np.random.default_rng(1).normal(10, 2, 500)
    made = cut(x, Method.DEVIATION, 4)
    assert made.breaks == pytest.approx([x.mean() - x.std(), x.mean(), x.mean() + x.std()])
    y = np.floor((x - x.min()) * 3) + np.random.default_rng(2).normal(0, 0.1, 500)
    few, many = (
        detect(y, {"x": x}, Asked(Method.OPTIMAL, searched=span), silent())
        for span in ((3, 8), (3, 15))
    )
    assert many.q["x"] > few.q["x"] and len(many.strata["x"].counts) > 8
