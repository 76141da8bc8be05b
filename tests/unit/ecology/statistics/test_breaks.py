"""Natural breaks are the global optimum, and binning hardly leaves it."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.ecology.statistics.breaks import (
    binned,
    breaks_of,
    merged,
    natural_breaks,
)
from missionplanner.errors import InputError


def least_error(values, k):
    """Try every way to cut the sorted values."""
    ordered = np.sort(values)
    cuts = combinations(range(1, ordered.size), k - 1)
    splits = (np.split(ordered, cut) for cut in cuts)
    return min(sum(((part - part.mean()) ** 2).sum() for part in parts) for parts in splits)


def test_split_worked_out_by_hand():
    found = natural_breaks([1, 2, 10, 11, 12, 30], 3)
    assert found.upper == pytest.approx([2, 12, 30])
    assert found.inner == (2.0, 12.0)
    assert found.centres == pytest.approx([1.5, 11.0, 30.0])
    assert found.midpoints == (6.25, 20.5)
    assert found.counts.tolist() == [2, 3, 1]
    # 0.5^2 * 2 within the first, 1 + 0 + 1 within the second
    assert found.sse == pytest.approx(2.5)
    # mean 11: 100 + 81 + 1 + 0 + 1 + 361
    assert found.total == pytest.approx(544.0)
    assert found.fit == pytest.approx(1 - 2.5 / 544)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(-50, 50), min_size=4, max_size=11, unique=True),
    st.integers(1, 4),
)
def test_no_other_split_has_less_error(values, k):
    found = natural_breaks(np.array(values) / 7, k)
    assert found.sse == pytest.approx(least_error(np.array(values) / 7, k), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=5, max_size=12), st.integers(1, 3))
def test_ties_are_never_torn_apart(values, k):
    if len(set(values)) < k:
        with pytest.raises(InputError, match="different values"):
            natural_breaks(values, k)
        return
    found = natural_breaks(values, k)
    assert found.sse == pytest.approx(least_error(np.array(values, dtype=float), k), abs=1e-9)
    assert np.all(np.diff(found.upper) > 0)
    codes = np.searchsorted(found.upper, values)
    assert np.bincount(codes, minlength=k).tolist() == found.counts.tolist()


def test_far_from_zero_no_digits_are_lost():
    values = np.random.default_rng(2).random(4000)
    near, far = natural_breaks(values, 5), natural_breaks(values + 1e7, 5)
    assert far.sse == pytest.approx(near.sse, rel=1e-6)
    assert far.upper - 1e7 == pytest.approx(near.upper, abs=1e-6)


def test_weights_count_like_repetitions():
    values, times = np.array([3.0, 1.0, 7.0, 8.0, 20.0]), np.array([2, 5, 1, 3, 4])
    weighted = natural_breaks(values, 3, weights=times)
    repeated = natural_breaks(np.repeat(values, times), 3)
    assert weighted.upper.tolist() == repeated.upper.tolist()
    assert weighted.sse == pytest.approx(repeated.sse)
    assert weighted.counts.tolist() == repeated.counts.tolist()


def test_negative_weight_is_refused():
    with pytest.raises(InputError, match="negative"):
        natural_breaks([1.0, 2.0], 1, weights=[1.0, -1.0])


@pytest.mark.parametrize("k", [2, 4, 5, 9])
def test_bins_cost_less_than_a_hundredth_of_a_per_cent(k):
    rng = np.random.default_rng(k)
    values = np.concatenate([rng.normal(m, 0.05, 4000) for m in (0.2, 0.4, 0.6, 0.9)])
    exact = natural_breaks(values, k, method="exact")
    rough = natural_breaks(values, k, method="binned")
    assert exact.sse <= rough.sse * (1 + 1e-12)
    assert rough.sse <= exact.sse * 1.0001
    assert rough.sse <= exact.sse * (1 + rough.loss + 1e-12)
    assert exact.loss == 0.0


def test_an_outlier_that_would_spoil_the_bins_is_sorted_instead():
    values = np.append(np.random.default_rng(0).random(250_000), 1e9)
    found = natural_breaks(values, 4)
    exact = natural_breaks(values, 4, method="exact")
    assert found.upper.tolist()[-1] == 1e9
    assert found.upper == pytest.approx(exact.upper, abs=1e-3)
    assert exact.sse <= found.sse <= exact.sse * 1.0001
    assert found.counts.sum() == values.size


def test_many_equal_values_are_not_parted():
    values = np.append(np.tile([0.0, 1.0, 1.0, 5.0], 60_000), [1e7, 1e7 + 1])
    found = natural_breaks(values, 4)
    assert found.upper.tolist() == [0.0, 1.0, 5.0, 1e7 + 1]
    assert found.sse == pytest.approx(0.5)
    with pytest.raises(InputError, match="only 5 different"):
        natural_breaks(values, 6)


def test_blocks_counted_apart_are_as_one():
    values = np.random.default_rng(5).random((40, 50)).astype(np.float32)
    values[3, 4] = np.nan
    whole = binned(values, 0.0, 1.0, 4096)
    parts = merged([binned(part, 0.0, 1.0, 4096) for part in np.array_split(values, 3)])
    assert parts.count.tolist() == whole.count.tolist()
    assert parts.count.sum() == values.size - 1
    assert breaks_of(parts, 5).upper.tolist() == breaks_of(whole, 5).upper.tolist()
    counted = np.searchsorted(breaks_of(whole, 5).upper, values[np.isfinite(values)])
    assert np.bincount(counted).tolist() == breaks_of(whole, 5).counts.tolist()


def test_breaks_of_bins_are_values_that_occur():
    values = np.tile(np.arange(250, dtype=np.uint8), 4)
    exact = natural_breaks(values, 5, method="exact")
    found = natural_breaks(values, 5, method="binned")
    assert found.upper.tolist() == exact.upper.tolist()
    assert found.loss == 0.0  # equal values have no width


def test_bins_of_different_ranges_do_not_mix():
    with pytest.raises(ValueError, match="different ranges"):
        merged([binned([0.5], 0.0, 1.0), binned([0.5], 0.0, 2.0)])


def test_nodata_is_left_out():
    assert natural_breaks([1.0, np.nan, 2.0, np.inf, 9.0], 2).upper.tolist() == [2.0, 9.0]


@pytest.mark.parametrize(
    ("values", "k", "word"),
    [
        ([np.nan, np.nan], 2, "no value"),
        ([4.0] * 9, 2, "only 1 different values for 2 classes"),
        ([4.0, 5.0], 3, "only 2 different"),
        ([4.0, 5.0], 0, "0 classes"),
    ],
)
def test_too_few_values_are_told(values, k, word):
    with pytest.raises(InputError, match=word):
        natural_breaks(values, k)
