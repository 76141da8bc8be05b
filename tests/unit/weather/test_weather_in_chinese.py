"""What is told of weather, and what speaks against flying, in Chinese."""

from datetime import UTC, datetime, timedelta

import pytest

from missionplanner.aircraft import catalogue
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.weather import Phenomenon, Weather, WeatherHour, WeatherKind, WindLevel
from missionplanner.weather.evidence import age_told
from missionplanner.weather.limits import judge, judge_all
from missionplanner.weather.read import read_weather

M300 = catalogue.aircraft("m300-rtk")
NOW = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)


def hour(**given):
    level = WindLevel(height_agl_m=100.0, speed_mps=given.pop("speed", 2.0), from_deg=200.0)
    fine = {"temperature_c": 20.0, "precipitation_mmh": 0.0, "visibility_m": 10_000.0}
    return WeatherHour(wind=(level,), **{**fine, **given})


def said(findings):
    return [sentence(told, "zh") for _, told in findings]


def test_every_reason_is_told():
    bad = hour(speed=13.0, gust_mps=16.0, temperature_c=-21.0, precipitation_mmh=0.5)
    assert said(judge(bad, M300)) == [
        "100 m 处风 13.0 m/s（5 级）：超过限制 12 m/s",
        "阵风 16.0 m/s：超过限制 15 m/s",
        "气温 -21 °C：超出 -20 至 50 °C",
        "气温 -21 °C 且有降水：桨叶可能结冰",
        "降水 0.5 mm/h",
    ]


@pytest.mark.parametrize("phenomenon", Phenomenon)
def test_every_phenomenon_has_a_name(phenomenon):
    (told,) = said(judge(hour(phenomena=(phenomenon,)), M300))
    assert not told.isascii()


def test_age_and_what_an_old_observation_counts_for():
    seen = hour(kind=WeatherKind.OBSERVATION, time=NOW - timedelta(hours=5, minutes=10))
    weather = Weather(hours=(seen,))
    (found,) = judge_all(weather, M300, NOW)
    assert sentence(found.reasons[0], "zh") == "5 小时 10 分钟前的观测：过旧，有效期 3 小时"
    (age,) = age_told(weather, NOW)
    assert sentence(age, "zh") == "观测于 2026-11-29 07:20 UTC，距今 5 小时 10 分钟"


def test_what_was_noticed_in_reading(tmp_path):
    file = tmp_path / "w.txt"
    file.write_text("METAR ZBAA 291220Z 36005MPS 9999 20/10 Q0104=\n")
    told = [sentence(one, "zh") for one in read_weather(file, now=NOW).told]
    assert told == [
        "2026-11-29 12:20 UTC 的 METAR ZBAA，读取时已过 10 分钟",
        "ZBAA 的 METAR：Q0104：气压 104 hPa 超出 850 至 1090 hPa：已舍去",
    ]


def test_an_error_tells_the_hour_and_the_likely_unit(tmp_path):
    file = tmp_path / "w.json"
    file.write_text('{"hours": [{"wind_mps": 3, "temperature_c": 293}]}')
    with pytest.raises(InputError) as caught:
        read_weather(file)
    assert caught.value.line("zh") == (
        "w.json，第 1 个时段：temperature_c：气温 293 C 超出 -90 至 60 C（是开尔文？）；请更正该值"
    )
    file.write_text('{"wind_mps": 3, "gutst_mps": 9}')
    with pytest.raises(InputError) as caught:
        read_weather(file)
    assert caught.value.line("zh").endswith("未知词：'gutst_mps'；是否指 gust_mps 或 gust_kmh？")
