"""A plan edited by hand is flown as it is, and judged like any other."""

import numpy as np
import pytest
from shapely.geometry import LineString

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.model.edits import (
    LockStrip,
    MoveCut,
    MoveStart,
    RaiseSortie,
    ReverseStrip,
    SkipStrip,
    UnlockStrip,
)
from missionplanner.model.finding import Severity
from missionplanner.model.places import Position
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.by_hand.edited import draft_of, edited
from missionplanner.planning.by_hand.fly import fly_as_drawn
from missionplanner.planning.by_hand.runs import runs_of
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.scenario import blocking
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent

# So great a reserve that the small hill takes several sorties.
INTENT = PlanIntent(seed=3, evaluations=12, reserve_share=0.87)


@pytest.fixture(scope="module")
def scenario():
    return hill_scenario(INTENT)


@pytest.fixture(scope="module")
def plan(scenario):
    made = plan_sensor(scenario, sensor("p1-35"), silent())
    assert len(made.sorties) >= 3
    return made


def numbers(sortie):
    return [run.strip for run in runs_of(sortie)]


def flown(scenario, plan, *edits):
    return fly_as_drawn(scenario, plan, edited(plan, edits)).plan


def test_the_strips_of_all_sorties_are_read_back_whole_and_once(plan):
    strips = [strip for sortie in plan.sorties for strip in numbers(sortie)]
    assert len(strips) == len(set(strips)) >= 6
    for sortie in plan.sorties:
        for run in runs_of(sortie):
            assert len(run.xy) == 2  # straight


def test_no_edit_changes_nothing(scenario, plan):
    same = flown(scenario, plan)
    for before, after in zip(plan.sorties, same.sorties, strict=True):
        assert before.waypoints is after.waypoints
    assert same.cost.j == pytest.approx(plan.cost.j, rel=1e-9)


def test_flown_anew_a_sortie_is_what_the_planner_flew(scenario, plan):
    strip = numbers(plan.sorties[1])[0]
    twice = flown(scenario, plan, ReverseStrip(strip=strip), ReverseStrip(strip=strip))
    before, after = plan.sorties[1].waypoints, twice.sorties[1].waypoints
    assert after.x_m[0] == pytest.approx(before.x_m[0], abs=1e-6)
    assert twice.cost.j == pytest.approx(plan.cost.j, rel=2e-3)


def test_a_skipped_strip_is_not_flown_and_all_others_are(scenario, plan):
    gone = numbers(plan.sorties[1])[1]
    left = flown(scenario, plan, SkipStrip(strip=gone))
    before = [strip for sortie in plan.sorties for strip in numbers(sortie)]
    after = [strip for sortie in left.sorties for strip in numbers(sortie)]
    assert after == [strip for strip in before if strip != gone]
    assert left.sorties[0].waypoints is plan.sorties[0].waypoints
    seen = verify(left, scenario, silent()).seen_share
    assert seen < verify(plan, scenario, silent()).seen_share or len(before) > 20


def test_a_reversed_strip_is_flown_from_its_other_end(scenario, plan):
    strip = numbers(plan.sorties[0])[0]
    turned = flown(scenario, plan, ReverseStrip(strip=strip))
    before, after = runs_of(plan.sorties[0])[0], runs_of(turned.sorties[0])[0]
    assert after.strip == strip
    np.testing.assert_allclose(after.xy, before.xy[::-1], atol=0.01)


def test_a_cut_moves_strips_to_the_next_sortie_and_back(scenario, plan):
    first, second = numbers(plan.sorties[0]), numbers(plan.sorties[1])
    moved = flown(scenario, plan, MoveCut(sortie=1, strips=-1))
    assert numbers(moved.sorties[0]) == first[:-1]
    assert numbers(moved.sorties[1]) == first[-1:] + second
    back = edited(moved, [MoveCut(sortie=1, strips=1)])
    assert [run.strip for run in back.sorties[0].runs] == first


def test_a_sortie_that_gives_all_its_strips_falls_away(scenario, plan):
    count = len(numbers(plan.sorties[0]))
    fewer = flown(scenario, plan, MoveCut(sortie=1, strips=-count))
    assert len(fewer.sorties) == len(plan.sorties) - 1
    assert [s.number for s in fewer.sorties] == list(range(1, len(plan.sorties)))
    assert fewer.sorties[0].name.endswith(f"1 of {len(plan.sorties) - 1}")


