import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.vector.files import write_features
from missionplanner.vector.polygons import read_polygons, read_polygons_told
from tests.english import english

WEST, EAST = box(7, 43, 7.01, 43.01), box(7.02, 43, 7.03, 43.01)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml"])
def test_polygons_come_with_their_names_in_the_order_of_the_file(tmp_path, suffix):
    path = tmp_path / f"zones{suffix}"
    write_features(path, "zones", [WEST, EAST], {"name": ["Open pit", "Tailings"]})
    found = read_polygons(path)
    assert [zone.name for zone in found] == ["Open pit", "Tailings"]
    assert found[1].geometry.symmetric_difference(EAST).area < 1e-12


def test_zones_without_a_name_are_numbered(geojson):
    path = geojson((WEST, {}), (EAST, {"name": "Tailings"}), (box(8, 43, 8.1, 43.1), {}))
    assert [zone.name for zone in read_polygons(path)] == ["zone 1", "Tailings", "zone 3"]


@pytest.mark.parametrize("key", ["名称", "名字", "分区"])
def test_names_are_found_in_chinese_tables_before_mere_numbers(geojson, key):
    path = geojson((WEST, {"id": 1, key: "采坑"}), (EAST, {"id": 2, key: "排土场"}))
    assert [zone.name for zone in read_polygons(path)] == ["采坑", "排土场"]


def test_a_name_that_occurs_again_is_numbered(geojson):
    path = geojson((WEST, {"name": "pit"}), (EAST, {"name": "pit"}))
    assert [zone.name for zone in read_polygons(path)] == ["pit", "pit 2"]


def test_the_attribute_with_the_names_can_be_chosen(geojson):
    path = geojson((WEST, {"name": "A", "area": "North"}), (EAST, {"name": "B", "area": "South"}))
    assert [zone.name for zone in read_polygons(path, "area")] == ["North", "South"]


def test_an_attribute_that_is_not_there_is_told_with_those_that_are(geojson):
    with pytest.raises(InputError, match=r"no attribute 'zone'.*name"):
        read_polygons(geojson((WEST, {"name": "A"})), "zone")


def test_parts_of_one_feature_are_one_zone_and_points_are_left_out(geojson):
    both = MultiPolygon([WEST, EAST])
    path = geojson((Point(7, 43), {}), (both, {}), (LineString([(7, 43), (8, 44)]), {}))
    (zone,) = read_polygons(path)
    assert (zone.name, len(zone.geometry.geoms)) == ("zone 1", 2)


def test_a_file_without_polygons_is_told(geojson):
    with pytest.raises(InputError, match="holds no polygons"):
        read_polygons(geojson((Point(7, 43), {"name": "A"})))


def test_an_outline_that_crosses_itself_is_told_with_the_zone(geojson):
    bow = Polygon([(7, 43), (7.1, 43.1), (7.1, 43), (7, 43.1)])
    with pytest.raises(InputError, match=r"Pit: the outline crosses"):
        read_polygons(geojson((bow, {"name": "Pit"})))


def test_what_stands_beside_the_zones_is_told(geojson):
    bare = geojson(
        (WEST, {}), (None, {"name": "lost"}), (None, {}), (Point(7, 43), {"name": "Well"})
    )
    read = read_polygons_told(bare)
    assert [zone.name for zone in read.polygons] == ["zone 1"] and read.report.zones == 1
    assert [(english(item.what), english(item.why)) for item in read.report.passed_over] == [
        ("lost", "has no shape"),
        ("a feature without a name", "has no shape"),
        ("Well", "a Point is no zone"),
    ]


def test_the_first_layer_with_polygons_is_taken(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(path, "wells", [Point(7, 43)], {"name": ["Well"]})
    write_features(path, "zones", [WEST], {"name": ["A"]})
    read = read_polygons_told(path)
    assert [zone.name for zone in read.polygons] == ["A"]
    assert [english(item.what) for item in read.report.passed_over] == ["layer wells"]
