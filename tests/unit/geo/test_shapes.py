import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.geo.shapes import (
    check_degrees,
    circle,
    filled,
    unwrapped,
    valid_polygons,
    without_rings,
)

SQUARE = box(7, 43, 7.01, 43.01)


def refused(shape):
    with pytest.raises(InputError) as caught:
        valid_polygons(shape, "area.kml")
    assert caught.value.where == "area.kml" and caught.value.remedy
    return caught.value.what


def test_a_bow_tie_is_told_with_its_place():
    bow_tie = Polygon([(7, 43), (7.01, 43.01), (7.01, 43), (7, 43.01)])
    what = refused(bow_tie)
    assert "crosses" in what and "longitude 7.005, latitude 43.005" in what


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (Polygon(), "is empty"),
        (GeometryCollection(), "is empty"),
        (LineString([(7, 43), (7.1, 43), (7.1, 43.1), (7, 43)]), "closed line"),
        (LineString([(7, 43), (7.1, 43)]), "open line"),
        (Point(7, 43), "is a Point"),
        (Polygon([(7, 43), (7.000001, 43), (7.000001, 43.000001)]), "has no area"),
        (box(500_000, 4_000_000, 501_000, 4_001_000), "not longitude and latitude"),
        (Polygon(SQUARE.exterior.coords, [box(8, 43, 8.001, 43.001).exterior.coords]), "not sound"),
    ],
)
def test_what_is_no_area_is_told(shape, words):
    assert words in refused(shape)


def test_overlapping_parts_become_one():
    both = valid_polygons(MultiPolygon([SQUARE, box(7.005, 43, 7.02, 43.01)]))
    assert len(both.geoms) == 1
    assert both.bounds == (7, 43, 7.02, 43.01)


def test_heights_are_dropped_and_points_beside_are_ignored():
    high = Polygon([(7, 43, 5), (7.01, 43, 5), (7.01, 43.01, 5)])
    assert not valid_polygons(GeometryCollection([high, Point(7, 43)])).has_z


def test_filling_takes_the_rings_out():
    ring = Polygon(SQUARE.exterior.coords, [box(7.002, 43.002, 7.004, 43.004).exterior.coords])
    assert filled([ring]).equals(SQUARE)


@given(st.integers(1, 4), st.floats(0.1, 0.9))
def test_cut_pieces_have_no_rings_and_are_the_same_ground(rings, size):
    holes = [box(i + 0.05, 0.05, i + 0.05 + size * 0.9, 0.9).exterior.coords for i in range(rings)]
    whole = Polygon(box(0, 0, rings, 1).exterior.coords, holes)
    pieces = without_rings(whole)
    assert all(not piece.interiors for piece in pieces)
    assert sum(piece.area for piece in pieces) == pytest.approx(whole.area)


@pytest.mark.parametrize("corners", [8, 64, 360])
def test_the_drawn_circle_holds_the_true_one(corners):
    drawn = circle(7, 43, 500, corners)
    xy = np.array(drawn.exterior.coords)[:-1]
    middle = (xy + np.roll(xy, 1, axis=0)) / 2
    nearest = min(geodesic_distances_m([7, x], [43, y])[0] for x, y in middle)
    assert nearest == pytest.approx(500, abs=0.01)


@pytest.mark.parametrize(
    ("shape", "near", "words"),
    [
        (LineString([(7, 43), (float("nan"), 43)]), None, r"no number \(nan, 43\)"),
        (LineString([(7, 43), (float("inf"), 43)]), None, "no number"),
        (LineString([(43, 112), (43, 113)]), None, r"exchanged \(43, 112\)"),
        (LineString([(43, 7), (43, 8)]), box(6.9, 42.9, 7.1, 43.1), "exchanged"),
        (Polygon([(7, 43), (8, 43), (112074314, 44)]), None, "such as 112074314, 44 .*that corner"),
        (Polygon([(5e5, 4e6), (6e5, 4e6), (5e5, 5e6)]), None, r"WGS 84 \(EPSG:4326\)"),
    ],
)
def test_what_is_no_longitude_and_latitude_is_told_with_its_corner(shape, near, words):
    with pytest.raises(InputError, match=words):
        check_degrees(shape, "a", near)


def test_degrees_elsewhere_are_degrees():
    near = box(6.9, 42.9, 7.1, 43.1)
    for shape in (Point(7, 43), Point(8, 43), Point(43, 9), Point(), box(-180, -90, 180, 90)):
        check_degrees(shape, "a", near)


def test_unwrapped_touches_only_what_crosses_180_degrees():
    assert unwrapped(SQUARE) is SQUARE
    across = unwrapped(LineString([(179, 1), (-179, 2)]))
    assert list(across.coords) == [(179, 1), (181, 2)]
