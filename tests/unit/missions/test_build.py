from dataclasses import replace

import numpy as np
import pytest

from missionplanner.errors import InputError
from missionplanner.missions.build import (
    build_missions,
    leg_lengths_m,
    strips_of,
    without_crowding,
)
from missionplanner.missions.findings import check_mission
from missionplanner.model.ending import FinishAction, LostLink, RouteEnding, least_return_m
from missionplanner.model.finding import Severity
from missionplanner.model.plan import LegKind
from tests.unit.missions.sample import (
    GROUND_M,
    sample_plan,
    sample_verification,
    sample_waypoints,
    waypoints,
)


def built(plan, title):
    return build_missions(plan, sample_verification(plan), title)


def test_one_mission_a_sortie_with_titles_that_differ():
    missions = built(sample_plan(sorties=3), "North pit")
    assert [m.title for m in missions] == [f"North pit-p1-35-S0{i}" for i in (1, 2, 3)]
    assert [m.photos for m in missions] == [38, 39, 40]


def test_return_height_clears_the_highest_waypoint_of_any_sortie():
    plan = sample_plan(sorties=2)
    low = replace(plan.sorties[0].waypoints)
    high = replace(low, egm96_m=low.egm96_m + 60.25, ellipsoid_m=low.ellipsoid_m + 60.25)
    plan = replace(plan, sorties=(plan.sorties[0], replace(plan.sorties[1], waypoints=high)))
    for mission in built(plan, "x"):
        assert mission.rth_height_m >= high.egm96_m.max() - GROUND_M + 10
        assert mission.rth_height_m == np.ceil(mission.rth_height_m)


def test_return_height_stays_what_the_aircraft_can_be_set_to():
    plan = sample_plan()
    points = plan.sorties[0].waypoints
    far_up = replace(points, egm96_m=points.egm96_m + 900)
    sortie = replace(plan.sorties[0], waypoints=far_up)
    assert built(replace(plan, sorties=(sortie,)), "x")[0].rth_height_m == 500


def test_a_return_height_asked_for_stands_in_place_of_what_each_sortie_needs():
    plan = sample_plan(sorties=2)
    told = sample_verification(plan)
    figures = [
        replace(one, return_height_m=need_m, return_agl_max_m=need_m + 30)
        for one, need_m in zip(told.sorties, (150.0, 180.0), strict=True)
    ]
    told = replace(told, sorties=tuple(figures))
    assert [m.rth_height_m for m in build_missions(plan, told, "x")] == [150, 180]
    asked = RouteEnding(return_height_m=170, finish="hover", lost_link="continue")
    first, second = build_missions(plan, told, "x", asked)
    assert (first.rth_height_m, first.rth_agl_max_m) == (170, 200)
    assert (first.finish, first.lost_link) == (FinishAction.HOVER, LostLink.CONTINUE)
    assert not [f for f in check_mission(first) if f.code == "MIS-RTH-LOW"]
    (low,) = [f for f in check_mission(second) if f.code == "MIS-RTH-LOW"]
    assert low.severity is Severity.ERROR and "at least 180 m" in low.said("en")
    assert least_return_m(told.sorties) == 180
    assert least_return_m(sample_verification(plan).sorties) is None, "not measured then"


def test_landing_by_itself_is_for_routes_that_end_at_home():
    plan = sample_plan()
    (mission,) = build_missions(plan, sample_verification(plan), "x", RouteEnding(finish="land"))
    points, place = mission.waypoints, mission.home.position
    lat = np.append(points.lat_deg[:-1], place.lat_deg)
    over, away = (
        replace(mission, waypoints=replace(points, lat_deg=lat, lon_deg=lon))
        for lon in (
            np.append(points.lon_deg[:-1], place.lon_deg),
            np.append(points.lon_deg[:-1], place.lon_deg + 1e-3),
        )
    )
    assert not [f for f in check_mission(over) if f.code == "MIS-LAND"]
    (found,) = [f for f in check_mission(away) if f.code == "MIS-LAND"]
    assert found.severity is Severity.ERROR and "from home" in found.said("en")
    returns = replace(away, finish=FinishAction.RETURN)
    assert not [f for f in check_mission(returns) if f.code == "MIS-LAND"]


def test_take_off_height_is_the_first_waypoints_but_not_below_twenty():
    plan = sample_plan()
    assert built(plan, "x")[0].takeoff_height_m == pytest.approx(100.0)
    points = plan.sorties[0].waypoints
    low = replace(points, egm96_m=np.where(np.arange(7) == 0, GROUND_M - 5, points.egm96_m))
    sortie = replace(plan.sorties[0], waypoints=low)
    assert built(replace(plan, sorties=(sortie,)), "x")[0].takeoff_height_m == 20


def test_duration_and_length_are_the_verified_ones():
    plan = sample_plan(sorties=2)
    told = sample_verification(plan)
    for mission, figures in zip(built(plan, "x"), told.sorties, strict=True):
        assert mission.length_m == figures.length_m
        assert mission.duration_s == figures.duration_s


def test_strips_are_found_and_neighbours_with_other_numbers_kept_apart():
    assert strips_of(sample_waypoints()) == ((1, 3), (4, 5))
    joined = waypoints(
        [0, 50, 90, 130],
        [0, 0, 0, 0],
        [90] * 4,
        [LegKind.SURVEY, LegKind.SURVEY, LegKind.SURVEY, LegKind.TRANSIT],
        [0, 0, 1, -1],
    )
    assert strips_of(joined) == ((0, 2), (2, 3))


def test_crowded_waypoints_become_one_that_takes_over_the_leg():
    crowded = waypoints(
        [0, 50, 50.2, 90, 90.1],
        [0] * 5,
        [90] * 5,
        [LegKind.TRANSIT, LegKind.TRANSIT, LegKind.SURVEY, LegKind.TRANSIT, LegKind.TRANSIT],
        [-1, -1, 4, -1, -1],
        [13, 13, 8, 13, 13],
    )
    kept = without_crowding(crowded, 0.5)
    assert len(kept) == 3
    assert kept.strip.tolist() == [-1, 4, -1]
    assert kept.speed_mps.tolist() == [13, 8, 13]
    assert kept.x_m[-1] == crowded.x_m[-1]
    assert (leg_lengths_m(kept) >= 0.5).all()


def test_a_sortie_that_goes_nowhere_is_refused():
    plan = sample_plan()
    still = waypoints([0, 0], [0, 0], [90, 90], [0, 0], [-1, -1])
    broken = replace(plan, sorties=(replace(plan.sorties[0], waypoints=still),))
    with pytest.raises(InputError, match="no two distinct waypoints"):
        built(broken, "x")
