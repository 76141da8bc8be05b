"""A saved result from a stranger: what no plan of ours can hold is damage, before any sum."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import sensor_keys
from missionplanner.errors import InputError
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import ViewRasters
from missionplanner.operations.agreement import check_agreement, check_times
from tests.unit.missions.sample import sample_plan, sample_verification


def check(plan: SensorPlan, of: SensorPlan) -> None:
    types = (np.uint16, np.uint8, np.float32, np.bool_)
    rasters = ViewRasters(0.0, 0.0, 5.0, *(np.ones((6, 9), kind) for kind in types))
    check_agreement((plan,), (replace(sample_verification(of), rasters=rasters),))


def with_sortie(plan: SensorPlan, **changed: Any) -> SensorPlan:
    return replace(plan, sorties=(replace(plan.sorties[0], **changed), *plan.sorties[1:]))


def with_points(plan: SensorPlan, name: str, value: object) -> SensorPlan:
    points = plan.sorties[0].waypoints
    array = getattr(points, name).copy()
    array[1] = value
    return with_sortie(plan, waypoints=replace(points, **{name: array}))


@pytest.mark.parametrize("key", sensor_keys())
def test_what_we_plan_agrees(key: str) -> None:
    plan = sample_plan(key)
    check(plan, plan)
    check(with_points(plan, "ground_m", np.nan), plan)  # over a void of the DEM


@pytest.mark.parametrize("value", [0.0, -1.0, 1e-300, 1e-6, np.nan, np.inf, 1e308])
@pytest.mark.parametrize("name", ["trigger_distance_m", "speed_mps", "agl_m", "swath_m", "gsd_m"])
def test_settings_that_cannot_be_flown_are_damage(name: str, value: float) -> None:
    plan = sample_plan("p1-35")
    if (name, value) == ("gsd_m", 1e-6):
        return
    bad = replace(plan, settings=replace(plan.settings, **{name: value}))
    with pytest.raises(InputError, match=name):
        check(bad, plan)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in ("x_m", "egm96_m", "ellipsoid_m") for value in (1e300, -1e300)),
        *(("speed_mps", value) for value in (0.0, -5.0, 1e-300, 1e300)),
        *(("strip", value) for value in (-9, 2**31 - 1)),
        ("x_m", 9e7),
    ],
)
def test_waypoints_that_cannot_be_flown_are_damage(name: str, value: float) -> None:
    plan = sample_plan("p1-35")
    with pytest.raises(InputError, match=r"waypoint|strip|photos"):
        check(with_points(plan, name, value), plan)


@pytest.mark.parametrize("limit_wh", [-5.0, 0.0, np.nan, np.inf])
def test_a_battery_without_energy_is_damage(limit_wh: float) -> None:
    plan = sample_plan("p1-35")
    with pytest.raises(InputError, match="battery"):
        check(with_sortie(plan, energy_limit_wh=limit_wh), plan)


def test_a_home_nowhere_is_damage() -> None:
    plan = sample_plan("p1-35")
    for name in ("x_m", "ground_egm96_m"):
        for value in (np.nan, 1e300):
            bad = replace(plan, home=replace(plan.home, **{name: value}))
            with pytest.raises(InputError, match="home"):
                check(bad, plan)


def test_times_beyond_the_calendar_are_damage() -> None:
    check_times(datetime.now(UTC), 1.0)
    check_times(datetime(1970, 1, 2, tzinfo=UTC), 1.0)  # a clock whose battery is empty
    last = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12)))
    for moment, seconds in ((last, 1.0), (datetime.now(UTC), np.nan), (datetime.now(UTC), -1.0)):
        with pytest.raises(InputError, match=r"year|seconds"):
            check_times(moment, seconds)


def test_flights_that_are_shared_by_nobody_or_named_as_anothers_are_damage() -> None:
    plan, other = sample_plan("p1-35"), sample_plan("xt2")
    with pytest.raises(InputError, match="different ways"):
        check(with_sortie(plan, flight="p1-35+xt2 1 of 1"), plan)
    with pytest.raises(InputError, match="different ways"):
        check(replace(plan, beside=(other.sensor,)), plan)
    twice = with_sortie(other, name=plan.sorties[0].name)
    types = (np.uint16, np.uint8, np.float32, np.bool_)
    rasters = ViewRasters(0.0, 0.0, 5.0, *(np.ones((6, 9), kind) for kind in types))
    judged = [replace(sample_verification(one), rasters=rasters) for one in (plan, twice)]
    with pytest.raises(InputError, match="different ways"):
        check_agreement((plan, twice), judged)
