"""What a hand may draw: checked against shapely's own judgement, and against the ellipsoid."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from missionplanner.errors import InputError
from missionplanner.geo import drawing
from missionplanner.geo.coordinates import read_place
from missionplanner.geo.frames import SiteFrame, geodesic_distances_m
from missionplanner.geo.snapping import SnapKind, snap

FRAME = SiteFrame(32649)
X0, Y0 = 587_000.0, 4_183_000.0
SQUARE = np.array([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)])

numbers = st.floats(-1000, 1000, allow_nan=False)
# To the micrometre: nearer to each other than numbers tell apart, no distance is one.
coordinates = numbers.map(lambda metres: round(metres, 6))
places = st.tuples(coordinates, coordinates)


@st.composite
def stars(draw: st.DrawFn) -> np.ndarray:
    """Rings round the origin that never cross themselves."""
    count = draw(st.integers(3, 12))
    away = np.array(draw(st.lists(st.floats(10, 500), min_size=count, max_size=count)))
    turn = 2 * math.pi * (np.arange(count) + draw(st.floats(0, 1))) / count
    return np.column_stack([away * np.cos(turn), away * np.sin(turn)])


@given(stars())
def test_a_star_crosses_nothing_and_holds_its_ground(corners):
    assert drawing.crossing(corners, closed=True) is None
    assert drawing.ring_polygon(corners).equals(Polygon(corners))


@given(st.lists(places, min_size=3, max_size=9), st.booleans())
def test_a_crossing_is_found_where_the_line_is_not_simple(corners, closed):
    line = drawing.outline(corners, closed)
    met = drawing.crossing(corners, closed)
    assert (met is None) == line.is_simple
    if met is not None:
        assert line.distance(Point(met)) < 1e-6


def test_a_corner_dragged_over_another_edge_is_told_with_its_place():
    bow = drawing.with_corner(SQUARE, 2, (50.0, -50.0))
    x, y = drawing.crossing(bow, closed=True)
    assert y == pytest.approx(0.0) and 0 < x < 100
    with pytest.raises(InputError) as caught:
        drawing.ring_polygon(bow)
    assert caught.value.code == "drawing.edges_cross"


def test_an_edge_folded_back_upon_its_neighbour_is_a_crossing():
    folded = np.array([(0.0, 0.0), (100.0, 0.0), (50.0, 0.0)])
    assert drawing.crossing(folded, closed=False) is not None
    assert drawing.crossing(folded, closed=True) is not None


@given(stars(), st.integers(0, 11), places)
def test_a_corner_put_in_and_taken_out_again_leaves_the_shape(corners, edge, place):
    edge %= len(corners)
    more = drawing.with_new_corner(corners, edge, place)
    assert len(more) == len(corners) + 1 and tuple(more[edge + 1]) == place
    assert np.array_equal(drawing.without_corner(more, edge + 1, closed=True), corners)


@pytest.mark.parametrize(("count", "closed"), [(3, True), (2, False)])
def test_the_last_corners_stay(count, closed):
    with pytest.raises(InputError) as caught:
        drawing.without_corner(SQUARE[:count], 0, closed)
    assert caught.value.code == "drawing.too_few_corners"


@given(stars(), places, places)
def test_a_shape_moved_keeps_its_form(corners, start, end):
    moved = drawing.shifted(corners, start, end)
    assert np.allclose(moved - moved[0], corners - corners[0], atol=1e-6)
    assert np.allclose(moved[0] - corners[0], np.subtract(end, start), atol=1e-6)


def test_the_middles_of_a_ring_and_of_a_line():
    assert drawing.middles(SQUARE, closed=True).tolist() == [[50, 0], [100, 50], [50, 100], [0, 50]]
    assert len(drawing.middles(SQUARE, closed=False)) == 3


@given(stars())
def test_a_ring_is_taken_hold_of_inside_and_a_line_upon_it(corners):
    assert Polygon(corners).buffer(1e-6).contains(Point(drawing.hold(corners, closed=True)))
    line = LineString(corners)
    assert line.distance(Point(drawing.hold(corners, closed=False))) < 1e-6


@given(stars(), places)
def test_a_shape_is_hit_inside_and_near_its_outline_alone(corners, place):
    ring = Polygon(corners)
    near = ring.exterior.distance(Point(place)) <= 5.0
    found = drawing.hit(place, [(corners, True)], 5.0)
    assert (found == 0) == (near or ring.contains(Point(place)))


def test_of_rings_round_a_place_the_smallest_is_hit_and_a_near_line_before_them():
    inner = SQUARE / 2 + 20
    shapes = [(SQUARE, True), (inner, True), (np.array([(0.0, 60.0), (100.0, 60.0)]), False)]
    assert drawing.hit((50.0, 40.0), shapes, 3.0) == 1
    assert drawing.hit((90.0, 90.0), shapes, 3.0) == 0
    assert drawing.hit((50.0, 61.0), shapes, 3.0) == 2
    assert drawing.hit((500.0, 61.0), shapes, 3.0) is None


@given(places, st.floats(1, 100))
def test_what_is_drawn_to_is_within_reach_and_on_a_line(place, reach):
    ring = drawing.outline(SQUARE, closed=True)
    found = snap(place, [ring], reach)
    assert (found is None) == (ring.distance(Point(place)) > reach)
    if found is not None:
        at = Point(found.x_m, found.y_m)
        assert ring.distance(at) < 1e-6
        assert at.distance(Point(place)) <= reach + 1e-6


def test_a_corner_is_drawn_to_before_an_edge():
    ring = drawing.outline(SQUARE, closed=True)
    corner = snap((97.0, 1.0), [ring], 10.0)
    assert corner is not None
    assert (corner.x_m, corner.y_m, corner.kind) == (100.0, 0.0, SnapKind.CORNER)
    edge = snap((50.0, 4.0), [ring], 10.0)
    assert edge is not None
    assert (edge.x_m, edge.y_m, edge.kind) == (50.0, 0.0, SnapKind.EDGE)
    assert snap((50.0, 4.0), [], 10.0) is None


@given(st.floats(1, 3000), st.floats(0, 360))
def test_a_circle_holds_all_that_is_within_its_radius(radius, bearing):
    made = drawing.circle_deg(FRAME, (X0, Y0), radius)
    lon, lat = FRAME.inverse(X0, Y0)
    corners = shapely.get_coordinates(made)
    away = [
        float(geodesic_distances_m([float(lon), x], [float(lat), y])[0]) for x, y in corners[:-1]
    ]
    assert min(away) >= radius and max(away) <= 1.002 * radius
    rim = (X0 + radius * math.sin(bearing), Y0 + radius * math.cos(bearing))
    assert drawing.radius_m(FRAME, (X0, Y0), rim) == pytest.approx(radius, rel=2e-3)


@given(st.lists(places, min_size=2, max_size=6), st.floats(1, 200))
def test_a_corridor_holds_its_line_and_is_sound(corners, width):
    line = LineString(corners)
    if line.length < 1:
        with pytest.raises(InputError):
            drawing.corridor_m([corners[0], corners[0]], width)
        return
    made = drawing.corridor_m(corners, width)
    assert made.is_valid and made.area > 0
    assert line.difference(made.buffer(1e-6)).length < 1e-6


def test_a_straight_corridor_is_a_rectangle():
    made = drawing.corridor_m([(0.0, 0.0), (100.0, 0.0)], 40.0)
    assert made.equals(shapely.box(0, -20, 100, 20))


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: drawing.circle_deg(FRAME, (X0, Y0), 0.4), "drawing.small_circle"),
        (lambda: drawing.circle_deg(FRAME, (X0, Y0), math.nan), "drawing.small_circle"),
        (lambda: drawing.corridor_m(SQUARE, 0.0), "drawing.narrow_corridor"),
        (lambda: drawing.corridor_m(SQUARE[:1], 9.0), "drawing.too_few_corners"),
        (lambda: drawing.ring_polygon(SQUARE[:2]), "drawing.too_few_corners"),
        (lambda: drawing.ring_polygon([(0, 0), (1, 1), (2, 2)]), "drawing.edges_cross"),
    ],
)
def test_what_cannot_be_drawn_is_refused(act, code):
    with pytest.raises(InputError) as caught:
        act()
    assert caught.value.code == code


@given(st.integers(0, 3), st.tuples(st.floats(1, 90), st.floats(1, 90)))
def test_corners_that_were_not_moved_keep_their_degrees(number, by):
    degrees = np.array([(111.99, 37.79), (112.0, 37.79), (112.0, 37.8), (111.99, 37.8)])
    metres = np.column_stack(FRAME.forward(degrees[:, 0], degrees[:, 1]))
    moved = drawing.with_corner(metres, number, tuple(metres[number] + by))
    made = drawing.to_degrees(FRAME, moved, metres, degrees)
    kept = np.arange(4) != number
    assert np.array_equal(made[kept], degrees[kept])
    back = np.column_stack(FRAME.forward(made[:, 0], made[:, 1]))
    assert np.allclose(back, moved, atol=1e-4)


NEAR = (117.4, 39.9)


@pytest.mark.parametrize(
    ("words", "place", "exchanged"),
    [
        ("117.39846, 39.92871", (117.39846, 39.92871), False),
        ("117.39846° E  39.92871° N", (117.39846, 39.92871), False),
        ("39.92871N 117.39846E", (117.39846, 39.92871), False),
        ("39.92871, 117.39846", (117.39846, 39.92871), True),
        ("33.5 S 70.25 W", (-70.25, -33.5), False),
        ("−70.25；−33.5", (-70.25, -33.5), False),
        ("12 34", (12.0, 34.0), False),
    ],
)
def test_a_place_is_read_as_people_type_it(words, place, exchanged):
    read = read_place(words, NEAR)
    assert (read.lon_deg, read.lat_deg) == place
    assert read.exchanged is exchanged


@pytest.mark.parametrize(
    "words",
    [
        "",
        "117.4",
        "117.4, 39.9, 80",
        "a, b",
        "117.4 N, 39.9 N",
        "200, 39",
        "100, 95",
        "1e9, 2",
        "nan",
    ],
)
def test_nonsense_is_no_place(words):
    with pytest.raises(InputError) as caught:
        read_place(words, NEAR)
    assert caught.value.code == "drawing.no_place"


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(words):
    try:
        read = read_place(words, NEAR)
    except InputError:
        return
    assert abs(read.lon_deg) <= 180 and abs(read.lat_deg) <= 90
