"""Weather reports as people have them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from missionplanner.errors import InputError
from missionplanner.model.weather import WeatherHour, WeatherKind
from missionplanner.weather.read import read_weather

# file: wind m/s at 10 m, from deg, gust, temperature, pressure, visibility (None: unknown)
HOURS = {
    "w01.txt": (5.0, 360, None, 20, 1004, 10_000), "w02.txt": (5.0, 360, 12, 20, 1004, 10_000),
    "w03.txt": (1.0, None, None, -5, 1030, 300), "w04.txt": (9.26, 240, 16.46, 12, 1002, 10_000),
    "w05.txt": (0.0, None, None, -2.2, 1020.0, 16_093),
    "w07.txt": (4.0, 180, None, 2, 999, None), "w09.txt": (2.06, None, None, 10, 1010, None),
    "w11.txt": (2.57, 240, None, None, None, None), "w12.txt": (2.78, 240, None, None, None, None),
    "w13.txt": (2.78, 240, 5.56, None, None, None), "w14.txt": (5.14, 240, None, None, None, 800),
    "w15.txt": (5.14, 240, None, None, None, 10_000),
    "w16.txt": (7.72, 100, None, 24, 1005, 800), "w17.txt": (4.12, 240, None, 15, 1015, None),
    "w18.txt": (6.17, 340, None, 22, 1012, None), "w19.txt": (1.54, 210, None, 5, 1020, 10_000),
    "w20.txt": (5.0, 360, None, 20, 1004, 10_000), "w21.txt": (5.0, 360, None, 20, 1004, 10_000),
    "w27.txt": (5.0, 360, None, None, None, None), "w34.txt": (5.0, 360, None, 20, 1004, 10_000),
    "w35.json": (3.42, None, None, None, None, None),
    "w40.csv": (4.5, None, None, None, None, None),
}  # fmt: skip
CHECKED_ALWAYS = {"w11.txt"}  # here "unknown" is the point


def first(cases: Path, name: str) -> WeatherHour:
    """Return the observation, or the first hour of a forecast: a TAF may begin before its METAR."""
    hours = read_weather(cases / "weather" / name, None).hours
    return next((hour for hour in hours if hour.kind is WeatherKind.OBSERVATION), hours[0])


@pytest.mark.parametrize("name", HOURS)
def test_a_report_gives_its_values(cases: Path, name: str) -> None:
    hour = first(cases, name)
    speed, bearing, gust, temperature, pressure, visibility = HOURS[name]
    assert hour.wind[0].speed_mps == pytest.approx(speed, abs=0.01)
    assert hour.wind[0].height_agl_m == 10
    if bearing is not None:
        assert (hour.wind[0].from_deg or 0) % 360 == bearing % 360
    for got, wanted, error in (
        (hour.gust_mps, gust, 0.01), (hour.temperature_c, temperature, 0.05),
        (hour.pressure_hpa, pressure, 0.1), (hour.visibility_m, visibility, 1.0),
    ):  # fmt: skip
        if wanted is not None:
            assert got is not None and got == pytest.approx(wanted, abs=error)
        elif name in CHECKED_ALWAYS:
            assert got is None


REFUSED = {
    "t.json": "(?i)temperature", "w10.txt": "(?i)wind", "w25.txt": "36105MPS",
    "w29.txt": "(?i)nil|no data", "w36.json": "(?i)coord|OpenWeather", "w41.csv": "(?i)zone",
    "w42.csv": "(?i)no weather", "w43.csv": "(?i)wind|speed", "w45.json": "(?i)wind",
    "w46.json": "(?i)wind", "w47.json": "(?i)wind", "w48.json": "(?i)wind",
    "w49.json": "(?i)kelvin|°C", "w50.json": "(?i)pascal|hPa",
    "w51.json": "(?i)share|0 to 1|less than or equal to 1", "w52.json": "360", "w53.json": "360",
    "w54.json": "(?i)gust", "w55.json": "(?i)above 0|greater than 0|height",
    "w56.csv": "(?i)column|gust|dir|date", "w57.grb": "(?i)grb|GRIB",
    "w58.txt": "(?i)empty|no report", "w59.txt": "(?i)empty|no .*report",
    "w60.json": "(?i)deep|damaged|JSON",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_report_is_refused_in_one_line(cases: Path, name: str) -> None:
    with pytest.raises(InputError) as told:
        read_weather(cases / "weather" / name, None)
    assert "\n" not in str(told.value) and re.search(REFUSED[name], str(told.value)), str(
        told.value
    )


@pytest.mark.parametrize("name", ["w26.txt", "w28.txt", "w37.csv", "w38.csv", "w39.csv"])
def test_read_or_refused_in_one_line(cases: Path, name: str) -> None:
    try:
        hour = first(cases, name)
    except InputError as error:
        assert "\n" not in str(error) and "no text file" not in str(error)
    else:
        wind = {"w26.txt": 5.0, "w28.txt": 5.0}.get(name, 4.5)
        assert hour.wind[0].speed_mps == pytest.approx(wind)
        assert name != "w26.txt" or hour.pressure_hpa is None


def test_a_forecast_has_its_hours(cases: Path) -> None:
    hours = read_weather(cases / "weather" / "w31.txt", None).hours
    times = [hour.time for hour in hours if hour.time is not None]
    assert min(times).astimezone(UTC).hour == 6
    assert hours[0].wind[0].speed_mps == pytest.approx(5.0) and hours[0].visibility_m == 6000
    gusts = {h.time.astimezone(UTC).hour: h.gust_mps for h in hours if h.time and h.gust_mps}
    assert max(gusts.values()) == pytest.approx(18.0, abs=0.01)


def test_days_are_never_in_the_future(cases: Path) -> None:
    for name in ("w01.txt", "w22.txt", "w23.txt"):
        time = first(cases, name).time
        assert time is not None and time <= datetime.now(UTC)
