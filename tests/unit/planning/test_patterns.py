"""Patterns beside the plain sweep: what is flown, and what the verifier sees of it."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import Point, Polygon, box

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import PlanRefused
from missionplanner.model.patterns import Pattern, PatternAsked
from missionplanner.model.plan import LegKind, PlanIntent
from missionplanner.planning.corridor_line import middle_line
from missionplanner.planning.intent import choice_of
from missionplanner.planning.plan_as_asked import plan_as_asked
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.scenario import of_sensor
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent
from tests.unit.planning.steep_sites import place
from tests.unit.planning.steep_sites import scenario as scenario_over
from tests.unit.planning.verify.sites import Y0

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


@pytest.fixture(scope="module")
def oblique_set():
    scenario = asking(Pattern.OBLIQUE, direction_deg=20.0, views=PatternAsked(tilt_deg=40.0))
    plan = plan_sensor(scenario, P1, silent())
    return plan, verify(plan, scenario, silent())


def test_an_oblique_set_looks_down_and_to_four_sides(oblique_set):
    plan, _ = oblique_set
    aims = {(round(a.pitch_deg, 6), round(a.yaw_deg, 6)) for a in plan.aims}
    assert aims == {(-90, 20), (-50, 20), (-50, 110), (-50, 200), (-50, 290)}
    flown = {int(n) for s in plan.sorties for n in s.waypoints.strip if n >= 0}
    assert flown == set(range(len(plan.aims)))


def test_all_ground_is_seen_from_each_side(oblique_set):
    _, found = oblique_set
    assert len(found.promised.sides) == 5 and min(found.promised.sides) >= 0.98
    assert found.ok and found.overlap_ok_share >= 0.95


def test_ground_missing_from_a_side_is_told(oblique_set):
    plan, _ = oblique_set
    north_east = next(k for k, aim in enumerate(plan.aims) if aim.pitch_deg > -80)
    aims = list(plan.aims)
    aims[north_east] = replace(aims[north_east], yaw_deg=65.0)  # one strip alone looks there
    scenario = asking(Pattern.OBLIQUE)
    found = verify(replace(plan, aims=tuple(aims)), scenario, silent())
    assert "VERIFY-SIDES" in {f.code for f in found.findings}


@pytest.mark.parametrize("pattern", [Pattern.OBLIQUE, Pattern.FACE])
def test_a_camera_without_a_gimbal_is_refused(pattern):
    with pytest.raises(PlanRefused) as refused:
        choice_of(PlanIntent(pattern=pattern), sensor("rededge-m"), aircraft("m300-rtk"))
    assert refused.value.code == "intent.no_gimbal"


def test_a_gimbal_is_not_tilted_beyond_its_range():
    short = P1.model_copy(update={"gimbal_range_deg": (-90.0, -60.0)})
    with pytest.raises(PlanRefused) as refused:
        choice_of(PlanIntent(pattern=Pattern.OBLIQUE), short, aircraft("m300-rtk"))
    assert refused.value.code == "intent.gimbal_range"


BEND = Polygon([(0, 0), (300, 0), (300, 300), (240, 300), (240, 60), (0, 60)])


def test_the_middle_line_of_a_bent_area_follows_it():
    line = middle_line(BEND)
    away = [BEND.exterior.distance(Point(xy)) for xy in line.coords]
    assert line.length > 400 and np.median(away) == pytest.approx(30.0, abs=8.0)


def test_a_corridor_lies_along_its_line():
    line = (place(100, 350), place(350, 350), place(550, 150))
    views = PatternAsked(line=line, width_m=120.0)
    intent = PlanIntent(seed=1, evaluations=1, pattern=Pattern.CORRIDOR, views=views)
    scenario = of_sensor(flat_site(intent), P1.key)
    plan, found = plan_as_asked(scenario, P1, silent())
    length_m = 250.0 + np.hypot(200, 200)
    assert scenario.wanted.area == pytest.approx(120.0 * length_m, rel=0.02)
    assert found.ok and found.seen_share >= 0.995 and found.overlap_ok_share >= 0.95
    bearing = bearings(plan)
    along = bearing[(np.abs(bearing[:, 0] - 90) < 3) | (np.abs(bearing[:, 0] - 135) < 3), 1].sum()
    assert along >= 0.85 * bearing[:, 1].sum()


@pytest.mark.parametrize(("side", "above"), [("left", True), ("right", False)])
def test_a_corridor_may_take_one_side_of_its_line(side, above):
    views = PatternAsked(line=(place(100, 350), place(600, 350)), width_m=100.0, side=side)
    intent = PlanIntent(seed=1, evaluations=1, pattern=Pattern.CORRIDOR, views=views)
    wanted = of_sensor(flat_site(intent), P1.key).wanted
    assert wanted.area == pytest.approx(100.0 * 500.0, rel=0.01)
    assert (wanted.centroid.y - Y0 > 350.0) is above


def flat_site(intent):
    return scenario_over(lambda x, _y: 500.0 + 0.0 * x, box(50, 50, 650, 550), (60, 30), intent)
