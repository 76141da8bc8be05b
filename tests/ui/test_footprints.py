"""What an image shows, along strips that look straight down and along those that are aimed."""

import math
from dataclasses import replace

import numpy as np
import pytest

from missionplanner.model.flown import Moment
from missionplanner.model.patterns import StripAim
from missionplanner.ui.plan.footprints import seen_from
from tests.ui import factory

HERE = Moment(
    0.0, 0.0, factory.X0 + 1200, factory.Y0 + 1200, 700.0, 600.0, 100.0, 10.0, 90.0, 0.0, 3
)


@pytest.fixture(scope="module")
def flat():
    ground = factory.ground()
    return replace(ground, height_m=np.full_like(ground.height_m, 600.0))


def test_an_aimed_strip_is_seen_where_it_looks_and_not_where_the_sensor_would(flat) -> None:
    plan = factory.result().plans[0]
    down = seen_from(HERE, plan.sensor, flat)
    aimed = seen_from(HERE, plan.sensor, flat, StripAim(pitch_deg=-45.0, yaw_deg=180.0))
    assert down is not None and aimed is not None
    middle = aimed.outline_m.mean(axis=0) - (HERE.x_m, HERE.y_m)
    assert middle[1] < -100.0 and abs(middle[0]) < 2.0, "to the south, though one flies east"
    assert down.outline_m.mean(axis=0) == pytest.approx((HERE.x_m, HERE.y_m), abs=1.0)
    assert aimed.gsd_high_m > 1.5 * down.gsd_high_m
    half = math.atan(plan.sensor.camera.sensor_height_mm / 2 / plan.sensor.camera.focal_mm)
    assert aimed.gsd_low_m / down.gsd_low_m == pytest.approx(
        1 / math.cos(math.pi / 4 - half), rel=0.02
    )


def test_a_plan_tells_where_a_strip_looks() -> None:
    aim = StripAim(pitch_deg=-30.0, yaw_deg=10.0)
    plan = replace(factory.result().plans[0], aims=(aim,))
    assert plan.aim_of(0) is aim
    assert plan.aim_of(-1) is None and plan.aim_of(1) is None
