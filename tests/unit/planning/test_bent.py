"""Bent strips through network, heights, route and verifier, and their choice."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import PlanRefused
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import LegKind, PlanIntent
from missionplanner.planning import choosing, decode, plan_as_asked
from missionplanner.planning.bent import BentPlan, bent_strips, climb_of, slopes_of
from missionplanner.planning.coverage.field import Shape
from missionplanner.planning.coverage.order import sortie_wh
from missionplanner.planning.coverage.strips import ends_of, unpacked
from missionplanner.planning.decode import lay_out
from missionplanner.planning.intent import choice_of
from missionplanner.planning.overlap_seen import overlap_share
from missionplanner.planning.plan_as_asked import _ordered
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.pricing import calibrated_along, price_flown
from missionplanner.planning.problem import problem_of
from missionplanner.planning.search_bent import bent_encoding, first_sweeps, priced
from missionplanner.planning.sorties import fly, price_of
from missionplanner.planning.tighten import Setting, Trial, tried
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent
from tests.unit.planning.test_flown_as_priced import rough

P1 = sensor("p1-35")


def bent(problem, angle=0.6, weight=4.0):
    return BentPlan(Shape(angle, weight, 4.0, 2.0), 1.0, slopes_of(problem))


@pytest.fixture(scope="module")
def problem():
    return calibrated_along(problem_of(rough(1), P1))


@pytest.fixture(scope="module")
def plan():
    few = PlanIntent(seed=1, evaluations=20, pattern=Pattern.CONTOUR)
    return plan_sensor(replace(rough(2), intent=few), P1, silent())


def test_the_network_s_price_is_that_of_the_flight(problem):
    strips = bent_strips(problem, bent(problem))
    assert len(strips.xy) > 3 * (len(strips.start) - 1), "they bend"
    layout = lay_out(problem, strips, exact=True)
    flown = fly(problem, layout)
    assert layout.tour.cost == pytest.approx(price_of(flown), rel=0.005)
    reckoned = sum(sortie_wh(layout.tour, layout.network))
    assert reckoned == pytest.approx(sum(f.effort.energy_wh for f in flown), rel=0.01)


def test_strips_that_no_halving_brings_into_reach_are_refused(problem, monkeypatch):
    halved = []

    def last_one(network, _capacity_wh):
        halved.append(len(network.strip_wh))
        return np.arange(halved[-1]) == halved[-1] - 1

    monkeypatch.setattr(decode, "too_far", last_one)
    geometry = bent(problem)
    with pytest.raises(PlanRefused) as refused:
        lay_out(problem, bent_strips(problem, geometry), exact=False)
    assert refused.value.code == "planning.far_strips"
    assert halved == list(range(halved[0], halved[0] + decode.MOST_HALVINGS + 1))
    assert price_flown(problem, geometry) == (np.inf, []), "the search goes on"


def test_all_ground_a_strip_can_reach_lies_within_half_a_swath_of_one(problem):
    strips = unpacked(bent_strips(problem, bent(problem, weight=12.0)))
    half_m = 0.5 * problem.settings.swath_m
    seen = shapely.union_all([LineString(line).buffer(half_m) for line in strips])
    assert problem.covered.difference(seen).area < 1e-6
    blocked = shapely.transform(problem.keep_out.blocked, lambda xy: xy - problem.origin)
    assert max(LineString(line).intersection(blocked).length for line in strips) == 0.0


def test_bending_climbs_less_and_costs_less(problem):
    straight_j, straight = price_flown(problem, bent(problem, weight=0.0))
    bent_j, curved = price_flown(problem, bent(problem))

    def climb(flown):
        return sum(one.effort.climb_m for one in flown)

    assert climb(curved) < 0.95 * climb(straight)
    assert bent_j < straight_j


def test_a_plan_of_bent_strips_breaks_no_rule_and_says_what_it_is(plan):
    found = verify(plan, rough(2), silent())
    assert not [f for f in found.findings if f.severity.name == "ERROR"]
    assert found.seen_share >= 0.995
    assert "planning.bent" in {note.code for note in plan.notes}
    assert len(plan.angles_deg) == 1 and 0.0 <= plan.angles_deg[0] < 180.0


def test_strips_are_flown_through_their_bends(plan):
    """Along a strip headings change little by little, and nobody stops at a bend."""
    for sortie in plan.sorties:
        points = sortie.waypoints
        way = np.column_stack((np.diff(points.x_m), np.diff(points.y_m)))
        heading = np.unwrap(np.arctan2(way[:, 1], way[:, 0]))
        on_strip = (points.leg[:-1] == LegKind.SURVEY)[1:]
        on_strip &= points.strip[1:-1] == points.strip[:-2]
        assert np.degrees(np.abs(np.diff(heading))[on_strip]).max() < 40.0


def test_the_overlap_looked_at_is_the_verifier_s(plan, problem):
    site = rough(2)
    found = verify(plan, site, silent())
    own = calibrated_along(problem_of(site, P1))
    _, flown = price_flown(own, bent(own))
    assert overlap_share(own, flown) == pytest.approx(found.overlap_ok_share, abs=0.06)


def test_a_sweep_that_lacks_overlap_is_dearer(problem):
    encoding = bent_encoding(problem)
    wide = np.array([0.0, 0.0, 0.0, 0.0, 1.0])
    dense, loose = (priced(problem, encoding, x) for x in (-wide, wide))
    assert loose.burden > dense.burden >= 1.0
    assert loose.cost / loose.burden == pytest.approx(price_flown(problem, loose.geometry())[0])


def test_the_middle_of_the_encoding_is_tried_first_and_a_direction_asked_is_kept(problem):
    rows = first_sweeps(bent_encoding(problem), 8)
    assert not rows[0].any() and np.abs(rows).max() <= 1.0
    asked = problem.scenario.intent.model_copy(update={"direction_deg": 30.0})
    kept = bent_encoding(replace(problem, scenario=replace(problem.scenario, intent=asked)))
    assert np.degrees([kept.decode(x).angle_rad for x in (rows[1], rows[2])]) == pytest.approx(60.0)


@pytest.mark.parametrize(
    ("bent_price", "enough", "kinds"),
    [(90.0, True, [True, False]), (90.0, False, [False]), (99.0, True, [False]),
     (98.0, True, [True, False]), (102.0, True, [False])],
)  # fmt: skip
def test_both_kinds_of_strips_are_searched_where_quick_plans_are_ordered(bent_price, enough, kinds):
    straight = Trial(Setting(1.0, 0.35, 100.0, 10.0), 100.0, True)
    curved = Trial(Setting(1.0, 0.35, 100.0, 10.0, bent=True), bent_price, enough)
    assert [setting.bent for setting in _ordered(straight, curved)] == kinds


def test_climbing_is_priced_as_the_aircraft_draws(problem):
    climb = climb_of(problem.flight)
    level = np.array([0.0, 0.1, 0.3])
    assert climb.price > 0.0 and (np.diff(climb.weight(level) * np.maximum(level, 0.03)) >= 0).all()


def test_bent_strips_go_on_over_the_edge_no_further_than_they_must(problem):
    strips = bent_strips(problem, bent(problem))
    wide = problem.covered.buffer(1.5 * problem.settings.spacing_m)
    assert shapely.contains_xy(wide, *ends_of(strips).reshape(-1, 2).T).all()


def refuses(*_args):
    raise PlanRefused("planning.no_sortie", "p1-35")


def test_straight_strips_are_flown_where_bent_ones_cannot_be(monkeypatch):
    few = replace(rough(1), intent=PlanIntent(seed=1, evaluations=8))
    monkeypatch.setattr(plan_as_asked, "bent_trial", refuses)
    prospect = plan_as_asked.prospect_of(few, P1, silent())
    settings = plan_as_asked.worth_searching(prospect, silent())
    assert [setting.bent for setting in settings] == [False]
    contour = replace(few, intent=few.intent.model_copy(update={"pattern": Pattern.CONTOUR}))
    prospect = plan_as_asked.prospect_of(contour, P1, silent())
    with pytest.raises(PlanRefused):
        plan_as_asked.worth_searching(prospect, silent())


def test_another_setting_that_cannot_be_flown_is_not_taken(monkeypatch):
    few = replace(rough(1), intent=PlanIntent(seed=1, evaluations=8))
    first = []

    def once(*args):
        if first:
            refuses()
        first.append(True)
        return tried(*args)

    monkeypatch.setattr(choosing, "tried", once)
    choice = choice_of(few.intent, P1, few.aircraft)
    best = choosing.straight_trial(few, P1, choice, silent())
    assert best.setting.agl_m == choice.agl_m[1] and best.flights > 0
