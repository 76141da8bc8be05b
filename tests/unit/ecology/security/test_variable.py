"""The state function and the variable weights (paper 2, equations (1) and (2))."""

from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from missionplanner.ecology.security.variable import state
from missionplanner.errors import InputError
from tests.unit.ecology.security.written_out import variable_weights

D = (0.25, 0.5, 0.75)

# C = 0.6, alpha = 1.5. Distances: 1.5 * 0.25 = 0.375, 1.5 * 0.15 = 0.225, 1.5 * 0.1 = 0.15;
# e^0.375 = 1.45499141, e^0.225 = 1.25232272, e^0.15 = 1.16183424.
BY_HAND = [
    # below d1: e^(1.5 (0.25 - x)) + e^(1.5 (0.5 - 0.25)) + 0.6 - 2
    (0.0, 1.45499141 + 1.45499141 - 1.4),  # 1.50998282
    (0.1, 1.25232272 + 1.45499141 - 1.4),  # 1.30731413
    # from d1 to d2: e^(1.5 (0.5 - x)) + 0.6 - 1
    (0.25, 1.45499141 - 0.4),  # 1.05499141
    (0.4, 1.16183424 - 0.4),  # 0.76183424
    # from d2 to d3: C
    (0.5, 0.6),
    (0.6, 0.6),
    # from d3 to 1, both included: e^(1.5 (x - 0.75)) + 0.6 - 1
    (0.75, 1.0 - 0.4),
    (0.9, 1.25232272 - 0.4),  # 0.85232272
    (1.0, 1.45499141 - 0.4),  # 1.05499141
]


@pytest.mark.parametrize(("x", "expected"), BY_HAND)
def test_state_by_hand(x, expected):
    assert float(state(x, D, 0.6, 1.5)) == pytest.approx(expected, abs=2e-8)


def test_paper_gives_the_defaults():
    assert float(state(0.0, D)) == float(state(0.0, D, 0.6, 1.5))


@pytest.mark.parametrize("threshold", D)
def test_continuous_at_the_thresholds(threshold):
    left, at, right = state([threshold - 1e-9, threshold, threshold + 1e-9], D)
    assert left == pytest.approx(at, abs=1e-8)
    assert right == pytest.approx(at, abs=1e-8)


def test_slope_is_smaller_below_the_first_threshold():
    """The text says that the penalty grows there: in value, not in slope."""
    below = float(state(0.25 - 1e-6, D) - state(0.25, D)) / 1e-6
    above = float(state(0.25, D) - state(0.25 + 1e-6, D)) / 1e-6
    assert below == pytest.approx(1.5, abs=1e-3)
    assert above == pytest.approx(1.5 * exp(0.375), abs=1e-3)


def test_state_falls_rests_and_rises():
    found = state(np.linspace(0, 1, 101), D)
    assert np.all(np.diff(found[:51]) < 0)
    assert np.all(found[50:76] == 0.6)
    assert np.all(np.diff(found[75:]) > 0)


def test_nodata_stays_nodata():
    found = state([[0.1, np.nan], [0.6, 1.0]], D)
    assert found.shape == (2, 2)
    assert np.isnan(found).tolist() == [[False, True], [False, False]]


@pytest.mark.parametrize(
    "wrong",
    [(0.5, 0.5, 0.7), (0.6, 0.5, 0.7), (0.0, 0.5, 0.7), (0.2, 0.5, 1.0), (0.2, float("nan"), 0.7)],
)
def test_thresholds_must_rise_between_0_and_1(wrong):
    with pytest.raises(InputError, match="do not rise from 0 to 1; give 0 < d1 < d2 < d3 < 1"):
        state(0.5, wrong)


def test_strength_must_be_positive():
    with pytest.raises(InputError, match="C = 0 is not above 0"):
        state(0.5, D, 0.0)
    with pytest.raises(InputError, match="alpha = -1 is not"):
        state(0.5, D, 0.6, -1)


def test_weights_by_hand():
    # S = 1.50998282 at 0 and 0.6 at 0.6: 0.4 * 1.50998282 = 0.60399313, 0.6 * 0.6 = 0.36
    found = variable_weights([0.0, 0.6], [0.4, 0.6], [D, D])
    assert found == pytest.approx([0.60399313 / 0.96399313, 0.36 / 0.96399313])


unit = st.floats(0, 1)
stacks = arrays(np.float64, (3, 4), elements=unit)
shares = arrays(np.float64, 3, elements=st.floats(0.01, 1)).map(lambda w: w / w.sum())


@settings(max_examples=100, deadline=None)
@given(stacks, shares)
def test_weights_are_positive_and_sum_to_one(x, w0):
    found = variable_weights(x, w0, [D] * 3)
    assert found.shape == (3, 4)
    assert np.all(found > 0)
    assert found.sum(axis=0) == pytest.approx(np.ones(4))


@settings(max_examples=50, deadline=None)
@given(arrays(np.float64, (3, 4), elements=st.floats(0.5, 0.75)), shares)
def test_weights_do_not_vary_where_the_state_does_not(x, w0):
    assert variable_weights(x, w0, [D] * 3) == pytest.approx(np.tile(w0[:, None], 4))


def test_a_pixel_with_one_nodata_has_no_weights():
    found = variable_weights([[0.1, 0.2], [np.nan, 0.3]], [0.5, 0.5], [D, D])
    assert np.isnan(found).tolist() == [[True, False], [True, False]]


def test_constant_weights_must_sum_to_one():
    with pytest.raises(InputError, match=r"sum to 0\.9000"):
        variable_weights([0.1, 0.2], [0.4, 0.5], [D, D])
