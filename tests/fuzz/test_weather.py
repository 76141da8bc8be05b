"""Damaged weather files: read, or told in one line; never a traceback."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.model.weather import CALM
from missionplanner.weather.limits import judge_all
from missionplanner.weather.read import read_weather
from tests.fuzz.mutations import COUNTS, fuzz, written

NOW = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)
GOOD = {
    "metar.txt": (
        b"2026/11/29 11:50\n"
        b"METAR EDDF 291150Z AUTO 24018G32KT 210V270 5000 0800NW R07L/1200U -SHRA FEW015CB BKN030 "
        b"M02/M05 Q1002 NOSIG RMK T10221050 P0012=\n"
        b"SPECI EDDF 291205Z 240P49MPS 9999NDV VCTS VV001 12/09 A2992 TEMPO 27030G50KT TSRA=\n"
    ),
    "taf.txt": (
        b"TAF AMD EDDF 291120Z 2912/3018 21010G20KT P6SM -SN FEW200 TX15/2921Z TNM02/3013Z\n"
        b"  FM291930 30015G25KT 5SM -SN BR OVC010\n  PROB30 2920/2924 1SM TSRA BKN010CB\n"
        b"  PROB40 TEMPO 3000/3004 VRB30KT VV002\n  BECMG 3008/3010 CAVOK\n=\n"
    ),
    "open-meteo.json": (
        b'{"latitude":37.8,"longitude":112.0,"utc_offset_seconds":28800,"timezone":"Asia/Shanghai",'
        b'"hourly_units":{"time":"iso8601","wind_speed_10m":"km/h","wind_gusts_10m":"km/h",'
        b'"wind_direction_10m":"\xc2\xb0","temperature_2m":"\xc2\xb0C","weather_code":"wmo code"},'
        b'"hourly":{"time":["2026-11-29T08:00","2026-11-29T09:00"],"wind_speed_10m":[12.3,18.0],'
        b'"wind_gusts_10m":[20.1,null],"wind_direction_10m":[10,350],"temperature_2m":[-1.5,0.5],'
        b'"weather_code":[2,45]}}'
    ),
    "typed.json": (
        b'{"source":"valley","hours":[{"time":"2024-06-01T10:00+08:00","gust_mps":8,'
        b'"wind":[{"height_agl_m":10,"speed_mps":4,"from_deg":230},'
        b'{"height_agl_m":100,"speed_mps":6.5,"from_deg":240}]},'
        b'{"time":"2024-06-01T11:00+08:00","wind_mps":5,"wind_from_deg":235}]}'
    ),
    "saved.json": CALM.model_dump_json().encode(),
    "table.csv": (
        b"time;wind_height_m;wind_mps;wind_from_deg;gust_mps;thunderstorm;note\n"
        b"2024-06-01T10:00+08:00;10;4,5;230;8;no;by eye\n"
        b"2024-06-01T10:00+08:00;100;6,5;240;;;\n2024-06-01T11:00+08:00;10;4;230;8;yes;\n"
    ),
    "wide.csv": "time\twind_mps\n2024-06-01T10:00+08:00\t4.5\n".encode("utf-16"),
    "sonde.txt": (
        b"   PRES   HGHT   TEMP   DWPT   RELH   DRCT   SKNT\n    hPa     m      C      C      %\n"
        b"  978.0    345    7.8    0.8     61    325     14\n"
        b"  971.0    404    7.2    0.2     61    327     17\n"
    ),
}


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("name", GOOD)
def test_damaged_weather_is_told(name: str, count: int, tmp_path: Path) -> None:
    craft = aircraft("m300-rtk")

    def read(data: bytes) -> None:
        # What is read must also bear being judged and shown.
        judge_all(read_weather(written(tmp_path / name, data), now=NOW), craft, NOW)

    fuzz(GOOD[name], seed=1, count=count, read=read)


@pytest.mark.parametrize("name", GOOD)
def test_the_good_ones_are_read(name: str, tmp_path: Path) -> None:
    assert read_weather(written(tmp_path / name, GOOD[name]), now=NOW).hours
