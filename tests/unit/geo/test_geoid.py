import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.geo.geoid import to_egm96_m, to_ellipsoid_m, undulation_m

LON = st.floats(-540, 540)
LAT = st.floats(-90, 90)


@given(LON, LAT, st.floats(-400, 9000))
def test_there_and_back_is_the_same_height(lon, lat, height):
    assert to_egm96_m(to_ellipsoid_m(height, lon, lat), lon, lat) == pytest.approx(height, abs=1e-9)


@given(LON, LAT)
def test_the_world_is_round(lon, lat):
    assert undulation_m(lon + 360, lat) == pytest.approx(undulation_m(lon, lat), abs=1e-6)


@given(st.floats(-90, 90))
def test_no_step_at_the_date_line(lat):
    assert undulation_m(180, lat) == undulation_m(-180, lat)
    near = undulation_m(179.9999999, lat) - undulation_m(-179.9999999, lat)
    assert abs(float(near)) < 1e-5


def test_a_pole_is_one_place():
    # EGM96 at the poles: 13.606 m and -29.534 m
    lon = np.linspace(-180, 180, 50)
    assert undulation_m(lon, 90) == pytest.approx(np.full(50, 13.606), abs=1e-3)
    assert undulation_m(lon, -90) == pytest.approx(np.full(50, -29.534), abs=1e-3)


def test_between_four_nodes_it_is_their_mean():
    corners = undulation_m([7, 7.25, 7, 7.25], [43, 43, 43.25, 43.25])
    assert undulation_m(7.125, 43.125) == pytest.approx(corners.mean(), abs=1e-9)


def test_shapes_broadcast_and_unknown_places_stay_unknown():
    out = undulation_m(np.array([[7.0], [8.0]]), np.array([43.0, np.nan]))
    assert out.shape == (2, 2)
    assert np.isnan(out[:, 1]).all() and np.isfinite(out[:, 0]).all()
