import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from missionplanner.planning.coverage.cells import Cut, leaves, part_in
from missionplanner.planning.coverage.detours import keep_out
from missionplanner.planning.coverage.strips import (
    ends_of,
    halve,
    packed,
    straight,
    strips_in,
    unpacked,
)
from tests.unit.planning.made_up import HERE, NO_RINGS

SPACING_M = 37.0
AREA = Polygon(
    [(-400, -300), (350, -350), (420, 100), (100, 60), (180, 380), (-250, 330), (-330, 40)],
    holes=[[(-150, -100), (-20, -120), (30, 40), (-120, 60)]],
)
ZONE = affinity.translate(
    Polygon([(0, 0), (130, 0), (130, 140), (95, 140), (95, 40), (0, 40)]), 150.0, -220.0
)


def lines(strips):
    return [LineString(s.reshape(2, 2)) for s in strips]


def lanes(strips):
    """Every strip as a rectangle one spacing wide, with flat ends."""
    return shapely.union_all(
        [s.buffer(SPACING_M / 2 + 1e-6, cap_style="flat") for s in lines(strips)]
    )


@given(st.floats(0.0, math.pi), st.floats(0.0, 1.0))
@settings(max_examples=40, deadline=None)
def test_every_point_lies_within_half_a_spacing_sideways_of_a_strip(angle, phase):
    strips = strips_in([AREA], angle, phase, SPACING_M, NO_RINGS)
    assert AREA.difference(lanes(strips)).area < 1e-3


@given(st.floats(-math.pi, math.pi), st.floats(-200.0, 200.0), st.floats(0.0, math.pi))
@settings(max_examples=25, deadline=None)
def test_cells_together_cover_what_the_area_holds(cut_angle, offset, angle):
    cells = leaves([Cut(cut_angle, offset), Cut(cut_angle + 1.0, -0.5 * offset)])
    area = MultiPolygon([AREA])
    parts = [part_in(area, cell) for cell in cells]
    assert sum(p.area for part in parts for p in part) == pytest.approx(AREA.area)
    found = [strips_in(part, angle + k, 0.3, SPACING_M, NO_RINGS) for k, part in enumerate(parts)]
    seen = shapely.union_all([lanes(s) for s in found if len(s)])
    assert AREA.difference(seen).area < 1e-2


@given(st.floats(0.0, math.pi), st.floats(0.0, 1.0))
@settings(max_examples=40, deadline=None)
def test_no_strip_enters_a_concave_zone(angle, phase):
    barrier = keep_out(MultiPolygon([ZONE]), HERE)
    strips = strips_in([AREA], angle, phase, SPACING_M, barrier.clip)
    assert max(s.intersection(ZONE).length for s in lines(strips)) == 0.0
    # What is out of a lane's reach is only what its blocked middle line had to leave.
    lost = AREA.difference(barrier.blocked.buffer(SPACING_M)).difference(lanes(strips))
    assert lost.area < 1e-3


def test_a_short_gap_is_flown_across_and_a_long_one_is_not():
    pair = [box(0, 0, 100, 30), box(130, 0, 200, 30), box(400, 0, 500, 30)]
    strips = strips_in(pair, 0.0, 0.4, 40.0, NO_RINGS)
    assert sorted((s[0], s[2]) for s in strips.tolist()) == [(0.0, 200.0), (400.0, 500.0)]


def test_a_sliver_gets_a_strip_long_enough_to_picture_it():
    strips = strips_in([box(0, 0, 2, 30)], 0.0, 0.4, 40.0, NO_RINGS)
    assert strips[0, 2] - strips[0, 0] == pytest.approx(16.0)


def test_halving_keeps_the_ground_flown():
    strips = np.array([[0.0, 0.0, 100.0, 0.0], [0.0, 50.0, 80.0, 50.0]])
    cut = halve(straight(strips), np.array([True, False]))
    assert sorted(map(tuple, ends_of(cut).tolist())) == [
        (0.0, 0.0, 50.0, 0.0), (0.0, 50.0, 80.0, 50.0), (50.0, 0.0, 100.0, 0.0),
    ]  # fmt: skip


@pytest.mark.parametrize("at", [0, 1])
def test_a_bent_strip_is_cut_half_way_along(at):
    corner = np.array([[0.0, 0.0], [60.0, 0.0], [60.0, 40.0 if at else 60.0]])
    halves = unpacked(halve(packed([corner]), np.array([True])))
    lengths = [np.hypot(*np.diff(part, axis=0).T).sum() for part in halves]
    assert lengths == pytest.approx([50.0, 50.0] if at else [60.0, 60.0])
    assert halves[0][0].tolist() == [0.0, 0.0] and halves[1][-1].tolist() == corner[-1].tolist()
    assert halves[0][-1].tolist() == halves[1][0].tolist()


def test_an_outline_of_thousands_of_vertices_loses_nothing():
    # A wavy border along the lanes: more edges in one lane than any fixed store would hold.
    x = np.linspace(0.0, 1500.0, 3001)
    border = np.column_stack([x, 8.0 * np.sin(x / 3.0)])
    area = Polygon([*border, (1500.0, 90.0), (0.0, 90.0)])
    strips = strips_in([area], 0.0, 0.1, SPACING_M, NO_RINGS)
    assert area.difference(lanes(strips)).area < 1e-2
