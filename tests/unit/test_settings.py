import json

import pytest

from missionplanner.errors import InputError, OutputError
from missionplanner.settings import (
    Settings,
    load_settings,
    save_settings,
    settings_path,
    understood_settings,
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    path = tmp_path / "deep" / "settings.json"
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(path))
    return path


def test_nothing_saved_means_the_defaults(place):
    assert settings_path() == place
    assert load_settings() == Settings()


def test_what_is_saved_comes_back(place):
    save_settings(Settings().switched("dji_wpml", False).switched("a", False))
    assert load_settings().disabled_plugins == ("a", "dji_wpml")
    save_settings(load_settings().switched("a", True))
    assert load_settings().disabled_plugins == ("dji_wpml",)
    assert [p.name for p in place.parent.iterdir()] == ["settings.json"]


def test_keys_of_a_newer_version_are_passed_over(place):
    place.parent.mkdir()
    place.write_text('{"disabled_plugins": ["x"], "from_the_future": 1}')
    assert load_settings().disabled_plugins == ("x",)


def test_keys_of_a_newer_version_are_written_back(place):
    place.parent.mkdir()
    place.write_text('{"paper": {"pilot": "Wei", "badge": 7}, "from_the_future": {"a": [1]}}')
    save_settings(load_settings().switched("x", False))
    kept = json.loads(place.read_text())
    assert kept["from_the_future"] == {"a": [1]} and kept["paper"]["badge"] == 7
    assert kept["disabled_plugins"] == ["x"] and kept["paper"]["pilot"] == "Wei"


@pytest.mark.parametrize(
    ("text", "off", "pilot"),
    [
        ('{"disabled_plugins": ["x"], "paper": 3}', ("x",), ""),
        ('{"disabled_plugins": {"x": true}, "paper": {"pilot": "Wei"}}', (), "Wei"),
        ('{"disabled_plugins": ["x', (), ""),
        ("[]", (), ""),
    ],
)
def test_what_can_be_understood_holds_and_the_rest_is_told(place, text, off, pilot):
    place.parent.mkdir()
    place.write_text(text)
    found, trouble = understood_settings()
    assert (found.disabled_plugins, found.paper.pilot) == (off, pilot)
    assert trouble is not None and str(place) in trouble.line() and "delete" in trouble.remedy


@pytest.mark.parametrize("text", ["", "nonsense", '{"disabled_plugins": 3}', "[]"])
def test_a_spoilt_file_is_one_clear_error(place, text):
    place.parent.mkdir()
    place.write_text(text)
    with pytest.raises(InputError, match="settings cannot be read"):
        load_settings()


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        save_settings(Settings(), tmp_path / "file" / "settings.json")
