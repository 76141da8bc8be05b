"""Sensors on one aircraft: one geometry for all, and each judged for itself."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from missionplanner.aircraft.camera import agl_for_gsd_m, flight_settings, speed_limit_mps
from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.aircraft.payloads import misfit, payload_kg
from missionplanner.messages.message import message
from missionplanner.model.edits import ReverseStrip
from missionplanner.model.plan import PlanIntent, SensorAsked, Together
from missionplanner.operations import edit_plan
from missionplanner.operations.agreement import check_agreement
from missionplanner.operations.flights import flights_of, speaker
from missionplanner.operations.sets import cheaper, plan_all
from missionplanner.planning.intent import choice_of
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.together import _settings, _turned, for_sensor, set_of
from missionplanner.planning.trigger import DENSEST, factor_of
from missionplanner.tasks.progress import silent

M300 = aircraft("m300-rtk")
P1, REDEDGE, XT2 = sensor("p1-35"), sensor("rededge-m"), sensor("xt2")
FEW = PlanIntent(seed=1, evaluations=4)


def test_what_does_not_fit_on_one_aircraft_is_told_why():
    assert misfit((P1, REDEDGE), M300) is None
    assert misfit((P1, XT2), M300).code == "aircraft.other_light"
    assert misfit((P1, sensor("z30")), M300).code == "aircraft.one_shutter"
    heavy = REDEDGE.model_copy(update={"mass_kg": 2.0})
    assert misfit((P1, heavy), M300).code == "aircraft.too_heavy_together"
    no_bracket = M300.model_copy(update={"brackets": 0})
    assert misfit((P1, REDEDGE), no_bracket).code == "aircraft.brackets"


def test_two_sensors_of_one_housing_weigh_once():
    wide, thermal = sensor("h20t-wide"), sensor("h20t-thermal")
    assert payload_kg((wide, thermal)) == max(wide.mass_kg, thermal.mass_kg)
    assert payload_kg((wide, REDEDGE)) == wide.mass_kg + REDEDGE.mass_kg


def test_a_set_asks_for_the_strictest_of_everything():
    carried, why = set_of((P1, REDEDGE), PlanIntent(), M300)
    assert why is None
    choice = choice_of(carried.intent, carried.as_one, M300)
    alone = [choice_of(PlanIntent(), one, M300) for one in (P1, REDEDGE)]
    assert choice.agl_m[0] == min(one.agl_m[0] for one in alone)
    assert choice.agl_m[1] == pytest.approx(min(one.agl_m[1] for one in alone), rel=0.011)
    height_m = choice.agl_m[1]
    lanes = [flight_settings(one.sensor, M300, agl_m=height_m).spacing_m for one in alone]
    assert choice.settings.spacing_m == pytest.approx(min(lanes))
    limits = [speed_limit_mps(one.sensor, M300, agl_m=height_m) for one in alone]
    assert choice.speed_mps[1] == pytest.approx(min(limits))
    sharp = agl_for_gsd_m(carried.as_one.camera, carried.as_one.acquisition.gsd_limit_m)
    assert sharp == pytest.approx(agl_for_gsd_m(REDEDGE.camera, 0.06), rel=0.011)
    assert sharp < agl_for_gsd_m(REDEDGE.camera, 0.06), "a little in hand"
    assert carried.as_one.mass_kg == pytest.approx(P1.mass_kg + REDEDGE.mass_kg)


def test_images_of_a_set_lie_as_close_as_each_camera_bears():
    carried = set_of((P1, REDEDGE), PlanIntent(), M300)[0]
    one = carried.as_one
    fast_mps = speed_limit_mps(one, M300, agl_m=80.0)
    close = flight_settings(one, M300, agl_m=80.0, speed_mps=fast_mps, trigger_factor=DENSEST)
    assert close.speed_mps == pytest.approx(fast_mps), "none slows down for it"
    plan = SimpleNamespace(settings=close, sensor=one, aircraft=M300)
    for other, factor in ((P1, DENSEST), (REDEDGE, fast_mps / (80.0 * 3.6 / 5.4 * 0.25))):
        own = _settings(other, plan, 1.0)
        frontlap = other.acquisition.frontlap
        assert factor_of(own, frontlap) == pytest.approx(max(DENSEST, factor))
        assert own.speed_mps == pytest.approx(fast_mps)
        assert own.interval_s >= other.min_interval_s - 1e-9
    as_asked = flight_settings(one, M300, agl_m=80.0, speed_mps=fast_mps)
    plan.settings = as_asked
    assert factor_of(_settings(P1, plan, 0.9), 0.8) == pytest.approx(0.9), "closer where it lacks"


def test_no_common_height_or_speed_is_told():
    low = SensorAsked(sensor="rededge-m", agl_from_m=40.0, agl_to_m=50.0)
    high = SensorAsked(sensor="p1-35", agl_from_m=90.0)
    why = set_of((P1, REDEDGE), PlanIntent(each=(low, high)), M300)[1]
    assert why.code == "planning.no_common_height"
    fast, slow = (
        SensorAsked(sensor=key, speed_mps=mps) for key, mps in (("p1-35", 8.0), ("rededge-m", 6.0))
    )
    why = set_of((P1, REDEDGE), PlanIntent(each=(fast, slow)), M300)[1]
    assert why.code == "planning.no_common_speed"


@pytest.fixture(scope="module")
def shared():
    scenario = hill_scenario(FEW.model_copy(update={"together": Together.ALWAYS}))
    return scenario, *plan_all(scenario, (P1, REDEDGE), silent())


def result_of(judged):
    plans, found = zip(*judged, strict=True)
    return SimpleNamespace(plans=plans, verifications=found)


def test_shared_flights_are_the_same_way_and_stand_once(shared):
    _, judged, told = shared
    (first, a), (second, b) = judged
    assert [plan.sensor for plan, _ in judged] == [P1, REDEDGE]
    for one, other in zip(first.sorties, second.sorties, strict=True):
        assert one.flight == other.flight and one.name != other.name
        assert np.array_equal(one.waypoints.x_m, other.waypoints.x_m)
    flights = flights_of(result_of(judged))
    assert len(flights) == len(first.sorties)
    assert flights[0].sensors == ("p1-35", "rededge-m")
    assert a.energy_wh == pytest.approx(b.energy_wh)
    assert speaker(first) == speaker(second) == "p1-35"
    assert [f.code for f in told] == ["PLAN-TOGETHER"]


def test_notes_on_shared_flights_stay_with_each_sensor(shared):
    scenario, judged, _ = shared
    carried = set_of((P1, REDEDGE), FEW, M300)[0]
    flown = judged[0][0]
    on_flights = message("planning.bent"), message("planning.slowed_by_wind", share=9.0)
    wide = replace(flown.settings, spacing_m=0.33 * flown.settings.swath_m)
    one = replace(flown, sensor=carried.as_one, settings=wide, notes=on_flights)
    for own in (P1, REDEDGE):
        plan = for_sensor(scenario, carried, one, own)
        assert set(on_flights) <= set(plan.notes)
        laid = 1.0 - plan.settings.spacing_m / plan.settings.swath_m
        told = [note.values["laid"] for note in plan.notes if note.code == "planning.wider"]
        lacks = laid < own.acquisition.sidelap - 0.005
        assert told == ([pytest.approx(100 * laid)] if lacks else [])
    assert "planning.wider" in {n.code for n in for_sensor(scenario, carried, one, P1).notes}


def test_each_sensor_gets_what_was_asked_of_it(shared):
    _, judged, _ = shared
    for _, found in judged:
        assert found.seen_share >= 0.995
        assert found.overlap_ok_share >= 0.95
    (_, p1), (_, rededge) = judged
    assert p1.gsd_p95_m <= 0.03 and rededge.gsd_p95_m <= 0.06


def test_both_payloads_are_carried_in_what_is_judged(shared):
    _, judged, _ = shared
    plan, found = judged[0]
    alone = replace(plan, beside=())
    assert payload_kg(plan.carried) > payload_kg(alone.carried)
    assert found.energy_wh > 0


def test_flights_are_shared_only_where_that_is_cheaper(shared):
    scenario, judged, _ = shared
    free = replace(scenario, intent=scenario.intent.model_copy(update={"together": Together.NEVER}))
    apart, told = plan_all(free, (P1, REDEDGE), silent())
    assert not told and all(not plan.beside for plan, _ in apart)
    assert cheaper(judged, apart) == (
        (len(judged[0][0].sorties), judged[0][1].energy_wh)
        < (
            sum(len(plan.sorties) for plan, _ in apart),
            sum(found.energy_wh for _, found in apart),
        )
    )


def test_an_edit_of_shared_flights_is_flown_by_all_their_sensors(shared):
    _, judged, _ = shared
    scenario = shared[0]
    order = ("p1-35", "rededge-m")
    plans = [plan for plan, _ in judged]
    edits = [ReverseStrip(strip=int(plans[0].sorties[0].waypoints.strip.max()))]
    _, changed = edit_plan._flown(scenario, SimpleNamespace(plans=plans), order[0], edits, [])
    flown = [changed[plan.sensor.key] for plan in plans]
    for own, plan in zip(flown, plans, strict=True):
        assert own.sensor == plan.sensor and own.beside == plan.beside
    check_agreement(flown, [found for _, found in judged])
    assert not np.array_equal(flown[0].sorties[0].waypoints.x_m,
                              judged[0][0].sorties[0].waypoints.x_m)  # fmt: skip


def test_a_set_whose_one_sensor_is_not_sharp_enough_is_flown_lower():
    carried, _ = set_of((P1, REDEDGE), FEW, M300)
    finding = SimpleNamespace(code="VERIFY-GSD")
    coarse = SimpleNamespace(findings=(finding,), gsd_p95_m=0.063)
    sharp = SimpleNamespace(findings=(), gsd_p95_m=0.02)
    plans = [SimpleNamespace(sensor=one, intent=FEW) for one in (P1, REDEDGE)]
    limit = carried.as_one.acquisition.gsd_limit_m
    better = _turned(carried.as_one, list(zip(plans, (sharp, coarse), strict=True)))
    assert better.acquisition.gsd_limit_m == pytest.approx(0.99 * limit * 0.06 / 0.063)
    assert _turned(carried.as_one, [(plans[0], sharp)]) == carried.as_one
