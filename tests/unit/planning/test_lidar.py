"""A laser scanner: strips by density and side overlap, calibration legs, density judged."""

import math
from dataclasses import replace

import numpy as np
import pytest

from missionplanner.aircraft.camera import flight_settings, points_per_m2, speed_limit_mps
from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.model.plan import LegKind, PlanIntent
from missionplanner.planning.calibration_legs import TIMES, with_calibration
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.route import TRANSIT, Path
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent
from tests.unit.planning.verify import sites

M300, L1 = aircraft("m300-rtk"), sensor("l1-lidar")


def asking(points):
    return L1.model_copy(
        update={"acquisition": L1.acquisition.model_copy(update={"density_m2": points})}
    )


def test_the_swath_follows_from_the_field_of_view_and_the_spacing_from_side_overlap():
    settings = flight_settings(L1, M300, agl_m=100)
    assert settings.swath_m == pytest.approx(2 * 100 * math.tan(math.radians(35.2)))
    assert settings.spacing_m == pytest.approx(0.5 * settings.swath_m)


def test_points_asked_for_bound_the_speed():
    limit = speed_limit_mps(asking(200.0), M300, agl_m=100)
    assert points_per_m2(L1, 100, limit) == pytest.approx(200.0)
    assert speed_limit_mps(asking(1.0), M300, agl_m=100) == M300.max_speed_mps


@pytest.fixture(scope="module")
def level():
    """A lawn over level ground, 100 m above it, flown at 10 m/s."""
    ground = sites.flat()
    site = sites.scenario(ground, sites.square(200, 200, 800, 800))
    settings = flight_settings(L1, M300, agl_m=100, speed_mps=10)
    lawn = sites.lawn(120, 880, 120, 880, settings.spacing_m, 600)
    plan = sites.plan(sites.sortie(lawn, ground), site=site)
    plan = replace(plan, sensor=L1, settings=settings, intent=site.intent)
    return settings, verify(plan, site, silent())


def test_density_on_level_ground_is_rate_over_speed_and_spacing(level):
    settings, found = level
    expected = L1.lidar.rate_hz / (10.0 * settings.spacing_m)
    views = found.rasters
    assert views.density_m2[views.wanted].mean() == pytest.approx(expected, rel=0.05)
    assert 0.7 * expected < found.density_p5_m2 <= found.density_p50_m2
    assert found.seen_share == 1.0 and found.overlap_ok_share > 0.95
    assert found.photos == 0


def test_a_plan_on_a_hill_is_judged_by_its_density():
    scenario = hill_scenario(PlanIntent(seed=1, evaluations=4))
    plan = plan_sensor(scenario, L1, silent())
    found = verify(plan, scenario, silent())
    assert found.density_p5_m2 >= 100.0
    assert "VERIFY-DENSITY" not in {f.code for f in found.findings}
    assert not [f for f in found.findings if f.code in ("VERIFY-ENERGY", "VERIFY-ZONE")]
    for sortie in plan.sorties:
        assert _turns_back(sortie.waypoints) >= 2 * (2 * TIMES - 1)


def test_too_few_points_are_told():
    scenario = hill_scenario(PlanIntent(seed=1, evaluations=4))
    plan = plan_sensor(scenario, L1, silent())
    many = plan.sensor.acquisition.model_copy(update={"density_m2": 900.0})
    strict = plan.sensor.model_copy(update={"acquisition": many})
    found = verify(replace(plan, sensor=strict), scenario, silent())
    assert "VERIFY-DENSITY" in {f.code for f in found.findings}


def test_a_camera_has_no_density():
    scenario = hill_scenario(PlanIntent(seed=1, evaluations=4))
    found = verify(plan_sensor(scenario, sensor("p1-35"), silent()), scenario, silent())
    assert found.density_p5_m2 is None and found.rasters.density_m2 is None


def straight():
    return Path(
        np.array([0.0, 10.0, 110.0, 120.0]), np.zeros(4), np.array([50.0, 60.0, 80.0, 50.0]),
        np.array([TRANSIT, 3, TRANSIT, TRANSIT]), np.array([13.0, 8.0, 13.0, 13.0]),
    )  # fmt: skip


def test_legs_of_calibration_lie_on_the_strip_and_change_no_strip():
    made = with_calibration(straight(), 30.0, 5.0)
    assert made.x.tolist() == [0, 10, 40, 10, 40, 10, 110, 80, 110, 80, 110, 120]
    assert made.z[2] == pytest.approx(66.0) and made.z[7] == pytest.approx(74.0)
    assert (made.strip != TRANSIT).sum() == 1 and made.strip[5] == 3
    assert made.speed_mps[1:5].tolist() == [8.0] * 4


def test_a_leg_is_not_flown_back_faster_than_the_aircraft_may_sink():
    steep = replace(straight(), z=np.array([50.0, 60.0, 140.0, 50.0]))  # 0.8 m on each metre
    made = with_calibration(steep, 30.0, 4.0)
    assert made.speed_mps[1:5].tolist() == pytest.approx([5.0] * 4)
    assert made.speed_mps[5] == 8.0


def test_a_leg_follows_the_points_of_its_strip():
    bent = Path(
        np.array([0.0, 0.0, 20.0, 20.0, 0.0]), np.array([0.0, 0.0, 0.0, 90.0, 90.0]),
        np.full(5, 50.0), np.array([TRANSIT, 1, 1, TRANSIT, TRANSIT]), np.full(5, 8.0),
    )  # fmt: skip
    made = with_calibration(bent, 30.0, 5.0)
    out = list(zip(made.x[1:6].tolist(), made.y[1:6].tolist(), strict=True))
    assert out == [(0, 0), (20, 0), (20, 10), (20, 0), (0, 0)]


def test_a_short_strip_has_short_legs_and_none_where_none_are_asked():
    assert with_calibration(straight(), 500.0, 5.0).x.max() == 120.0
    assert with_calibration(straight(), 0.0, 5.0).x.tolist() == straight().x.tolist()


def _turns_back(points):
    step = np.diff(np.column_stack((points.x_m, points.y_m)), axis=0)
    ahead = (step[1:] * step[:-1]).sum(axis=1)
    length = np.hypot(*step.T)
    back = ahead < -0.99 * length[1:] * length[:-1]
    transit = points.leg[:-1] == LegKind.TRANSIT
    return int((back & (transit[1:] | transit[:-1])).sum())
