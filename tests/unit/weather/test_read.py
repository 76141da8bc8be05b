"""JSON, CSV and soundings: what is read, and the one line that refuses the rest."""

from datetime import UTC, datetime

import pytest

from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import text
from missionplanner.model.weather import CALM
from missionplanner.weather.read import read_weather, weather_of_text
from tests.english import english


@pytest.fixture
def put(tmp_path):
    def write(name: str, text: str | bytes):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_json_of_the_model_comes_back_whole(put):
    full = CALM.hours[0].model_copy(
        update={"time": datetime(2024, 6, 1, 2, tzinfo=UTC), "gust_mps": 3.0, "cloud_share": 0.5}
    )
    weather = CALM.model_copy(update={"source": "a forecast", "hours": (full,)})
    weather = weather.model_copy(update={"told": (text("a remark"),)})
    assert read_weather(put("w.json", weather.model_dump_json())) == weather
    assert read_weather(put("w.json", CALM.model_dump_json())) == CALM


def test_short_json(put):
    found = read_weather(put("w.json", '{"wind_kt": 10, "wind_deg": 360, "visibility_km": 4}'))
    (hour,) = found.hours
    assert hour.wind[0].speed_mps == pytest.approx(5.14444, abs=1e-5)
    assert (hour.wind[0].height_agl_m, hour.wind[0].from_deg) == (10.0, 0.0)
    assert hour.visibility_m == 4000.0
    assert hour.time is None


def test_hours_and_levels_are_sorted(put):
    text = """[
      {"time": "2024-06-01T11:00+08:00", "wind_mps": 5},
      {"time": "2024-06-01T02:00Z", "thunderstorm": true,
       "wind": [{"height_agl_m": 100, "speed_mps": 6.5, "from_deg": 240},
                {"height_agl_m": 10, "speed_mps": 4, "from_deg": 230}]}]"""
    first, second = read_weather(put("w.json", text)).hours
    assert [level.height_agl_m for level in first.wind] == [10.0, 100.0]
    assert first.thunderstorm
    assert second.wind[0].from_deg is None


def test_csv_with_levels_units_and_blanks(put):
    text = (
        "time;wind_height_m;wind_kmh;wind_from_deg;gust_kt;thunderstorm;note\n"
        "2024-06-01T10:00+08:00;10;18;230;;no;by eye\n"
        "\n"
        "2024-06-01T10:00+08:00;100;36;240;20;;\n"
        "2024-06-01T09:00+08:00;10;3.6;;;yes;\n"
    )
    early, late = read_weather(put("w.csv", "\ufeff" + text)).hours
    assert early.thunderstorm
    assert [level.speed_mps for level in late.wind] == pytest.approx([5.0, 10.0])
    assert late.gust_mps == pytest.approx(10.28889, abs=1e-5)


SONDE = """\
   PRES   HGHT   TEMP   DWPT   RELH   DRCT   SKNT
    hPa     m      C      C      %     deg   knot
  978.0    345    7.8    0.8     61    325     14
  971.0    404    7.2    0.2     61    327     17
  900.0    990    2.0
  500.0   9000  -20.0  -30.0     50    300     99
"""


def test_sounding_counts_heights_from_the_station(put):
    (hour,) = read_weather(put("sonde.txt", SONDE)).hours
    assert [level.height_agl_m for level in hour.wind] == [10.0, 59.0]
    assert hour.wind[0].speed_mps == pytest.approx(7.2022, abs=1e-4)
    assert hour.temperature_c == 7.8


