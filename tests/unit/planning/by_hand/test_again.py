"""The same camera stations again, on another DEM."""

from dataclasses import replace

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.finding import Severity
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.by_hand.again import flown_again
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent

INTENT = PlanIntent(seed=3, evaluations=12)


@pytest.fixture(scope="module")
def scenario():
    return hill_scenario(INTENT)


@pytest.fixture(scope="module")
def plan(scenario):
    return plan_sensor(scenario, sensor("p1-35"), silent())


def on_other_ground(scenario, change):
    terrain = scenario.terrain
    other = replace(terrain, height_m=np.ascontiguousarray(change(terrain.height_m)))
    return replace(scenario, terrain=other)


def test_stations_are_the_same_places_though_the_ground_was_dug_away(scenario, plan):
    dug = on_other_ground(scenario, lambda z: z - 4.0)
    again = flown_again(dug, plan)
    assert again.stations > 50
    assert again.off_m < 0.01 and again.turned_deg < 0.01
    judged = verify(again.plan, again.scenario, silent())
    assert [f.code for f in judged.findings if f.severity is Severity.ERROR] == []
    assert judged.agl_min_m == pytest.approx(
        verify(plan, scenario, silent()).agl_min_m + 4.0, abs=0.2
    )


def test_a_heap_under_the_old_way_is_found(scenario, plan):
    heap = on_other_ground(scenario, lambda z: z + 60.0)
    again = flown_again(heap, plan)
    codes = {f.code for f in verify(again.plan, again.scenario, silent()).findings}
    assert "VERIFY-CLEARANCE" in codes


def test_stations_that_would_be_elsewhere_are_measured(scenario, plan):
    # Metres that belong to other degrees: what is flown again is where the degrees are.
    first = plan.sorties[0]
    off = replace(first, waypoints=replace(first.waypoints, x_m=first.waypoints.x_m + 3.0))
    again = flown_again(scenario, replace(plan, sorties=(off, *plan.sorties[1:])))
    assert again.off_m == pytest.approx(3.0, abs=0.01)
