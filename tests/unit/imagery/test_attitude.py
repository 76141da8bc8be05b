"""Angles to axes, and the outline on the ground, against rotations by another way."""

import math

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from missionplanner.aircraft.catalogue import sensor
from missionplanner.imagery.attitude import axes_of
from missionplanner.model.photo import Attitude, Pointing
from missionplanner.terrain.footprints import level_axes
from missionplanner.terrain.frame_edge import AN_EDGE, outline_m

P1 = sensor("p1-35").camera


@pytest.mark.parametrize("yaw", [0.0, 37.0, -120.0])
@pytest.mark.parametrize("pitch", [-90.0, -62.0])
def test_without_roll_it_is_the_planned_frame(yaw, pitch) -> None:
    heading = np.array([[math.sin(math.radians(yaw)), math.cos(math.radians(yaw))]])
    planned = level_axes(heading, math.radians(pitch))[0]
    assert axes_of(Attitude(yaw, pitch, 0.0)) == pytest.approx(planned, abs=1e-12)


def test_a_camera_below_a_level_aircraft_looks_straight_down() -> None:
    below = axes_of(Attitude(30.0, 0.0, 0.0, Pointing.BODY))
    assert below == pytest.approx(axes_of(Attitude(30.0, -90.0, 0.0)), abs=1e-12)


def test_the_right_side_down_looks_to_the_left() -> None:
    # The belly of an aircraft that flies north and banks to the right points to the west.
    axis = axes_of(Attitude(0.0, 0.0, 10.0, Pointing.BODY))[0]
    assert axis[0] == pytest.approx(-math.sin(math.radians(10.0)))


def test_corners_on_a_slope_are_those_of_an_independent_computation() -> None:
    rng = np.random.default_rng(5)
    for _ in range(40):
        yaw, pitch, roll = rng.uniform(-180, 180), rng.uniform(-100, -65), rng.uniform(-12, 12)
        rise = rng.uniform(-0.4, 0.4, 2)
        place = np.array([10.0, -20.0, 600.0])
        axes = axes_of(Attitude(yaw, pitch, roll))
        outline = outline_m(
            P1, (10.0, -20.0, 600.0), axes, lambda x, y, r=rise: 500.0 + r[0] * x + r[1] * y
        )
        turned = Rotation.from_euler("ZYX", [yaw, pitch, roll], degrees=True)
        tan = np.array([P1.sensor_width_mm, P1.sensor_height_mm]) / (2 * P1.focal_mm)
        signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
        # North-east-down: ahead, right, and the frame's top is against down.
        rays = turned.apply([(1.0, a * tan[0], -b * tan[1]) for a, b in signs])
        ways = np.column_stack((rays[:, 1], rays[:, 0], -rays[:, 2]))
        fall = ways[:, 2] - ways[:, :2] @ rise
        reach = -(place[2] - 500.0 - rise @ place[:2]) / fall
        corners = place[:2] + reach[:, None] * ways[:, :2]
        size = np.ptp(corners, axis=0).max()
        assert np.abs(outline[::AN_EDGE] - corners).max() < 0.01 * size
