import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.vector.nearness import Neighbourhood
from missionplanner.vector.zones import read_zones
from tests.english import english

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
    assert (english(over.what), over.count) == ("zones", 5)
    assert "10 km" in english(over.why)


def test_where_all_are_far_all_are_kept_and_it_is_told(geojson):
    path = geojson((box(9, 43, 9.1, 43.1), {"name": "a"}), (box(8, 43, 8.1, 43.1), {"name": "b"}))
    got = read_zones(path, near=HERE)
    assert got.report.zones == 2 and got.report.passed_over == ()
    assert any(
        "farther than 10 km" in line and "73 km" in line for line in english(got.report.told)
    )


def test_exchanged_coordinates_that_would_lie_here_are_told(geojson):
    exchanged = box(43.05, 7.05, 43.06, 7.06)
    with pytest.raises(InputError, match="look exchanged"):
        read_zones(geojson((exchanged, {"name": "a"})), near=HERE)
    # One zone of many that happens to lie there is a zone that lies there.
    here = box(7.05, 43.05, 7.06, 43.06)
    assert read_zones(geojson((exchanged, {}), (here, {})), near=HERE).report.zones == 1


@pytest.mark.parametrize("radius", ["2000 km", "9e"])
def test_a_circle_of_half_the_earth_is_told(geojson, radius):
    with pytest.raises(InputError, match=r"radius|height"):
        read_zones(geojson((Point(7, 43), {"radius": radius})))


@pytest.mark.parametrize("lon", [179.999, -179.999, 180.0])
def test_circles_across_180_degrees_are_whole(geojson, tmp_path, lon):
    (round_,) = read_zones(geojson((Point(lon, -16.5), {"radius_m": 926}))).threats.zones
    half = f"{abs(lon):.4f} {'E' if lon > 0 else 'W'}"
    head = f"AC R\nAN c\nAL GND\nAH UNL\nV X=16.5 S {half}\n"
    (tmp_path / "c.txt").write_text(head + "DC 0.5\n")
    (tmp_path / "a.txt").write_text(head + "DA 0.5,270,90\n")
    whole, north = (read_zones(tmp_path / n).threats.zones[0] for n in ("c.txt", "a.txt"))
    for zone, km2 in ((round_, 2.694), (whole, 2.694), (north, 1.347)):
        assert zone.polygon.is_valid and len(zone.polygon.geoms) == 2
        assert geodesic_area_m2(zone.polygon) == pytest.approx(km2 * 1e6, rel=3e-3)
        assert max(part.bounds[2] - part.bounds[0] for part in zone.polygon.geoms) < 0.03


def test_a_ring_across_180_degrees_is_cut_in_two(geojson):
    ring = Polygon([(179.995, 65), (-179.995, 65), (-179.995, 65.01), (179.995, 65.01)])
    (zone,) = read_zones(geojson((ring, {}))).threats.zones
    assert [part.bounds[0] for part in zone.polygon.geoms] == pytest.approx([179.995, -180.0])
    assert geodesic_area_m2(zone.polygon) == pytest.approx(0.52587e6, rel=1e-3)