def test_real_sounding(data_dir):
    (hour,) = read_weather(data_dir / "weather" / "radiosonde_jan20_lowlevels.txt").hours
    assert len(hour.wind) == 20
    assert hour.wind[-1].height_agl_m == pytest.approx(3204 - 345)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("w.json", "", "is empty"),
        ("w.csv", " \n ", "is empty"),
        ("w.json", "{", "is not JSON"),
        pytest.param("w.json", "[" * 100_000, "nested too deep", id="deep"),
        ("w.json", "3", "list of hours"),
        ("w.json", "[]", "holds no weather"),
        ("w.json", '{"hours": 3}', "list of hours"),
        ("w.json", '{"hours": [], "hour": 3}', "unknown word 'hour'"),
        ("w.json", "[3]", "hour 1"),
        ("w.json", '{"temperature_c": 20}', "no wind is given"),
        ("w.json", '{"wind_from_deg": 20}', "no speed"),
        ("w.json", '{"wind_mps": -3}', "wind speed -3 m/s is outside 0 to 120 m/s"),
        ("w.json", '{"wind_mps": NaN}', "finite"),
        ("w.json", '{"wind_mps": 1e999}', "finite"),
        ("w.json", '{"wind_mps": 400}', "check the unit"),
        ("w.json", '{"wind_mps": true}', "no finite number"),
        ("w.json", '{"wind_mps": [1]}', "no finite number"),
        pytest.param("w.json", f'{{"wind_mps": 1{"0" * 400}}}', "finite", id="401 digits"),
        pytest.param("w.json", f'{{"wind_mps": 1{"0" * 5000}}}', "is not JSON", id="5001 digits"),
        ("w.json", '{"wind_mps": "strong"}', "no finite number"),
        ("w.json", '{"wind_mps": 3, "wind_kt": 6}', "given twice"),
        ("w.json", '{"wind_mps": 3, "gust_ms": 6}', "did you mean gust_mps"),
        ("w.json", '{"wind_mps": 3, "cloud_percent": 300}', "cloud share 3 is outside 0 to 1"),
        ("w.json", '{"wind_mps": 3, "thunderstorm": "perhaps"}', "true or false"),
        ("w.json", '{"wind_mps": 3, "time": "2024-06-01T10:00"}', "no time zone"),
        ("w.json", '{"wind_mps": 3, "time": "tomorrow"}', "not a date"),
        ("w.json", '{"wind": 3}', "not a list of levels"),
        ("w.json", '{"wind": [{"from_deg": 3}]}', "no speed"),
        ("w.json", '{"wind": [{}]}', "no speed_mps"),
        ("w.json", '{"wind": [{"speed_mps": 3, "gust_mps": 4}]}', "has 'gust_mps'"),
        ("w.json", '{"wind": [{"speed_mps": 3}, {"speed_mps": 4}]}', "two winds at one height"),
        ("w.json", '[{"wind_mps": 3}, {"wind_mps": 4}]', "not all have a time"),
        ("w.csv", "wind_mps,gust_mps\n", "holds no weather"),
        ("w.csv", "wind_mps,wind_mps\n3,4\n", "named twice"),
        ("w.csv", "sep=;\n", "holds no weather"),
        ("w.csv", "wind_mps,gust_mps\n3,4,5\n", "3 values under 2 columns"),
        ("w.csv", "wind_mps\n-3\n", "line 2"),
        ("w.csv", "temperature_c,time\n3,\n", "no wind is given"),
        ("w.csv", "date,wind,gust\n1,3,4\n", "unknown words 'date', 'wind', 'gust'"),
        ("w.csv", b'wind_mps\n"3', "is not CSV"),
        ("w.json", b"\xff\xfe\x00", "damaged"),
        ("w.json", '{"wind_mps": 3, "wind_mps": 4}', "'wind_mps' is given twice"),
        ("w.json", '{"wind_mps": 9, "gust_mps": 4}', "gust 4 m/s is below the wind of 9 m/s"),
        ("w.json", '{"wind_mps": 9, "wind_height_m": 0}', "height above ground 0 m is outside"),
        ("w.json", '{"wind_mps": 9, "wind_deg": 400}', "wind direction 400 degrees is outside"),
        ("w.json", '{"wind_mps": 9, "wind_deg": -90}', "wind direction -90 degrees is outside"),
        ("w.json", '{"wind_mps": 9, "temp_c": 293}', "kelvin?"),
        ("w.json", '{"wind_mps": 9, "temp_c": -273.15}', "temperature -273.15 C is outside"),
        ("w.json", '{"wind_mps": 9, "pressure_hpa": 101300}', "pascal?"),
        ("w.json", '{"wind_mps": 9, "pressure_hpa": 620}', "QNH"),
        ("w.json", '{"wind_mps": 9, "cloud_share": 80}', "a share of 0 to 1"),
        ("w.json", '{"wind_mps": 9, "rain_mmh": 2000}', "precipitation 2000 mm/h"),
        ("w.json", '{"wind_mps": 9, "visibility_km": 900}', "visibility 900000 m"),
        ("w.json", '{"wind_mps": 9, "time": "0001-01-01T00:00Z"}', "in the year 1"),
        (
            "w.json",
            '{"wind_mps": 9, "time": "2024-06-01T10:00Z", "until": "2024-06-01T10:00Z"}',
            "until is not after time",
        ),
        ("w.json", '{"version": 2, "hours": [{"wind": []}]}', "hours.0.wind"),
        ("w.json", '{"coord": {}, "wind": {"speed": 4}}', "OpenWeatherMap"),
        ("w.json", '{"type": "Feature", "properties": {}}', "MET Norway"),
        ("w.csv", "time;wind_mps\n2024-06-01T10:00Z;4,5,6\n", "no finite number"),
        ("w.csv", "time,wind_mps\n2024-06-01T10:00Z,4,5\n", "a decimal point is '.'"),
        (
            "w.csv",
            "time,wind_height_m,wind_mps,temp_c\n2024-06-01T10:00Z,10,4,3\n"
            "2024-06-01T10:00Z,50,5,4\n",
            "temperature_c differs within one time",
        ),
        ("w.csv", "wind_mps\n4".encode("utf-16-le"), "UTF-16 without its mark"),
        ("w.csv", "风,wind_mps\n4,5".encode("gbk"), "columns are not UTF-8"),
        ("w.grb", b"GRIB\0\0\2xx7777", "is GRIB, which is not read"),
        ("w.csv", b"PK\x03\x04xx", "an Excel book"),
        ("w.txt", b"\0\0\0", "is empty"),
        ("w.txt", "HGHT TEMP DRCT SKNT\nnothing here\n", "no line with wind"),
        ("w.txt", "HGHT TEMP DRCT SKNT\n5 5 5 -5\n", "no wind is given"),
    ],
)
def test_bad_input_is_one_line(put, name, text, told):
    with pytest.raises(InputError) as caught:
        read_weather(put(name, text))
    assert told in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


