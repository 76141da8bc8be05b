import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from missionplanner.planning.coverage.detours import keep_out
from missionplanner.planning.route import free_way
from tests.unit.planning.made_up import BAY, HERE, TOWER, walls

coordinate = st.floats(-250.0, 250.0)
BARRIER = walls(BAY, TOWER)


@given(coordinate, coordinate, coordinate, coordinate)
@settings(max_examples=150, deadline=None)
def test_a_way_around_concave_zones_never_enters_them(ax, ay, bx, by):
    a, b = Point(ax, ay), Point(bx, by)
    assume(min(p.distance(BARRIER.blocked) for p in (a, b)) > 1.5)
    way = free_way((ax, ay), (bx, by), BARRIER.maze)
    assert tuple(way[0]) == (ax, ay)
    assert tuple(way[-1]) == (bx, by)
    path = LineString(way)
    assert path.intersection(BAY).length == 0.0
    assert path.intersection(TOWER).length == 0.0


def test_the_way_out_of_a_bay_is_the_shortest():
    way = free_way((0.0, 0.0), (100.0, 0.0), BARRIER.maze)
    # Out through the mouth in the west and around either side.
    lip = np.hypot(40 + 1.5, 41.5 - 0)
    assert 2 * lip < LineString(way).length < 320.0
    assert len(way) > 4


def test_a_shut_in_yard_is_blocked_too():
    yard = box(-100, -100, 100, 100).difference(box(-50, -50, 50, 50))
    barrier = keep_out(MultiPolygon([yard]), HERE)
    assert barrier.blocked.contains(Point(0, 0))


def test_no_way_leads_to_a_shut_in_place():
    barrier = walls(BAY)
    assert len(free_way((45.0, 0.0), (300.0, 0.0), barrier.maze)) == 0


def test_corners_off_the_ground_are_not_used():
    wall = Polygon([(-5, -50), (5, -50), (5, 50), (-5, 50)])
    north_only = keep_out(MultiPolygon([wall]), HERE, lambda _x, y: y > 0)
    way = free_way((-20.0, -40.0), (20.0, -40.0), north_only.maze)
    assert way[:, 1].max() == pytest.approx(52.0, abs=0.5)


def test_a_jagged_zone_is_thinned_outwards():
    turn = np.linspace(0.0, 2.0 * np.pi, 3000, endpoint=False)
    reach = 250.0 + 15.0 * np.sin(700.0 * turn)
    jagged = Polygon(np.column_stack([reach * np.cos(turn), reach * np.sin(turn)]))
    barrier = keep_out(MultiPolygon([jagged]), HERE)
    assert barrier.blocked.buffer(1e-6).contains(jagged)
    assert len(barrier.maze.node) < 500
    assert barrier.blocked.area < 1.3 * jagged.convex_hull.area
