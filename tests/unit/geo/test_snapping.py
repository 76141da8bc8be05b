"""Right angles and lines that the mouse is drawn to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.errors import InputError
from missionplanner.geo import drawing
from missionplanner.geo.snapping import SnapKind, guides, snap_to_guides

SQUARE = np.array([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)])
numbers = st.floats(-500, 500, allow_nan=False)


def test_the_mouse_is_drawn_to_a_right_angle_and_into_line():
    lines = guides((100.0, 0.0), (0.0, 0.0))
    right = snap_to_guides((103.0, 60.0), lines, 5.0)
    assert right is not None and (right.x_m, right.y_m) == pytest.approx((100, 60))
    assert right.kind is SnapKind.RIGHT_ANGLE
    line = snap_to_guides((160.0, -4.0), lines, 5.0)
    assert line is not None and (line.x_m, line.y_m) == pytest.approx((160, 0))
    assert line.kind is SnapKind.IN_LINE
    assert snap_to_guides((160.0, 60.0), lines, 5.0) is None


def test_where_two_guides_meet_both_hold():
    lines = [*guides((100.0, 100.0), (100.0, 0.0)), *guides((0.0, 0.0), (100.0, 0.0))]
    corner = snap_to_guides((2.0, 98.0), lines, 5.0)
    assert corner is not None and (corner.x_m, corner.y_m) == pytest.approx((0, 100))


def test_corners_upon_each_other_give_no_guide():
    assert guides((1.0, 1.0), (1.0, 1.0)) == []


@given(numbers, numbers, st.floats(-360, 360))
def test_a_turn_keeps_distances_and_is_clockwise(x, y, angle):
    made = drawing.turned(SQUARE, (x, y), angle)
    assert np.hypot(*(made - (x, y)).T) == pytest.approx(np.hypot(*(SQUARE - (x, y)).T), abs=1e-6)
    back = drawing.turned(made, (x, y), -angle)
    assert back == pytest.approx(SQUARE, abs=1e-6)


def test_north_turned_by_90_degrees_is_east():
    assert drawing.turned(np.array([(0.0, 1.0)]), (0.0, 0.0), 90.0) == pytest.approx(
        np.array([(1.0, 0.0)]), abs=1e-12
    )
    assert drawing.bearing((0, 0), (1, 0)) == pytest.approx(90)
    assert drawing.ahead((0.0, 0.0), 10.0, 90.0) == pytest.approx((10.0, 0.0), abs=1e-9)


def test_scaling_and_lengths():
    assert drawing.scaled(SQUARE, (50.0, 50.0), 2.0)[0] == pytest.approx((-50, -50))
    longer = drawing.with_length(SQUARE, 1, 0, 250.0)
    assert longer[1] == pytest.approx((250, 0))
    for refused in (lambda: drawing.scaled(SQUARE, (0, 0), 0.0),
                    lambda: drawing.with_length(SQUARE, 1, 0, 0.0)):  # fmt: skip
        with pytest.raises(InputError):
            refused()


@given(st.tuples(numbers, numbers), st.tuples(numbers, numbers), st.tuples(numbers, numbers))
def test_a_rectangle_has_right_angles_and_reaches_the_third_place(a, b, c):
    if np.hypot(*np.subtract(b, a)) < 1:
        return
    ring = drawing.rectangle(a, b, c)
    sides = np.roll(ring, -1, axis=0) - ring
    assert np.abs(np.sum(sides * np.roll(sides, -1, axis=0), axis=1)).max() < 1e-3
    along = np.subtract(b, a) / np.hypot(*np.subtract(b, a))
    out = ring[2] - ring[1]
    assert abs(np.dot(np.subtract(c, ring[2]), [-along[1], along[0]])) < 1e-6 + 0 * np.sum(out)
