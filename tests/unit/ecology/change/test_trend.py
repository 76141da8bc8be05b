"""Sen's slope and the Mann-Kendall test of stacks, against hand-worked cases and their own laws."""

import datetime
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from missionplanner.ecology.change.seasonal import lone_months
from missionplanner.ecology.change.sen import directions
from missionplanner.ecology.change.trend import NETWORK_PAIRS, trend
from missionplanner.errors import InputError
from missionplanner.model.study import decimal_year

YEARS = np.arange(2014.0, 2025.0)


def of(values, years=None, **options):
    series = np.array(values, dtype=float)[:, None]
    found = trend(series, np.arange(len(values)) + 2000.0 if years is None else years, **options)
    return {
        name: getattr(found, name)[0] for name in ("slope", "intercept", "score", "z", "p", "count")
    }


def plainly(values, years):
    """Return slope, S and Var(S) straight from their definitions."""
    there = np.isfinite(values)
    y, t = values[there], years[there]
    pairs = [(i, j) for i in range(y.size) for j in range(i + 1, y.size)]
    slope = np.median([(y[j] - y[i]) / (t[j] - t[i]) for i, j in pairs])
    score = sum(np.sign(y[j] - y[i]) for i, j in pairs)
    n, groups = y.size, np.unique(y, return_counts=True)[1]
    variance = n * (n - 1) * (2 * n + 5) / 18 - sum(g * (g - 1) * (2 * g + 5) for g in groups) / 18
    return slope, score, variance


def test_four_values_worked_by_hand():
    # Slopes 2, 0.5, 1, -1, 0.5, 2: median 0.75. S = 5 - 1 = 4. Var = 4 * 3 * 13 / 18 = 26 / 3.
    found = of([1.0, 3.0, 2.0, 4.0])
    assert found["slope"] == 0.75
    assert found["score"] == 4
    assert found["z"] == pytest.approx(3 / math.sqrt(26 / 3), abs=1e-15)
    # Of the 24 orders |S| is 6 in 2 and 4 in 6.
    assert found["p"] == pytest.approx(8 / 24, abs=1e-15)
    # median(y) = 2.5 at the median time 1.5 years after the first epoch.
    assert found["intercept"] == 2.5 - 0.75 * 1.5


def test_ties_lessen_the_variance():
    # 1 2 2 3: S = 5; Var = (4 * 3 * 13 - 2 * 1 * 9) / 18 = 23 / 3; with ties p is the normal one.
    found = of([1.0, 2.0, 2.0, 3.0])
    assert found["score"] == 5
    assert found["z"] == pytest.approx(4 / math.sqrt(23 / 3), abs=1e-15)
    assert found["p"] == pytest.approx(math.erfc(found["z"] / math.sqrt(2)), abs=1e-15)


def test_a_constant_series_has_no_trend():
    found = of([0.5] * 6)
    assert (found["slope"], found["score"], found["z"], found["p"]) == (0.0, 0.0, 0.0, 1.0)


def test_the_slope_is_per_year_of_true_spacing():
    years = np.array([2000.0, 2001.0, 2005.0, 2011.5])
    assert of(3.0 + 0.02 * years, years)["slope"] == pytest.approx(0.02, abs=1e-12)


def test_the_line_begins_at_the_first_epoch():
    years = np.array([2000.0, 2002.0, 2003.0])
    assert of([1.0, 1.2, 1.3], years)["intercept"] == pytest.approx(1.0, abs=1e-12)


def test_eleven_steady_years_reach_the_largest_z():
    found = of(np.linspace(0.8, 0.3, 11), YEARS)
    assert found["score"] == -55
    assert found["z"] == pytest.approx(-4.204, abs=5e-4)


def test_fewer_valid_epochs_than_asked_for_give_no_trend():
    found = of([1.0, np.nan, 2.0, np.nan], min_epochs=3)
    assert found["count"] == 2
    assert math.isnan(found["slope"]) and math.isnan(found["p"])
    assert of([1.0, np.nan, 2.0, np.nan], min_epochs=2)["slope"] == 0.5


def test_infinity_counts_as_missing():
    assert of([1.0, np.inf, 2.0, 3.0])["count"] == 3


def test_one_epoch_is_no_trend():
    with pytest.raises(InputError, match="at least two epochs"):
        trend(np.zeros((1, 2, 2)), [2020.0])


def test_dates_must_ascend():
    with pytest.raises(InputError, match="follow one another"):
        trend(np.zeros((2, 1)), [2020.0, 2020.0])


def test_every_epoch_needs_its_date():
    with pytest.raises(InputError, match="3 epochs of values but 2 dates"):
        trend(np.zeros((3, 1)), [2020.0, 2021.0])


def test_dates_become_decimal_years():
    assert decimal_year(datetime.date(2020, 1, 1)) == 2020.0
    assert decimal_year(datetime.date(2020, 7, 2)) == 2020.5
    assert decimal_year(datetime.date(2021, 12, 31)) == 2021 + 364 / 365


