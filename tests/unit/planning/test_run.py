"""The whole planner on a small made-up hill."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely.affinity import rotate, translate
from shapely.geometry import MultiPolygon, box

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError, PlanRefused
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import Convergence, CostWeights, LegKind, OspreyVariant, PlanIntent
from missionplanner.model.weather import CALM
from missionplanner.planning.decode import lay_out, strips_of
from missionplanner.planning.encoding import encoding_for
from missionplanner.planning.flight import swap_m
from missionplanner.planning.kernels.height_profile import sample_need
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.pricing import calibrated_along, price
from missionplanner.planning.problem import problem_of
from missionplanner.planning.scenario import blocking, build_scenario
from missionplanner.planning.search import Archive
from missionplanner.planning.sorties import cost_of, fly_within
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import Cancelled, Progress, silent

INTENT = PlanIntent(seed=3, evaluations=60)


@pytest.fixture(scope="module")
def scenario():
    return hill_scenario(INTENT)


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def plan(scenario, told):
    return plan_sensor(scenario, sensor("p1-35"), Progress(told.append))


def path(sortie):
    w = sortie.waypoints
    return np.column_stack([w.x_m, w.y_m, w.egm96_m])


def test_the_judge_finds_no_fault(plan, scenario):
    found = verify(plan, scenario, silent())
    assert [f for f in found.findings if f.severity.value == "error"] == []
    assert found.seen_share >= 0.995
    # Ground along the zone is out of reach of a third line: much of so small a site; and images
    # are judged where they are taken, 2 m before the ends of strips.
    assert found.overlap_ok_share >= 0.87
    assert found.zone_m == 0.0


def test_no_leg_comes_into_a_concave_zone_or_its_margin(plan, scenario):
    wall = blocking(scenario, plan.settings.agl_m)
    assert wall.area > 0.0
    for sortie in plan.sorties:
        assert shapely.LineString(path(sortie)[:, :2]).intersection(wall).length == 0.0


def test_sorties_begin_and_end_over_home_and_keep_to_their_battery(plan, scenario):
    home = np.array([scenario.home.x_m, scenario.home.y_m])
    for sortie in plan.sorties:
        xyz = path(sortie)
        np.testing.assert_allclose(xyz[[0, -1], :2], [home, home], atol=1e-6)
        assert xyz[[0, -1], 2].min() >= scenario.home.ground_egm96_m + 30.0
    found = verify(plan, scenario, silent())
    assert all(s.energy_wh <= s.energy_limit_wh for s in found.sorties)
    assert found.photos > 100


def test_heights_keep_the_needed_surface_between_waypoints_too(plan, scenario):
    problem = problem_of(scenario, plan.sensor)
    for sortie in plan.sorties:
        xyz, leg = path(sortie), sortie.waypoints.leg
        for k in range(len(xyz) - 1):
            f = np.linspace(0.0, 1.0, 20)[:, None]
            line = xyz[k] + f * (xyz[k + 1] - xyz[k])
            need = np.empty(20)
            x, y = line[:, 0] - problem.origin[0], line[:, 1] - problem.origin[1]
            survey = np.full(20, leg[k] == LegKind.SURVEY)
            sample_need(x.copy(), y.copy(), survey, problem.ground, need)
            # Samples lie 10 m apart; between them the surface may bulge a little.
            assert (line[:, 2] - need).min() > -1.0


def test_legs_keep_within_rates_gradient_and_lengths(plan, scenario):
    aircraft = scenario.aircraft
    for sortie in plan.sorties:
        step = np.diff(path(sortie), axis=0)
        run = np.hypot(step[:, 0], step[:, 1])
        rate = sortie.waypoints.speed_mps[:-1] * step[:, 2] / run
        assert run.min() >= aircraft.min_waypoint_distance_m
        assert np.abs(step[:, 2] / run).max() <= INTENT.max_climb_gradient + 1e-6
        assert rate.max() <= aircraft.max_ascent_mps + 1e-6
        assert rate.min() >= -aircraft.max_descent_mps - 1e-6


def test_the_same_seed_gives_the_same_plan_although_threads_share_the_work(plan, scenario):
    again = plan_sensor(scenario, sensor("p1-35"), silent())
    assert again.cost == plan.cost
    for a, b in zip(again.sorties, plan.sorties, strict=True):
        np.testing.assert_array_equal(path(a), path(b))


def test_convergence_is_told_and_only_falls(plan, told):
    events = [e for e in told if isinstance(e, Convergence)]
    assert tuple(events) == plan.convergence
    best = [e.best for e in events]
    assert best == sorted(best, reverse=True)
    assert events[-1].evaluations == plan.evaluations <= 60


def test_the_cost_told_is_the_one_minimised(plan):
    """The curve ends at the plan's J, which is the sum of its terms and of nothing else."""
    cost = plan.cost
    assert plan.convergence[-1].best == cost.j
    terms = cost.length + cost.altitude + cost.threat + cost.energy
    assert cost.j == pytest.approx(terms + cost.resolution + cost.sorties)
    assert cost.sorties == swap_m(INTENT) * len(plan.sorties) > 0 and cost.resolution > 0


