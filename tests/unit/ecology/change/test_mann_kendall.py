"""The exact null distribution of Kendall's S."""

import itertools
import math

import numpy as np
import pytest

from missionplanner.ecology.change.mann_kendall import (
    critical_score,
    exact_p,
    null_table,
    score_counts,
    significances,
)
from missionplanner.ecology.change.trend import trend


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_the_distribution_is_that_of_all_orders(n):
    found = [
        sum(np.sign(b - a) for a, b in itertools.combinations(order, 2))
        for order in itertools.permutations(range(n))
    ]
    for score in range(n * (n - 1) // 2 + 1):
        share = sum(abs(s) >= score for s in found) / math.factorial(n)
        assert exact_p(n, score) == pytest.approx(share, abs=1e-15)


def test_counts_add_up_to_all_orders():
    assert sum(score_counts(10)) == math.factorial(10)


# reference/ecology.md 1.5; Kendall (1975), table of S.
@pytest.mark.parametrize(
    ("n", "significance", "score"), [(10, 0.05, 23), (10, 0.01, 29), (11, 0.05, 27), (11, 0.01, 33)]
)
def test_critical_scores(n, significance, score):
    assert critical_score(n, significance) == score


def test_too_few_epochs_are_never_significant():
    assert critical_score(3, 0.05) is None
    assert critical_score(4, 0.05) is None
    assert critical_score(5, 0.05) == 10


def test_the_table_is_read_by_number_and_score():
    table = null_table()
    assert table.shape == (11, 46)
    assert table[10, 45] == 2 / math.factorial(10)
    assert table[4, 0] == 1.0


def test_up_to_ten_epochs_without_ties_p_is_exact():
    stack = np.arange(10.0)[:, None] * np.ones(3)
    stack[9, 1] = 8.0  # a tie
    stack[:, 2] = [0, 1, 2, 3, 4, 5, 6, 9, 8, 7]
    found = trend(stack, np.arange(10.0))
    assert found.p[0] == 2 / math.factorial(10)
    assert found.p[1] == pytest.approx(math.erfc(found.z[1] / math.sqrt(2)))
    assert found.p[2] == exact_p(10, 39)
    assert found.exact_pixels == 2
    assert trend(stack, np.arange(10.0), exact=False).exact_pixels == 0


def test_missing_epochs_bring_eleven_down_to_the_exact_ten():
    stack = np.arange(11.0)[:, None].copy()
    assert trend(stack, np.arange(11.0)).exact_pixels == 0
    stack[4] = np.nan
    assert trend(stack, np.arange(11.0)).p[0] == 2 / math.factorial(10)


def test_significance_is_told_by_p_and_the_sign():
    z = np.array([2.5, -2.5, 1.0, 0.0, np.nan])
    p = np.array([0.01, 0.05, 0.3, 1.0, np.nan])
    assert significances(z, p, 0.05).tolist() == [3, 1, 2, 2, 0]
