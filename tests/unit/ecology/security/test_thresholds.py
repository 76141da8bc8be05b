"""Thresholds by exact one-dimensional k-means."""

import numpy as np
import pytest

from missionplanner.ecology.security.thresholds import (
    all_thresholds,
    few_valued,
    thresholds,
    unit_bins,
)
from missionplanner.ecology.statistics.breaks import merged
from missionplanner.errors import InputError

VALUES = [0.0, 0.1, 0.3, 0.4, 0.6, 0.7, 0.9, 1.0]


def test_midpoints_of_four_centres_by_hand():
    # centres 0.05, 0.35, 0.65, 0.95
    assert thresholds(VALUES) == pytest.approx((0.2, 0.5, 0.8))


def test_blocks_give_what_memory_gives():
    stack = np.random.default_rng(3).beta(2, 3, (2, 60, 40))
    stack[1, 5, 5] = np.nan
    parts = [unit_bins(part) for part in np.array_split(stack, 4, axis=1)]
    bins = [merged(column) for column in zip(*parts, strict=True)]
    found = all_thresholds(("a", "b"), bins, {})
    valid = np.isfinite(stack).all(axis=0)
    assert found["a"] == pytest.approx(thresholds(stack[0][valid]), abs=1e-4)
    assert found["b"] == pytest.approx(thresholds(stack[1][valid]), abs=1e-4)


def test_given_thresholds_stay():
    bins = unit_bins(np.array([VALUES, VALUES]))
    found = all_thresholds(("a", "b"), bins, {"b": (0.1, 0.2, 0.3)})
    assert found["a"] == pytest.approx((0.2, 0.5, 0.8), abs=1e-4)
    assert found["b"] == (0.1, 0.2, 0.3)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"a": (0.5, 0.5, 0.7)}, "a: the thresholds 0.5, 0.5, 0.7 do not rise"),
        ({"z": (0.2, 0.5, 0.7)}, "thresholds are given for 'z'"),
    ],
)
def test_wrong_thresholds_are_told(given, words):
    with pytest.raises(InputError) as caught:
        all_thresholds(("a",), unit_bins(np.array([VALUES])), given)
    assert words in str(caught.value)


def test_three_different_values_give_no_thresholds():
    with pytest.raises(InputError) as caught:
        thresholds([0.0, 0.5, 1.0, 1.0], "M2")
    assert str(caught.value).startswith("M2: only 3 different values for 4 classes")
    assert "by hand" in str(caught.value)
    with pytest.raises(InputError, match="M2"):
        all_thresholds(("M2",), unit_bins(np.array([[0.0, 0.5, 1.0]])), {})


def test_indicators_of_three_values_are_counted_unless_their_thresholds_are_given():
    three = [0.0, 0.5, 1.0, 1.0]
    bins = unit_bins(np.array([three, [0.0, 0.2, 0.5, 1.0], three]))
    assert few_valued(("a", "b", "c"), bins, {"c": (0.2, 0.5, 0.8)}) == {"a": 3}
