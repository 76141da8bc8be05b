import importlib
import json

import pytest

from missionplanner.cli.main import run
from missionplanner.errors import InputError
from missionplanner.operations.radio import with_radio


def told(capsys, *arguments):
    assert run(["link", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_airtime_is_told(capsys):
    assert told(capsys, "--airtime", 13, "--spreading", 9)["airtime_ms"] == 164.864
    assert told(capsys, "--airtime", 37, "--spreading", 12)["airtime_ms"] == 1974.272


@pytest.mark.parametrize("language", ["en", "zh"])
def test_airtime_is_said(language, capsys):
    assert run(["link", "--airtime", "37", "--spreading", "7", "--language", language]) == 0
    assert "82.176" in capsys.readouterr().out


def test_a_profile_is_judged_in_metres_and_kilometres(tmp_path, capsys):
    heights = [0, 60, 10, 0, 5]
    (tmp_path / "m.csv").write_text("".join(f"{250 * i},{h}\n" for i, h in enumerate(heights)))
    km = "".join(f"{0.25 * i},{h}\n" for i, h in enumerate(heights))
    (tmp_path / "km.csv").write_text(f"Distance (km),Height (m)\n{km}", encoding="utf-8-sig")
    ends = ["--tx-height", 10, "--rx-height", 10, "--frequency", 868]
    first = told(capsys, "--profile", tmp_path / "m.csv", *ends)
    assert first["distance_m"] == 1000
    assert first["diffraction_db"] > 6
    assert first == told(capsys, "--profile", tmp_path / "km.csv", *ends)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0,1\n", "at least three"),
        ("0,1\n5,1\n4,1\n", "point 3"),
        ("0,1\nhere,1\n", "line 2"),
        ("0,1\n10\n20,2\n", "line 2"),
        ("", "at least three"),
    ],
)
def test_what_is_no_profile_is_one_line(tmp_path, capsys, text, words):
    path = tmp_path / "p.csv"
    path.write_text(text)
    ends = ["--tx-height", "10", "--rx-height", "10", "--frequency", "868"]
    assert run(["link", "--profile", str(path), *ends]) == 2
    said = capsys.readouterr().err
    assert words in said and "p.csv" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--profile", "p.csv"],
        ["--airtime", "20", "--bandwidth", "1"],
        ["--airtime", "20", "--spreading", "20"],
        ["nothing.mplan"],
        ["nothing.mplan", "--station", "here"],
        ["nothing.mplan", "--station", "200,10"],
        ["nothing.mplan", "--region", "mars"],
    ],
)
def test_wrong_use_is_one_line(arguments, capsys):
    assert run(["link", *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_library_that_is_absent_is_named(monkeypatch):
    def absent(_name):
        raise ModuleNotFoundError("no", name="zfec.easyfec")

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(InputError) as error:
        with_radio("missionplanner.operations.send")
    assert "zfec" in error.value.line()
    assert "[radio]" in error.value.line()
