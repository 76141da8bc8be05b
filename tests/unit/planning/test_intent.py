"""What a pilot asks, and what follows from it without any terrain."""

import pytest
from pydantic import ValidationError

from missionplanner.aircraft.camera import gsd_m
from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import PlanRefused
from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.planning.intent import HEADROOM_M, as_asked, choice_of
from missionplanner.storage.complaints import first_complaint
from tests.english import english

P1, M300 = sensor("p1-35"), aircraft("m300-rtk")


def choice(key="p1-35", **asked):
    return choice_of(PlanIntent(**asked), sensor(key), M300)


def refused(code, **asked):
    with pytest.raises(PlanRefused) as caught:
        choice(**asked)
    assert caught.value.code == f"intent.{code}"
    assert caught.value.what and caught.value.remedy
    return caught.value


def test_an_intent_that_says_nothing_leaves_table_2_under_the_ceiling():
    found = choice()
    assert found.agl_m == (80.0, 120.0 - HEADROOM_M)
    # A pixel of 1.47 cm in a thousandth of a second.
    assert found.speed_mps[1] == pytest.approx(gsd_m(P1.camera, 117.0) * 1000, rel=1e-3)
    assert found.settings.agl_m == found.agl_m[1]
    assert as_asked(P1, PlanIntent()) == P1


def test_the_greatest_height_of_a_gsd_is_told_with_its_worth():
    (told,) = choice().messages
    assert told.code == "intent.higher_with_permit"
    assert told.values["agl_m"] == pytest.approx(239, abs=1)
    (told,) = choice(ceiling=Ceiling.NONE).messages
    assert told.code == "intent.higher"


def test_a_project_that_keeps_its_heights_flies_the_sensor_s_own_at_ten():
    found = choice(searched=False)
    assert found.agl_m == (100.0, 100.0) and found.speed_mps == (10.0, 10.0)


def test_a_fixed_height_a_range_and_a_gsd():
    assert choice(agl_from_m=90, agl_to_m=90).agl_m == (90, 90)
    assert choice(agl_from_m=40, agl_to_m=70).agl_m == (40, 70)
    low, high = choice(gsd_m=0.01).agl_m
    assert gsd_m(P1.camera, high) == pytest.approx(0.01) and low <= high < 80
    assert choice(gsd_m=0.03, ceiling=Ceiling.NONE).agl_m[1] == pytest.approx(239, abs=1)


def test_overlaps_asked_for_are_the_pattern_s():
    plain, more = choice(agl_to_m=100.0), choice(agl_to_m=100.0, frontlap=0.85, sidelap=0.8)
    assert more.settings.spacing_m == pytest.approx(plain.settings.spacing_m * 0.2 / 0.3)
    assert more.settings.trigger_distance_m < plain.settings.trigger_distance_m
    assert more.sensor.acquisition.sidelap == 0.8


def test_what_cannot_be_says_why():
    refused("gsd_too_fine", gsd_m=0.001)
    refused("too_low", agl_from_m=10, agl_to_m=20)
    refused("over_ceiling", agl_from_m=130)
    refused("gsd_not_at_height", gsd_m=0.01, agl_from_m=100, agl_to_m=110)
    # A pixel of 1.005 cm in a thousandth of a second.
    error = refused("too_fast", speed_mps=15, agl_from_m=80, agl_to_m=80)
    assert "at most 10.0 m/s" in error.remedy


def test_a_range_the_wrong_way_round_is_none():
    with pytest.raises(ValidationError) as told:
        PlanIntent(agl_from_m=100, agl_to_m=80)
    assert "over agl_to_m" in english(first_complaint(told.value))


def test_a_permit_allows_what_the_ceiling_forbids():
    assert choice(agl_from_m=130, agl_to_m=150, ceiling=Ceiling.NONE).agl_m == (130, 150)
    assert choice(agl_from_m=130, agl_to_m=150, max_agl_m=200).agl_m == (130, 150)
