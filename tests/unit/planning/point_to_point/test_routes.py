"""Routes from place to place: the encoding, the local step, and the whole on a made-up hill."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.model.finding import Severity
from missionplanner.model.places import Position
from missionplanner.model.plan import OspreyVariant, PlanIntent
from missionplanner.planning.point_to_point.local_step import CornerBox, bettered
from missionplanner.planning.point_to_point.plan_route import RouteWish, plan_route
from missionplanner.planning.point_to_point.steps import Reach, courses_of, vector_of
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.scenario import blocking
from missionplanner.planning.verify.transit import verify_transit
from missionplanner.tasks.progress import silent

LOW, HIGH = np.array([-1e4, -1e4, 0.0]), np.array([1e4, 1e4, 90.0])
REACH = Reach(np.zeros(3), np.array([800.0, 600.0, 10.0]), 250.0, 0.5 * np.pi, 0.4, LOW, HIGH)


@pytest.fixture(scope="module")
def scenario():
    return hill_scenario(PlanIntent(seed=3))


def place(scenario, x, y):
    """A place by its metres from the corner of the made-up site."""
    terrain = scenario.terrain
    lon, lat = terrain.frame.inverse(terrain.x0_m + x, terrain.y0_m + y)
    return Position(lon_deg=float(lon), lat_deg=float(lat))


def routed(scenario, *stops, **more):
    wish = RouteWish("r", tuple(place(scenario, *xy) for xy in stops), evaluations=2000)
    return plan_route(scenario, sensor("xt2"), replace(wish, **more), silent())


def test_the_middle_of_the_box_is_the_straight_line():
    (course,) = courses_of(np.zeros((1, 24)), REACH)
    np.testing.assert_allclose(course[:-1], np.zeros((9, 3)), atol=1e-9)
    np.testing.assert_allclose(course[-1], REACH.end)


@settings(max_examples=60)
@given(st.lists(st.floats(-0.95, 0.95), min_size=15, max_size=15))
def test_a_course_comes_back_as_the_vector_that_means_it(values):
    (course,) = courses_of(np.array([values]), REACH)
    inner = course[1:-1]
    if (inner[:, 2] <= 0.0).any() or (inner[:, 2] >= 90.0).any():
        return  # moved into the box: other vectors mean it too
    (again,) = courses_of(vector_of(course, REACH)[None], REACH)
    np.testing.assert_allclose(again, course, atol=1e-6)


def test_the_local_step_counts_its_evaluations_and_never_worsens():
    goal = np.array([[50.0, 40.0, 5.0], [90.0, 10.0, 7.0]])
    asked = []

    def price(courses):
        asked.append(len(courses))
        return np.abs(courses[:, 1:-1] - goal).sum(axis=(1, 2))

    course = np.array([[0.0, 0, 0], [10, 0, 0], [20, 0, 0], [100, 0, 0]])
    before = float(price(course[None])[0])
    asked.clear()
    best, cost, used = bettered(course, before, price, CornerBox(LOW, HIGH, 50.0), 3001, seed=4)
    assert used == sum(asked) == 3001
    assert cost < 0.05 * before
    assert cost == pytest.approx(float(price(best[None])[0]))
    np.testing.assert_array_equal(best[[0, -1]], course[[0, -1]])


def test_a_route_goes_around_the_zone_and_the_judge_finds_no_fault(scenario):
    found = routed(scenario, (400.0, 500.0), (800.0, 500.0))
    judged = verify_transit(found.plan, found.scenario)
    assert [f for f in judged.findings if f.severity is Severity.ERROR] == []
    (figures,) = judged.sorties
    assert figures.zone_m == 0.0 and figures.photos == 0
    assert figures.clearance_min_m >= 30.0 and figures.agl_max_m <= 120.5
    w = found.plan.sorties[0].waypoints
    way = LineString(np.column_stack((w.x_m, w.y_m)))
    assert way.intersection(blocking(scenario, found.plan.settings.agl_m)).length == 0.0
    # Around the corner of the bay: longer than straight, not by much.
    assert 400.0 < figures.length_m < 700.0


def test_it_begins_at_its_first_place_ends_at_its_last_and_passes_over_all_others(scenario):
    stops = ((300.0, 300.0), (800.0, 300.0), (800.0, 900.0))
    found = routed(scenario, *stops)
    w, terrain = found.plan.sorties[0].waypoints, scenario.terrain
    xy = np.column_stack((w.x_m - terrain.x0_m, w.y_m - terrain.y0_m))
    for stop, at in zip(stops, (xy[0], None, xy[-1]), strict=True):
        off = np.hypot(*(xy - stop).T).min() if at is None else np.hypot(*(at - stop))
        assert off < 0.1
    assert found.scenario.home.x_m == pytest.approx(w.x_m[0], abs=0.1)


def test_the_same_seed_gives_the_same_route_and_every_variant_gives_one(scenario):
    for variant in OspreyVariant:
        first, second = (
            routed(scenario, (400.0, 500.0), (800.0, 500.0), variant=variant) for _ in range(2)
        )
        a, b = (one.plan.sorties[0].waypoints for one in (first, second))
        np.testing.assert_array_equal(a.x_m, b.x_m)
        np.testing.assert_array_equal(a.egm96_m, b.egm96_m)
        assert first.plan.evaluations <= 2000


def test_threats_that_weigh_more_are_kept_farther_from():
    plain = hill_scenario(PlanIntent(seed=3))
    rows, columns = plain.threat.shape
    _, x = np.mgrid[0:rows, 0:columns] * plain.terrain.cell_m
    y, _ = np.mgrid[0:rows, 0:columns] * plain.terrain.cell_m
    threat = np.exp(-((x - 600.0) ** 2 + (y - 900.0) ** 2) / 80.0**2)
    lengths = []
    for weight in (0.0, 20.0):
        weights = plain.intent.weights.model_copy(update={"threat": weight})
        intent = plain.intent.model_copy(update={"weights": weights})
        site = replace(plain, threat=threat, intent=intent)
        found = routed(site, (400.0, 900.0), (800.0, 900.0), evaluations=4000)
        w = found.plan.sorties[0].waypoints
        way = LineString(np.column_stack((w.x_m - site.terrain.x0_m, w.y_m - site.terrain.y0_m)))
        middle = way.interpolate(0.5, normalized=True)
        lengths.append(abs(middle.y - 900.0))
    assert lengths[0] < 15.0 < 50.0 < lengths[1]


def test_places_that_cannot_be_are_told_apart(scenario):
    zone = scenario.zones[0].polygon_m.representative_point()
    inside = zone.x - scenario.terrain.x0_m, zone.y - scenario.terrain.y0_m
    cases = {
        "planning.route.off_dem": ((300.0, 300.0), (5000.0, 300.0)),
        "planning.route.same_place": ((300.0, 300.0), (300.0, 300.1)),
        "planning.route.in_zone": ((300.0, 300.0), inside),
        "planning.home_inside": (inside, (300.0, 300.0)),
    }
    for code, stops in cases.items():
        with pytest.raises(InputError) as refused:
            routed(scenario, *stops)
        assert refused.value.code == code
