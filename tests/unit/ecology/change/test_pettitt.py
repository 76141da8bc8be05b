import itertools
import math

import numpy as np
import pytest

from missionplanner.ecology.change.pettitt import (
    LEAST_DATES,
    _counted,
    _drawn,
    break_p,
    break_table,
)


def statistic(x):
    n = len(x)
    u = [np.sign(np.subtract.outer(x[:t], x[t:])).sum() for t in range(1, n)]
    return int(max(abs(one) for one in u))


def test_p_is_the_share_of_all_orders_of_eight():
    k = np.array([statistic(np.array(order)) for order in _some_orders(8)])
    for asked in (4, 8, 12, 16):
        assert break_p(8, asked) == pytest.approx((k >= asked).mean(), abs=0.02)
    # Only the four lowest before the four highest, or after them, reach 16: 2 * 4! * 4! of 8!.
    assert break_p(8, 16) == pytest.approx(2 * 24 * 24 / math.factorial(8), rel=1e-12)
    assert break_p(8, 0) == 1.0


def _some_orders(n):
    rng = np.random.default_rng(4)
    return (rng.permutation(n) for _ in range(4000))


def test_every_order_of_a_short_series_is_counted(monkeypatch):
    monkeypatch.setattr("missionplanner.ecology.change.pettitt.LEAST_DATES", 2)
    k = np.array([statistic(np.array(order)) for order in itertools.permutations(range(6))])
    for asked in range(10):
        assert break_p(6, asked) == pytest.approx((k >= asked).mean(), abs=1e-12)


def test_drawn_orders_follow_on_counted_ones():
    np.testing.assert_allclose(_drawn(12), _counted(12), atol=0.01)
    assert 0 < break_p(13, 42) < 0.01 and break_p(61, 0) == 1.0
    assert break_p(60, 400) < break_p(61, 400) < 3 * break_p(60, 400)  # Pettitt's own is too great


def test_too_few_dates_have_no_p():
    table = break_table(9)
    assert np.isnan(table[:LEAST_DATES]).all() and np.isfinite(table[LEAST_DATES:]).all()