DOT = "time;wind_mps;wind_from_deg\n2026-11-29T10:00+08:00;4,5;230\n"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (DOT.encode(), "decimal commas read as points"),
        (DOT.replace(";", "\t").replace(",", ".").encode("utf-16"), "read as UTF-16"),
        (("\ufeff" + DOT).encode(), "decimal commas read as points"),
        (("sep=;\r\n" + DOT).encode(), "decimal commas read as points"),
        (DOT.replace("deg\n", "deg;note\n").replace("230", "230;大风").encode("gbk"), "not UTF-8"),
    ],
)
def test_tables_of_other_writers(put, raw, told):
    weather = read_weather(put("w.csv", raw))
    (hour,) = weather.hours
    assert (hour.wind[0].speed_mps, hour.wind[0].from_deg) == (4.5, 230.0)
    assert hour.time.isoformat() == "2026-11-29T10:00:00+08:00"
    assert any(told in line for line in english(weather.told))


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_weather(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_weather(tmp_path)


@pytest.mark.parametrize(
    "pasted", ["no weather at all", "time,wimd_mps\n2024-06-01T00:00Z,3", "{}"]
)
def test_what_was_pasted_is_no_file(pasted: str) -> None:
    with pytest.raises(InputError) as caught:
        weather_of_text(pasted)
    assert caught.value.line("en").startswith("what was typed or pasted")
    assert "pasted" not in caught.value.line("zh"), "its place is told in the reader's language"


def test_weather_by_hand_names_its_source_in_the_readers_language() -> None:
    found = weather_of_text('{"wind_mps": 3}')
    assert sentence(found.source_told, "en") == "what was typed or pasted"
    assert sentence(found.source_told, "zh") == "键入或粘贴的内容"
