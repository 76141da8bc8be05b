import math
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.model.airspace import PowerLine, Threats, Zone
from missionplanner.model.area import Hole, SensorPart, SurveyArea
from missionplanner.model.forms import FormKind, ShapeForm
from missionplanner.model.places import Altitude, Datum
from missionplanner.project.document import Project
from missionplanner.project.form_columns import form_of
from missionplanner.project.layers import read_layers, write_layers
from missionplanner.vector.area import read_area
from missionplanner.vector.files import write_features

names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
lon, lat = st.floats(-179, 178), st.floats(-80, 79)
heights = st.floats(-400, 9000)
positive = st.floats(0.1, 5000)


@st.composite
def polygons(draw: st.DrawFn) -> Polygon:
    west, south = draw(lon), draw(lat)
    steps = draw(st.integers(3, 7))
    turn = draw(st.floats(0, 1))
    angles = [turn + k * math.tau / steps for k in range(steps)]
    corners = [(west + 0.3 * math.cos(angle), south + 0.3 * math.sin(angle)) for angle in angles]
    return Polygon(corners)


multi = st.lists(polygons(), min_size=1, max_size=3).map(MultiPolygon)
altitudes = st.builds(Altitude, value_m=heights, datum=st.sampled_from(Datum))
holes = st.builds(Hole, name=names, polygon=polygons(), overflight_allowed=st.booleans())
lon_lat = st.tuples(lon, lat).map(lambda place: (round(place[0], 9), round(place[1], 9)))
forms = st.builds(ShapeForm, st.just(FormKind.CIRCLE), st.tuples(lon_lat), positive) | st.builds(
    ShapeForm,
    st.just(FormKind.CORRIDOR),
    st.lists(lon_lat, min_size=2, max_size=4, unique=True).map(tuple),
    positive,
)
zones = st.builds(
    Zone,
    name=names,
    polygon=multi,
    floor=altitudes,
    ceiling=st.none() | altitudes,
    radius_m=st.none() | positive,
    form=st.none() | forms,
)
lines = st.builds(
    PowerLine,
    name=names,
    line=st.lists(st.tuples(lon, lat), min_size=2, max_size=5).map(LineString),
    height_m=positive,
    clearance_m=positive,
)
areas = st.builds(
    SurveyArea,
    name=names,
    outer=multi,
    holes=st.lists(holes, max_size=3).map(tuple),
    form=st.none() | forms,
)
all_threats = st.builds(
    Threats,
    zones=st.lists(zones, max_size=3).map(tuple),
    power_lines=st.lists(lines, max_size=3).map(tuple),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(area=areas, threats=all_threats)
def test_layers_come_back_exactly(tmp_path: Path, area: SurveyArea, threats: Threats) -> None:
    path = tmp_path / "layers.gpkg"
    write_layers(path, area, threats)
    assert read_layers(path) == (area, threats)


@pytest.mark.parametrize(
    "written",
    [
        {"form": "blob"},
        {"form_places": "POINT (112"},
        {"form_places": "LINESTRING (112 37, 113 37)"},
        {"form_size_m": -3.0},
        {"form_size_m": None},
    ],
)
def test_a_form_that_cannot_be_read_is_none_and_stops_nobody(written: dict[str, object]) -> None:
    good = {"form": "circle", "form_places": "POINT (112 37)", "form_size_m": 50.0}
    assert form_of(good) == ShapeForm(FormKind.CIRCLE, ((112.0, 37.0),), 50.0)
    assert form_of({**good, **written}) is None
    assert form_of({}) is None, "an older project has none"


def test_a_polygon_drawn_into_the_area_layer_belongs_to_the_area(tmp_path: Path) -> None:
    path = tmp_path / "layers.gpkg"
    write_features(path, "area", [box(1, 1, 2, 2), box(3, 3, 4, 4)], {"name": ["a", None]})
    area, threats = read_layers(path)
    assert area == SurveyArea("a", MultiPolygon([box(1, 1, 2, 2), box(3, 3, 4, 4)]))
    assert threats == Threats()


@pytest.mark.parametrize(
    ("layer", "shape", "fields", "says"),
    [
        ("area", Point(1, 1), {"name": ["a"]}, "no polygon"),
        ("area", None, {"name": ["a"]}, "no shape"),
        ("other", box(1, 1, 2, 2), {"name": ["a"]}, "no layer 'area'"),
    ],
)
def test_an_area_layer_of_something_else_is_refused(
    tmp_path: Path, layer: str, shape: object, fields: dict, says: str
) -> None:
    path = tmp_path / "layers.gpkg"
    write_features(path, layer, [shape], fields)
    with pytest.raises(InputError, match=says):
        read_layers(path)


@pytest.mark.parametrize(
    ("layer", "shape", "fields"),
    [
        ("holes", box(1, 1, 2, 2), {"name": ["h"]}),
        ("zones", box(1, 1, 2, 2), {"name": ["z"], "floor_m": [1.0], "floor_datum": ["moon"]}),
        ("power_lines", LineString([(1, 1), (2, 2)]), {"height_m": ["tall"], "clearance_m": [3]}),
        ("power_lines", box(1, 1, 2, 2), {"height_m": [3], "clearance_m": [3]}),
    ],
)
def test_a_feature_without_its_values_is_named(
    tmp_path: Path, layer: str, shape: object, fields: dict
) -> None:
    path = tmp_path / "layers.gpkg"
    write_features(path, "area", [box(1, 1, 2, 2)], {"name": ["a"]})
    write_features(path, layer, [shape], fields)
    with pytest.raises(InputError, match=f"feature 1 of layer '{layer}'"):
        read_layers(path)


def changed(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as package:
        kinds = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (trigger,) in package.execute(kinds).fetchall():
            package.execute(f'DROP TRIGGER "{trigger}"')
        package.execute(statement, values)
        package.commit()


@pytest.mark.parametrize(
    ("layer", "column"), [("zones", "ceiling_m"), ("zones", "floor_m"), ("power_lines", "height_m")]
)
def test_a_text_where_a_number_belongs_is_not_taken_for_0(
    project: Project, layer: str, column: str
) -> None:
    path = project.folder / "layers.gpkg"
    changed(path, f"UPDATE {layer} SET {column} = 'abc'")
    with pytest.raises(InputError, match=f"'abc' in column {column} of layer {layer}"):
        read_layers(path)


@pytest.mark.parametrize("value", [float("inf"), 1e308, -1e308, -5.0])
@pytest.mark.parametrize("column", ["height_m", "clearance_m"])
def test_a_power_line_that_cannot_be_is_refused(
    project: Project, column: str, value: float
) -> None:
    path = project.folder / "layers.gpkg"
    changed(path, f"UPDATE power_lines SET {column} = ?", value)
    with pytest.raises(InputError, match="feature 1 of layer 'power_lines' cannot be used"):
        read_layers(path)


BOW = Polygon([(112.0, 37.8), (112.1, 37.9), (112.1, 37.8), (112.0, 37.9)])
LOST = Polygon([(112.0, 37.8), (math.nan, 37.9), (112.1, 37.8)])
FAR = Polygon([(112.0, 37.8), (1e300, 37.9), (112.1, 37.8)])


@pytest.mark.parametrize("layer", ["area", "holes", "zones"])
@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (BOW, r"crosses or touches itself at longitude 112\.05, latitude 37\.85"),
        (LOST, "no number"),
        (FAR, "not longitude and latitude"),
        (box(112, 94, 112.1, 95), "not longitude and latitude"),
    ],
)
def test_shapes_that_are_none_are_refused_with_their_place(
    project: Project, layer: str, shape: Polygon, words: str
) -> None:
    path = project.folder / "layers.gpkg"
    header = b"GP\x00\x01" + (4326).to_bytes(4, "little")
    changed(path, f"UPDATE {layer} SET geom = ?", header + shape.wkb)
    with pytest.raises(InputError, match=rf"feature 1 of layer '{layer}' .*{words}"):
        read_layers(path)


def test_ground_for_sensors_comes_back_and_is_an_area_for_a_new_project(
    tmp_path: Path, area: SurveyArea, threats: Threats
) -> None:
    meant = replace(area, parts=(SensorPart("Pit", area.outer, ("xt2",)),))
    path = tmp_path / "layers.gpkg"
    write_layers(path, meant, threats)
    assert read_layers(path, threats.risks) == (meant, threats)
    assert [part.sensors for part in read_area(path).area.parts] == [("xt2",)]


def test_a_part_that_names_no_sensor_is_damage(
    tmp_path: Path, area: SurveyArea, threats: Threats
) -> None:
    path = tmp_path / "layers.gpkg"
    write_layers(path, replace(area, parts=(SensorPart("Pit", area.outer, (" ",)),)), threats)
    with pytest.raises(InputError) as caught:
        read_layers(path)
    assert "no sensor" in caught.value.line()
