"""What remains of an interrupted plan: nothing flown is flown twice, save the seam."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString
from shapely.ops import unary_union

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.model.finding import Severity
from missionplanner.model.plan import PlanIntent, Station
from missionplanner.planning.by_hand.by_place import flown_until
from missionplanner.planning.by_hand.by_track import flown_along
from missionplanner.planning.by_hand.remaining import (
    FlownStretches,
    cut,
    flown_parts,
    remaining,
    seam_m,
)
from missionplanner.planning.by_hand.rest import judged_with, rest_of
from missionplanner.planning.by_hand.runs import Run, runs_of
from missionplanner.planning.home import home_on
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent

INTENT = PlanIntent(seed=3, evaluations=12, reserve_share=0.87)


@pytest.fixture(scope="module")
def scenario():
    return hill_scenario(INTENT)


@pytest.fixture(scope="module")
def plan(scenario):
    return plan_sensor(scenario, sensor("p1-35"), silent())


def middle_of(plan, number, share=0.5):
    """A place on the middle strip of a sortie."""
    runs = runs_of(plan.sorties[number - 1])
    run = runs[len(runs) // 2]
    return run.strip, run.xy[0] + share * (run.xy[-1] - run.xy[0])


def length_of(parts):
    return sum(run.length_m for runs in parts for run in runs)


def lines(parts):
    return unary_union([LineString(run.xy) for runs in parts for run in runs])


def test_a_flight_broken_off_within_a_strip_leaves_its_end_with_a_seam(plan):
    strip, place = middle_of(plan, 2, 0.4)
    done = flown_until(plan, 2, *place)
    left, seam = remaining(plan, done), seam_m(plan.settings)
    assert left[0] == ()
    (part,) = (run for run in left[1] if run.strip == strip)
    (whole,) = (run for run in runs_of(plan.sorties[1]) if run.strip == strip)
    assert part.length_m == pytest.approx(0.6 * whole.length_m + seam, abs=0.5)
    assert [len(runs) for runs in left[2:]] == [len(runs_of(s)) for s in plan.sorties[2:]]
    total = sum(run.length_m for s in plan.sorties for run in runs_of(s))
    assert length_of(left) + length_of(flown_parts(plan, done)) == pytest.approx(
        total + seam, abs=1
    )


def test_what_was_flown_is_flown_again_only_at_the_seam(plan):
    _, place = middle_of(plan, 1)
    done = flown_until(plan, 1, *place)
    twice = lines(remaining(plan, done)).intersection(lines(flown_parts(plan, done)).buffer(0.01))
    assert twice.length <= seam_m(plan.settings) + 0.5


def test_a_track_tells_the_same_as_the_place_where_it_ends(plan):
    strip, place = middle_of(plan, 2)
    w = plan.sorties[1].waypoints
    runs = runs_of(plan.sorties[1])
    before = np.vstack([run.xy for run in runs[: [r.strip for r in runs].index(strip)]])
    (whole,) = (run for run in runs if run.strip == strip)
    first = plan.sorties[0].waypoints
    way = np.vstack([
        np.column_stack((first.x_m, first.y_m)), [[w.x_m[0], w.y_m[0]]], before, whole.xy[:1],
        place[None],
    ])  # fmt: skip
    # A fix a second, a few metres off, as receivers give.
    mark = np.concatenate(([0], np.cumsum(np.hypot(*np.diff(way, axis=0).T))))
    at = np.arange(0.0, mark[-1], 9.0)
    track = np.column_stack([np.interp(at, mark, way[:, i]) for i in range(2)])
    track += np.random.default_rng(5).normal(0.0, 0.8, track.shape)
    by_track, by_place = flown_along(plan, track), flown_until(plan, 2, *place)
    assert by_track.share(plan) == pytest.approx(by_place.share(plan), abs=0.02)
    assert length_of(remaining(plan, by_track)) == pytest.approx(
        length_of(remaining(plan, by_place)), rel=0.05
    )


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=4))
def test_flown_and_remaining_make_the_strip_whole_whatever_was_flown(shares):
    run = Run(0, np.array([[0.0, 0.0], [300.0, 0.0], [500.0, 150.0]]))
    spans = sorted({(min(s) * run.length_m, max(s) * run.length_m) for s in shares if s[0] != s[1]})
    apart = [s for i, s in enumerate(spans) if i == 0 or s[0] > max(b for _, b in spans[:i])]
    pieces = [cut(run, a, b) for a, b in apart]
    assert sum(p.length_m for p in pieces) == pytest.approx(sum(b - a for a, b in apart), abs=1e-6)


def test_the_rest_is_flown_within_the_batteries_and_all_is_seen_in_the_end(scenario, plan):
    _, place = middle_of(plan, 2)
    done = flown_until(plan, 2, *place)
    rest = rest_of(scenario, plan, done, silent())
    judged = judged_with(scenario, plan, done, rest, silent())
    assert [f.code for f in judged.findings if f.severity is Severity.ERROR] == []
    assert len(judged.sorties) == len(rest.sorties) <= len(plan.sorties) - 1
    assert all(s.energy_wh <= s.energy_limit_wh for s in judged.sorties)
    whole = verify(plan, scenario, silent())
    assert judged.seen_share == pytest.approx(whole.seen_share, abs=0.002)
    assert judged.overlap_ok_share >= whole.overlap_ok_share - 0.01
    left = [run for runs in remaining(plan, done) for run in runs]
    again = [run for sortie in rest.sorties for run in runs_of(sortie)]
    assert sum(r.length_m for r in again) == pytest.approx(sum(r.length_m for r in left), abs=5)


def test_what_remains_is_flown_from_the_launch_place_it_was_planned_for(scenario, plan):
    other = home_on(scenario.terrain, scenario.home.x_m, scenario.home.y_m + 150.0)
    *first, last = plan.sorties
    parted = replace(
        plan,
        stations=(Station("site-2", other),),
        sorties=(*first, replace(last, station="site-2")),
    )
    done = flown_until(parted, 1, *middle_of(parted, 1)[1])
    rest = rest_of(scenario, parted, done, silent())
    there = [s for s in rest.sorties if s.station == "site-2"]
    assert 1 <= len(there) < len(rest.sorties)
    for sortie in rest.sorties:
        place = parted.home_of(sortie)
        start = sortie.waypoints.x_m[0] - place.x_m, sortie.waypoints.y_m[0] - place.y_m
        assert np.hypot(*start) < 1.0
    strips = [run.strip for sortie in rest.sorties for run in runs_of(sortie)]
    assert len(set(strips)) == len(strips)
    assert {run.strip for s in there for run in runs_of(s)} == set(
        sorted(strips)[-len(runs_of(last)) :]
    )


def test_after_the_wind_has_turned_the_batteries_still_suffice(scenario, plan):
    turned = replace(scenario, wind_east_mps=-9.0, wind_north_mps=3.0)
    done = flown_until(plan, 1, *middle_of(plan, 1)[1])
    rest = rest_of(turned, plan, done, silent())
    judged = verify(rest, turned, silent())
    assert "VERIFY-ENERGY" not in {f.code for f in judged.findings}
    assert all(s.energy_wh <= s.energy_limit_wh for s in judged.sorties)


def test_where_nothing_remains_or_the_place_is_elsewhere_it_is_said(scenario, plan):
    whole = tuple(
        tuple(((0.0, run.length_m),) for run in runs_of(sortie)) for sortie in plan.sorties
    )
    far = scenario.terrain.x0_m - 5000.0, scenario.terrain.y0_m
    with pytest.raises(InputError):
        flown_until(plan, 1, np.inf, np.inf)
    cases = {
        "planning.rest.nothing": lambda: rest_of(scenario, plan, FlownStretches(whole), silent()),
        "planning.rest.off_way": lambda: flown_until(plan, 1, *far),
        "planning.edit.no_sortie": lambda: flown_until(plan, 99, *far),
        "planning.rest.no_strip": lambda: flown_along(
            plan, np.array([far, (far[0] + 50.0, far[1])])
        ),
    }
    for code, ask in cases.items():
        with pytest.raises(InputError) as refused:
            ask()
        assert refused.value.code == code
