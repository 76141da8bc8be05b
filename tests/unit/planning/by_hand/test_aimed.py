"""Plans whose camera is aimed along each strip: edited, broken off, flown again."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial import cKDTree
from shapely.geometry import box

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.model.edits import RaiseSortie, ReverseStrip, SkipStrip
from missionplanner.model.finding import Severity
from missionplanner.model.patterns import Pattern, PatternAsked
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.by_hand.again import flown_again
from missionplanner.planning.by_hand.by_place import flown_until
from missionplanner.planning.by_hand.by_track import flown_along
from missionplanner.planning.by_hand.edited import edited
from missionplanner.planning.by_hand.fly import fly_as_drawn
from missionplanner.planning.by_hand.gap import done_but
from missionplanner.planning.by_hand.remaining import remaining
from missionplanner.planning.by_hand.rest import judged_with, rest_of
from missionplanner.planning.by_hand.runs import runs_in
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.scenario import of_sensor
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.photos import photos_of
from missionplanner.tasks.progress import silent
from tests.unit.planning.steep_sites import WALL_AREA, scenario, wall

P1 = sensor("p1-35")


@pytest.fixture(scope="module")
def before_the_wall():
    intent = PlanIntent(seed=1, evaluations=1, pattern=Pattern.FACE)
    site = of_sensor(scenario(wall, WALL_AREA, (250, 200), intent), P1.key)
    return site, plan_sensor(site, P1, silent(), agl_m=50.0, speed_mps=5.0)


@pytest.fixture(scope="module")
def oblique_set():
    views = PatternAsked(tilt_deg=40.0)
    asked = {"direction_deg": 20.0, "views": views, "reserve_share": 0.9}
    intent = PlanIntent(seed=1, evaluations=1, pattern=Pattern.OBLIQUE, **asked)
    site = scenario(lambda x, y: 500.0 + 0.1 * x, box(280, 280, 420, 400), (200, 250), intent)
    plan = plan_sensor(site, P1, silent())
    assert len(plan.sorties) >= 2
    return site, plan


def photos(plan):
    craft = plan.aircraft.turn_acceleration_mps2
    return photos_of(plan.sorties, plan.settings, plan.sensor.trigger, craft, plan.aims)


def looks(plan):
    """Where each image is taken and how the camera looks, one row an image."""
    found = photos(plan)
    return np.column_stack((found.cameras, found.pitch_deg))


def track_until(plan, number, share):
    """The way flown when so much of the way of a sortie was flown."""
    parts = [s.waypoints for s in plan.sorties[:number]]
    xy = np.vstack([np.column_stack((w.x_m, w.y_m)) for w in parts])
    mark = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))))
    own = np.column_stack((parts[-1].x_m, parts[-1].y_m))
    own_m = float(np.hypot(*np.diff(own, axis=0).T).sum())
    at = np.arange(0.0, mark[-1] - (1.0 - share) * own_m, 4.0)
    return np.column_stack([np.interp(at, mark, xy[:, i]) for i in range(2)])


@pytest.mark.parametrize("site", ["before_the_wall", "oblique_set"])
def test_a_strip_is_skipped_and_another_reversed_with_the_views_kept(site, request):
    where, plan = request.getfixturevalue(site)
    first, second = [run.strip for runs in runs_in(plan) for run in runs][1:3]
    done = fly_as_drawn(
        where, plan, edited(plan, [SkipStrip(strip=first), ReverseStrip(strip=second)])
    ).plan
    assert first not in {run.strip for runs in runs_in(done) for run in runs}
    kept = looks(plan)[photos(plan).strips != first]
    now = looks(done)
    assert len(now) == pytest.approx(len(kept), abs=4)
    # Images of the strips that stayed are where they were, and look where they looked.
    far = (1.0, 1.0, 1.0, 1e3, 1e3, 1e2)
    away, _ = cKDTree(kept * far).query(now * far)
    assert np.mean(away < plan.settings.trigger_distance_m) > 0.97


def test_strips_before_a_face_keep_their_distance_when_flown_anew(before_the_wall):
    where, plan = before_the_wall
    strip = runs_in(plan)[0][1].strip
    done = fly_as_drawn(where, plan, edited(plan, [ReverseStrip(strip=strip)])).plan
    was, now = (verify(one, where, silent()) for one in (plan, done))
    assert now.promised.square == pytest.approx(was.promised.square, abs=0.01)
    assert now.gsd_p95_m == pytest.approx(was.gsd_p95_m, rel=0.03)
    assert [f.code for f in now.findings if f.severity is Severity.ERROR] == []


def test_before_faces_a_sortie_is_not_raised_but_told_why(before_the_wall):
    _, plan = before_the_wall
    with pytest.raises(InputError) as refused:
        edited(plan, [RaiseSortie(sortie=1, metres=5.0)])
    assert refused.value.code == "planning.edit.before_faces"


@pytest.mark.parametrize("site", ["before_the_wall", "oblique_set"])
def test_what_a_track_leaves_is_flown_and_all_is_seen_from_where_it_should(site, request):
    where, plan = request.getfixturevalue(site)
    done = flown_along(plan, track_until(plan, len(plan.sorties) // 2 + 1, 0.55))
    assert 0.2 < done.share(plan) < 0.8
    rest = rest_of(where, plan, done, silent())
    assert len(rest.aims) >= sum(len(runs) for runs in runs_in(rest))
    judged = judged_with(where, plan, done, rest, silent())
    whole = verify(plan, where, silent())
    assert [f.code for f in judged.findings if f.severity is Severity.ERROR] == []
    assert judged.seen_share >= whole.seen_share - 0.002
    assert judged.overlap_ok_share >= whole.overlap_ok_share - 0.01
    if whole.promised.sides:
        assert min(judged.promised.sides) >= min(whole.promised.sides) - 0.005
    else:
        assert judged.promised.square >= whole.promised.square - 0.01


def test_a_track_tells_which_of_strips_above_each_other_were_flown(before_the_wall):
    _, plan = before_the_wall
    runs = runs_in(plan)[0]
    w = plan.sorties[0].waypoints
    behind = int(np.flatnonzero(w.strip == runs[2].strip)[-1]) + 1  # the third strip is done
    mark = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(w.x_m), np.diff(w.y_m)))))
    done = flown_along(plan, track_until(plan, 1, mark[behind] / mark[-1])).spans[0]
    shares = [
        sum(b - a for a, b in own) / run.length_m for own, run in zip(done, runs, strict=True)
    ]
    assert min(shares[:3]) > 0.9 and max(shares[3:], default=0.0) == 0.0


def test_a_place_on_several_strips_asks_for_the_minute(before_the_wall):
    _, plan = before_the_wall
    third = runs_in(plan)[0][2]
    x, y = third.xy.mean(axis=0)
    with pytest.raises(InputError) as refused:
        flown_until(plan, 1, x, y)
    assert refused.value.code == "planning.rest.several_passes"
    early, late = (flown_until(plan, 1, x, y, minutes).share(plan) for minutes in (0.0, 60.0))
    assert early < late


def test_what_remains_before_a_face_has_its_heights(before_the_wall):
    _, plan = before_the_wall
    third = runs_in(plan)[0][2]
    done = flown_until(plan, 1, *third.xy.mean(axis=0), minutes=0.0)
    left = [run for runs in remaining(plan, done) for run in runs]
    assert left and all(len(run.height_m) == len(run.xy) for run in left)


def test_images_of_one_view_are_taken_again_and_no_other(oblique_set):
    _, plan = oblique_set
    found = photos(plan)
    strip = [run.strip for runs in runs_in(plan) for run in runs][3]
    again = (found.strips == strip) & (np.arange(len(found)) % 2 == 0)
    left = [run for runs in remaining(plan, done_but(plan, found, again)) for run in runs]
    assert {run.strip for run in left} == {strip}


def test_views_are_the_same_in_the_grid_of_another_zone(oblique_set):
    where, plan = oblique_set
    assert flown_again(where, plan).turned_deg < 0.01
    off = replace(plan, aims=tuple(replace(a, yaw_deg=a.yaw_deg + 5.0) for a in plan.aims))
    assert looks(off)[0, 3] != pytest.approx(looks(plan)[0, 3])