def test_a_vector_is_priced_by_the_flights_it_means(scenario):
    problem = calibrated_along(problem_of(scenario, sensor("p1-35")))
    encoding = encoding_for(problem.covered, 2)
    x = np.random.default_rng(2).uniform(-1, 1, encoding.size)
    layout = lay_out(problem, strips_of(problem, encoding.decode(x)), exact=False)
    flown = fly_within(problem, layout, 0)
    assert price(problem, encoding, x) == pytest.approx(cost_of(problem, flown).j, rel=1e-12)
    # What orders the strips is near it, leg by leg with the same terms.
    assert layout.tour.cost == pytest.approx(price(problem, encoding, x), rel=0.02)


def test_the_length_term_is_the_verified_length(plan, scenario):
    found = verify(plan, scenario, silent())
    # The site's metres on the map are up to 0.04 % off those of the ellipsoid.
    assert plan.cost.length == pytest.approx(0.5 * found.length_m, rel=1e-3)


def test_closer_strips_and_a_lower_height_are_taken_as_asked(scenario, plan):
    found = plan_sensor(
        scenario, sensor("p1-35"), silent(), spacing_factor=0.8, agl_m=90.0, evaluations=5
    )
    assert found.settings.spacing_m == pytest.approx(0.72 * plan.settings.spacing_m)
    assert found.settings.agl_m == 90.0


def test_lanes_further_apart_than_asked_are_told(scenario, plan):
    found = plan_sensor(scenario, sensor("p1-35"), silent(), spacing_factor=1.1, evaluations=5)
    (note,) = [note for note in found.notes if note.code == "planning.wider"]
    assert note.values == pytest.approx({"laid": 67.0, "asked": 70.0})
    assert "planning.wider" not in {note.code for note in plan.notes}


@pytest.mark.parametrize("variant", list(OspreyVariant))
def test_every_variant_and_the_contour_pattern_plan(scenario, variant):
    few = PlanIntent(seed=1, evaluations=20, variant=variant, pattern=Pattern.CONTOUR)
    found = plan_sensor(replace(scenario, intent=few), sensor("xt2"), silent())
    assert len(found.sorties) >= 1
    assert found.evaluations <= 20


def test_a_budget_in_seconds_ends_the_search(scenario):
    hasty = PlanIntent(seed=1, evaluations=1, budget_s=0.3)
    found = plan_sensor(replace(scenario, intent=hasty), sensor("xt2"), silent())
    assert found.evaluations >= 5


def test_a_stop_is_heeded(scenario):
    with pytest.raises(Cancelled):
        plan_sensor(scenario, sensor("p1-35"), Progress(stopped=lambda: True))


def test_a_battery_that_reaches_nothing_is_told(scenario):
    greedy = PlanIntent(seed=1, evaluations=5, reserve_share=0.98)
    with pytest.raises(PlanRefused, match="one battery"):
        plan_sensor(replace(scenario, intent=greedy), sensor("p1-35"), silent())


