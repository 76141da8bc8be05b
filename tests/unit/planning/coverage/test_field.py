"""Sweeps bent along the slope: what covers, what bends, and what that is good for."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from missionplanner.planning.coverage.field import Climb, Shape, bending
from missionplanner.planning.coverage.lanes import LevelLines, lanes_along, left_out

SPACING_M = 40.0
HALF_SWATH_M = SPACING_M / 0.6
NOTHING = Polygon()
CLIMB = Climb(price=1.3, steepest=0.5)
L_WITH_A_HOLE = MultiPolygon(
    [
        Polygon(
            [(-400, -300), (350, -350), (420, 100), (100, 60), (180, 380), (-250, 330)],
            holes=[[(-150, -100), (-20, -120), (30, 40), (-120, 60)]],
        )
    ]
)


def waves(seed):
    """Random smooth ground: a few waves in all directions, m."""
    rng = np.random.default_rng(seed)
    wave = rng.uniform(150.0, 600.0, 5)
    turn, phase, steep = rng.uniform(0, 7, 5), rng.uniform(0, 7, 5), rng.uniform(0.0, 0.3, 5)

    def height_at(_smoothing_m, x, y):
        e, n = np.meshgrid(x, y)
        parts = zip(wave, turn, phase, steep, strict=True)
        return sum(
            s * w / 6.3 * np.sin(6.3 * (e * math.cos(t) + n * math.sin(t)) / w + p)
            for w, t, p, s in parts
        )

    return height_at


def within(area):
    wide = area.buffer(0.5 * SPACING_M)
    return lambda x, y: np.asarray(shapely.contains_xy(wide, x, y), dtype=np.float64)


def evenly(x, _y):
    return np.ones_like(x)


def sweep(height_at, area, shape, cell_m=25.0):
    west, south, east, north = area.bounds
    pad = 2 * SPACING_M
    bounds = (west - pad, south - pad, east + pad, north + pad)
    bent = bending(height_at, bounds, within(area), evenly, cell_m, CLIMB)
    return LevelLines(bent.fine.x, bent.fine.y, bent.field(shape))


def lanes(levels, area, blocked=NOTHING, spacing_m=SPACING_M):
    return lanes_along(levels, area, blocked, spacing_m, 45.0, 16.0)


def near(found, reach_m):
    return shapely.union_all([LineString(lane).buffer(reach_m) for lane in found])


@given(st.integers(0, 10**6), st.floats(0.0, math.pi), st.floats(0.0, 12.0), st.floats(0.5, 20.0))
@settings(max_examples=15, deadline=None)
def test_every_point_lies_within_half_a_swath_of_a_lane(seed, angle, weight, stiffness):
    levels = sweep(waves(seed), L_WITH_A_HOLE, Shape(angle, weight, stiffness, 2.0))
    found = lanes(levels, L_WITH_A_HOLE)
    gaps = left_out(found, L_WITH_A_HOLE, SPACING_M, HALF_SWATH_M)
    unseen = L_WITH_A_HOLE.difference(near(found, HALF_SWATH_M))
    # What is further off is told, to be filled; nothing else is.
    assert unseen.difference(shapely.union_all([g.buffer(1e-6) for g in gaps])).area < 1e-6
    assert all(gap.distance(near(found, 1.0)) > 0.5 * SPACING_M for gap in gaps)


def random_field(seed, x, y):
    """A smooth sweep that has nothing to do with any ground; its lanes may turn and bunch."""
    rng = np.random.default_rng(seed)
    e, n = np.meshgrid(x, y)
    phi = n.astype(float)
    for _ in range(4):
        wave, turn = rng.uniform(300.0, 900.0), rng.uniform(0.0, 7.0)
        across = e * math.cos(turn) + n * math.sin(turn)
        phi += rng.uniform(0.0, 0.15) * wave / 6.3 * np.sin(6.3 * across / wave + rng.uniform(0, 7))
    return phi


@given(st.integers(0, 10**6), st.floats(25.0, 90.0))
@settings(max_examples=25, deadline=None)
def test_lanes_of_any_field_with_what_they_tell_cover_the_area(seed, spacing_m):
    x = np.arange(-600.0, 601.0, 20.0)
    found = lanes(LevelLines(x, x, random_field(seed, x, x)), L_WITH_A_HOLE, NOTHING, spacing_m)
    half_swath_m = spacing_m / 0.6
    gaps = left_out(found, L_WITH_A_HOLE, spacing_m, half_swath_m)
    covered = shapely.union_all([near(found, half_swath_m), *(g.buffer(1e-6) for g in gaps)])
    assert L_WITH_A_HOLE.difference(covered).area < 1e-6


@pytest.mark.parametrize("angle_deg", [0.0, 33.0, 90.0])
def test_on_level_ground_lanes_stay_straight_and_as_far_apart_as_asked(angle_deg):
    shape = Shape(math.radians(angle_deg), 5.0, 4.0, 2.0)
    area = MultiPolygon([box(-300, -200, 300, 200)])
    levels = sweep(lambda _s, x, y: np.zeros((len(y), len(x))), area, shape)
    found = lanes(levels, area)
    assert all(len(lane) == 2 for lane in found)
    way = np.array([lane[-1] - lane[0] for lane in found])
    across = way[:, 1] * math.cos(shape.angle_rad) - way[:, 0] * math.sin(shape.angle_rad)
    assert np.abs(across).max() < 2.0
    middles = np.sort([np.dot((-math.sin(shape.angle_rad), math.cos(shape.angle_rad)), lane.mean(0))
                       for lane in found])  # fmt: skip
    assert np.diff(middles) == pytest.approx(SPACING_M, abs=0.5)


def test_no_lane_lies_between_two_parts_of_an_area():
    area = MultiPolygon([box(-200, -300, 200, -100), box(-200, 150, 200, 350)])
    levels = sweep(lambda _s, x, y: np.zeros((len(y), len(x))), area, Shape(0.0, 0.0, 4.0, 2.0))
    north_m = [float(lane[:, 1].mean()) for lane in lanes(levels, area)]
    half_m = 0.5 * SPACING_M
    assert all(n < -100 + half_m or n > 150 - half_m for n in north_m)
    assert min(north_m) < -100 < 150 < max(north_m)


def test_lanes_bend_round_a_hill_and_climb_less():
    def hill(_smoothing_m, x, y):
        e, n = np.meshgrid(x, y)
        return 120.0 * np.exp(-((e / 300.0) ** 2 + ((n + 500.0) / 400.0) ** 2))

    area = MultiPolygon([box(-500, -400, 500, 400)])

    def climbed(weight):
        levels = sweep(hill, area, Shape(0.0, weight, 4.0, 2.0))
        found = lanes(levels, area)
        metres = rise = 0.0
        for lane in found:
            line = LineString(lane).segmentize(5.0)
            xy = shapely.get_coordinates(line)
            z = 120.0 * np.exp(-((xy[:, 0] / 300.0) ** 2 + ((xy[:, 1] + 500.0) / 400.0) ** 2))
            metres, rise = metres + line.length, rise + np.abs(np.diff(z)).sum()
        return metres, rise

    (straight_m, straight_rise), (bent_m, bent_rise) = climbed(0.0), climbed(4.0)
    assert bent_rise < 0.7 * straight_rise
    assert bent_m < 1.1 * straight_m


def test_lanes_end_at_blocked_ground():
    shape = Shape(0.4, 4.0, 4.0, 2.0)
    area = MultiPolygon([box(-400, -300, 400, 300)])
    zone = box(-60, -70, 90, 50)
    levels = sweep(waves(5), area, shape)
    found = lanes(levels, MultiPolygon([area.geoms[0].difference(zone)]), zone)
    assert max(LineString(lane).intersection(zone.buffer(-1e-6)).length for lane in found) == 0.0
