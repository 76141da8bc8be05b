"""What is expected of a plan before there is one: by hand, on flat ground."""

import pytest

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import PlanRefused
from missionplanner.model.plan import PlanIntent
from missionplanner.operations.asked import SpeedLimit, expected, refusals

M300 = aircraft("m300-rtk")


def test_figures_follow_from_height_and_overlap() -> None:
    asked = PlanIntent(agl_from_m=100, agl_to_m=100, frontlap=0.8, sidelap=0.7, speed_mps=10)
    found = expected(asked, sensor("p1-35"), M300)
    camera = sensor("p1-35").camera
    swath_m = 100 * camera.sensor_width_mm / camera.focal_mm
    along_m = 100 * camera.sensor_height_mm / camera.focal_mm
    assert found.agl_m == (100, 100) and found.speed_mps == (10, 10)
    assert found.settings.spacing_m == pytest.approx(0.3 * swath_m)
    assert found.settings.interval_s == pytest.approx(0.2 * along_m / 10)
    assert found.photos_per_ha == pytest.approx(10_000 / (0.3 * swath_m * 0.2 * along_m))
    assert found.speed_limit_mps > 10


@pytest.mark.parametrize(
    ("key", "asked", "limit"),
    [
        ("p1-35", PlanIntent(agl_to_m=100, frontlap=0.5), SpeedLimit.BLUR),
        ("p1-35", PlanIntent(agl_to_m=40, agl_from_m=40, frontlap=0.94), SpeedLimit.INTERVAL),
        ("xt2", PlanIntent(agl_to_m=110, agl_from_m=110, frontlap=0.1), SpeedLimit.AIRCRAFT),
    ],
)
def test_the_limit_of_speed_has_a_reason(key: str, asked: PlanIntent, limit: SpeedLimit) -> None:
    found = expected(asked, sensor(key), M300)
    assert found.limited_by is limit
    assert found.speed_mps[1] == pytest.approx(found.speed_limit_mps)


def test_each_sensor_that_cannot_is_told() -> None:
    asked = PlanIntent(gsd_m=0.01)
    sensors = [sensor(key) for key in ("p1-35", "rededge-m", "xt2")]
    found = refusals(asked, sensors, M300)
    assert [error.where for error in found] == [sensors[1].name, sensors[2].name]
    assert {error.code for error in found} == {"intent.gsd_too_fine"}
    with pytest.raises(PlanRefused):
        expected(asked, sensors[1], M300)
    assert refusals(PlanIntent(), sensors, M300) == ()
