import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from missionplanner.planning.boundary_rings import rings_of
from missionplanner.planning.kernels.rings import crosses, crossings, inside
from tests.unit.planning.made_up import BAY, NO_RINGS, TOWER

coordinate = st.floats(-250.0, 250.0)
RINGS = rings_of([BAY, TOWER])


@given(coordinate, coordinate, coordinate, coordinate)
@settings(max_examples=300, deadline=None)
def test_a_segment_crosses_what_shapely_says_it_crosses(ax, ay, bx, by):
    line = LineString([(ax, ay), (bx, by)])
    depth = max(line.intersection(p).length for p in (BAY, TOWER))
    gap = min(line.distance(p) for p in (BAY, TOWER))
    if depth > 1e-6:
        assert crosses(ax, ay, bx, by, RINGS)
    elif gap > 1e-6:
        assert not crosses(ax, ay, bx, by, RINGS)


def test_a_segment_inside_crosses_and_one_in_the_bay_does_not():
    assert crosses(40.0, 0.0, 50.0, 10.0, RINGS)
    assert not crosses(-30.0, -30.0, 20.0, 30.0, RINGS)
    assert not crosses(0.0, 0.0, 500.0, 0.0, NO_RINGS)


@given(coordinate, coordinate)
@settings(max_examples=200, deadline=None)
def test_a_point_is_inside_where_shapely_says_so(x, y):
    point = Point(x, y)
    if min(BAY.boundary.distance(point), TOWER.boundary.distance(point)) > 1e-6:
        assert inside(x, y, RINGS) == (BAY.contains(point) or TOWER.contains(point))


def test_a_line_crosses_a_concave_ring_four_times():
    out = np.empty(16)
    count = crossings(0.0, 0.0, 1.0, rings_of([BAY]), out)
    assert count == 4
    np.testing.assert_allclose(out[:4], [-60.0, -40.0, 40.0, 60.0])
