import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.missions.names import mission_title, route_name

DJI = re.compile(r"^[^<>:\"/|?*._\\]+$")


@given(st.text(max_size=200))
def test_every_text_becomes_a_name_that_dji_and_file_systems_take(text):
    name = route_name(text)
    assert DJI.match(name) and 1 <= len(name) <= 60
    assert name == name.strip() and not name.startswith("-")
    assert all(ord(c) >= 32 for c in name)


@given(st.text(max_size=100))
def test_a_name_made_is_a_name_kept(text):
    assert route_name(route_name(text)) == route_name(text)


def test_a_long_name_keeps_sensor_and_sortie():
    title = mission_title("A very long name of a mine " * 5, "altum-pt-thermal", 7)
    assert route_name(title).endswith("altum-pt-thermal-S07")


@pytest.mark.parametrize("word", ["CON", "nul", "com1"])
def test_names_that_windows_keeps_for_itself_are_changed(word):
    assert route_name(word).lower() != word.lower()


def test_chinese_names_stay():
    assert route_name("露天矿.北区_1") == "露天矿-北区-1"
