"""Quantiles of data in blocks."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from missionplanner.ecology.statistics.moments import moments
from missionplanner.ecology.statistics.quantiles import (
    histogram,
    merged_histograms,
    percentile_limits,
    quantiles,
)
from missionplanner.errors import InputError
from missionplanner.model.study import Indicator

SHARES = (0.0, 0.01, 0.05, 0.25, 0.5, 0.95, 0.99, 1.0)
TWO = (Indicator.GREENNESS, Indicator.HEAT)


def in_blocks(values, size, shares=SHARES, bins=65_536):
    known = values[~np.isnan(values)]
    blocks = [values[at : at + size] for at in range(0, len(values), size)]
    return quantiles(lambda: blocks, len(known), known.min(), known.max(), shares, bins)


def assert_is_numpys(values, size):
    known = values[~np.isnan(values)]
    tolerance = 2.0**-30 * np.ptp(known)
    np.testing.assert_allclose(
        in_blocks(values, size), np.quantile(known, SHARES), rtol=1e-15, atol=tolerance
    )


@pytest.mark.parametrize("size", [1, 777, 100_000])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_blocks_have_numpys_quantiles(size, dtype):
    count = 200 if size == 1 else 20_000
    assert_is_numpys(np.random.default_rng(2).normal(290.0, 5.0, count).astype(dtype), size)


def test_gaps_are_not_counted():
    values = np.random.default_rng(3).exponential(size=5000)
    values[::7] = np.nan
    assert_is_numpys(values, 512)


def test_a_far_outlier_costs_no_precision_that_was_promised():
    values = np.append(np.random.default_rng(4).normal(size=9999), 1e6)
    assert_is_numpys(values, 1000)


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
@example([0.0, 2.00001, -524286.0])  # the greatest value rounds out of the last bin's window
def test_any_values_with_ties_have_numpys_quantiles(values):
    assert_is_numpys(np.array(values), 7)


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=40))
def test_few_distinct_values_have_numpys_quantiles(values):
    assert_is_numpys(np.array(values, np.float64), 5)


def test_the_error_is_a_bin_of_the_second_pass():
    values = np.random.default_rng(6).random(3000)
    found = in_blocks(values, 100, bins=64)
    np.testing.assert_allclose(found, np.quantile(values, SHARES), atol=1.0 / 64**2)


def test_histograms_merge_only_in_one_window():
    values = np.arange(4.0)
    whole = merged_histograms([histogram(values, 1.0, 3.0, 4), histogram(values, 1.0, 3.0, 4)])
    assert (whole.below, whole.counts.tolist()) == (2, [2, 0, 2, 2])
    with pytest.raises(ValueError, match="one window"):
        merged_histograms([histogram(values, 1.0, 3.0, 4), histogram(values, 0.0, 3.0, 4)])


def test_nothing_has_no_quantile():
    with pytest.raises(InputError, match="0 values have no quantile"):
        quantiles(lambda: [np.full(3, np.nan)], 0, 0.0, 1.0, (0.5,))


def test_percentile_limits_are_of_pixels_known_in_every_layer():
    random = np.random.default_rng(7)
    stack = np.stack([random.random((50, 60)), random.normal(300.0, 5.0, (50, 60))])
    stack[0, :10] = np.nan
    limits = percentile_limits(stack, moments(stack), TWO, (2.0, 98.0))
    expected = np.percentile(stack[:, 10:].reshape(2, -1), (2.0, 98.0), axis=1)
    np.testing.assert_allclose(
        (limits.lower, limits.upper), expected, rtol=0.0, atol=2.0**-30 * 40.0
    )


def test_an_indicator_that_is_mostly_one_value_is_named():
    stack = np.stack([np.linspace(0.0, 1.0, 1000), np.zeros(1000)])
    stack[1, 0] = 5.0
    with pytest.raises(InputError, match="all epochs: heat has the same value"):
        percentile_limits(stack, moments(stack), TWO, (1.0, 99.0), "all epochs")
