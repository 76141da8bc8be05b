"""Go, caution, no-go against the limits of the M300 (12 m/s wind, 15 m/s gust, -20..50 C)."""

from datetime import UTC, datetime

import pytest

from missionplanner.aircraft import catalogue
from missionplanner.model.weather import Go, Weather, WeatherHour, WindLevel
from missionplanner.weather.limits import judge, judge_all

M300 = catalogue.aircraft("m300-rtk")


def hour(speed=0.0, height=100.0, **more):
    level = WindLevel(height_agl_m=height, speed_mps=speed, from_deg=200.0)
    return WeatherHour(wind=(level,), **more)


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
    ],
)
def test_verdict(given, go, told):
    found, reasons = judge(given, M300)
    assert found is go
    assert any(told in reason for reason in reasons) if told else reasons == ()


def test_gravest_reason_comes_first():
    go, reasons = judge(hour(10.0, thunderstorm=True, precipitation_mmh=1.0), M300)
    assert go is Go.NO_GO
    assert len(reasons) == 3
    assert reasons[0] == "thunderstorm"


def test_lower_flight_meets_less_wind():
    given = hour(9.0, height=10.0)
    assert judge(given, M300, 20.0)[0] is Go.CAUTION
    assert judge(given, M300)[0] is Go.NO_GO


def test_every_hour_is_judged():
    times = [datetime(2024, 6, 1, h, tzinfo=UTC) for h in (8, 9)]
    hours = (hour(3.0, time=times[0]), hour(20.0, time=times[1]))
    found = judge_all(Weather(hours=hours), M300)
    assert [judgement.go for judgement in found] == [Go.GO, Go.NO_GO]
    assert [judgement.hour.time for judgement in found] == times
