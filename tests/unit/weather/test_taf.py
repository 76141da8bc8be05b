"""TAF: periods, changes, and what stands beside what prevails."""

from datetime import UTC, datetime

import pytest

from missionplanner.errors import InputError
from missionplanner.model.weather import Likelihood, Phenomenon, WeatherKind
from missionplanner.weather.reports import from_reports
from tests.english import english

NOW = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)


def read(text: str):
    return from_reports(text, "w.txt", now=NOW)


def spans(weather):
    """Day and hour of beginning and end, likelihood, wind in m/s."""
    return [
        (f"{h.time:%d%H}", f"{h.until:%d%H}", str(h.likelihood), round(h.wind[0].speed_mps, 1))
        for h in weather.hours
    ]


def test_a_change_at_times_stands_beside_what_prevails():
    weather = read(
        "2026/11/29 05:00\nTAF ZBAA 290500Z 2906/3012 36005MPS 6000 NSC\n"
        "  TEMPO 2908/2912 33012G18MPS\n"
    )
    assert spans(weather) == [
        ("2906", "3012", "prevailing", 5.0), ("2908", "2912", "at times", 12.0)
    ]  # fmt: skip
    base, gusty = weather.hours
    assert (base.issued, base.kind) == (
        datetime(2026, 11, 29, 5, tzinfo=UTC), WeatherKind.FORECAST
    )  # fmt: skip
    assert (gusty.gust_mps, gusty.wind[0].from_deg, gusty.visibility_m) == (18.0, 330.0, 6000.0)


def test_a_becoming_counts_from_its_beginning_and_holds_from_its_end():
    weather = read("TAF AMD\nZBAA 290500Z 2906/3012 36005MPS 6000 NSC BECMG 2910/2912 33015G22MPS")
    assert spans(weather) == [
        ("2906", "2912", "prevailing", 5.0),
        ("2910", "2912", "becoming", 15.0),
        ("2912", "3012", "prevailing", 15.0),
    ]
    assert [hour.gust_mps for hour in weather.hours] == [None, 22.0, 22.0]


def test_observation_and_forecast_of_one_page_stay_apart():
    weather = read(
        "METAR ZBAA 291200Z 36005MPS CAVOK 20/10 Q1004 "
        "TAF ZBAA 290500Z 2906/3012 36015MPS 6000 NSC TEMPO 2908/2912 33012G18MPS"
    )
    (observed,) = [h for h in weather.hours if h.kind is WeatherKind.OBSERVATION]
    assert (observed.pressure_hpa, observed.visibility_m) == (1004.0, 10_000.0)
    forecast = [h for h in weather.hours if h.kind is WeatherKind.FORECAST]
    assert [h.wind[0].speed_mps for h in forecast] == [15.0, 12.0]
    assert weather.source == "METAR and TAF ZBAA"


LONG = """TAF KDEN 291120Z 2912/3018 21010G20KT P6SM -SN FEW200 TX15/2921Z TNM02/3013Z
     FM291930 30015G25KT 5SM -SN BR OVC010
     PROB30 2920/2924 1SM TSRA BKN010CB
     PROB40 TEMPO 3000/3004 VRB30KT VV002
     FM300600 24005KT 1/2SM FG
     BECMG 3008/3010 CAVOK ="""


def test_from_prob_and_midnight():
    weather = read(LONG)
    assert spans(weather) == [
        ("2912", "2919", "prevailing", 5.1),
        ("2919", "3006", "prevailing", 7.7),
        ("2920", "3000", "at times", 7.7),
        ("3000", "3004", "at times", 15.4),
        ("3006", "3010", "prevailing", 2.6),
        ("3008", "3010", "becoming", 2.6),
        ("3010", "3018", "prevailing", 2.6),
    ]
    first, snow, storm, hidden, foggy, clearing, clear = weather.hours
    assert first.gust_mps == pytest.approx(20 * 1852 / 3600)
    assert first.visibility_m == pytest.approx(6 * 1609.344)
    assert snow.time == datetime(2026, 11, 29, 19, 30, tzinfo=UTC)
    assert storm.thunderstorm
    assert storm.probability == 0.3
    assert storm.visibility_m == pytest.approx(1609.344)
    assert hidden.sky_hidden
    assert hidden.probability == 0.4
    assert hidden.precipitation_mmh == 1.0  # the snow that prevails goes on
    assert hidden.gust_mps is None  # the gust belonged to the other wind
    assert foggy.phenomena == (Phenomenon.FOG,)
    assert foggy.precipitation_mmh == 0.0  # FM changes everything
    for hour in (clearing, clear):
        assert (hour.phenomena, hour.visibility_m, hour.cloud_base_m) == ((), 10_000.0, None)


