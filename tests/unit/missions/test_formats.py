from pathlib import Path

import pytest

from missionplanner.errors import InputError, MissingPlugin, OutputError
from missionplanner.missions.files import write_whole
from missionplanner.missions.formats import FormatOption, Formats, option_values
from tests.own_words import SAID


class Toy:
    name, title, suffix = "toy", "A toy", ".toy"
    options = (FormatOption("size", "small", "how big", ("small", "large")),)

    def write(self, mission, folder, options=None):
        return ()

    def recognises(self, path):
        return path.suffix == ".toy"

    def check(self, path):
        return ()

    def read(self, path):
        raise InputError(SAID, what="a toy")


def test_formats_are_found_by_name_and_by_file():
    formats = Formats([Toy()])
    assert formats.named("toy") is formats.recognising(Path("a.toy")) is formats.all()[0]


def test_an_unknown_format_names_the_known():
    with pytest.raises(InputError, match="toy"):
        Formats([Toy()]).named("nonsense")


def test_a_missing_plugin_is_named():
    formats = Formats([Toy()], {"wpml": "plugin dji_wpml", ".kmz": "plugin dji_wpml"})
    for call in (lambda: formats.named("wpml"), lambda: formats.recognising(Path("x.KMZ"))):
        with pytest.raises(MissingPlugin, match="dji_wpml"):
            call()
    with pytest.raises(MissingPlugin, match="no plugin at hand"):
        formats.recognising(Path("x.docx"))


def test_options_have_defaults_and_refuse_strangers():
    assert option_values(Toy(), None) == {"size": "small"}
    assert option_values(Toy(), {"size": "large"}) == {"size": "large"}
    with pytest.raises(InputError, match="no such option"):
        option_values(Toy(), {"colour": "red"})
    with pytest.raises(InputError, match="choose one of: small, large"):
        option_values(Toy(), {"size": "huge"})


def test_a_failed_write_leaves_the_former_file(tmp_path, monkeypatch):
    path = write_whole(tmp_path, "a.txt", b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(tmp_path, "a.txt", b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
