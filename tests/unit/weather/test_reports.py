"""METAR: units, weather words, dates, and the real sample of 22 reports."""

from datetime import UTC, datetime

import pytest

from missionplanner.errors import InputError
from missionplanner.model.weather import Phenomenon, WeatherKind
from missionplanner.weather.read import read_weather
from missionplanner.weather.reports import from_reports, read_reports
from tests.english import english

NOW = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)


def one(text: str):
    (found,), notes = read_reports(text, "20190701", now=NOW)
    assert notes == ()
    return found.hours[0]


def weather(text: str, now=NOW):
    return from_reports(text, "w.txt", now=now)


@pytest.fixture(scope="module")
def sample(data_dir):
    text = (data_dir / "weather" / "metar_20190701_12Z_sample.txt").read_text()
    found, notes = read_reports(text, "metar_20190701_12Z_sample.txt", now=NOW)
    return {report.station: report.hours[0] for report in found}, notes


def test_all_22_are_read_or_named(sample):
    hours, notes = sample
    assert len(hours) == 20
    assert sorted(english(notes)) == ["HLLT: sent no data (NIL)", "SVMG: tells no wind"]
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
    text += "METAR ZBAA 011230Z 36003MPS 9999 20/10 Q1004="
    found = from_reports(text, "20190701", now=NOW)
    assert "ZBAA: sent no data (NIL): passed over" in english(found.told)
    assert found.source == "METAR ZBAA"
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
    found, notes = read_reports(text, "w.txt", now=NOW)
    assert [report.moment.isoformat()[:16] for report in found] == [
        "2021-03-05T06:00", "2021-03-05T06:30", "2022-04-06T06:00",
    ]  # fmt: skip
    assert found[0].hours[0].visibility_m == 10000.0
    assert notes == ()


@pytest.mark.parametrize(
    ("now", "stamp", "meant"),
    [
        ("2026-11-29T12:30", "291200Z", "2026-11-29T12:00"),
        ("2026-11-29T11:50", "291200Z", "2026-11-29T12:00"),  # stamped ahead of its sending
        ("2026-11-29T11:30", "291200Z", "2026-10-29T12:00"),
        ("2026-11-29T12:30", "301200Z", "2026-10-30T12:00"),
        ("2026-11-29T12:30", "311200Z", "2026-10-31T12:00"),
        ("2026-03-01T00:10", "282350Z", "2026-02-28T23:50"),
        ("2026-03-01T00:10", "302350Z", "2026-01-30T23:50"),
        ("2027-01-01T00:10", "312350Z", "2026-12-31T23:50"),
    ],
)
def test_a_day_is_the_last_such_that_is_not_in_the_future(now, stamp, meant):
    found = weather(
        f"METAR ZBAA {stamp} 36005MPS CAVOK 20/10 Q1004",
        datetime.fromisoformat(now).replace(tzinfo=UTC),
    )
    assert found.hours[0].time.isoformat()[:16] == meant


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("2026/12/01 00:10\nZBAA 302350Z 36005MPS", "w.txt", "2026-11-30T23:50"),
        ("ZBAA 302350Z 36005MPS", "20190701.txt", "2019-06-30T23:50"),
        ("ZBAA 200000Z 36005MPS", "ZBAA_20190701_20190731.txt", "2019-07-20T00:00"),
        ("2026/13/01 00:10\nZBAA 281200Z 36005MPS", "w.txt", "2026-11-28T12:00"),
    ],
)
def test_a_date_beside_the_report_counts_before_the_clock(text, name, meant):
    found = from_reports(text, name, now=NOW)
    assert found.hours[0].time.isoformat()[:16] == meant


def test_the_age_is_told():
    found = weather("METAR ZBAA 291020Z 36005MPS CAVOK 20/10 Q1004")
    assert english(found.told) == ("METAR ZBAA of 2026-11-29 10:20 UTC, 2 h 10 min old when read",)
    assert found.hours[0].kind is WeatherKind.OBSERVATION


def test_nothing_is_made_of_slashes():
    (hour,) = weather("METAR LFPG 291130Z 24005KT //// ////// ///// Q////").hours
    unknown = (hour.visibility_m, hour.temperature_c, hour.pressure_hpa, hour.cloud_share)
    assert unknown == (None, None, None, None)
    assert hour.precipitation_mmh is None
    auto = one("METAR ZBAA 291200Z AUTO 36005G12MPS 320V030 9999 // ////// 20/10 Q1004")
    assert (auto.gust_mps, auto.visibility_m, auto.cloud_share) == (12.0, 10_000.0, None)
    assert auto.precipitation_mmh is None


def test_the_least_visibility_counts():
    hour = one("METAR COR LFPG 291130Z 24010KT 5000NE 0800NW FZRA FEW020 10/05 Q1010")
    assert hour.visibility_m == 800.0
    assert Phenomenon.FREEZING in hour.phenomena
    assert one("METAR LFPG 291130Z 24010KT 4000 1200SW BR 10/05 Q1010").visibility_m == 1200.0
    assert one("METAR LFPG 291130Z 24010KT 9999NDV 10/05 Q1010").visibility_m == 10_000.0
    assert one("METAR KDEN 291153Z 24010KT 1 1/2SM 10/05 A3012").visibility_m == pytest.approx(
        1.5 * 1609.344
    )


