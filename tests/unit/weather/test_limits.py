"""Go, caution, no-go against the limits of the M300 (12 m/s wind, 15 m/s gust, -20..50 C)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from missionplanner.aircraft import catalogue
from missionplanner.model.weather import (
    CALM,
    Go,
    Phenomenon,
    Weather,
    WeatherHour,
    WeatherKind,
    WindLevel,
)
from missionplanner.weather.limits import judge, judge_all, worst
from tests.english import english

M300 = catalogue.aircraft("m300-rtk")
NOW = datetime(2024, 6, 1, 8, 30, tzinfo=UTC)
FINE = {"temperature_c": 20.0, "precipitation_mmh": 0.0, "visibility_m": 10_000.0}


def hour(speed=0.0, height=100.0, **more):
    level = WindLevel(height_agl_m=height, speed_mps=speed, from_deg=200.0)
    return WeatherHour(wind=(level,), **{**FINE, **more})


@pytest.mark.parametrize(
    ("given", "go", "told"),
    [
        (hour(9.5), Go.GO, None),
        (hour(9.6), Go.CAUTION, "near the limit of 12 m/s"),
        (hour(12.0), Go.CAUTION, "near the limit of 12 m/s"),
        (hour(12.1), Go.NO_GO, "above the limit of 12 m/s"),
        (hour(9.0, height=10.0), Go.NO_GO, "wind 12.4 m/s at 100 m (Beaufort 5)"),
        (hour(gust_mps=11.9), Go.GO, None),
        (hour(gust_mps=12.1), Go.CAUTION, "gusts"),
        (hour(gust_mps=15.1), Go.NO_GO, "gusts"),
        (hour(temperature_c=20.0), Go.GO, None),
        (hour(temperature_c=-16.0), Go.CAUTION, "near the limits"),
        (hour(temperature_c=-21.0), Go.NO_GO, "outside -20 to 50 C"),
        (hour(temperature_c=51.0), Go.NO_GO, "outside -20 to 50 C"),
        (hour(temperature_c=-1.0, precipitation_mmh=0.2), Go.CAUTION, "ice"),
        (hour(precipitation_mmh=0.0), Go.GO, None),
        (hour(precipitation_mmh=0.1), Go.CAUTION, "0.1 mm/h"),
        (hour(precipitation_mmh=5.1), Go.NO_GO, "5.1 mm/h"),
        (hour(visibility_m=5000.0), Go.GO, None),
        (hour(visibility_m=4000.0), Go.CAUTION, "4.0 km"),
        (hour(visibility_m=1400.0), Go.NO_GO, "1.4 km"),
        (hour(thunderstorm=True), Go.NO_GO, "thunderstorm"),
        (hour(wind_at_least=True, height=10.0), Go.NO_GO, "or more"),
        (hour(phenomena=(Phenomenon.FOG,)), Go.NO_GO, "fog"),
        (hour(phenomena=(Phenomenon.FOG_PATCHES,)), Go.CAUTION, "fog patches"),
        (hour(phenomena=(Phenomenon.FREEZING,)), Go.NO_GO, "freezing rain"),
        (hour(phenomena=(Phenomenon.THUNDERCLOUD,)), Go.CAUTION, "thundercloud"),
        (hour(cloud_base_m=90.0), Go.NO_GO, "cloud base 90 m"),
        (hour(cloud_base_m=240.0), Go.CAUTION, "cloud base 240 m"),
        (hour(cloud_base_m=260.0), Go.GO, None),
        (hour(sky_hidden=True), Go.CAUTION, "hidden"),
        (hour(visibility_m=None), Go.CAUTION, "visibility is not told"),
        (hour(precipitation_mmh=None), Go.CAUTION, "precipitation is not told"),
        (hour(temperature_c=None), Go.GO, "temperature is not told"),
    ],
)
def test_verdict(given, go, told):
    findings = judge(given, M300)
    assert worst(found for found, _ in findings) is go
    assert any(told in english(said) for _, said in findings) if told else findings == ()


def test_gravest_reason_comes_first():
    findings = judge(hour(10.0, thunderstorm=True, precipitation_mmh=1.0), M300)
    assert len(findings) == 3
    verdict, said = findings[0]
    assert (verdict, english(said)) == (Go.NO_GO, "thunderstorm")


def test_lower_flight_meets_less_wind():
    given = hour(9.0, height=10.0)
    assert judge(given, M300, 20.0)[0][0] is Go.CAUTION
    assert judge(given, M300)[0][0] is Go.NO_GO


def verdicts(*hours, now=NOW):
    return [found.go for found in judge_all(Weather(hours=hours), M300, now)]


def test_every_hour_is_judged():
    times = [datetime(2024, 6, 1, h, tzinfo=UTC) for h in (8, 9)]
    hours = (hour(3.0, time=times[0]), hour(20.0, time=times[1]))
    found = judge_all(Weather(hours=hours), M300, NOW)
    assert [judgement.go for judgement in found] == [Go.GO, Go.NO_GO]
    assert [judgement.hour.time for judgement in found] == times


@pytest.mark.parametrize(
    ("age", "go"),
    [(timedelta(hours=3), Go.GO), (timedelta(hours=3, minutes=1), Go.CAUTION),
     (timedelta(hours=-1), Go.CAUTION), (timedelta(minutes=-10), Go.GO)],
)  # fmt: skip
def test_an_observation_counts_for_three_hours(age, go):
    observed = hour(time=NOW - age, kind=WeatherKind.OBSERVATION)
    assert verdicts(observed) == [go]


def test_an_old_observation_tells_its_age():
    observed = hour(time=NOW - timedelta(hours=5, minutes=10), kind=WeatherKind.OBSERVATION)
    (found,) = judge_all(Weather(hours=(observed,)), M300, NOW)
    assert english(found.reasons) == ("observed 5 h 10 min ago: too old, 3 h count",)


def test_an_old_storm_stays_no_go():
    observed = hour(time=NOW - timedelta(days=1), thunderstorm=True, kind=WeatherKind.OBSERVATION)
    assert verdicts(observed) == [Go.NO_GO]


def test_only_the_newest_observation_counts():
    hours = [
        hour(time=NOW - timedelta(minutes=age), kind=WeatherKind.OBSERVATION) for age in (60, 30)
    ]
    assert verdicts(*hours) == [Go.CAUTION, Go.GO]


def test_a_forecast_counts_until_its_end():
    made = hour(
        time=NOW - timedelta(hours=6), until=NOW + timedelta(minutes=1), kind=WeatherKind.FORECAST
    )
    assert verdicts(made) == [Go.GO]
    assert verdicts(made, now=NOW + timedelta(minutes=1)) == [Go.CAUTION]


def test_what_has_no_date_and_what_nobody_gave_never_say_go():
    assert verdicts(hour()) == [Go.CAUTION]
    (found,) = judge_all(CALM, M300, NOW)
    assert found.go is Go.CAUTION
    assert english(found.reasons)[0] == "no weather given"


def test_times_are_told_by_the_clock_asked_for():
    observed = hour(time=NOW + timedelta(hours=2), kind=WeatherKind.OBSERVATION)
    china = timezone(timedelta(hours=8))
    (found,) = judge_all(Weather(hours=(observed,)), M300, NOW, zone=china)
    assert "2024-06-01 18:30 UTC+8" in english(found.reasons)[0]
