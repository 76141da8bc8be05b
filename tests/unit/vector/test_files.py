import sqlite3

import pytest
from shapely.geometry import LineString, Point, box

from missionplanner.errors import InputError, OutputError
from missionplanner.vector.files import layer_names, read_features, read_layers, write_features
from tests.english import english

SHAPES = [box(7, 43, 7.01, 43.01), None, LineString([(7, 43, 100), (7.1, 43.1, 120)])]
FIELDS = {"name": ["a", None, "ü"], "n": [1, 2, 3], "x": [1.5, None, 2], "ok": [True, False, True]}


@pytest.mark.parametrize("suffix", ["geojson", "gpkg"])
def test_values_of_every_kind_come_back(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    write_features(path, "layer", SHAPES, FIELDS)
    again = read_features(path)
    assert len(again) == 3 and again.crs == "EPSG:4326"
    assert {k: list(v) for k, v in again.fields.items()} == FIELDS
    assert again.geometries[1] is None
    assert again.geometries[2].coords[1] == (7.1, 43.1, 120)
    assert [values["name"] for _, values in again.rows()] == ["a", None, "ü"]


def test_layers_of_a_geopackage_live_side_by_side(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(path, "one", [Point(1, 2)], {"name": ["x"]})
    write_features(path, "two", [Point(3, 4)], {"name": ["y"]})
    write_features(path, "one", [Point(5, 6)], {"name": ["z"]})
    assert set(layer_names(path)) == {"one", "two"}
    assert read_features(path, "one").fields["name"] == ["z"]
    assert read_features(path, "two").geometries[0] == Point(3, 4)


def test_all_layers_or_those_named(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(path, "one", [Point(1, 2)], {"name": ["x"]})
    write_features(path, "notes", [None], {"name": ["a table"]})
    write_features(path, "two", [Point(3, 4)], {"name": ["y"]})
    with sqlite3.connect(path) as package:
        package.execute(
            "UPDATE gpkg_contents SET data_type = 'attributes' WHERE identifier='notes'"
        )
        package.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = 'notes'")
    both = read_layers(path)
    assert [part.layer for part in both] == ["one", "two"]
    assert [(english(p.what), p.count) for p in both[0].passed_over] == [("layer notes", 1)]
    (second,) = read_layers(path, ("two",))
    assert second.geometries == (Point(3, 4),) and not second.passed_over
    with pytest.raises(InputError, match=r"no layer 'three'.*its layers are: .*one.*two"):
        read_layers(path, ("three",))
    with pytest.raises(InputError, match="layer notes is a table"):
        read_layers(path, ("notes",))


@pytest.mark.parametrize("suffix", ["geojson", "kml"])
def test_a_file_of_one_layer_bears_its_own_name(tmp_path, suffix):
    path = tmp_path / f"mine.{suffix}"
    write_features(path, "any", [Point(1, 2)], {"name": ["x"]})
    (only,) = read_layers(path)
    assert only.layer == "mine" and len(only) == 1
    assert len(read_layers(path, ("mine",))) == 1


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "kml"])
def test_a_folder_that_is_a_file(tmp_path, suffix):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write_features(tmp_path / "file" / f"a.{suffix}", "x", [Point(1, 2)], {"name": ["x"]})
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_format_that_is_none(tmp_path):
    with pytest.raises(OutputError, match="not a vector format"):
        write_features(tmp_path / "a.docx", "x", [], {})
    with pytest.raises(InputError, match="not a format"):
        read_features(tmp_path / "a.docx")
