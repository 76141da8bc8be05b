import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.model.airspace import PowerLine, Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Datum
from missionplanner.project.layers import read_layers, write_layers
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
    corners = [
        (west + 0.3 * math.cos(turn + k * math.tau / steps), south + 0.3 * math.sin(turn + k))
        for k in range(steps)
    ]
    return Polygon(corners)


multi = st.lists(polygons(), min_size=1, max_size=3).map(MultiPolygon)
altitudes = st.builds(Altitude, value_m=heights, datum=st.sampled_from(Datum))
holes = st.builds(Hole, name=names, polygon=polygons(), overflight_allowed=st.booleans())
zones = st.builds(
    Zone,
    name=names,
    polygon=multi,
    floor=altitudes,
    ceiling=st.none() | altitudes,
    radius_m=st.none() | positive,
)
lines = st.builds(
    PowerLine,
    name=names,
    line=st.lists(st.tuples(lon, lat), min_size=2, max_size=5).map(LineString),
    height_m=positive,
    clearance_m=positive,
)
areas = st.builds(SurveyArea, name=names, outer=multi, holes=st.lists(holes, max_size=3).map(tuple))
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
