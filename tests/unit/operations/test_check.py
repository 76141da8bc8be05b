import json

import pytest

from missionplanner.cli.main import run as command
from missionplanner.errors import InputError, MissingPlugin
from missionplanner.extensions import formats
from missionplanner.missions.formats import Formats
from missionplanner.operations.check import check
from missionplanner.tasks.progress import Progress
from tests.unit.missions.sample import sample_mission

PLAN = json.dumps({"fileType": "Plan", "version": 1, "mission": {"items": []}})
LITCHI = "latitude,longitude,altitude(m),heading(deg),curvesize(m)\n37.8,111.9,50,0,0.2\n"
PILOT_1 = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document xmlns="">'
    '<Placemark><ExtendedData xmlns:mis="www.dji.com"><mis:type>Waypoint</mis:type>'
    "</ExtendedData></Placemark></Document></kml>"
)
EARTH = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><Point><coordinates>1,2,3'
    "</coordinates></Point></Placemark></Document></kml>"
)
FOREIGN = {
    "a.plan": (PLAN, "QGroundControl"),
    "a.waypoints": ("QGC WPL 110\n0\t1\t0\t16\n", "MAVLink"),
    "a.csv": (LITCHI, "Litchi"),
    "a.kml": (PILOT_1, "Pilot 1"),
    "b.kml": (EARTH, "Google Earth"),
}


def run(*paths):
    return check(tuple(paths), formats(), Progress())


def mission(folder):
    return formats().named("wpml").write(sample_mission(), folder)[0]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_mission_of_another_program_is_named_in_one_line(tmp_path, name):
    text, program = FOREIGN[name]
    (tmp_path / name).write_text(text, "utf-8")
    (report,) = run(tmp_path / name).reports
    (finding,) = report.findings
    assert finding.code == "FOREIGN" and program in finding.message and not report.ok


def test_a_file_of_an_unknown_kind_does_not_stop_the_others(tmp_path):
    strange = tmp_path / "notes.txt"
    strange.write_text("hello", "utf-8")
    good = mission(tmp_path)
    checked = run(strange, good)
    assert [report.ok for report in checked.reports] == [False, True] and not checked.ok
    assert checked.reports[0].findings[0].code == "UNKNOWN"


def test_a_folder_stands_for_its_missions_and_the_rest_is_told(tmp_path):
    mission(tmp_path / "card")
    (tmp_path / "card" / "README.txt").write_text("read me", "utf-8")
    (tmp_path / "card" / "table.csv").write_text("a,b\n1,2\n", "utf-8")
    checked = run(tmp_path)
    assert [report.file.suffix for report in checked.reports] == [".kmz"] and checked.ok
    assert sorted(p.name for p in checked.passed_over) == ["README.txt", "table.csv"]


def test_a_folder_without_a_mission_is_an_error(tmp_path):
    with pytest.raises(InputError, match="is a folder without a mission"):
        run(tmp_path)


def test_without_its_plugin_a_single_file_names_the_plugin_and_many_are_reports(tmp_path):
    good = mission(tmp_path)
    without = Formats([], {".kmz": "plugin dji_wpml"})
    with pytest.raises(MissingPlugin, match="dji_wpml"):
        check((good,), without, Progress())
    text = tmp_path / "notes.txt"
    text.write_text("hello", "utf-8")
    reports = check((good, text), without, Progress()).reports
    assert "dji_wpml" in reports[0].findings[0].message and len(reports) == 2


def test_a_renamed_mission_is_known_by_what_it_holds(tmp_path):
    renamed = mission(tmp_path).rename(tmp_path / "x.zip")
    (report,) = run(renamed).reports
    assert [f.code for f in report.findings] == ["OSP-115"]


def test_the_verb_tells_files_and_what_it_passed_over(tmp_path, capsys):
    mission(tmp_path)
    (tmp_path / "README.txt").write_text("read me", "utf-8")
    assert command(["check", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["files"][0]["ok"] and told["passed_over"][0]["why"] == "no mission"