def test_a_raised_sortie_is_higher_by_as_much_and_still_judged(scenario, plan):
    lower = flown(scenario, plan, RaiseSortie(sortie=1, metres=-15.0))
    was, now = (verify(p, scenario, silent()).sorties for p in (plan, lower))
    assert was[0].agl_max_m - now[0].agl_max_m == pytest.approx(15.0, abs=4.0)
    assert now[1].agl_max_m == was[1].agl_max_m


def test_a_sortie_raised_to_the_ceiling_keeps_to_it_or_is_told(scenario, plan):
    higher = flown(scenario, plan, RaiseSortie(sortie=1, metres=200.0))
    found = verify(higher, scenario, silent())
    codes = [f.code for f in found.findings]
    over = found.agl_max_m > scenario.intent.max_agl_m + 0.5
    assert over == ("VERIFY-AGL-MAX" in codes)


def test_every_sortie_leaves_from_a_new_start_around_the_zone(scenario, plan):
    lon, lat = scenario.terrain.frame.inverse(scenario.home.x_m, scenario.home.y_m + 150.0)
    place = Position(lon_deg=float(lon), lat_deg=float(lat))
    done = fly_as_drawn(scenario, plan, edited(plan, [MoveStart(place=place)]))
    wall = blocking(scenario, plan.settings.agl_m)
    for sortie in done.plan.sorties:
        w = sortie.waypoints
        assert np.hypot(w.x_m[0] - done.scenario.home.x_m, w.y_m[0] - done.scenario.home.y_m) < 0.1
        assert LineString(np.column_stack((w.x_m, w.y_m))).intersection(wall).length == 0.0
    found = verify(done.plan, done.scenario, silent()).findings
    told = {f.code for f in found if f.severity is Severity.ERROR}
    assert told <= {"VERIFY-ENERGY", "VERIFY-UNSEEN"}


def test_a_start_in_a_zone_is_refused(scenario, plan):
    frame, zone = scenario.terrain.frame, scenario.zones[0].polygon_m.representative_point()
    lon, lat = frame.inverse(zone.x, zone.y)
    place = Position(lon_deg=float(lon), lat_deg=float(lat))
    with pytest.raises(InputError) as refused:
        flown(scenario, plan, MoveStart(place=place))
    assert refused.value.code == "planning.home_inside"


def test_a_locked_strip_keeps_its_direction_its_sortie_and_its_height(plan):
    strip = numbers(plan.sorties[0])[-1]
    changes = (
        SkipStrip(strip=strip),
        ReverseStrip(strip=strip),
        MoveCut(sortie=1, strips=-1),
        RaiseSortie(sortie=1, metres=5.0),
    )
    for change in changes:
        with pytest.raises(InputError) as refused:
            edited(plan, [LockStrip(strip=strip), change])
        assert refused.value.code == "planning.edit.locked"
    assert edited(plan, [LockStrip(strip=strip), MoveCut(sortie=1, strips=1)]).sorties


def test_a_lock_stays_with_the_plan_until_it_is_taken_off(scenario, plan):
    strip = numbers(plan.sorties[0])[-1]
    kept = flown(scenario, plan, LockStrip(strip=strip))
    assert kept.locked == (strip,) and kept.sorties[0].waypoints is plan.sorties[0].waypoints
    with pytest.raises(InputError) as refused:
        edited(kept, [SkipStrip(strip=strip)])
    assert refused.value.code == "planning.edit.locked"
    free = flown(scenario, kept, UnlockStrip(strip=strip), SkipStrip(strip=strip))
    assert free.locked == () and strip not in numbers(free.sorties[0])


def test_what_the_plan_does_not_have_is_named(plan):
    last = len(plan.sorties)
    few = numbers(plan.sorties[0])
    cases = {
        "planning.edit.no_strip": SkipStrip(strip=10_000),
        "planning.edit.no_sortie": MoveCut(sortie=last, strips=1),
        "planning.edit.too_many": MoveCut(sortie=1, strips=-len(few) - 1),
    }
    for code, edit in cases.items():
        with pytest.raises(InputError) as refused:
            edited(plan, [edit])
        assert refused.value.code == code
    every = [SkipStrip(strip=run.strip) for one in draft_of(plan).sorties for run in one.runs]
    with pytest.raises(InputError) as refused:
        edited(plan, every)
    assert refused.value.code == "planning.edit.nothing_left"
