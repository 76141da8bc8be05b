"""JSON, CSV and soundings: what is read, and the one line that refuses the rest."""

from datetime import UTC, datetime

import pytest

from missionplanner.errors import InputError
from missionplanner.model.weather import CALM
from missionplanner.weather.read import read_weather


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
        pytest.param("w.json", "[" * 100_000, "is not JSON", id="deep"),
        ("w.json", "3", "list of hours"),
        ("w.json", "[]", "holds no weather"),
        ("w.json", '{"hours": 3}', "list of hours"),
        ("w.json", '{"hours": [], "hour": 3}', "unknown word 'hour'"),
        ("w.json", "[3]", "hour 1"),
        ("w.json", '{"temperature_c": 20}', "no wind is given"),
        ("w.json", '{"wind_from_deg": 20}', "no speed"),
        ("w.json", '{"wind_mps": -3}', "greater than or equal to 0"),
        ("w.json", '{"wind_mps": NaN}', "finite"),
        ("w.json", '{"wind_mps": 1e999}', "finite"),
        ("w.json", '{"wind_mps": 400}', "check the unit"),
        ("w.json", '{"wind_mps": true}', "not a number"),
        ("w.json", '{"wind_mps": [1]}', "not a number"),
        pytest.param("w.json", f'{{"wind_mps": 1{"0" * 400}}}', "finite", id="401 digits"),
        pytest.param("w.json", f'{{"wind_mps": 1{"0" * 5000}}}', "is not JSON", id="5001 digits"),
        ("w.json", '{"wind_mps": "strong"}', "not a number"),
        ("w.json", '{"wind_mps": 3, "wind_kt": 6}', "given twice"),
        ("w.json", '{"wind_mps": 3, "gust_ms": 6}', "did you mean gust_mps"),
        ("w.json", '{"wind_mps": 3, "cloud_percent": 300}', "cloud_share"),
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
        ("w.csv", "wind_mps,gust_mps\n3,4,5\n", "3 values under 2 columns"),
        ("w.csv", "wind_mps\n-3\n", "line 2"),
        ("w.csv", "temperature_c,time\n3,\n", "no wind is given"),
        ("w.csv", "wind,gust\n3,4\n", "unknown word 'wind'"),
        ("w.csv", b'wind_mps\n"3', "is not CSV"),
        ("w.json", b"\xff\xfe\x00", "not a text file"),
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


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_weather(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_weather(tmp_path)
