"""Go is never said without a report that speaks for the take-off."""

from datetime import UTC, datetime, timedelta

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.messages.catalogue import sentence
from missionplanner.model.weather import CALM, Weather, WeatherHour, WeatherKind, WindLevel
from missionplanner.report.brief.go import go_box

M300 = aircraft("m300-rtk")
NOON = datetime(2026, 6, 18, 12, tzinfo=UTC)


def report(speed_mps=5.0, **more):
    hour = WeatherHour(
        wind=(WindLevel(height_agl_m=10, speed_mps=speed_mps, from_deg=250),),
        temperature_c=20,
        precipitation_mmh=0,
        visibility_m=20000,
        **more,
    )
    return Weather(source="test", hours=(hour,))


def forecast(speed_mps=5.0, hours_before=2):
    return report(
        speed_mps,
        time=NOON - timedelta(minutes=30),
        until=NOON + timedelta(hours=1),
        issued=NOON - timedelta(hours=hours_before),
        kind=WeatherKind.FORECAST,
    )


def told(weather, moment=NOON):
    box = go_box(weather, M300, moment, 100.0, UTC)
    return sentence(box.word, "en"), sentence(box.age, "en")


def test_a_forecast_for_the_hour_is_go_with_its_age_at_take_off():
    assert told(forecast()) == ("Go", "Report of 10:00, 2 h 0 min old at take-off")


def test_too_much_wind_is_no_go():
    assert told(forecast(13.0))[0] == "No go"


def test_no_report_an_undated_one_and_one_of_another_day_are_never_go():
    for weather in (CALM, report(), forecast()):
        moment = NOON + timedelta(days=2)
        assert told(weather, moment)[0] == "Look"
    assert "No weather report" in told(CALM)[1]
    assert "no date" in told(report())[1]
    assert "nearest 2026-06-18 11:30" in told(forecast(), NOON + timedelta(days=2))[1]


def test_an_observation_of_the_morning_is_no_evidence_in_the_afternoon():
    old = report(time=NOON - timedelta(hours=5), kind=WeatherKind.OBSERVATION)
    assert told(old)[0] == "Look"


def test_without_a_time_of_take_off_nothing_is_said():
    assert told(forecast(), None)[0] == "Look"
