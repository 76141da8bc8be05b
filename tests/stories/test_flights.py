"""Two sensors on one aircraft, by the command line: planned, verified, exported, put into a day."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from missionplanner.cli.main import run
from missionplanner.messages.catalogue import sentence
from missionplanner.missions.manifest import read_manifest
from missionplanner.model.timetable import Crew
from missionplanner.tasks.progress import silent
from missionplanner.ui.plan.run import brief, export
from missionplanner.ui.plan.timetable_read import timetable
from tests.stories.small_site import write_site

SENSORS = ("p1-35", "rededge-m")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shared")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--threats={site.threats}"]
    sensors = [f"--sensor={key}" for key in SENSORS]
    assert run(["new", str(path), *files, "--vertical-datum=egm96", *sensors]) == 0
    assert run(["plan", str(path), "--evaluations", "4", "--together", "always"]) == 0
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--json"]) in (0, 1)
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_a_shared_flight_stands_once_and_its_sorties_name_it(project, capsys):
    told = said(capsys, "verify", str(project))
    flights = told["flights"]
    assert told["battery_sets"] == len(flights) == len(told["sensors"][0]["sorties"])
    assert all(flight["sensors"] == list(SENSORS) for flight in flights)
    assert set(flights[0]) == {"name", "sensors", "station", "energy_wh", "duration_s"}
    names = [flight["name"] for flight in flights]
    for sensor in told["sensors"]:
        assert [sortie["flight"] for sortie in sensor["sorties"]] == names
        assert not [f for f in sensor["findings"] if f["severity"] == "error"]


@pytest.mark.parametrize("chosen", [(), ("--sensor", "rededge-m"), ("--sensor", "p1-35")])
def test_one_file_a_flight_with_the_photos_of_the_camera_that_is_fired(
    project, capsys, tmp_path, chosen
):
    told = said(capsys, "export", str(project), "--format=wpml", f"--out={tmp_path}", *chosen)
    assert len(told["files"]) == len(said(capsys, "verify", str(project))["flights"])
    assert {file.sensor for file in read_manifest(tmp_path)} == {"p1-35+rededge-m"}
    with zipfile.ZipFile(told["files"][0]) as kmz:
        waylines = kmz.read("wpmz/waylines.wpml").decode()
    assert "multipleDistance" in waylines and "takePhoto" in waylines
    assert run(["check", str(tmp_path)]) == 0


def test_the_day_has_each_flight_once(project, capsys, tmp_path):
    ics = tmp_path / "day.ics"
    told = said(capsys, "timetable", str(project), "--day=2026-06-21", f"--ics={ics}")
    assert told["zone"] == "Asia/Shanghai" and told["days"] == 1 and told["not_placed"] == []
    starts = [flight["start"] for flight in told["flights"]]
    assert starts == sorted(starts) and all(s >= "2026-06-21T10:00:00+08:00" for s in starts)
    assert ics.read_bytes().count(b"BEGIN:VEVENT") == len(starts)
    seen = timetable(project, Crew(), date(2026, 6, 21), None, silent())
    assert [slot.start.isoformat() for slot in seen.slots] == starts, "the window's are the same"
    assert sentence(seen.told[0]).startswith("All is flown by 2026-06-21")


def test_the_window_writes_what_was_chosen_and_a_brief_of_it(project, tmp_path):
    options = {"rc-lost": "continue"}
    (kmz,) = export(project, ("wpml",), tmp_path, {"wpml": options}, silent())[:1]
    with zipfile.ZipFile(kmz) as file:
        assert b"goContinue" in file.read("wpmz/waylines.wpml")
    (printed,) = brief(project, tmp_path / "brief.pdf", "en", options, silent())
    assert printed.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "words", [["--day", "tomorrow"], ["--battery-sets", "0"], ["--chargers", "-1"]]
)
def test_a_day_that_is_none_and_a_crew_without_batteries_are_refused(project, capsys, words):
    capsys.readouterr()
    assert run(["timetable", str(project), *words]) == 2
    assert "Traceback" not in capsys.readouterr().err
