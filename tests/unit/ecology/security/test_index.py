"""The index by both kinds of weights, levels, areas, sensitivity and the diagnostic."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from missionplanner.ecology.security.diagnostic import profiled
from missionplanner.ecology.security.grades import (
    area_rows,
    areas_m2,
    change_m2,
    grade_codes,
    level_counts,
    natural_grade_breaks,
    site_counts,
    site_sums,
)
from missionplanner.ecology.security.index import recipe, security_index
from missionplanner.ecology.security.sensitivity import ADJUSTMENTS, ALPHAS, sensitivity
from missionplanner.ecology.statistics.breaks import binned
from missionplanner.errors import InputError
from missionplanner.model.security import CriteriaLayer, SecurityGrade
from tests.unit.ecology.security.small import small_system
from tests.unit.ecology.security.written_out import variable_weights

D = (0.25, 0.5, 0.75)
HOW = recipe([0.4, 0.1, 0.2, 0.3], [D, (0.2, 0.3, 0.9), D, (0.1, 0.6, 0.7)])


def random_stack(seed, shape=(4, 30, 35), dtype=np.float64):
    return np.random.default_rng(seed).random(shape).astype(dtype)


def index_of(stack, how):
    weights = variable_weights(stack, how.weights, how.thresholds, how.adjustment, how.alpha)
    return (weights * stack).sum(axis=0)


def test_index_by_hand():
    # S(0) = 1.50998282, S(0.6) = 0.6: (0.5 * 0.6 * 0.6) / (0.5 * 1.50998282 + 0.5 * 0.6)
    found = security_index(np.array([[0.0], [0.6]]), recipe([0.5, 0.5], [D, D]))
    assert found.constant == pytest.approx([0.3])
    assert found.variable == pytest.approx([0.18 / 1.05499141])
    assert found.difference == pytest.approx([0.18 / 1.05499141 - 0.3])


@pytest.mark.parametrize(("dtype", "close"), [(np.float64, 1e-10), (np.float32, 3e-7)])
@pytest.mark.parametrize("alpha", [0.1, 1.5, 9.7])
def test_quick_pass_is_the_plain_formula(dtype, close, alpha):
    how = recipe(HOW.weights, HOW.thresholds, 0.6, alpha)
    stack = random_stack(1, dtype=dtype)
    found = security_index(stack, how)
    assert found.variable.dtype == dtype
    assert found.variable == pytest.approx(index_of(stack, how), rel=close)
    assert found.constant == pytest.approx(np.tensordot(how.weights, stack, 1), rel=close)


def test_blocks_and_threads_change_nothing():
    stack = random_stack(2, (4, 500, 501), np.float32)
    whole = security_index(stack, HOW, threads=1).variable
    assert np.array_equal(security_index(stack, HOW, threads=3).variable, whole)
    parts = [
        security_index(stack[:, rows], HOW).variable for rows in (slice(0, 77), slice(77, 500))
    ]
    assert np.array_equal(np.concatenate(parts), whole)


def test_one_nodata_makes_the_pixel_nodata():
    stack = random_stack(3, (4, 2, 3))
    stack[2, 1, 1] = np.nan
    found = security_index(stack, HOW)
    assert np.argwhere(np.isnan(found.variable)).tolist() == [[1, 1]]
    assert np.argwhere(np.isnan(found.constant)).tolist() == [[1, 1]]


@settings(max_examples=50, deadline=None)
@given(arrays(np.float64, (4, 3), elements=st.floats(0, 1)))
def test_index_lies_among_its_indicators(x):
    found = security_index(x, HOW).variable
    assert np.all((found >= x.min(axis=0) - 1e-12) & (found <= x.max(axis=0) + 1e-12))


def test_wrong_recipes_are_told():
    with pytest.raises(InputError, match=r"sum to 0\.8000"):
        recipe([0.4, 0.4], [D, D])
    with pytest.raises(InputError, match="P1: the thresholds"):
        recipe([0.5, 0.5], [D, (0.5, 0.4, 0.6)], names=("D1", "P1"))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_value_on_a_break_is_on_the_lower_level(dtype):
    index = np.array([0.0, 0.26, 0.2601, 0.40, 0.47, 0.57, 0.5701, 1.0, np.nan], dtype)
    assert grade_codes(index).tolist() == [1, 1, 2, 2, 3, 4, 5, 5, 0]


def test_areas_and_their_change():
    cw = areas_m2(level_counts(np.array([[1, 2, 5], [0, 5, 5]], np.uint8)), 900.0)
    vw = areas_m2(level_counts(np.array([[1, 1, 5], [0, 4, 5]], np.uint8)), 900.0)
    assert list(cw.values()) == [900.0, 900.0, 0.0, 0.0, 2700.0]
    assert list(change_m2(cw, vw).values()) == [900.0, -900.0, 0.0, 900.0, -900.0]
    table = list(area_rows(["2005"], [cw], [vw]))
    assert {len(row) for row in table} == {12}
    assert table[0][:4] == ("method", "year", "very insecure m2", "very insecure %")
    assert table[1][:4] == ("CW", "2005", "900.00", "20.00")
    assert table[2][:4] == ("VW", "2005", "1800.00", "40.00")
    assert table[3][-2:] == ("-900.00", "-20.00")


def test_natural_breaks_of_all_years():
    index = np.concatenate([np.full(9, level) for level in (0.1, 0.3, 0.5, 0.7, 0.9)])
    breaks = natural_grade_breaks(binned(index, 0.0, 1.0))
    assert grade_codes(index, breaks).reshape(5, 9)[:, 0].tolist() == [1, 2, 3, 4, 5]


def test_sites():
    codes = np.array([[1, 5, 0], [2, 2, 3]], np.uint8)
    sites = np.array([[1, 1, 2], [2, 0, 2]], np.int32)
    assert site_counts(codes, sites, 2).tolist() == [
        [0, 1, 0, 0, 0],
        [1, 0, 0, 0, 1],
        [0, 1, 1, 0, 0],
    ]
    index = np.array([[0.1, 0.9, np.nan], [0.3, 0.35, 0.45]])
    assert site_sums(index, sites, 2) == pytest.approx([0.35, 1.0, 0.75])


def test_trials_count_what_each_c_and_alpha_gives():
    stack = random_stack(4)
    stack[0, 0, 0] = np.nan
    found = sensitivity(stack, HOW)
    assert found.counts.shape == (20, 10, 5)
    assert np.all(found.counts.sum(axis=2) == 30 * 35 - 1)
    own = level_counts(grade_codes(security_index(stack, HOW).variable))
    assert found.counts[ADJUSTMENTS.index(0.6), ALPHAS.index(1.5)].tolist() == own.tolist()
    assert found.changed[ADJUSTMENTS.index(0.6), ALPHAS.index(1.5)] == 0
    other = recipe(HOW.weights, HOW.thresholds, 0.2, 2.7)
    levels = grade_codes(security_index(stack, other).variable)
    place = ADJUSTMENTS.index(0.2), ALPHAS.index(2.7)
    assert found.counts[place].tolist() == level_counts(levels).tolist()
    moved = levels != grade_codes(security_index(stack, HOW).variable)
    assert found.changed[place] == moved.sum() > 0


def test_trials_of_blocks_add_up():
    stack = random_stack(5)
    whole = sensitivity(stack, HOW)
    parts = sensitivity(stack[:, :11], HOW) + sensitivity(stack[:, 11:], HOW)
    assert np.array_equal(parts.counts, whole.counts)
    assert np.array_equal(parts.changed, whole.changed)
    result = whole.result()
    total = sum(np.array(rows) for rows in result.shares.values())
    assert total == pytest.approx(np.ones((20, 10)))
    low, high = whole.spread()[SecurityGrade.VERY_INSECURE]
    assert low == np.min(result.shares[SecurityGrade.VERY_INSECURE])
    assert high == np.max(result.shares[SecurityGrade.VERY_INSECURE])


def test_trials_of_no_alpha_are_refused():
    with pytest.raises(InputError, match="alpha = 0"):
        sensitivity(random_stack(1), HOW, alphas=[0.0])


def test_harder_penalty_never_raises_the_share_of_the_best_off():
    """A smaller C sharpens what alpha does: where all are penalised, the index falls with C."""
    x = np.stack([np.full(50, 0.05), np.linspace(0.3, 0.5, 50)])
    soft = security_index(x, recipe([0.5, 0.5], [D, D], 1.0)).variable
    hard = security_index(x, recipe([0.5, 0.5], [D, D], 0.2)).variable
    assert np.all(hard < soft)


def test_lowering_is_where_the_index_falls_as_an_indicator_rises():
    stack = random_stack(6, (4, 80, 90))
    stack[:, :40] *= 0.03
    stack[2, :40] = 0.47 + 0.6 * stack[2, :40]  # just below d2, far above all others
    found, mask = profiled(stack, HOW)
    step = 1e-7
    falls = np.zeros((4, 80, 90), bool)
    for k in range(4):
        raised = stack.copy()
        raised[k] += step
        falls[k] = index_of(raised, HOW) - index_of(stack, HOW) < 0
    assert found.valid == 80 * 90
    assert found.lowering[2] > 3000
    # Within a step of a threshold the difference and the derivative may disagree.
    assert np.abs(found.lowering - falls.sum(axis=(1, 2))).max() <= 2
    assert np.mean(mask != falls.sum(axis=0)) < 1e-3


def test_profile_tells_means():
    system = small_system()
    stack = random_stack(7)
    stack[3, 2, 2] = np.nan
    whole, _ = profiled(stack, HOW)
    first, second = profiled(stack[:, :9], HOW)[0], profiled(stack[:, 9:], HOW)[0]
    valid = np.isfinite(stack).all(axis=0)
    weights = variable_weights(stack[:, valid], HOW.weights, HOW.thresholds)
    means = (first + second).mean_weights(system.keys)
    assert list(means.values()) == pytest.approx(weights.mean(axis=1).tolist())
    assert whole.valid == first.valid + second.valid == valid.sum()
    scores = whole.layer_scores(system, HOW.weights)
    d1, d2 = stack[0][valid].mean(), stack[1][valid].mean()
    assert scores[CriteriaLayer.DRIVER] == pytest.approx((0.4 * d1 + 0.1 * d2) / 0.5)
    assert scores[CriteriaLayer.STATE] == pytest.approx(stack[3][valid].mean())
    assert list(scores) == [CriteriaLayer.DRIVER, CriteriaLayer.PRESSURE, CriteriaLayer.STATE]
    assert all(0 <= share < 0.2 for share in whole.shares(system.keys).values())
