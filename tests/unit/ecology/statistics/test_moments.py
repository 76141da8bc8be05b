"""Moments of stacked indicators, whole and in parts."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.ecology.statistics.limits import Limits
from missionplanner.ecology.statistics.moments import LANES, TILE, merged, min_max_limits, moments
from missionplanner.errors import InputError
from missionplanner.model.study import Indicator

TWO = (Indicator.GREENNESS, Indicator.HEAT)


def scene(pixels, layers=3, gaps=0.1, seed=1, dtype=np.float64):
    random = np.random.default_rng(seed)
    mixing = random.normal(size=(layers, layers))
    stack = mixing @ random.normal(size=(layers, pixels)) + 300.0 * np.arange(layers)[:, None]
    stack[random.random(stack.shape) < gaps] = np.nan
    return stack.astype(dtype)


def assert_is_numpys(found, stack):
    lines = stack.reshape(len(stack), -1).astype(np.float64)
    lines = lines[:, np.isfinite(lines).all(axis=0)]
    assert found.count == lines.shape[1]
    np.testing.assert_array_equal(found.minimum, lines.min(axis=1))
    np.testing.assert_array_equal(found.maximum, lines.max(axis=1))
    np.testing.assert_allclose(found.mean, lines.mean(axis=1), rtol=1e-12)
    covariance = np.cov(lines)
    np.testing.assert_allclose(
        found.comoment / (found.count - 1), covariance, rtol=1e-10, atol=1e-12 * covariance.max()
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("pixels", [3, LANES, TILE - 1, TILE, TILE + 1, 70_000])
def test_moments_are_numpys(pixels, dtype):
    stack = scene(pixels, gaps=0.1 if pixels > 3 else 0.0, dtype=dtype)
    assert_is_numpys(moments(stack), stack)


def test_a_pixel_counts_only_where_every_layer_is_known():
    stack = np.array([[1.0, 2.0, np.nan, 4.0], [5.0, np.inf, 7.0, 9.0]])
    found = moments(stack)
    assert found.count == 2
    np.testing.assert_array_equal(found.mean, [2.5, 7.0])
    np.testing.assert_array_equal(found.comoment, [[4.5, 6.0], [6.0, 8.0]])


def test_limits_scale_and_clip_first():
    stack = scene(5000)
    limits = Limits(np.array([-1.0, 299.0, 599.0]), np.array([1.0, 301.0, 601.0]))
    scaled = (stack - limits.lower[:, None]) / limits.width[:, None]
    found = moments(stack, limits)
    assert found.scaled
    whole = moments(np.clip(scaled, 0.0, 1.0))
    assert found.count == whole.count
    np.testing.assert_allclose(found.mean, whole.mean, rtol=1e-13)
    np.testing.assert_allclose(found.comoment, whole.comoment, rtol=1e-10)
    np.testing.assert_array_equal((found.minimum, found.maximum), ([0.0] * 3, [1.0] * 3))


def test_threads_do_not_change_a_bit():
    stack = scene(300_000)
    one, three = moments(stack, workers=1), moments(stack, workers=3)
    np.testing.assert_array_equal(one.comoment, three.comoment)
    np.testing.assert_array_equal(one.mean, three.mean)


@settings(deadline=None)
@given(cuts=st.lists(st.integers(0, 2000), max_size=6), seed=st.integers(0, 50))
def test_parts_merge_to_the_whole(cuts, seed):
    stack = scene(2000, seed=seed)
    edges = [0, *sorted(cuts), 2000]
    parts = [moments(stack[:, a:b]) for a, b in pairwise(edges)]
    assert_is_numpys(merged(parts), stack)


def test_large_offsets_lose_no_variance():
    small = np.random.default_rng(5).normal(size=(2, 5000))
    found, far = moments(small), moments(small + 2.0**20)
    np.testing.assert_allclose(far.comoment, found.comoment, rtol=1e-7)


def test_nothing_adds_nothing():
    nothing = moments(np.full((3, 4, 4), np.nan))
    assert nothing.count == 0
    whole = moments(scene(100))
    for parts in ([nothing, whole], [whole, nothing]):
        np.testing.assert_array_equal(merged(parts).comoment, whole.comoment)
    assert moments(np.empty((3, 0))).count == 0


def test_raw_and_scaled_parts_do_not_mix():
    stack = scene(100)
    limits = Limits(np.zeros(3), np.ones(3))
    with pytest.raises(ValueError, match="raw moments"):
        merged([moments(stack), moments(stack, limits)])
    with pytest.raises(ValueError, match="no moments"):
        merged([])


def test_min_max_limits_are_the_extremes():
    limits = min_max_limits(moments(np.array([[0.1, 0.5, 0.3], [290.0, 300.0, 295.0]])), TWO)
    np.testing.assert_array_equal((limits.lower, limits.upper), ([0.1, 290.0], [0.5, 300.0]))


def test_an_indicator_without_variance_is_named():
    flat = np.stack([np.linspace(0.1, 0.9, 9), np.full(9, 300.0)])
    with pytest.raises(InputError, match=r"2020-07-01: heat has the same value everywhere"):
        min_max_limits(moments(flat), TWO, "2020-07-01")


def test_an_epoch_without_pixels_is_named():
    with pytest.raises(InputError, match="2020-07-01: only 2 pixels have every indicator"):
        min_max_limits(moments(np.array([[0.1, 0.2], [1.0, 2.0]])), TWO, "2020-07-01")
