"""Shapes with their corners: what is changed is one shape, and what would not be sound is not."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from missionplanner.errors import InputError
from missionplanner.geo.shapes import circle
from missionplanner.model.airspace import PowerLine, Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Datum, Position
from missionplanner.project.document import Project
from missionplanner.project.edits import set_home
from missionplanner.project.outlines import (
    Drawn,
    ShapeKey,
    closed_over,
    outlines,
    with_area,
    with_hole,
    with_line,
    with_outline,
    with_zone,
    with_zone_changed,
    without_shape,
)
from missionplanner.project.store import load, save

MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
RING = box(0.05, 0.05, 0.09, 0.09)
TWO = MultiPolygon(
    [box(0.0, 0.0, 0.04, 0.04), Polygon(RING.exterior, [box(0.06, 0.06, 0.07, 0.07).exterior])]
)


@pytest.fixture
def project(untouched: Project) -> Project:
    area = SurveyArea(
        "Pit",
        MultiPolygon([box(0, 0, 0.1, 0.1), box(0.2, 0, 0.3, 0.1)]),
        (Hole("Pond", box(0.02, 0.02, 0.03, 0.03)),),
    )
    line = PowerLine("110 kV", LineString([(0, 0), (0.1, 0.1)]), 40.0, 20.0)
    threats = Threats((Zone("Two", TWO, radius_m=9.0),), (line,))
    return replace(untouched, area=area, threats=threats)


def test_what_was_drawn_is_there_when_it_is_opened_again(tmp_path, untouched):
    shutil.copytree(untouched.folder, tmp_path / "a.mplan")
    drawn = replace(untouched, folder=tmp_path / "a.mplan")
    ring = MultiPolygon([circle(112.015, 37.815, 120.0)])
    drawn = with_zone(drawn, Zone("Crane", ring, radius_m=120.0))
    drawn = with_line(
        drawn, PowerLine("35 kV", LineString([(112.0, 37.8), (112.01, 37.81)]), 30, 20)
    )
    drawn = with_hole(drawn, "Hole 3", box(112.006, 37.806, 112.008, 37.808))
    drawn = set_home(drawn, Position(lon_deg=112.0051, lat_deg=37.8052))
    save(drawn)
    again = load(drawn.folder)
    assert (again.area, again.threats) == (drawn.area, drawn.threats)
    assert again.document.home == drawn.document.home


def test_every_ring_is_a_shape_of_its_own(project):
    keys = [(o.key.kind.value, o.key.number, o.key.part, o.key.ring) for o in outlines(project)]
    assert keys == [
        ("area", 0, 0, 0),
        ("area", 0, 1, 0),
        ("hole", 0, 0, 0),
        ("zone", 0, 0, 0),
        ("zone", 0, 1, 0),
        ("zone", 0, 1, 1),
        ("line", 0, 0, 0),
        ("home", 0, 0, 0),
    ]


def test_a_shape_put_back_as_it_is_changes_nothing(project):
    for shape in outlines(project):
        again = with_outline(project, shape.key, shape.corners_deg, moved=True)
        assert list(map(told, outlines(again))) == list(map(told, outlines(project)))


def told(shape):
    return shape.key, shape.name, shape.corners_deg.tolist()


def test_one_shape_is_changed_and_no_other(project):
    for shape in outlines(project):
        moved = np.add(shape.corners_deg, (0.0005, 0.0))
        changed = {
            o.key: o.corners_deg
            for o in outlines(with_outline(project, shape.key, moved, moved=True))
        }
        for other in outlines(project):
            expected = moved if other.key == shape.key else other.corners_deg
            assert np.array_equal(changed[other.key], expected), (shape.key, other.key)


def test_a_circle_moved_stays_one_and_one_changed_is_none(project):
    key = ShapeKey(Drawn.ZONE)
    corners = next(o for o in outlines(project) if o.key == key).corners_deg
    assert with_outline(project, key, corners, moved=True).threats.zones[0].radius_m == 9.0
    assert with_outline(project, key, corners, moved=False).threats.zones[0].radius_m is None


@pytest.mark.parametrize(
    ("key", "corners", "code"),
    [
        (ShapeKey(Drawn.AREA), [(0, 0), (0.1, 0.1), (0.1, 0), (0, 0.1)], "drawing.edges_cross"),
        (ShapeKey(Drawn.AREA), [(0.5, 0.5), (0.6, 0.5), (0.6, 0.6)], "drawing.hole_outside"),
        (ShapeKey(Drawn.HOLE), [(0.5, 0.5), (0.6, 0.5), (0.6, 0.6)], "drawing.hole_outside"),
        (ShapeKey(Drawn.AREA, 0, 1), [(0.05, 0), (0.3, 0), (0.3, 0.1)], "drawing.parts_overlap"),
        (
            ShapeKey(Drawn.ZONE, 0, 1, 1),
            [(0.5, 0.5), (0.6, 0.5), (0.6, 0.6)],
            "drawing.edges_cross",
        ),
    ],
)
def test_what_would_not_be_sound_is_refused(project, key, corners, code):
    with pytest.raises(InputError) as caught:
        with_outline(project, key, np.array(corners, dtype=float), moved=False)
    assert caught.value.code == code


def test_shapes_are_deleted_one_by_one(project):
    inner = without_shape(project, ShapeKey(Drawn.ZONE, 0, 1, 1))
    assert not inner.threats.zones[0].polygon.geoms[1].interiors
    part = without_shape(project, ShapeKey(Drawn.ZONE, 0, 0))
    assert len(part.threats.zones[0].polygon.geoms) == 1
    assert without_shape(part, ShapeKey(Drawn.ZONE, 0, 0)).threats.zones == ()
    assert without_shape(project, ShapeKey(Drawn.LINE)).threats.power_lines == ()
    assert without_shape(project, ShapeKey(Drawn.HOLE)).area.holes == ()


def test_the_last_outline_stays_and_a_hole_goes_with_its_ground(project):
    one = without_shape(project, ShapeKey(Drawn.AREA, 0, 0))
    assert len(one.area.outer.geoms) == 1 and one.area.holes == ()
    with pytest.raises(InputError) as caught:
        without_shape(one, ShapeKey(Drawn.AREA))
    assert caught.value.code == "drawing.last_outline"


def test_another_area_keeps_its_name_and_the_holes_inside(project):
    assert (
        with_area(project, MultiPolygon([box(0, 0, 0.05, 0.05)])).area.holes == project.area.holes
    )
    other = with_area(project, MultiPolygon([box(1, 1, 2, 2)]))
    assert other.area.holes == () and other.area.name == "Pit"


def test_shapes_are_added_at_the_end(project):
    zone = Zone("New", MultiPolygon([box(0, 0, 1, 1)]))
    line = PowerLine("New", LineString([(0, 0), (1, 1)]), 30.0, 20.0)
    assert with_zone(project, zone).threats.zones[-1] == zone
    assert with_line(project, line).threats.power_lines[-1] == line
    assert with_hole(project, "New", box(0.05, 0.05, 0.06, 0.06)).area.holes[-1].name == "New"
    with pytest.raises(InputError) as caught:
        with_hole(project, "New", box(1, 1, 2, 2))
    assert caught.value.code == "drawing.hole_outside"


def test_a_ceiling_under_its_floor_is_refused_where_they_are_counted_from_the_same(project):
    high, low = (Altitude(value_m=v, datum=Datum.AGL) for v in (100.0, 50.0))
    with pytest.raises(InputError) as caught:
        with_zone_changed(project, 0, lambda zone: replace(zone, floor=high, ceiling=low))
    assert caught.value.code == "drawing.ceiling_under_floor"
    other = Altitude(value_m=50.0, datum=Datum.EGM96)
    changed = with_zone_changed(project, 0, lambda zone: replace(zone, floor=high, ceiling=other))
    assert changed.threats.zones[0].ceiling == other


def test_what_lies_over_a_place_is_named(project):
    assert closed_over(project, 0.025, 0.025) == ("Two", "Pond")
    assert closed_over(project, 0.065, 0.065) == ()
    over = replace(project.area.holes[0], overflight_allowed=True)
    open_hole = replace(project, area=replace(project.area, holes=(over,)))
    assert closed_over(open_hole, 0.025, 0.025) == ("Two",)
