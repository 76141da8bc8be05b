"""Reports as pages of the web carry them."""

import json
from datetime import UTC, datetime

import pytest

from missionplanner.errors import InputError
from missionplanner.model.weather import WeatherKind
from missionplanner.weather.read import read_weather
from tests.english import english

NOW = datetime(2026, 11, 29, 13, 0, tzinfo=UTC)
METAR = "METAR ZBAA 291200Z 36005MPS CAVOK 20/10 Q1004"
TAF = "TAF ZBAA 290500Z 2906/3012 36005MPS 6000 NSC"
CHANGE = "TEMPO 2908/2912 33012G18MPS"


@pytest.fixture
def read(tmp_path):
    def make(text, name="w.txt", **more):
        path = tmp_path / name
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        return read_weather(path, now=NOW, **more)

    return make


def kinds(weather):
    return sorted((str(h.kind), round(h.wind[0].speed_mps, 1)) for h in weather.hours)


BOTH = [("forecast", 5.0), ("forecast", 12.0), ("observation", 5.0)]


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><code>{METAR}</code><br/><code>{TAF}<br/>&nbsp;&nbsp;{CHANGE}</code></html>",
        f"<!DOCTYPE html>\n<table><tr><td><b>{METAR}</b></td></tr><tr><td>{TAF}<br>{CHANGE}</td>",
        f"METAR: {METAR.removeprefix('METAR ')}\nTAF: {TAF.removeprefix('TAF ')}\n  {CHANGE}",
        f"METAR for ZBAA (Beijing): {METAR[6:]}\n\nTAF for ZBAA: {TAF[4:]} {CHANGE}",
        f"# METAR/SPECI from ZBAA\n202611291200 {METAR}=\n# large TAF from ZBAA\n"
        f"202611290500 {TAF}\n      {CHANGE}=\n# No short TAF reports from ZBAA\n",
        f"<data><raw_text>{METAR[6:]}</raw_text>\n<temp_c>20.0</temp_c><raw_text>{TAF}\n"
        f"{CHANGE}</raw_text><elevation>35</elevation></data>",
    ],
)
def test_reports_within_a_page(read, page):
    weather = read(page, "page.html")
    assert kinds(weather) == BOTH
    assert not any("passed over" in line for line in english(weather.told))


@pytest.mark.parametrize(
    "page",
    [
        f"202606291200 {METAR}=\n202606291100 {METAR.replace('1200Z', '1100Z')}=",
        f"2026-06-29 12:00 {METAR[6:]}\n2026-06-29 11:00 {METAR[6:].replace('1200Z', '1100Z')}",
        f"2026-06-29T12:00:00Z\n{METAR}\n\n2026-06-29 11:00 UTC\n{METAR.replace('1200Z', '1100Z')}",
    ],
)
def test_a_date_before_the_report_makes_an_old_one_old(read, page):
    assert [f"{hour.time:%Y-%m-%d %H}" for hour in read(page).hours] == [
        "2026-06-29 11",
        "2026-06-29 12",
    ]


def test_a_remark_with_a_time_begins_no_report(read):
    weather = read(f"{METAR}\nRMK LAST 291200Z")
    assert len(weather.hours) == 1 and weather.source == "METAR ZBAA"


def test_the_service_s_own_json(read):
    rows = [
        {"icaoId": "ZBAA", "reportTime": "2026-06-29T12:00:00.000Z", "rawOb": METAR[6:]},
        {"icaoId": "ZBAA", "issueTime": "2026-06-29T05:00:00Z", "rawTAF": f"{TAF} {CHANGE}"},
    ]
    weather = read(rows, "w.json")
    assert kinds(weather) == BOTH
    assert {hour.time.month for hour in weather.hours} == {6}


def test_a_forecast_without_its_time_of_issue(read):
    weather = read("TAF ZBAA 2906/3012 36005MPS 6000 NSC TX10/2907Z TNM02/2922Z")
    (hour,) = weather.hours
    assert (hour.kind, hour.issued) == (WeatherKind.FORECAST, None)
    assert hour.time == datetime(2026, 11, 29, 6, tzinfo=UTC)
    told = " ".join(english(weather.told))
    assert "no time of issue" in told and "TX10/2907Z TNM02/2922Z" in told
    assert "old when read" not in told


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ({"timelines": {}}, "w.json", "Tomorrow.io"),
        ({"metadata": {}, "units": {}, "data_1h": {}}, "w.json", "meteoblue"),
        ({"data": [], "city_name": "x"}, "w.json", "Weatherbit"),
        ({"error": True, "reason": "no such place"}, "w.json", "no such place"),
        ({"latitude": 1, "current_units": {}, "current": {}}, "w.json", "without hours"),
        ([{"hourly": {}, "hourly_units": {}}] * 2, "w.json", "2 places"),
        ("latitude,utc_offset_seconds\n1,0\n\ntime,wind\n", "w.csv", "Open-Meteo's CSV"),
    ],
)
def test_what_is_not_read_is_named(read, content, name, said):
    with pytest.raises(InputError, match=said):
        read(content, name)


def test_empty_columns_of_a_spreadsheet(read):
    (hour,) = read("time,wind_mps,,\n2026-11-29T12:00Z,4.5,,\n,,,\n", "w.csv").hours
    assert hour.wind[0].speed_mps == 4.5
    with pytest.raises(InputError, match="unknown word ''"):
        read("time,wind_mps,\n2026-11-29T12:00Z,4.5,lost\n", "w.csv")


def test_names_of_columns_in_another_encoding(tmp_path):
    path = tmp_path / "w.csv"
    path.write_bytes("时间,风速\n2026-11-29T12:00Z,4\n".encode("gbk"))
    with pytest.raises(InputError, match="columns are not UTF-8"):
        read_weather(path, now=NOW)


def test_a_clock_that_the_file_does_not_tell(read):
    hourly = {"time": ["2026-11-29T20:00"], "wind_speed_10m": [4]}
    units = {"wind_speed_10m": "m/s"}
    silent = read({"hourly": hourly, "hourly_units": units}, "w.json")
    assert any("GMT" in line for line in english(silent.told))
    zoned = read({"hourly": hourly, "hourly_units": units, "utc_offset_seconds": 28800}, "w.json")
    assert not any("GMT" in line for line in english(zoned.told))
    assert zoned.hours[0].time == datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "word", ["METAR ", "ZBAA 291200Z ", "<br", "<a ", "# ", "[", "2026-11-29 "]
)
def test_words_without_end_end(read, word):
    with pytest.raises(InputError):
        read(word * 30_000)


def test_a_report_of_ever_more_groups_is_none(read):
    with pytest.raises(InputError, match="has 501 groups"):
        read("METAR ZBAA 291200Z 36005MPS " + "9999 " * 500)
