import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from missionplanner.planning.kernels.height_profile import (
    bridge_transits,
    limit_ceiling,
    limit_climb,
    sample_need,
    thin,
)
from tests.unit.planning.made_up import ridge

LENGTH = 60
profiles = arrays(np.float64, LENGTH, elements=st.floats(0.0, 200.0))
steps = arrays(np.float64, LENGTH - 1, elements=st.floats(1.0, 12.0))
UP, DOWN = np.full(LENGTH, 0.4), np.full(LENGTH, 0.3)


def slopes(along, height):
    return np.diff(height) / np.diff(along)


@given(profiles, steps)
@settings(max_examples=100, deadline=None)
def test_climb_limits_only_raise_and_hold_everywhere(need, step):
    along = np.concatenate(([0.0], np.cumsum(step)))
    height = need.copy()
    limit_climb(along, height, UP, DOWN)
    assert (height >= need).all()
    assert slopes(along, height).max() <= 0.4 + 1e-9
    assert slopes(along, height).min() >= -0.3 - 1e-9
    # The least such profile: every point is needed there, or by a neighbour at the limit.
    again = height.copy()
    limit_climb(along, again, UP, DOWN)
    np.testing.assert_allclose(again, height)
    assert height.max() == need.max()


@given(profiles, steps, arrays(np.bool_, LENGTH, elements=st.booleans()))
@settings(max_examples=150, deadline=None)
def test_thinned_legs_never_dip_below_nor_exceed_limits_nor_tolerance(need, step, survey):
    along = np.concatenate(([0.0], np.cumsum(step)))
    limit_climb(along, need, UP, DOWN)
    most = need + np.where(survey, 2.0, 6.0)
    limit_ceiling(along, most, UP, DOWN)
    assert (most >= need - 1e-9).all()
    forced = np.zeros(LENGTH, np.bool_)
    forced[[0, 20, 41, LENGTH - 1]] = True
    height = np.empty(LENGTH)
    kept = thin(along, need, most, UP, DOWN, forced, height)
    assert kept[forced].all()
    line = np.interp(along, along[kept], height[kept])
    assert (line >= need - 1e-6).all()
    assert (line <= most + 1e-6).all()
    assert slopes(along[kept], height[kept]).max(initial=0.0) <= 0.4 + 1e-6
    assert slopes(along[kept], height[kept]).min(initial=0.0) >= -0.3 - 1e-6


def test_a_leg_along_the_upper_profile_falls_no_faster_by_rounding():
    along = np.arange(LENGTH, dtype=np.float64)
    need = np.zeros(LENGTH)
    need[44] = 80.0
    limit_climb(along, need, UP, DOWN)
    most = need + 2.0
    limit_ceiling(along, most, UP, DOWN)
    forced = np.zeros(LENGTH, np.bool_)
    forced[[0, 20, 41, LENGTH - 1]] = True
    height = np.empty(LENGTH)
    kept = thin(along, need, most, UP, DOWN, forced, height)
    assert slopes(along[kept], height[kept]).min() >= -0.3 - 1e-9


def test_an_even_slope_needs_two_waypoints():
    along = np.arange(LENGTH) * 10.0
    need = 0.2 * along
    height = np.empty(LENGTH)
    kept = thin(along, need, need + 2.0, UP, DOWN, np.zeros(LENGTH, np.bool_), height)
    assert kept.sum() == 2


def test_transits_keep_to_the_line_between_the_strips_they_join():
    along = np.arange(7) * 10.0
    survey = np.array([True, True, False, False, False, True, True])
    height = np.array([50.0, 100.0, 10.0, 95.0, 10.0, 60.0, 60.0])
    bridge_transits(along, survey, height)
    np.testing.assert_allclose(height, [50.0, 100.0, 90.0, 95.0, 70.0, 60.0, 60.0])


def test_needs_are_read_from_the_strip_or_the_transit_surface():
    ground = ridge()
    need = np.empty(2)
    sample_need(np.zeros(2), np.zeros(2), np.array([True, False]), ground, need)
    np.testing.assert_allclose(need, [180.0, 120.0])