def test_nsw_ends_the_weather_and_other_changes_keep_it():
    text = "TAF ZBAA 290500Z 2906/3006 36005MPS 3000 RA OVC010 BECMG 2908/2909 {} "
    kept, ended = (read(text.format(change)).hours[-1] for change in ("5000", "NSW"))
    assert (kept.precipitation_mmh, kept.visibility_m) == (5.0, 5000.0)
    assert (ended.precipitation_mmh, ended.visibility_m) == (0.0, 3000.0)
    assert ended.cloud_base_m == pytest.approx(304.8)


def test_a_change_over_two_prevailing_parts_is_worse_than_each():
    weather = read(
        "TAF ZBAA 290500Z 2906/3006 36005MPS 9999 NSC FM291000 36009MPS 9999 NSC "
        "TEMPO 2908/2912 0400 FG"
    )
    beside = [h for h in weather.hours if h.likelihood is Likelihood.AT_TIMES]
    assert [(f"{h.time:%H}", h.wind[0].speed_mps, h.visibility_m) for h in beside] == [
        ("08", 5.0, 400.0), ("10", 9.0, 400.0)
    ]  # fmt: skip


def test_the_newest_of_several_counts():
    page = (
        "TAF ZBAA 290500Z 2906/3006 36005MPS 9999 NSC=\n"
        "TAF ZBAA 291100Z 2912/3012 36009MPS 9999 NSC="
    )
    weather = read(page)
    assert spans(weather) == [("2912", "3012", "prevailing", 9.0)]
    assert any("a newer one is there" in line for line in english(weather.told))


def test_a_turn_of_the_year():
    found = from_reports(
        "TAF ZBAA 312300Z 0100/0206 36005MPS 9999 NSC", "w.txt",
        now=datetime(2027, 1, 1, 3, tzinfo=UTC),
    )  # fmt: skip
    (hour,) = found.hours
    assert hour.issued == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert (hour.time, hour.until) == (
        datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 2, 6, tzinfo=UTC)
    )  # fmt: skip


def test_the_period_of_the_former_code():
    assert spans(read("TAF ZBAA 290500Z 290615 36005MPS CAVOK")) == [
        ("2906", "2915", "prevailing", 5.0)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TAF ZBAA 290500Z NIL", "sent no data"),
        ("TAF ZBAA 290500Z 2906/3012 CNL", "was cancelled"),
        ("TAF ZBAA 290500Z 2906/2906 36005MPS", "period 2906/2906 cannot be"),
        ("TAF ZBAA 290500Z 2906/3912 36005MPS", "period 2906/3912 cannot be"),
        ("TAF ZBAA 290500Z 36005MPS", "'36005MPS' is no period"),
        ("TAF ZBAA 36005MPS", "has no time of issue"),
        ("TAF ZBAA 290500Z 2906/3012 9999", "tells no wind"),
        ("TAF ZBAA 290500Z 2906/3012 36105MPS", "wind direction 361"),
        ("TAF ZBAA 290500Z 2906/3012 36005MPS TEMPO", "nothing follows TEMPO"),
        ("TAF ZBAA 290500Z 2906/3012 36005MPS TEMPO 2806/2906 9999", "lies outside"),
        ("TAF ZBAA 290500Z 2906/3012 36005MPS FM281200 36005MPS", "FM281200 lies outside"),
    ],
)
def test_bad_input_is_one_line(text, told):
    with pytest.raises(InputError) as caught:
        read(text)
    assert told in str(caught.value)
