"""Sorties leave from several launch places: given or proposed, each with a height of its own."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Point, box

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.missions.build import build_missions
from missionplanner.model.mission import HEIGHT_RANGE_M
from missionplanner.model.plan import PlanIntent, Station
from missionplanner.planning.home import home_on
from missionplanner.planning.launch_sites import reach_m, with_proposed, with_reach
from missionplanner.planning.parts import parts_of
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.problem import problem_of
from missionplanner.planning.sample import sampled
from missionplanner.planning.scenario import polygons_of
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent
from tests.unit.planning.steep_sites import scenario as steep_scenario

P1 = sensor("p1-35")


@pytest.fixture(scope="module")
def parted():
    """The hill with a wall from south to north across it, home in its west."""
    scenario = hill_scenario(PlanIntent(seed=1, evaluations=10))
    x0, y0 = scenario.terrain.x0_m, scenario.terrain.y0_m
    wall = box(x0 + 600, y0 - 500, x0 + 640, y0 + 1700)
    zone = replace(scenario.zones[0], name="wall", polygon_m=MultiPolygon([wall]))
    wanted = polygons_of(scenario.wanted.difference(wall))
    return replace(scenario, zones=(zone,), wanted=wanted)


@pytest.fixture(scope="module")
def served(parted):
    """The same with a second launch place in the east."""
    terrain = parted.terrain
    place = home_on(terrain, terrain.x0_m + 950.0, terrain.y0_m + 300.0)
    return replace(parted, sites=(Station("site-2", place),))


@pytest.fixture(scope="module")
def plan(served):
    return plan_sensor(served, P1, silent())


def test_a_second_place_flies_what_home_cannot_reach(served, plan):
    found = verify(plan, served, silent())
    assert found.unreached_m2 == 0 and plan.unreached_m == () and plan.launch is None
    assert found.seen_share >= 0.995 and found.zone_m == 0
    assert {sortie.station for sortie in plan.sorties} == {"home", "site-2"}
    assert [site.name for site in plan.stations] == ["site-2"]
    assert [sortie.number for sortie in plan.sorties] == list(range(1, len(plan.sorties) + 1))
    strips = [set(s.waypoints.strip[s.waypoints.strip >= 0].tolist()) for s in plan.sorties]
    assert sum(map(len, strips)) == len(set().union(*strips))


def test_each_sortie_begins_and_ends_at_its_own_place_and_is_judged_from_there(served, plan):
    found = verify(plan, served, silent())
    missions = build_missions(plan, found, "hill")
    for sortie, figures, mission in zip(plan.sorties, found.sorties, missions, strict=True):
        home, points = plan.home_of(sortie), sortie.waypoints
        for end in (0, -1):
            assert np.hypot(points.x_m[end] - home.x_m, points.y_m[end] - home.y_m) < 1e-6
        assert mission.home == home
        above_m = points.egm96_m[0] - home.ground_egm96_m
        assert mission.takeoff_height_m == pytest.approx(max(above_m, 20.0), abs=0.01)
        away = np.hypot(points.x_m - home.x_m, points.y_m - home.y_m).max()
        assert figures.distance_max_m == pytest.approx(away, rel=0.01)


def test_the_same_seed_plans_the_same_sorties(served, plan):
    again = plan_sensor(served, P1, silent())
    for a, b in zip(plan.sorties, again.sorties, strict=True):
        assert a.station == b.station
        assert a.waypoints.egm96_m.tobytes() == b.waypoints.egm96_m.tobytes()


def test_ground_goes_to_the_place_nearest_to_it(served):
    parts, lost = parts_of(problem_of(served, P1))
    assert lost.is_empty and [part.station for part in parts] == ["home", "site-2"]
    whole = problem_of(served, P1).covered
    assert sum(p.problem.covered.area for p in parts) == pytest.approx(whole.area, rel=1e-3)
    west, east = (part.problem for part in parts)
    assert west.covered.bounds[2] < Point(east.home).x
    assert east.home != west.home and east.flight.sortie_wh != west.flight.sortie_wh


def _wide(scenario, side_m):
    """The scenario on level ground of a square of some size, home in its south-western corner."""
    terrain = scenario.terrain
    count = round((side_m + 1000.0) / 50.0) + 1
    level = np.full((count, count), 500.0)
    corner = {"x0_m": terrain.x0_m - 500.0, "y0_m": terrain.y0_m - 500.0}
    ground = replace(terrain, cell_m=50.0, height_m=level, **corner)
    square = box(terrain.x0_m, terrain.y0_m, terrain.x0_m + side_m, terrain.y0_m + side_m)
    home = home_on(ground, terrain.x0_m + 50.0, terrain.y0_m + 50.0)
    wanted = MultiPolygon([square])
    area = replace(scenario.area, outer=polygons_of(terrain.frame.unproject(wanted)))
    return replace(scenario, terrain=ground, area=area, zones=(), wanted=wanted, home=home)


def test_more_places_are_proposed_until_all_ground_lies_near_one(parted):
    wide = _wide(parted, 9000.0)
    found = with_proposed(wide)
    places = [wide.home, *(site.home for site in found.sites)]
    assert 3 <= len(found.sites) <= 12
    assert len({site.name for site in found.sites} | {"home"}) == len(places)
    x, y = np.meshgrid(np.arange(100, 9000, 200.0), np.arange(100, 9000, 200.0))
    x, y = x.ravel() + wide.terrain.x0_m, y.ravel() + wide.terrain.y0_m
    away = np.min([np.hypot(x - p.x_m, y - p.y_m) for p in places], axis=0)
    assert np.mean(away <= 1.3 * reach_m(wide)) >= 0.98


def test_ground_within_reach_of_home_needs_no_more_places(parted):
    assert with_proposed(parted) is parted
    small = _wide(parted, 1500.0)
    assert with_proposed(small) is small


def test_ground_behind_a_wall_gets_a_place_of_its_own(parted):
    found = with_reach(parted, P1)
    (site,) = found.sites
    wall = parted.zones[0].polygon_m
    assert site.home.x_m > wall.bounds[2] > parted.home.x_m
    _, lost = parts_of(problem_of(found, P1))
    assert lost.is_empty


def test_a_shorter_sight_needs_more_places(parted):
    wide = _wide(parted, 4000.0)
    near = replace(wide, intent=wide.intent.model_copy(update={"max_distance_m": 1200.0}))
    assert len(with_proposed(near).sites) > len(with_proposed(wide).sites)


def test_trials_on_a_large_area_take_squares_of_it(parted):
    wide = _wide(parted, 9000.0)
    wide = with_proposed(wide)
    part = sampled(wide)
    assert part.wanted.area < 0.1 * wide.wanted.area
    assert part.wanted.within(wide.wanted.buffer(1.0))
    assert sampled(wide) is part, "worked out once"
    other = replace(wide, intent=wide.intent.model_copy(update={"seed": 7}))
    assert sampled(other).intent.seed == 7
    assert sampled(parted) is parted


def test_a_given_place_beyond_the_dem_is_told(parted):
    with pytest.raises(InputError):
        home_on(parted.terrain, parted.terrain.x0_m - 9000.0, parted.terrain.y0_m)


def test_a_chosen_home_lies_where_the_aircraft_takes_the_heights_of_its_flights():
    # A plateau 330 m over flat ground: from its top, flights over the foot would be too low.
    site = steep_scenario(
        lambda x, _y: 500.0 + np.clip(2.2 * (x - 300.0), 0.0, 330.0),
        box(60, 200, 640, 500),
        None,
        PlanIntent(),
    )
    low_m, high_m = HEIGHT_RANGE_M
    home_m = site.home.ground_egm96_m
    assert 550.0 - home_m >= low_m and 940.0 - home_m <= high_m
