"""Sen's limits of a slope: one formula for window and report, held against scipy."""

import numpy as np
import pytest
from scipy.stats import norm, theilslopes

from missionplanner.ecology.change.sen import slope_limits
from missionplanner.report.senline import sen_line

YEARS = [2001.0, 2004.5, 2008.0, 2011.5, 2015.0, 2018.0, 2021.5]
NOISY = [0.31, 0.36, 0.30, 0.42, 0.39, 0.36, 0.47]


def test_limits_are_the_interpolated_ranks_of_gilbert():
    # 1, 2, 4, 8, 16: slopes 1 1.5 2 7/3 3 3.75 4 14/3 6 8; var S = 50/3, C = 8.0017 < 10.
    low, high = slope_limits(range(5), [1, 2, 4, 8, 16])
    reach = norm.ppf(0.975) * np.sqrt(50 / 3)
    assert reach == pytest.approx(8.0015, abs=1e-3)
    rank = (10 - reach) / 2 - 1  # counted from 0: a hair below the least slope's
    assert rank < 0 and np.isnan([low, high]).all()
    low, high = slope_limits(range(6), [1, 2, 4, 8, 16, 32])
    slopes = sorted((2**b - 2**a) / (b - a) for a in range(6) for b in range(a + 1, 6))
    rank = (15 - norm.ppf(0.975) * np.sqrt(6 * 5 * 17 / 18)) / 2 - 1
    assert low == pytest.approx(np.interp(rank, range(15), slopes))
    assert high == pytest.approx(np.interp(14 - rank, range(15), slopes))


@pytest.mark.parametrize("ties", [False, True])
def test_limits_lie_within_one_rank_of_scipys(ties):
    rng = np.random.default_rng(3)
    years = np.sort(rng.uniform(2000, 2020, 14))
    values = 0.3 + 0.01 * (years - 2000) + rng.normal(0, 0.04, 14)
    values = values.round(2 if not ties else 1)
    low, high = slope_limits(years, values)
    first, second = np.triu_indices(14, 1)
    slopes = np.sort((values[second] - values[first]) / (years[second] - years[first]))
    witness = theilslopes(values, years, 0.95)
    for ours, theirs in ((low, witness.low_slope), (high, witness.high_slope)):
        at = np.flatnonzero(np.isclose(slopes, theirs))
        assert slopes[max(at.min() - 1, 0)] <= ours <= slopes[min(at.max() + 1, len(slopes) - 1)]


def test_ties_narrow_the_limits():
    tied = np.array([0.3, 0.3, 0.3, 0.4, 0.4, 0.5, 0.5])
    slopes = np.sort([(tied[b] - tied[a]) / (b - a) for a in range(7) for b in range(a + 1, 7)])
    ties = 3 * 2 * 11 + 2 * (2 * 1 * 9)
    rank = (21 - norm.ppf(0.975) * np.sqrt((7 * 6 * 19 - ties) / 18)) / 2 - 1
    limits = slope_limits(range(7), tied)
    assert limits == pytest.approx(np.interp([rank, 20 - rank], range(21), slopes))


def test_the_report_draws_the_limits_the_window_shows():
    line = sen_line(YEARS, NOISY)
    assert line is not None and line.slopes == slope_limits(YEARS, NOISY)
    assert line.slopes[0] < line.slope < line.slopes[1]


def test_gaps_and_dates_of_one_time_are_no_pairs_and_short_series_have_no_limits():
    gap = slope_limits([*YEARS, 2022.0], [*NOISY, np.nan])
    assert gap == slope_limits(YEARS, NOISY)
    assert np.isfinite(slope_limits([*YEARS, YEARS[-1]], [*NOISY, 0.4])).all()
    assert np.isnan(slope_limits(range(4), [1, 2, 3, 4])).all()
    assert np.isnan(slope_limits([], [])).all()