def test_directions_keep_to_the_tolerance():
    slope = np.array([-0.002, -0.001, 0.0, 0.001, 0.0011, np.nan])
    assert directions(slope, 0.001).tolist() == [1, 2, 2, 2, 3, 0]


def test_seasons_are_compared_within_themselves():
    # Two seasons with opposite trends: S = 3 - 3; slopes 1, 1, 1, -1, -1, -1.
    years = np.array([0.0, 0.5, 1.0, 1.5, 2.0, 2.5])
    found = of([1.0, 9.0, 2.0, 8.0, 3.0, 7.0], years, seasons=[1, 7, 1, 7, 1, 7])
    assert (found["score"], found["slope"]) == (0.0, 0.0)
    assert of([1.0, 9.0, 2.0, 10.0, 3.0, 11.0], years, seasons=[1, 7, 1, 7, 1, 7])["slope"] == 1.0


def test_months_with_a_single_epoch_are_named():
    dates = [datetime.date(2020, 6, 1), datetime.date(2021, 6, 5), datetime.date(2021, 9, 1)]
    assert lone_months(dates) == (9,)


def test_nothing_to_compare_is_no_trend():
    found = of([1.0, 2.0, 3.0], seasons=[1, 2, 3])
    assert math.isnan(found["slope"]) and math.isnan(found["z"])


values = st.one_of(
    st.floats(0, 1, width=32), st.sampled_from([0.0, 0.25, 0.5, 0.75]), st.just(math.nan)
)
series = st.integers(2, 14).flatmap(lambda n: arrays(np.float64, n, elements=values))


@given(series)
def test_any_series_follows_the_definitions(y):
    years = 2000.0 + np.cumsum(np.arange(1, y.size + 1) % 3 + 1.0)
    found = of(y, years, min_epochs=2)
    if np.isfinite(y).sum() < 2:
        assert math.isnan(found["slope"])
        return
    slope, score, variance = plainly(y, years)
    assert found["slope"] == pytest.approx(slope, abs=1e-12)
    assert found["score"] == score
    z = 0.0 if score == 0 else (score - np.sign(score)) / math.sqrt(variance)
    assert found["z"] == pytest.approx(z, abs=1e-12)


@given(series)
def test_time_reversed_turns_the_sign(y):
    years = np.arange(y.size) + 2000.0
    there, back = of(y, years), of(y[::-1], years)
    assert back["slope"] == pytest.approx(-there["slope"], abs=1e-12, nan_ok=True)
    assert back["z"] == pytest.approx(-there["z"], abs=1e-12, nan_ok=True)
    assert back["p"] == pytest.approx(there["p"], abs=1e-12, nan_ok=True)


@given(series, st.integers(-3, 3))
def test_a_constant_added_changes_the_intercept_alone(y, constant):
    # Multiples of 1/64 add without rounding, so that ties stay ties.
    y = np.round(y * 64) / 64
    before, after = of(y), of(y + constant)
    for name in ("slope", "score", "z", "p"):
        assert after[name] == pytest.approx(before[name], abs=1e-12, nan_ok=True)
    assert after["intercept"] == pytest.approx(
        before["intercept"] + constant, abs=1e-12, nan_ok=True
    )


@given(series)
def test_a_rising_function_changes_no_score(y):
    y = np.round(y * 64)
    assert of(np.exp2(y / 4))["score"] == pytest.approx(of(y)["score"], nan_ok=True)


@given(series)
def test_missing_epochs_are_as_if_left_out(y):
    years = 2000.0 + np.arange(y.size) ** 1.5
    there = np.isfinite(y)
    if there.sum() < 3:
        return
    whole, cut = of(y, years), of(y[there], years[there])
    for name in ("slope", "score", "z", "p", "count"):
        assert whole[name] == pytest.approx(cut[name], abs=1e-12)


def test_quickselect_beyond_the_networks_finds_the_same():
    n = int((2 * NETWORK_PAIRS) ** 0.5) + 3
    rng = np.random.default_rng(3)
    stack = rng.random((n, 40))
    stack[rng.random(stack.shape) < 0.2] = np.nan
    years = np.arange(float(n))
    found = trend(stack, years)
    for pixel in range(0, 40, 7):
        slope, score, _ = plainly(stack[:, pixel], years)
        assert found.slope[pixel] == pytest.approx(slope, abs=1e-12)
        assert found.score[pixel] == score


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_threads_and_parts_give_the_same_to_the_last_bit(dtype):
    rng = np.random.default_rng(5)
    stack = rng.random((11, 9, 37)).astype(dtype)
    stack[rng.random(stack.shape) < 0.1] = np.nan
    whole, threaded = trend(stack, YEARS), trend(stack, YEARS, threads=3)
    parts = [trend(stack[:, :4], YEARS), trend(stack[:, 4:], YEARS)]
    for name in ("slope", "intercept", "z", "p", "count"):
        value = getattr(whole, name)
        np.testing.assert_array_equal(value, getattr(threaded, name))
        np.testing.assert_array_equal(value, np.vstack([getattr(part, name) for part in parts]))
    assert whole.exact_pixels == threaded.exact_pixels == sum(p.exact_pixels for p in parts)
