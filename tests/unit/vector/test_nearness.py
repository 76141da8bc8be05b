import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from missionplanner.vector.nearness import Neighbourhood
from missionplanner.vector.zones import read_zones

HERE = box(7.0, 43.0, 7.1, 43.1)
DATE_LINE = box(179.95, 65.0, 179.99, 65.05)


def test_distances_are_those_of_the_ground():
    place = Neighbourhood(HERE)
    north = box(7.0, 43.2, 7.1, 43.3)
    assert place.distance_m(north) == pytest.approx(11132, rel=0.01)
    assert place.distance_m(box(7.2, 43.0, 7.3, 43.1)) == pytest.approx(8140, rel=0.01)
    assert place.distance_m(box(7.05, 43.05, 8, 44)) == 0
    assert place.distance_m(box(0, 40, 20, 60)) == 0


@pytest.mark.parametrize(
    "shape",
    [
        box(-180.0, 65.0, -179.99, 65.05),
        Polygon([(179.995, 65), (-179.99, 65), (-179.99, 65.01), (179.995, 65.01)]),
        MultiPolygon([box(179.995, 65, 180, 65.01), box(-180, 65, -179.99, 65.01)]),
        LineString([(-179.999, 65.0), (-179.99, 65.0)]),
        Point(-179.999, 65.0),
    ],
)
def test_the_other_side_of_180_degrees_is_near(shape):
    assert Neighbourhood(DATE_LINE).distance_m(shape) < 1000
    assert Neighbourhood(HERE).distance_m(shape) > 5e6


def test_a_terrain_across_180_degrees_is_no_belt_around_the_earth():
    across = Polygon([(179.99, 65), (-179.99, 65), (-179.99, 65.02), (179.99, 65.02)])
    assert Neighbourhood(across).distance_m(Point(0.0, 65.0)) > 5e6
    assert Neighbourhood(across).distance_m(Point(-179.995, 65.01)) == 0


def test_far_threats_are_counted_and_what_reaches_near_is_kept(geojson):
    line = LineString([(9, 43), (9.1, 43)])
    path = geojson(
        (box(7.05, 43.05, 7.06, 43.06), {"name": "here"}),
        (box(9, 43, 9.1, 43.1), {"name": "far"}),
        (line, {"height_m": 30}),
        (line, {"name": "far road"}),
        (Point(7.3, 43.05), {"name": "wide", "radius_km": 10}),
        (Point(7.3, 43.05), {"name": "narrow", "radius_km": 1}),
        (box(9, 43, 9.1, 43.1), {"name": "odd", "ceiling": "NOTAM"}),
    )
    got = read_zones(path, near=HERE)
    assert [zone.name for zone in got.threats.zones] == ["here", "wide"]
    assert got.threats.power_lines == ()
    (over,) = got.report.passed_over
    assert (over.what, over.count) == ("zones", 5)
    assert "10 km" in over.why


def test_where_all_are_far_all_are_kept_and_it_is_told(geojson):
    path = geojson((box(9, 43, 9.1, 43.1), {"name": "a"}), (box(8, 43, 8.1, 43.1), {"name": "b"}))
    got = read_zones(path, near=HERE)
    assert got.report.zones == 2 and got.report.passed_over == ()
    assert any("farther than 10 km" in line and "73 km" in line for line in got.report.told)