def test_small_batteries_cut_strips_and_make_more_sorties(scenario, plan):
    thrifty = PlanIntent(seed=3, evaluations=10, reserve_share=0.85)
    found = plan_sensor(replace(scenario, intent=thrifty), sensor("p1-35"), silent())
    assert len(found.sorties) > len(plan.sorties)
    judged = verify(found, replace(scenario, intent=thrifty), silent())
    assert all(s.energy_wh <= s.energy_limit_wh for s in judged.sorties)


def test_a_zone_that_shuts_home_in_is_told(scenario):
    x, y = scenario.home.x_m, scenario.home.y_m
    ring = box(x - 80, y - 80, x + 80, y + 80).difference(box(x - 40, y - 40, x + 40, y + 40))
    zone = replace(scenario.zones[0], name="ring", polygon_m=MultiPolygon([ring]))
    with pytest.raises(PlanRefused, match="home"):
        plan_sensor(replace(scenario, zones=(zone,)), sensor("p1-35"), silent())


def at(scenario, *shapes):
    """The scenario with another area, given in metres from its corner."""
    terrain = scenario.terrain
    moved = [translate(s, terrain.x0_m, terrain.y0_m) for s in shapes]
    area = SurveyArea("odd", MultiPolygon([terrain.frame.unproject(s) for s in moved]))
    few = PlanIntent(seed=1, evaluations=10)
    home = scenario.home.position
    return build_scenario(terrain, area, Threats(), CALM, home, scenario.aircraft, few)


ODD = {
    "a sliver": (box(250, 300, 950, 300.5),),
    "a slanting sliver": (rotate(box(300, 500, 900, 503), 31),),
    "a garden": (box(600, 600, 650, 650),),
    "a point almost": (box(600, 600, 602, 602),),
    "two far apart": (box(60, 60, 160, 160), box(1040, 1040, 1140, 1140)),
}


@pytest.mark.parametrize("shapes", ODD.values(), ids=ODD.keys())
def test_odd_areas_are_seen_whole(scenario, shapes):
    odd = at(scenario, *shapes)
    found = verify(plan_sensor(odd, sensor("p1-35"), silent()), odd, silent())
    assert [f for f in found.findings if f.severity.value == "error"] == []
    assert found.seen_share >= 0.995


@pytest.mark.parametrize("evaluations", [1, 2, 7])
def test_the_fewest_evaluations_give_a_plan(scenario, evaluations):
    few = PlanIntent(seed=1, evaluations=evaluations)
    assert plan_sensor(replace(scenario, intent=few), sensor("xt2"), silent()).sorties


def test_weights_of_nothing_give_a_plan(scenario):
    free = PlanIntent(evaluations=10, weights=CostWeights(length=0, altitude=0, threat=0, energy=0))
    assert plan_sensor(replace(scenario, intent=free), sensor("xt2"), silent()).sorties


def test_a_sensor_the_aircraft_cannot_carry_is_refused(scenario):
    with pytest.raises(InputError, match="cannot be mounted on the DJI Matrice 300"):
        plan_sensor(scenario, sensor("m3m-rgb"), silent())


def test_sensors_planned_side_by_side_are_planned_as_alone(scenario, plan):
    with ThreadPoolExecutor(2) as pool:
        keys = ("xt2", "p1-35")
        _, beside = pool.map(lambda key: plan_sensor(scenario, sensor(key), silent()), keys)
    assert beside.cost == plan.cost
    for a, b in zip(beside.sorties, plan.sorties, strict=True):
        np.testing.assert_array_equal(path(a), path(b))


def test_a_search_that_betters_nothing_is_idle():
    def after(costs):
        archive = Archive("p1-35", silent(), total=8)
        archive.add(encoding_for(MultiPolygon([box(0, 0, 1, 1)]), 1), np.zeros((len(costs), 2)),
                    np.array(costs))  # fmt: skip
        return archive.idle()

    assert not after([10.0, 9.0, 9.0, 9.0]), "the best came within the last three"
    assert after([10.0, 9.0, 9.5, 9.2, 8.9995])
    assert not after([10.0, 9.0, 9.5, 9.2, 8.9])
    assert not after([np.inf] * 4 + [9.0])
