"""Ground that home cannot reach is named and left out; the rest is planned."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, box

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import PlanRefused
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.problem import problem_of
from missionplanner.planning.reach import within_reach
from missionplanner.planning.scenario import polygons_of
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent

P1 = sensor("p1-35")


@pytest.fixture(scope="module")
def scenario():
    return hill_scenario(PlanIntent(seed=1, evaluations=10))


@pytest.fixture(scope="module")
def parted(scenario):
    """The hill with a wall from the DEM's south to its north, east of the middle."""
    x0, y0 = scenario.terrain.x0_m, scenario.terrain.y0_m
    wall = box(x0 + 600, y0 - 500, x0 + 640, y0 + 1700)
    zone = replace(scenario.zones[0], name="wall", polygon_m=MultiPolygon([wall]))
    wanted = polygons_of(scenario.wanted.difference(wall))
    return replace(scenario, zones=(zone,), wanted=wanted)


def test_what_lies_behind_a_wall_is_left_out_and_named(parted):
    plan = plan_sensor(parted, P1, silent())
    found = verify(plan, parted, silent())
    west, east = sorted(parted.wanted.geoms, key=lambda part: part.centroid.x)
    assert found.unreached_m2 == pytest.approx(east.area, rel=0.01)
    assert found.flyable_m2 == pytest.approx(west.area, rel=0.01)
    assert found.seen_share >= 0.995
    assert all(s.waypoints.x_m.max() < east.bounds[0] for s in plan.sorties)
    (told,) = [f for f in found.findings if f.code == "VERIFY-UNREACHED"]
    assert f"{east.area / 1e4:.1f} ha" in told.message and "second launch site" in told.message
    assert plan.launch is not None
    x, y = parted.terrain.frame.forward(plan.launch.lon_deg, plan.launch.lat_deg)
    place = Point(float(x), float(y))
    assert place.distance(east) <= 60 and place.x > parted.zones[0].polygon_m.bounds[2]


def test_where_all_is_reached_nothing_is_left_out(scenario):
    problem = problem_of(scenario, P1)
    assert within_reach(problem) is problem
    plan = plan_sensor(scenario, P1, silent())
    assert plan.unreached_m == () and plan.launch is None
    assert verify(plan, scenario, silent()).unreached_m2 == 0


def test_a_battery_that_reaches_a_part_flies_that_part(scenario):
    weak = replace(scenario, intent=PlanIntent(seed=1, evaluations=10, reserve_share=0.945))
    problem = problem_of(weak, P1)
    cut = within_reach(problem)
    assert 0 < cut.unreached.area < problem.covered.area
    assert cut.unreached.intersection(cut.covered).area < 1
    assert cut.unreached.area + cut.covered.area == pytest.approx(problem.covered.area, rel=0.01)
    home = Point(problem.home)
    assert cut.covered.centroid.distance(home) < cut.unreached.centroid.distance(home)
    found = verify(plan_sensor(weak, P1, silent()), weak, silent())
    assert found.unreached_m2 > 0 and found.seen_share >= 0.98
    assert np.isclose(found.unreached_m2 + found.flyable_m2, weak.wanted.area, rtol=1e-6)


def test_out_of_reach_of_everything_is_refused_with_the_distance(scenario):
    none = replace(scenario, intent=PlanIntent(seed=1, evaluations=5, reserve_share=0.98))
    with pytest.raises(PlanRefused, match=r"nearest lies 0\.\d km from home"):
        plan_sensor(none, P1, silent())
    assert isinstance(scenario.wanted.geoms[0], Polygon)
