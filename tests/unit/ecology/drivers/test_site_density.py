import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from missionplanner.ecology.indicators.distance import distance_m
from missionplanner.ecology.indicators.site_density import search_radius_m, site_density
from missionplanner.errors import InputError


def test_density_over_the_plane_adds_up_to_the_sites():
    density = site_density([500.0, 620.0], [500.0, 480.0], 0, 1000, 5, (200, 200), 150)
    assert density.sum() * 25 / 1e6 == pytest.approx(2, rel=1e-3)


def test_density_at_the_site_and_half_way_is_silvermans_quartic():
    # The site is a cell centre: 3 / (pi r2) there; (1 - 1/4)^2 of it at half the radius.
    density = site_density([5.0], [995.0], 0, 1000, 10, (100, 100), 100)
    peak = 3 / np.pi / 100**2 * 1e6
    assert density[0, 0] == pytest.approx(peak)
    assert density[0, 5] == pytest.approx(peak * 0.75**2)
    assert density[0, 10] == 0


def test_sites_beside_the_raster_count_and_weights_weigh():
    beside = site_density([-20.0], [50.0], 0, 100, 10, (10, 10), 60)
    assert beside[5, 0] > 0
    heavy = site_density([-20.0], [50.0], 0, 100, 10, (10, 10), 60, weights=[3.0])
    np.testing.assert_allclose(heavy, 3 * beside)


def test_radius_by_the_rule_worked_by_hand():
    # Four corners of a square of 2 km: all 1414.2 m from the middle; SD = Dm = that.
    x, y = [0, 0, 2000, 2000], [0, 2000, 0, 2000]
    assert search_radius_m(x, y) == pytest.approx(0.9 * np.sqrt(2) * 1000 * 4**-0.2)


@given(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
@settings(max_examples=20, deadline=None)
def test_radius_does_not_depend_on_where_the_sites_lie(east, north):
    x, y = np.array([0.0, 30, 90, 200]), np.array([0.0, 80, 10, 50])
    assert search_radius_m(x + east, y + north) == pytest.approx(search_radius_m(x, y), rel=1e-6)


@pytest.mark.parametrize(("x", "y"), [([1.0], [2.0]), ([1.0, 1.0], [2.0, 2.0])])
def test_radius_of_one_place_is_asked_for(x, y):
    with pytest.raises(InputError, match="give the radius"):
        search_radius_m(x, y)


def test_radius_of_nothing_is_refused():
    with pytest.raises(InputError, match="radius"):
        site_density([0.0], [0.0], 0, 10, 1, (10, 10), 0)


def test_distance_to_points_lines_and_polygons():
    away = distance_m([Point(5, 95)], 0, 100, 10, (10, 10))
    assert away[0, 0] == 0
    assert away[3, 4] == pytest.approx(50)
    both = distance_m([LineString([(0, 50), (100, 50)]), box(80, 0, 100, 20)], 0, 100, 10, (10, 10))
    assert both[0, 0] == pytest.approx(45)
    assert both[9, 9] == 0
    assert both[9, 6] == pytest.approx(15)


def test_distance_to_nothing_is_refused():
    with pytest.raises(InputError, match="no feature"):
        distance_m([], 0, 100, 10, (10, 10))
