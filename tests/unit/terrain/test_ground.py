import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from missionplanner.raster.bilinear import bilinear_at
from missionplanner.terrain.sample import bilinear, bilinear_many

from .conftest import X0, Y0


def test_on_centres_between_and_outside(ground):
    terrain = ground(np.array([[0.0, 10.0], [20.0, 50.0]]))
    x, y = X0 + np.array([0, 10, 5, 5, -0.01, 10.01]), Y0 + np.array([0, 10, 0, 5, 0, 0])
    assert terrain.height_at(x, y) == pytest.approx([0, 50, 5, 20, np.nan, np.nan], nan_ok=True)
    assert terrain.height_at(np.nan, Y0) != terrain.height_at(np.nan, Y0)


def test_a_plane_is_met_everywhere(ground):
    terrain = ground(lambda x, y: 3 + 0.4 * x - 0.7 * y)
    x, y = np.random.default_rng(0).uniform(0, 580, (2, 500))
    assert terrain.height_at(X0 + x, Y0 + y) == pytest.approx(3 + 0.4 * x - 0.7 * y)


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.tuples(st.floats(-50, 250), st.floats(-50, 250)), min_size=1, max_size=20))
def test_the_kernel_and_numpy_agree(points):
    height = np.random.default_rng(3).normal(500, 50, (20, 18))
    height[4, 5] = np.nan
    x, y = np.array(points).T.copy()
    by_numpy = bilinear_at(height, 0.0, 0.0, 10.0, x, y)
    by_kernel = bilinear_many(height, 0.0, 0.0, 10.0, x, y)
    assert by_kernel == pytest.approx(by_numpy, nan_ok=True)
    assert bilinear(height, 0.0, 0.0, 10.0, x[0], y[0]) == pytest.approx(by_numpy[0], nan_ok=True)


def test_a_void_is_not_filled(ground):
    heights = np.full((5, 5), 7.0)
    heights[2, 2] = np.nan
    terrain = ground(heights)
    assert np.isnan(terrain.height_at(X0 + 25, Y0 + 25))
    assert terrain.height_at(X0 + 35, Y0 + 35) == 7


def test_share_covered(ground):
    terrain = ground(lambda x, y: np.where(x < 300, 1.0, np.nan))
    inside = box(X0 + 20, Y0 + 20, X0 + 200, Y0 + 200)
    assert terrain.covers(inside) == 1.0
    half = box(X0 + 90, Y0 + 20, X0 + 490, Y0 + 200)
    assert terrain.covers(half) == pytest.approx(0.5, abs=0.03)
    assert terrain.covers(box(0, 0, 10, 10)) == 0.0
    assert terrain.covers(box(X0 + 20, Y0 + 20, X0 + 20.1, Y0 + 20.1)) == 1.0
