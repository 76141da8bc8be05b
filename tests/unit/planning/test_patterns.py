"""Patterns beside the plain sweep: what is flown, and what the verifier sees of it."""

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.plan import LegKind, Pattern, PlanIntent
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent

P1 = sensor("p1-35")


def asking(pattern, **more):
    return hill_scenario(PlanIntent(seed=1, evaluations=2, pattern=pattern, **more))


def bearings(plan):
    """Return the bearing modulo a half turn, and the length, of each survey leg."""
    found = []
    for sortie in plan.sorties:
        points = sortie.waypoints
        survey = points.leg[:-1] == LegKind.SURVEY
        east, north = np.diff(points.x_m)[survey], np.diff(points.y_m)[survey]
        found += zip(np.degrees(np.arctan2(east, north)) % 180, np.hypot(east, north), strict=True)
    return np.array(found)


@pytest.fixture(scope="module")
def crossed():
    scenario = asking(Pattern.CROSSHATCH, direction_deg=30.0)
    plan = plan_sensor(scenario, P1, silent())
    return plan, verify(plan, scenario, silent())


def test_a_crosshatch_flies_the_area_once_each_way(crossed):
    plan, _ = crossed
    bearing, length = bearings(plan).T
    along = length[np.abs(bearing - 30.0) < 1.0].sum()
    across = length[np.abs(bearing - 120.0) < 1.0].sum()
    assert along + across == pytest.approx(length.sum(), rel=0.01)
    assert along == pytest.approx(across, rel=0.25)
    assert sorted(plan.angles_deg) == pytest.approx([30.0, 120.0])


def test_all_ground_lies_in_strips_of_both_ways(crossed):
    _, found = crossed
    views = found.rasters
    assert found.ok and found.seen_share >= 0.995
    assert np.percentile(views.strips[views.wanted], 5) >= 5  # a single sweep: 3


def test_a_free_direction_is_found():
    plan = plan_sensor(asking(Pattern.CROSSHATCH), P1, silent())
    first, second = plan.angles_deg
    assert abs(first - second) == pytest.approx(90.0)
    assert plan.evaluations == 2 and plan.convergence[-1].best == pytest.approx(plan.cost.j)
