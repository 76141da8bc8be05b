"""Speeds that the wind does not let an aircraft hold are told, and time and energy are true."""

from dataclasses import replace

import numpy as np
import pytest

from missionplanner.model.finding import Severity
from missionplanner.planning.verify.airspeed import airspeed_findings, in_wind
from missionplanner.planning.verify.course import course_of
from missionplanner.planning.verify.flights import measure
from missionplanner.planning.verify.transit import verify_transit
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import M300, Hop

GROUND = sites.flat(500)
AREA = sites.square(100, 100, 900, 900)


def flown(wind, speed=15.0, aircraft=M300):
    """Out to the east for 800 m, and back."""
    site = sites.scenario(GROUND, AREA, wind=wind)
    hops = [Hop(20, 20, 600, speed=speed), Hop(820, 20, 600, speed=speed), Hop(20, 20, 600)]
    plan = sites.plan(sites.sortie(hops, GROUND), site=site)
    return replace(plan, aircraft=aircraft), site


def found(wind, **more):
    return list(airspeed_findings(*flown(wind, **more)))


def test_what_the_wind_lets_an_aircraft_hold_is_not_told():
    assert found((0.0, 0.0)) == []
    assert found((-2.0, 0.0)) == []
    assert found((-12.0, 0.0), speed=5.0) == []


def test_a_headwind_that_asks_for_more_than_the_aircraft_has():
    (one,) = found((-12.0, 0.0))
    assert (one.code, one.severity) == ("VERIFY-AIRSPEED", Severity.WARNING)
    assert one.told.values["n"] == 1 and one.told.values["air_mps"] == pytest.approx(27.0)
    assert one.told.values["held_mps"] == pytest.approx(5.0)
    for language in ("en", "zh"):
        told = one.said(language)
        assert all(number in told for number in ("15.0", "12.0", "27.0", "17", "5.0"))
    # From the west it is the way back.
    assert found((12.0, 0.0))[0].where[1].values["number"] == 2


def test_wind_across_counts_by_the_triangle():
    assert found((0.0, 7.9)) == []  # 15, 8, 17
    (one,) = found((0.0, 8.2))
    assert one.told.values["n"] == 2


def test_where_hardly_any_way_is_made_it_is_an_error():
    (one,) = found((-16.5, 0.0))
    assert one.severity is Severity.ERROR
    assert one.told.code == "planning.airspeed_no_way"


def test_without_a_limit_it_is_told_that_nobody_looked():
    unknown = M300.model_copy(update={"max_airspeed_mps": None})
    (one,) = found((-12.0, 0.0), aircraft=unknown)
    assert (one.severity, one.told.code) == (Severity.NOTE, "planning.airspeed_unknown")
    assert found((0.0, 0.0), aircraft=unknown) == []


def test_time_energy_and_course_are_those_of_the_speed_that_is_left():
    fast, site = flown((-12.0, 0.0))
    slow = replace(fast, sorties=(replace(
        fast.sorties[0],
        waypoints=replace(fast.sorties[0].waypoints, speed_mps=np.array([5.0, 15.0, 15.0])),
    ),))  # fmt: skip
    asked, left = (measure(plan.sorties[0], plan, site).effort for plan in (fast, slow))
    assert asked == left
    still = measure(fast.sorties[0], fast, replace(site, wind_east_mps=0.0)).effort
    assert asked.duration_s > still.duration_s + 90.0
    course = course_of(fast.sorties[0], fast, site)
    assert course.time_s[-1] == pytest.approx(asked.duration_s, rel=1e-6)
    assert course.used_wh[-1] == pytest.approx(asked.energy_wh, rel=1e-3)


def test_speeds_that_can_be_held_stay_as_they_are():
    plan, _ = flown((0.0, 0.0))
    points = plan.sorties[0].waypoints
    assert in_wind(points, M300, (1.0, 0.0)).speed_mps.tolist() == [15.0, 15.0, 10.0]


def test_flights_from_place_to_place_are_judged_too():
    plan, site = flown((-12.0, 0.0))
    assert "VERIFY-AIRSPEED" in {f.code for f in verify_transit(plan, site).findings}
