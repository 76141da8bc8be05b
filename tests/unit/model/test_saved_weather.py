"""Weather as projects keep it: whole, and readable from before it had a version."""

import json

import pytest
from pydantic import ValidationError

from missionplanner.model.plausible import PLAUSIBLE
from missionplanner.model.weather import CALM, Weather, WeatherKind
from tests.english import english

OLD_CALM = '{"source":"none given","hours":[{"wind":[{"height_agl_m":10.0,"speed_mps":0.0}]}]}'
# As version 0.1.0 wrote it from a METAR page that held a TAF, and from hours typed in.
OLD = {
    "source": "METAR ZBAA",
    "hours": [
        {
            "time": "2026-06-01T12:00:00Z",
            "wind": [{"height_agl_m": 0.0, "speed_mps": 5.0, "from_deg": 0.0}],
            "gust_mps": 4.0, "temperature_c": -273.15, "pressure_hpa": 2031.8,
            "precipitation_mmh": 0.0, "visibility_m": 10000.0, "cloud_share": None,
            "thunderstorm": False,
        }
    ],
}  # fmt: skip


def test_nothing_given_stays_nothing_given():
    assert Weather.model_validate_json(OLD_CALM) == CALM
    assert not CALM.is_given
    assert Weather.model_validate_json(CALM.model_dump_json()) == CALM


def test_an_old_file_opens_and_tells_what_cannot_be():
    weather = Weather.model_validate_json(json.dumps(OLD))
    (hour,) = weather.hours
    assert hour.kind is WeatherKind.TYPED
    assert (hour.temperature_c, hour.pressure_hpa, hour.visibility_m) == (None, None, 10_000.0)
    assert hour.wind[0].speed_mps == 5.0
    assert len(english(weather.told)) == 2
    assert "pressure 2031.8 hPa is outside 850 to 1090 hPa: left out" in english(weather.told)
    assert Weather.model_validate_json(weather.model_dump_json()) == weather


@pytest.mark.parametrize(
    ("name", "value"),
    [("temperature_c", -273.15), ("pressure_hpa", 104.0), ("visibility_m", -1.0),
     ("cloud_share", 80.0), ("gust_mps", 1e9), ("time", "2026-06-01T12:00:00")],
)  # fmt: skip
def test_a_new_file_holds_to_the_ranges(name, value):
    hour = {"wind": [{"height_agl_m": 10, "speed_mps": 3}], name: value}
    with pytest.raises(ValidationError, match=name):
        Weather.model_validate_json(json.dumps({"version": 2, "hours": [hour]}))


@pytest.mark.parametrize("hours", [3, [3], [], None, [{"wind": 3}]])
def test_other_shapes_are_refused(hours):
    with pytest.raises(ValidationError):
        Weather.model_validate_json(json.dumps({"hours": hours}))


def test_faults_name_the_range_and_the_likely_unit():
    assert english(PLAUSIBLE["temperature_c"].fault(293.0)) == (
        "temperature 293 C is outside -90 to 60 C (kelvin?)"
    )
    assert PLAUSIBLE["temperature_c"].fault(60.0) is None
    assert PLAUSIBLE["cloud_share"].fault(float("nan")) is not None
