"""Tables of point measurements as people have them, and what their series tell."""

import datetime
from pathlib import Path

import numpy as np
import pytest

from missionplanner.ecology.measurements.reading import PointMeasurement, read_measurements
from missionplanner.ecology.measurements.series import beyond, held_against, places_of
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.operations.measurements import limit_of

HEAD = "place,lon,lat,date,value,unit,quantity\n"


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "dust.csv"
    path.write_text(text, encoding=encoding)
    return path


def series(folder: Path, values: list[float], years: range) -> Path:
    rows = [f"gate,112,37.8,{y}-07-01,{v},ug/m3,PM10" for y, v in zip(years, values, strict=True)]
    return table(folder, HEAD + "\n".join(rows))


def test_quantities_places_and_dates(tmp_path: Path) -> None:
    rows = ["a,112,37.8,2020-07-01,6.5,,pH", "b,112.01,37.8,2020/07/01,7,,pH",
            "a,112,37.8,2021-07-01,40,ug/m3,PM10"]  # fmt: skip
    text = HEAD + "\n".join(rows)
    (ph, pm10), told = read_measurements(table(tmp_path, text))
    assert (ph.name, ph.unit, ph.places) == ("pH", "", ("a", "b"))
    assert (pm10.name, pm10.unit) == ("PM10", "ug/m3") and not told
    assert ph.dates == (datetime.date(2020, 7, 1),)


def test_a_table_of_a_chinese_spreadsheet_without_a_quantity(tmp_path: Path) -> None:
    text = "点位;经度;纬度;日期;数值\n东门;112,5;37,8;2020-07-01;6,5\n"
    (one,), told = read_measurements(table(tmp_path, text, "gb18030"))
    assert one.name == "dust" and one.values[0].place == "东门"
    assert one.values[0].value == 6.5 and one.values[0].lon_deg == 112.5
    assert told


def test_what_is_no_value_and_what_is_there_twice_is_told(tmp_path: Path) -> None:
    rows = ["a,112,37.8,2020-07-01,6", "a,112,37.8,2020-07-01,8", "b,112,37.9,2020-07-01,-9999",
            "c,112,37.7,2020-07-01,NA", "d,112,37.6,2020-07-01,5"]  # fmt: skip
    (one,), told = read_measurements(
        table(tmp_path, "place,lon,lat,date,value\n" + "\n".join(rows))
    )
    assert {m.place: m.value for m in one.values} == {"a": 7.0, "d": 5.0}
    lines = [sentence(line, "en") for line in told]
    assert any("2 rows without a value" in line for line in lines)
    assert any("1 further values" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("place,lat,date,value\na,1,2020-01-01,5", "lon"),
        (HEAD + "a,112,97.8,2020-07-01,6,,pH", "no place on Earth"),
        (HEAD + "a,112,37.8,1 July,6,,pH", "no date"),
        (HEAD + "a,112,37.8,2020-07-01,six,,pH", "six"),
        (HEAD + "a,112,37.8,2020-07-01,6,mg,pH\na,112,37.8,2021-07-01,6,g,pH", "mg.*g"),
        (HEAD + "a,112,37.8,2020-07-01,6,,pH\na,113,37.8,2021-07-01,6,,pH", "two places"),
        (HEAD + "a,112,37.8,2020-07-01,NA,,pH", "no value"),
    ],
)
def test_a_wrong_table_is_refused_by_name(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_measurements(table(tmp_path, text))


def test_trend_and_limits_of_a_place(tmp_path: Path) -> None:
    (dust,), _ = read_measurements(series(tmp_path, [40, 55, 70, 90, 160], range(2018, 2023)))
    (gate,) = places_of(dust, (None, 150.0))
    assert (gate.n, gate.latest, gate.beyond, gate.beyond_dates) == (5, 160.0, "above", 1)
    assert gate.slope_per_year == pytest.approx(18.75, abs=0.05)
    assert gate.p == pytest.approx(2 / 120)  # exact: the one rising order of five, two-sided
    (within,) = places_of(dust, (0.0, None))
    assert within.beyond is None and within.beyond_dates == 0


def test_two_dates_have_no_trend(tmp_path: Path) -> None:
    (dust,), _ = read_measurements(series(tmp_path, [40, 55], range(2018, 2020)))
    (gate,) = places_of(dust, (None, None))
    assert gate.slope_per_year is None and gate.p is None


def test_measurements_are_held_against_a_raster() -> None:
    day = datetime.date(2020, 7, 1)
    ones = [PointMeasurement(str(i), 0.0, 0.0, day, float(i)) for i in range(8)]
    falling = {one: 1.0 - 0.1 * one.value**2 for one in ones}
    found = held_against("irsei", falling)
    assert (found.n, found.rho) == (8, -1.0)
    falling[ones[0]] = np.nan
    assert held_against("irsei", falling).n == 7
    assert held_against("irsei", dict(list(falling.items())[:4])).rho is None
    assert held_against("irsei", dict.fromkeys(ones, 0.5)).rho is None


def test_limits_are_read() -> None:
    assert limit_of("pH=6..9") == ("pH", (6.0, 9.0))
    assert limit_of("PM10=..150") == ("PM10", (None, 150.0))
    assert limit_of("a=b=-1..") == ("a=b", (-1.0, None))
    for text in ("pH", "pH=6", "=1..2", "pH=9..6", "pH=..", "pH=x..9", "pH=nan..1"):
        with pytest.raises(InputError, match=r"LOW\.\.HIGH"):
            limit_of(text)
    assert beyond(5.9, (6.0, 9.0)) == "below" and beyond(9.0, (6.0, 9.0)) is None