@pytest.mark.parametrize(
    ("words", "kinds"),
    [("FG", {Phenomenon.FOG}), ("MIFG", {Phenomenon.FOG_PATCHES}),
     ("VCFG", {Phenomenon.FOG_PATCHES}), ("FZFG", {Phenomenon.FOG}),
     ("-FZDZ", {Phenomenon.FREEZING}),
     ("TSGR", {Phenomenon.ICE}), ("SQ", {Phenomenon.SQUALL}), ("+FC", {Phenomenon.FUNNEL}),
     ("VA", {Phenomenon.ASH}), ("+SS", {Phenomenon.SANDSTORM}), ("BR", set()), ("-RA", set())],
)  # fmt: skip
def test_what_ends_flying_is_kept(words, kinds):
    hour = one(f"METAR ZBAA 011200Z 36005MPS 2000 {words} FEW030 M05/M06 Q1004")
    assert set(hour.phenomena) == kinds


def test_a_hidden_sky_has_a_base():
    hour = one("METAR ZWWW 291200Z VRB01MPS 0300 FG VV001 M05/M05 Q1030 BECMG TL1330 1000")
    assert (hour.sky_hidden, hour.cloud_share, hour.visibility_m) == (True, 1.0, 300.0)
    assert hour.cloud_base_m == pytest.approx(30.48)
    assert hour.wind[0].from_deg is None
    cloudy = one("METAR RJTT 291130Z 34012KT 9999 FEW002 BKN015 OVC030CB 22/12 Q1012")
    assert cloudy.cloud_base_m == pytest.approx(1500 * 0.3048)
    assert cloudy.phenomena == (Phenomenon.THUNDERCLOUD,)


def test_trends_are_told_and_not_taken():
    found = weather("METAR EDDF 291150Z 24018G32KT 9999 -SHRA 12/09 Q1002 TEMPO 27030G50KT TSRA=")
    (hour,) = found.hours
    assert hour.gust_mps == pytest.approx(16.46, abs=0.01)
    assert not hour.thunderstorm
    assert any(
        "its trend is passed over (TEMPO 27030G50KT TSRA)" in line for line in english(found.told)
    )


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ("20/10 Q0104", "Q0104: pressure 104 hPa is outside 850 to 1090 hPa: left out"),
        ("20/10 A2992 Q1004", "two pressures: A2992 and Q1004"),
        ("99/10 Q1004", "temperature 99 C is outside -90 to 60 C"),
    ],
)
def test_a_value_that_cannot_be_is_left_out_and_told(groups, told):
    found = weather(f"METAR ZBAA 291200Z 36005MPS 9999 {groups}")
    assert any(told in line for line in english(found.told))
    assert found.hours[0].pressure_hpa in (None, 1004.0)
    assert found.hours[0].temperature_c in (None, 20.0)


def test_a_gust_below_its_wind_is_left_out_and_told():
    found = weather("METAR ZBAA 291200Z 36010G05MPS CAVOK 20/10 Q1004")
    assert found.hours[0].gust_mps is None
    assert any("36010G05MPS" in line for line in english(found.told))


@pytest.mark.parametrize("text", ["36005 MPS", "36005MPS"])
def test_a_blank_before_the_unit_and_small_letters(text):
    found = weather(f"metar zbaa 291200z {text.lower()} cavok 20/10 q1004")
    assert (found.hours[0].wind[0].speed_mps, found.hours[0].visibility_m) == (5.0, 10_000.0)


def test_wind_in_kilometres_of_either_spelling():
    for unit in ("KMH", "KM/H"):
        hour = one(f"METAR LFPG 291130Z 24010G20{unit} 9999 10/05 Q1010")
        assert hour.wind[0].speed_mps == pytest.approx(2.78, abs=0.01)
        assert hour.gust_mps == pytest.approx(5.56, abs=0.01)


def test_wind_of_at_least_is_known_as_such():
    assert one("METAR UUEE 291130Z 180P49MPS 9999 02/M00 Q0999").wind_at_least
    assert not one("METAR UUEE 291130Z 18049MPS 9999 02/M00 Q0999").wind_at_least


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hello world", "holds no METAR or TAF report"),
        ("METAR", "holds no METAR or TAF report"),
        ("METAR HLLT NIL=", "HLLT: sent no data"),
        ("METAR ZBAA 991299Z 36005MPS", "not a report"),
        ("METAR ZBAA 011200Z /////KT CAVOK 20/10 Q1004", "ZBAA: tells no wind"),
        ("METAR ZBAA 011200Z 36105MPS CAVOK 20/10 Q1004", "36105MPS: wind direction 361"),
        ("METAR ZBAA 011200Z 36O05MPS CAVOK 20/10 Q1004", "36O05MPS: cannot be read as a wind"),
        ("METAR ZBAA 011200Z 360999KT CAVOK 20/10 Q1004", "360999KT: wind speed 513.93 m/s"),
    ],
)
def test_bad_input_is_one_line(text, told):
    with pytest.raises(InputError) as caught:
        weather(text)
    assert told in str(caught.value)
    assert "w.txt" in str(caught.value)
