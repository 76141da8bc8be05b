import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.geo.frames import (
    SiteFrame,
    bearing_deg,
    destination,
    geodesic_area_m2,
    geodesic_distances_m,
    geodesic_length_m,
    to_lonlat,
)

LON = st.floats(-180, 180)
LAT = st.floats(-80, 84)


@given(LON, LAT)
def test_to_metres_and_back_is_the_same_place(lon, lat):
    frame = SiteFrame.around(lon, lat)
    back = frame.inverse(*frame.forward(lon, lat))
    assert abs(back[0] - lon) % 360 == pytest.approx(0, abs=1e-9)
    assert back[1] == pytest.approx(lat, abs=1e-9)


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [(-84.2, 36.6, 32616), (116, 24.9, 32650), (-35, -8, 32725), (180, 10, 32660), (3, 0, 32631)],
)
def test_the_zone_holds_the_place(lon, lat, epsg):
    assert SiteFrame.around(lon, lat).epsg == epsg


@pytest.mark.parametrize(
    ("lon", "epsg"), [(180, 32660), (180.01, 32601), (181, 32601), (359, 32630)]
)
def test_longitudes_beyond_180_are_counted_on(lon, epsg):
    assert SiteFrame.around(lon, 10).epsg == epsg


def test_easting_on_the_central_meridian_is_500_km():
    x, y = SiteFrame(32616).forward(-87.0, 0.0)
    assert (float(x), float(y)) == pytest.approx((500_000, 0), abs=1e-6)


@pytest.mark.parametrize("place", [(0, 85), (0, -81), (500_000, 4_000_000), (float("nan"), 0)])
def test_no_frame_where_utm_ends(place):
    with pytest.raises(InputError, match="outside the UTM zones"):
        SiteFrame.around(*place)


def test_shapes_keep_their_height():
    frame = SiteFrame(32616)
    moved = frame.unproject(frame.project(Point(-84.2, 36.6, 12.5)))
    assert (moved.x, moved.y, moved.z) == pytest.approx((-84.2, 36.6, 12.5), abs=1e-9)
    assert not frame.project(Point(-84.2, 36.6)).has_z


def test_wkt_names_the_zone():
    assert "UTM zone 16N" in SiteFrame(32616).crs_wkt


def test_a_degree_of_the_meridian_at_the_equator():
    # WGS 84: 110 574.389 m from 0 to 1 deg N (Karney, GeographicLib)
    assert geodesic_distances_m([7, 7], [0, 1]) == pytest.approx([110_574.389], abs=0.001)


def test_length_in_space():
    flat = geodesic_length_m([7, 7], [0, 0.001])
    assert geodesic_length_m([7, 7], [0, 0.001], [0, 100]) == pytest.approx(np.hypot(flat, 100))


@given(st.floats(-179, 179), st.floats(-70, 70), st.floats(0, 359), st.floats(10, 50_000))
def test_destination_is_as_far_and_in_the_direction_asked(lon, lat, bearing, distance):
    end = destination(lon, lat, bearing, distance)
    reached = geodesic_distances_m([lon, float(end[0])], [lat, float(end[1])])[0]
    assert reached == pytest.approx(distance, abs=1e-5)
    turned = bearing_deg(lon, lat, float(end[0]), float(end[1])) - bearing
    assert (turned + 180) % 360 - 180 == pytest.approx(0, abs=1e-4)


def test_area_does_not_depend_on_the_turn_of_the_ring():
    ring = [(7, 43), (7.01, 43), (7.01, 43.01), (7, 43.01)]
    assert geodesic_area_m2(Polygon(ring)) == pytest.approx(geodesic_area_m2(Polygon(ring[::-1])))
    hole = box(7.002, 43.002, 7.004, 43.004)
    with_hole = Polygon(ring, [hole.exterior.coords])
    left = geodesic_area_m2(Polygon(ring)) - geodesic_area_m2(hole)
    assert geodesic_area_m2(with_hole) == pytest.approx(left)


def test_any_crs_becomes_degrees():
    there = to_lonlat(Point(500_000, 0), SiteFrame(32616).crs_wkt)
    assert (there.x, there.y) == pytest.approx((-87, 0))
    # latitude comes first in this system, as EPSG has it: x is longitude all the same
    assert to_lonlat(Point(7, 43), "EPSG:4258").x == pytest.approx(7, abs=1e-6)


def test_nonsense_in_a_crs_is_told():
    with pytest.raises(InputError, match="not understood"):
        to_lonlat(Point(0, 0), "no such system")
    with pytest.raises(InputError, match="cannot be turned"):
        to_lonlat(Point(1e12, 1e12), "EPSG:32616")
