"""The index of indicators in memory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.ecology.index.in_memory import BandContext, Bands, indicators_of, irsei_of_bands
from missionplanner.ecology.index.irsei import (
    Limits,
    components,
    finished,
    grades,
    irsei,
    merged,
    min_max_limits,
    moments,
    raw_bounds,
    raw_index,
)
from missionplanner.errors import InputError
from missionplanner.model.study import Indicator

ALL = tuple(Indicator)


def mine(seed=1, shape=(40, 50), decline=0.0):
    """Return five indicators that follow one hidden quality, and that quality."""
    random = np.random.default_rng(seed)
    quality = random.random(shape) - decline
    noise = 0.08 * random.normal(size=(5, *shape))
    stack = np.array([1.0, 0.6, -0.8, -0.7, -0.5])[:, None, None] * quality + noise
    return stack * np.array([1.0, 0.2, 0.5, 20.0, 40.0])[:, None, None] + 5.0, quality


def by_numpy(stack, count):
    lines = stack.reshape(5, -1)
    low, high = lines.min(axis=1)[:, None], lines.max(axis=1)[:, None]
    scaled = (lines - low) / (high - low)
    values, vectors = np.linalg.eigh(np.cov(scaled))
    values, vectors = values[::-1], vectors[:, ::-1]
    vectors = vectors * np.where(np.array([1, 1, -1, -1, -1]) @ vectors < 0, -1, 1)
    scores = vectors.T @ (scaled - scaled.mean(axis=1)[:, None])
    raw = (values / values.sum())[:count] @ scores[:count]
    return ((raw - raw.min()) / np.ptp(raw)).reshape(stack.shape[1:])


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_the_index_is_the_weighted_sum_of_scores(count):
    stack, _ = mine()
    found = irsei(stack, count=count)
    np.testing.assert_allclose(found.index, by_numpy(stack, count), atol=1e-12)
    np.testing.assert_allclose(found.index_pc1, by_numpy(stack, 1), atol=1e-12)


def test_the_index_follows_the_hidden_quality():
    stack, quality = mine()
    assert np.corrcoef(irsei(stack).index_pc1.ravel(), quality.ravel())[0, 1] > 0.95


def test_single_precision_agrees():
    stack, _ = mine()
    np.testing.assert_allclose(irsei(stack.astype(np.float32)).index, irsei(stack).index, atol=2e-6)


def test_nodata_stays_and_touches_nothing_else():
    stack, _ = mine()
    holed = stack.copy()
    holed[2, :5] = np.nan
    found, rest = irsei(holed), irsei(stack[:, 5:])
    assert np.isnan(found.index[:5]).all()
    assert (found.grades[:5] == 0).all()
    np.testing.assert_allclose(found.index[5:], rest.index, atol=1e-12)
    np.testing.assert_array_equal(found.grades[5:], rest.grades)


def test_threads_do_not_change_a_bit():
    stack, _ = mine(shape=(300, 500))
    one, three = irsei(stack, workers=1), irsei(stack, workers=3)
    np.testing.assert_array_equal(one.index, three.index)
    np.testing.assert_array_equal(one.grades_pc1, three.grades_pc1)


@settings(deadline=None)
@given(factor=st.floats(0.01, 100.0), summand=st.floats(-100.0, 100.0), layer=st.integers(0, 4))
def test_an_epoch_of_its_own_cannot_see_a_uniform_change(factor, summand, layer):
    stack, _ = mine(shape=(12, 12))
    changed = stack.copy()
    changed[layer] = factor * stack[layer] + summand
    np.testing.assert_allclose(irsei(changed).index, irsei(stack).index, atol=1e-9)


def pooled(*epochs):
    """Return the index of each epoch by limits, components and range of all of them."""
    together = merged(moments(stack) for stack in epochs)
    limits = min_max_limits(together, ALL, "all epochs")
    parts = components(together, limits, ALL, where="all epochs")
    raw = [raw_index(stack, limits, parts)[0] for stack in epochs]
    bounds = [raw_bounds(values) for values in raw]
    low, high = min(b[0] for b in bounds), max(b[1] for b in bounds)
    return [finished(values, low, high) for values in raw]


@settings(deadline=None)
@given(decline=st.floats(0.02, 0.5))
def test_pooled_epochs_see_a_uniform_decline(decline):
    before, after = pooled(mine(shape=(20, 20))[0], mine(shape=(20, 20), decline=decline)[0])
    assert (after < before).all()
    # The range the two are scaled by is at most that of the quality and the decline together.
    assert (before - after).mean() > 0.5 * decline / (1.0 + decline)


def test_pooling_one_epoch_changes_nothing():
    stack, _ = mine()
    np.testing.assert_allclose(pooled(stack)[0], irsei(stack).index, atol=1e-12)


def test_percentiles_are_not_moved_by_one_hot_pixel():
    stack, _ = mine()
    hot = stack.copy()
    hot[3, 0, 0] += 60.0
    moved = [
        np.abs(irsei(hot, limits=kind).index_pc1 - irsei(stack, limits=kind).index_pc1).mean()
        for kind in ("percentile", "min-max")
    ]
    assert moved[0] < 0.1 * moved[1]


def test_covariance_of_clipped_values_needs_their_own_moments():
    stack, _ = mine()
    narrow = Limits(np.full(5, 4.9), np.full(5, 5.1))
    with pytest.raises(ValueError, match="limits that clip"):
        components(moments(stack), narrow, ALL)


def test_scaled_and_raw_moments_have_the_same_components():
    stack, _ = mine()
    raw = moments(stack)
    limits = min_max_limits(raw, ALL)
    one, other = (components(m, limits, ALL) for m in (raw, moments(stack, limits)))
    np.testing.assert_allclose(one.loadings, other.loadings, atol=1e-9)
    np.testing.assert_allclose(one.eigenvalues, other.eigenvalues, rtol=1e-9)


def test_fewer_indicators_make_an_index_too():
    stack, _ = mine()
    found = irsei(stack[[0, 3]], (Indicator.GREENNESS, Indicator.HEAT))
    assert found.components.loadings.shape == (2, 2)
    assert (found.index.min(), found.index.max()) == (0.0, 1.0)


def test_a_value_on_a_break_has_the_better_grade():
    values = [0.0, 0.1999, 0.2, 0.4, 0.5999, 0.6, 0.8, 1.0, np.nan]
    expected = [1, 1, 2, 3, 3, 4, 5, 5, 0]
    for dtype in (np.float32, np.float64):
        assert grades(np.array(values, dtype)).tolist() == expected


def test_finished_clips_what_another_epoch_did_not_know():
    found = finished(np.array([-1.0, 0.0, 1.0, 3.0, np.nan]), 0.0, 2.0)
    np.testing.assert_array_equal(found, [0.0, 0.0, 0.5, 1.0, np.nan])
    with pytest.raises(InputError, match="2020: the index is the same everywhere"):
        finished(np.ones(3), 1.0, 1.0, "2020")


def test_bounds_of_nothing_are_empty():
    assert raw_bounds(np.full(3, np.nan)) == (np.inf, -np.inf)
    assert raw_bounds(np.array([np.nan, 2.0, -1.0])) == (-1.0, 2.0)


def test_bad_epochs_are_told_by_name():
    stack, _ = mine()
    stack[4] = 7.0
    with pytest.raises(InputError, match="1988-08-14: erosion has the same value everywhere"):
        irsei(stack, where="1988-08-14")
    with pytest.raises(InputError, match="only 0 pixels"):
        irsei(np.full((5, 4, 4), np.nan))


def bands(dtype=np.float64, shape=(30, 40)):
    random = np.random.default_rng(8)
    reflectances = random.uniform(0.03, 0.4, (6, *shape)).astype(dtype)
    brightness = random.normal(300.0, 4.0, shape).astype(dtype)
    return Bands(*reflectances, brightness, random.gamma(2.0, 300.0, shape).astype(dtype))


RECIPE = BandContext((0.0315, 0.2021, 0.3102, 0.1594, -0.6806, -0.6109), 11.457, 0.05, 0.8)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_bands_to_grades_is_indicators_then_index(dtype):
    stack, found = irsei_of_bands(bands(dtype), RECIPE)
    np.testing.assert_array_equal(stack, np.stack(indicators_of(bands(dtype), RECIPE)))
    np.testing.assert_allclose(found.index, irsei(stack).index, atol=1e-6)
    assert (found.index.dtype, found.index.shape) == (dtype, (30, 40))


def test_bands_of_different_size_are_told():
    good = bands()
    bad = Bands(*(getattr(good, n) for n in list(good.__dict__)[:7]), good.erosion_base[1:])
    with pytest.raises(InputError, match="29x40 and 30x40 pixels"):
        irsei_of_bands(bad, RECIPE)
