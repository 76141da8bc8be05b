import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.profile import profile
from missionplanner.terrain.slope import aspect_deg, slope_deg

from .conftest import FRAME, X0, Y0


@given(st.floats(1, 70), st.floats(0, 359.9))
def test_slope_and_aspect_of_a_plane(steep, towards):
    rise, turn = math.tan(math.radians(steep)), math.radians(towards)
    y, x = np.mgrid[0:6, 0:7] * 10.0
    # falls towards the bearing
    heights = 500 - rise * (x * math.sin(turn) + y * math.cos(turn))
    terrain = Terrain(FRAME, X0, Y0, 10.0, heights)
    assert slope_deg(terrain) == pytest.approx(np.full((6, 7), steep))
    off = (aspect_deg(terrain) - towards + 180) % 360 - 180
    assert np.abs(off).max() < 1e-6


def test_flat_has_no_aspect_and_a_void_no_slope(ground):
    heights = np.full((5, 5), 7.0)
    assert np.isnan(aspect_deg(ground(heights))).all()
    heights[2, 2] = np.nan
    assert np.isnan(slope_deg(ground(heights))[1:4, 1:4]).all()
    assert slope_deg(ground(heights))[0, 0] == 0


def test_profile_keeps_its_points_and_steps_between(ground):
    terrain = ground(lambda x, y: x)
    x, y = X0 + np.array([0.0, 100.0, 100.0]), Y0 + np.array([50.0, 50.0, 73.0])
    line = profile(terrain, x, y)
    assert line.distance_m[0] == 0 and line.distance_m[-1] == pytest.approx(123)
    assert np.diff(line.distance_m).max() <= 5 + 1e-9
    assert np.all(np.diff(line.distance_m) > 0)
    assert 100.0 in line.distance_m
    assert line.ground_m == pytest.approx(line.x_m - X0)


def test_profile_of_a_point_given_twice_and_outside(ground):
    terrain = ground(lambda x, y: x)
    line = profile(terrain, [X0, X0, X0 - 20], [Y0, Y0, Y0], step_m=10)
    assert line.distance_m[-1] == 20
    assert np.isnan(line.ground_m[-1]) and line.ground_m[0] == 0
