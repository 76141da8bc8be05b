"""METAR: units, weather words, dates, and the real sample of 22 reports."""

from datetime import UTC, datetime

import pytest

from missionplanner.errors import InputError
from missionplanner.weather.read import read_weather
from missionplanner.weather.reports import from_metar, read_reports


def one(text: str):
    (found,), notes = read_reports(text, "20190701")
    assert notes == ()
    return found.hour


@pytest.fixture(scope="module")
def sample(data_dir):
    text = (data_dir / "weather" / "metar_20190701_12Z_sample.txt").read_text()
    found, notes = read_reports(text, "metar_20190701_12Z_sample.txt")
    return {report.station: report.hour for report in found}, notes


def test_all_22_are_read_or_named(sample):
    hours, notes = sample
    assert len(hours) == 20
    assert sorted(notes) == ["HLLT sent no data (NIL)", "SVMG tells no wind"]
    assert {hour.time.date().isoformat() for hour in hours.values()} == {"2019-07-01"}


def test_sample_in_detail(sample):
    hours, _ = sample
    gust = hours["KQEN"]
    assert gust.wind[0].speed_mps == pytest.approx(9 * 0.514444, abs=1e-4)
    assert gust.gust_mps == pytest.approx(17 * 0.514444, abs=1e-4)
    assert gust.time == datetime(2019, 7, 1, 11, 50, tzinfo=UTC)
    assert hours["OAMS"].wind[0].from_deg is None  # VRB
    assert hours["OSKL"].visibility_m == 10000.0  # CAVOK
    assert hours["OSKL"].temperature_c == 36.0
    assert hours["KLGU"].wind[0].speed_mps == 0.0
    assert hours["KDAG"].temperature_c == 23.9  # tenths from the remark
    assert hours["KAQP"].precipitation_mmh == 5.0  # RA
    assert hours["SBMO"].precipitation_mmh == 1.0  # -RA
    assert hours["KSNT"].visibility_m is None
    assert hours["EEEI"].gust_mps is None  # the gust is in the trend only
    assert hours["KSMX"].cloud_share == 1.0
    assert not any(hour.thunderstorm for hour in hours.values())  # TSNO is a broken sensor


def test_a_bulletin_of_many_stations_is_never_taken_for_one_place(data_dir):
    path = data_dir / "weather" / "metar_20190701_12Z_sample.txt"
    with pytest.raises(InputError, match=r"20 stations \(EEEI, KAQP.*--station"):
        read_weather(path)
    assert len(read_weather(path, station="llbg").hours) == 1
    with pytest.raises(InputError, match="no report of station ZBAA"):
        read_weather(path, station="ZBAA")


def test_weather_of_a_station_says_what_was_passed_over():
    text = "METAR ZBAA 011300Z 36005MPS 9999 20/10 Q1004=\nMETAR ZBAA 011200Z NIL=\n"
    found = from_metar(text + "METAR ZBAA 011230Z 36003MPS 9999 20/10 Q1004=", "20190701")
    assert "ZBAA sent no data (NIL)" in found.source
    assert [hour.time.hour for hour in found.hours] == [12, 13]


@pytest.mark.parametrize(
    ("group", "mps"),
    [("36010KT", 5.1444), ("36005MPS", 5.0), ("36036KMH", 10.0), ("360P49MPS", 49.0)],
)
def test_units_of_wind(group, mps):
    hour = one(f"METAR ZBAA 011200Z {group} CAVOK 20/10 Q1004")
    assert hour.wind[0].speed_mps == pytest.approx(mps, abs=0.05)
    assert hour.wind[0].from_deg == 0.0


@pytest.mark.parametrize(
    ("words", "rate", "storm"),
    [("", 0.0, False), ("-RA", 1.0, False), ("+TSRA", 15.0, True), ("VCTS", 0.0, True),
     ("VCSH", 0.0, False), ("SHSN", 5.0, False), ("FZFG", 0.0, False), ("-FZDZ BR", 1.0, False)],
)  # fmt: skip
def test_present_weather(words, rate, storm):
    hour = one(f"METAR ZBAA 011200Z 36005MPS 0800 {words} OVC010 M05/M06 Q1004")
    assert (hour.precipitation_mmh, hour.thunderstorm) == (rate, storm)
    assert (hour.visibility_m, hour.temperature_c) == (800.0, -5.0)


def test_measured_rain_counts_when_it_is_more():
    text = "METAR KSUW 011155Z AUTO 00000KT 10SM -RA OVC110 20/20 A2996 RMK AO2 P0012"
    assert one(text).precipitation_mmh == pytest.approx(0.12 * 25.4)


def test_reports_over_several_lines_and_dates():
    text = """\
    Some bulletin head
2021/03/05 06:00
ZBAA 050600Z 36005MPS
  CAVOK 20/10 Q1004
SPECI ZBAA 050630Z 36008MPS 9999 FEW030 20/10 Q1004=
2022/04/06 06:00
COR ZBAA 060600Z 36002MPS CAVOK 20/10 Q1004
"""
    found, notes = read_reports(text)
    assert [report.hour.time.isoformat()[:16] for report in found] == [
        "2021-03-05T06:00", "2021-03-05T06:30", "2022-04-06T06:00",
    ]  # fmt: skip
    assert found[0].hour.visibility_m == 10000.0
    assert notes == ()


def test_without_a_date_the_most_recent_such_day_is_meant():
    (report,), _ = read_reports("METAR ZBAA 010000Z 36005MPS CAVOK 20/10 Q1004")
    age = datetime.now(UTC) - report.hour.time
    assert 0 <= age.days <= 31


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hello world", "holds no METAR report"),
        ("METAR", "holds no METAR report"),
        ("TAF ZBAA 011200Z 0112/0212 36005MPS", "holds no METAR report"),
        ("METAR HLLT NIL=", "HLLT sent no data"),
        ("METAR ZBAA 991299Z 36005MPS", "not a report"),
        ("METAR ZBAA 011200Z /////KT CAVOK 20/10 Q1004", "ZBAA tells no wind"),
    ],
)
def test_bad_input_is_one_line(text, told):
    with pytest.raises(InputError) as caught:
        from_metar(text, "w.txt")
    assert told in str(caught.value)
    assert "w.txt" in str(caught.value)


def test_impossible_wind_is_refused():
    with pytest.raises(InputError, match="check the unit"):
        from_metar("METAR ZBAA 011200Z 360999KT CAVOK 20/10 Q1004", "w.txt")
