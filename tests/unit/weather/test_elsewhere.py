"""A forecast for another place is told, with how far away that is."""

import json

import pytest
from shapely.geometry import box

from missionplanner.weather.elsewhere import held_against
from missionplanner.weather.open_meteo import place_of
from missionplanner.weather.read import weather_of_text
from tests.english import english


def forecast(lat_deg: object, lon_deg: object):
    hours = {"time": ["2026-06-01T10:00"], "wind_speed_10m": [5.0], "wind_direction_10m": [90]}
    units = {"time": "iso8601", "wind_speed_10m": "m/s", "wind_direction_10m": "°"}
    place = {"latitude": lat_deg, "longitude": lon_deg, "utc_offset_seconds": 0}
    return weather_of_text(json.dumps({**place, "hourly": hours, "hourly_units": units}))


SITE = box(110.00, 37.79, 110.02, 37.81)
WORDS = "the forecast was made for latitude {}, longitude {}: {} km from the area"


@pytest.mark.parametrize(
    ("lat", "lon", "away"),
    [(-37.8, 10.0, "13,217"), (38.8, 110.01, "111"), (37.8, 111.0, "87"), (37.8, -110.01, None)],
)
def test_elsewhere_is_told(lat, lon, away):
    told = english(held_against(forecast(lat, lon), SITE).told)
    said = [line for line in told if line.startswith("the forecast was made for")]
    assert len(said) == 1 and f"{lat:.2f}" in said[0]
    if away:
        assert said == [WORDS.format(f"{lat:.2f}", f"{lon:.2f}", away)]


@pytest.mark.parametrize(("lat", "lon"), [(37.8, 110.01), (37.6, 110.2), (None, 110.0), ("x", "y")])
def test_here_and_nowhere_are_not(lat, lon):
    weather = forecast(lat, lon)
    assert held_against(weather, SITE) is weather


def test_across_the_180_degrees_it_is_near():
    weather = forecast(-16.5, -179.95)
    assert held_against(weather, box(179.9, -16.6, 179.98, -16.5)) is weather


@pytest.mark.parametrize(
    "source", ["", "METAR ZBAA", "Open-Meteo", "Open-Meteo, 1e9, 2", "Open-Meteo, 95.00, 10.00"]
)
def test_only_what_we_wrote_is_a_place(source):
    assert place_of(source) is None
