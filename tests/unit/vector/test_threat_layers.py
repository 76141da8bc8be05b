from pathlib import Path

import pytest
from shapely.geometry import LineString, MultiPolygon, Point, box

from missionplanner.errors import InputError
from missionplanner.model.airspace import GROUND, PowerLine, Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Datum
from missionplanner.model.reading import ReadChoices
from missionplanner.project.layers import write_layers
from missionplanner.vector.area import read_area
from missionplanner.vector.files import write_features
from missionplanner.vector.zones import read_zones
from tests.english import english

SQUARE = box(7, 43, 7.02, 43.02)
OTHER = box(7.03, 43, 7.05, 43.02)
LINE = LineString([(7, 43), (7.01, 43.01)])


@pytest.fixture
def package(tmp_path):
    """Write layers, each a list of shapes and the values of all of them."""

    def make(**layers) -> Path:
        path = tmp_path / "p.gpkg"
        for name, (shapes, values) in layers.items():
            columns = {key: [value] * len(shapes) for key, value in values.items()}
            write_features(path, name, shapes, columns or {"name": [name] * len(shapes)})
        return path

    return make


def test_all_layers_with_threats_are_read(package):
    path = package(
        airspace=([SQUARE], {"name": "a"}),
        wires=([LINE], {"name": "w", "height_m": 40.0}),
        hospital=([OTHER], {"name": "b"}),
    )
    got = read_zones(path)
    assert [zone.name for zone in got.threats.zones] == ["a", "b"]
    assert [line.name for line in got.threats.power_lines] == ["w"]


def test_layers_of_roads_and_places_are_passed_over(package):
    path = package(
        roads=([LINE], {"name": "r"}),
        camps=([Point(7, 43)], {"name": "c"}),
        zones=([SQUARE], {"name": "z"}),
    )
    got = read_zones(path)
    assert [zone.name for zone in got.threats.zones] == ["z"]
    assert [english(over.what) for over in got.report.passed_over] == ["layer roads", "layer camps"]
    with pytest.raises(InputError, match="line without a height"):
        read_zones(path, ReadChoices(layer=("roads",)))


def test_a_layer_can_be_chosen_and_another_file_s_name_is_told(package):
    path = package(a=([SQUARE], {"name": "a"}), b=([OTHER], {"name": "b"}))
    assert [z.name for z in read_zones(path, ReadChoices(layer=("b",))).threats.zones] == ["b"]
    got = read_zones(path, ReadChoices(layer=("boundary",)))
    assert got.report.zones == 2 and any("boundary" in line for line in english(got.report.told))


def test_a_project_s_own_layers_give_its_threats_again(tmp_path):
    high = Altitude(value_m=900.0, datum=Datum.EGM96)
    round_ = MultiPolygon([Point(7.01, 43.01).buffer(0.001)])
    threats = Threats(
        (Zone("North", MultiPolygon([SQUARE]), GROUND, high), Zone("Round", round_)),
        (PowerLine("L1", LINE, 32.5, 25.0),),
    )
    area = SurveyArea("pit", MultiPolygon([box(6.9, 42.9, 7.1, 43.1)]),
                      (Hole("village", SQUARE, overflight_allowed=False),))  # fmt: skip
    write_layers(tmp_path / "layers.gpkg", area, threats)
    got = read_zones(tmp_path / "layers.gpkg")
    assert got.threats == threats
    assert [english(over.what) for over in got.report.passed_over] == ["layer area", "layer holes"]


def test_a_drawing_is_no_file_of_threats(tmp_path):
    (tmp_path / "pit.dxf").write_text("0\nEOF\n")
    with pytest.raises(InputError, match="drawing"):
        read_zones(tmp_path / "pit.dxf")


def test_one_package_of_area_and_threats_is_told_apart_by_its_layers(package):
    inner = box(7.005, 43.005, 7.01, 43.01)
    path = package(boundary=([SQUARE], {"name": "b"}), No_Fly_Zones=([inner], {"name": "n"}))
    assert [zone.name for zone in read_zones(path).threats.zones] == ["n"]
    assert english(read_zones(path).report.passed_over[0].what) == "layer boundary"
    area = read_area(path)
    assert area.area.name == "b" and not area.area.holes
    assert english(area.report.passed_over[0].what) == "layer No_Fly_Zones"


def test_a_damaged_package_is_told_without_sqlite_s_words(tmp_path):
    path = tmp_path / "p.gpkg"
    path.write_bytes(b"SQLite format 3\x00" + bytes(600))
    with pytest.raises(InputError, match="cannot be read as GeoPackage;"):
        read_zones(path)
    with pytest.raises(InputError) as told:
        read_area(path)
    assert "database" not in str(told.value)
