"""Open-Meteo's JSON: its units, its clock, and what it leaves open."""

import json
from datetime import UTC, datetime

import pytest

from missionplanner.errors import InputError
from missionplanner.model.weather import Phenomenon, WeatherKind
from missionplanner.weather.by_hand import from_json
from tests.english import english

UNITS = {
    "time": "iso8601", "wind_speed_10m": "km/h", "wind_speed_80m": "km/h",
    "wind_direction_10m": "°", "wind_gusts_10m": "km/h", "temperature_2m": "°C",
    "pressure_msl": "hPa", "precipitation": "mm", "visibility": "m", "cloud_cover": "%",
    "weather_code": "wmo code", "soil_temperature_0cm": "°C",
}  # fmt: skip
HOURLY = {
    "time": ["2026-11-29T08:00", "2026-11-29T09:00"], "wind_speed_10m": [12.3, 18.0],
    "wind_speed_80m": [18.0, 36.0], "wind_direction_10m": [10, 350],
    "wind_gusts_10m": [20.0, 36.0], "temperature_2m": [-1.5, 0.5], "pressure_msl": [1024.1, 1023.0],
    "precipitation": [0.0, 0.4], "visibility": [24140.0, 300.0], "cloud_cover": [30, 100],
    "weather_code": [2, 45], "soil_temperature_0cm": [1.0, 1.0],
}  # fmt: skip


def read(units=None, hourly=None, **more):
    data = {
        "latitude": 37.8, "longitude": 112.0, "utc_offset_seconds": 28800,
        "timezone": "Asia/Shanghai", **more,
        "hourly_units": {**UNITS, **(units or {})}, "hourly": {**HOURLY, **(hourly or {})},
    }  # fmt: skip
    return from_json(json.dumps(data), "w.json")


def test_everything_it_tells():
    weather = read()
    first, second = weather.hours
    assert first.time == datetime(2026, 11, 29, 0, tzinfo=UTC)
    assert first.kind is WeatherKind.FORECAST
    assert [(x.height_agl_m, round(x.speed_mps, 2)) for x in first.wind] == [(10, 3.42), (80, 5.0)]
    assert first.wind[0].from_deg == 10.0
    assert (first.temperature_c, first.pressure_hpa, first.precipitation_mmh) == (-1.5, 1024.1, 0.0)
    assert first.cloud_share == pytest.approx(0.3)
    assert second.gust_mps == pytest.approx(10.0)
    assert second.phenomena == (Phenomenon.FOG,)
    assert weather.source == "Open-Meteo, 37.80, 112.00"
    assert "passed over: soil_temperature_0cm" in english(weather.told)


def test_without_a_zone_its_clock_is_gmt():
    text = json.dumps(
        {
            "hourly_units": {"time": "iso8601", "wind_speed_10m": "km/h"},
            "hourly": {"time": ["2026-11-29T00:00"], "wind_speed_10m": [12.3]},
        }
    )
    (hour,) = from_json(text, "w.json").hours
    assert hour.time == datetime(2026, 11, 29, tzinfo=UTC)
    assert hour.wind[0].speed_mps == pytest.approx(3.4167, abs=1e-4)
    assert (hour.visibility_m, hour.temperature_c, hour.precipitation_mmh) == (None, None, None)


@pytest.mark.parametrize(
    ("unit", "value", "mps"), [("m/s", 5.0, 5.0), ("kn", 10.0, 5.1444), ("mp/h", 10.0, 4.4704)]
)
def test_units_of_wind(unit, value, mps):
    found = read(
        {"wind_speed_10m": unit, "wind_gusts_10m": unit},
        {"wind_speed_10m": [value, value], "wind_gusts_10m": [value, value]},
    )
    assert found.hours[0].wind[0].speed_mps == pytest.approx(mps, abs=1e-3)


def test_other_units_and_former_names():
    former = {"windspeed_10m": [36.0, 36.0], "cloudcover": [100, 100], "weathercode": [96, 66]}
    hourly = {k: v for k, v in HOURLY.items() if k not in ("wind_speed_10m", "cloud_cover")}
    hourly = {k: v for k, v in hourly.items() if k != "weather_code"}
    text = json.dumps(
        {
            "utc_offset_seconds": 0,
            "hourly_units": {
                **UNITS, "windspeed_10m": "km/h", "cloudcover": "%", "weathercode": "wmo code",
                "temperature_2m": "°F", "precipitation": "inch", "visibility": "ft",
            },
            "hourly": {
                **hourly, **former, "time": [1780000000, 1780003600], "temperature_2m": [50, 32],
                "precipitation": [0.1, 0], "visibility": [1000, 1000], "wind_gusts_10m": [40, 40],
            },
        }
    )  # fmt: skip
    first, second = from_json(text, "w.json").hours
    assert first.time == datetime.fromtimestamp(1780000000, UTC)
    assert (first.temperature_c, second.temperature_c) == (pytest.approx(10), pytest.approx(0))
    assert first.precipitation_mmh == pytest.approx(2.54)
    assert first.visibility_m == pytest.approx(304.8)
    assert first.thunderstorm
    assert second.phenomena == (Phenomenon.FREEZING,)


def test_unknown_hours_and_gusts_below_the_wind_are_told():
    weather = read(
        hourly={
            "wind_speed_10m": [None, 40.0], "wind_speed_80m": [None, None],
            "wind_gusts_10m": [None, 30.0],
        }
    )  # fmt: skip
    (hour,) = weather.hours
    assert hour.gust_mps is None
    assert "1 hours without wind: passed over" in english(weather.told)
    assert "gusts below the wind of their hour: left out" in english(weather.told)


@pytest.mark.parametrize(
    ("units", "hourly", "more", "told"),
    [
        ({"wind_speed_10m": "furlongs"}, {}, {}, "unit of wind_speed_10m is 'furlongs'"),
        ({}, {"temperature_2m": [300, 0]}, {}, "temperature 300 C is outside"),
        ({}, {"temperature_2m": [True, 0]}, {}, "no finite number"),
        ({}, {"temperature_2m": [0]}, {}, "'temperature_2m' is no list of 2 values"),
        ({}, {"time": ["now", "then"]}, {}, "'now' is not a time"),
        ({}, {"time": None}, {}, "no list of times"),
        ({}, {"visibility": [10**400, 1]}, {}, "visibility inf m"),
        ({}, {}, {"utc_offset_seconds": "8"}, "utc_offset_seconds"),
    ],
)
def test_bad_input_is_one_line(units, hourly, more, told):
    with pytest.raises(InputError) as caught:
        read(units, hourly, **more)
    assert told in str(caught.value)
    assert "w.json" in str(caught.value)
