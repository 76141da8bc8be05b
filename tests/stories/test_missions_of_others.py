"""A mission that somebody else made: checked, compared, written for our aircraft."""

import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.cli.main import run
from missionplanner.extensions import formats
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.model.plan import LegKind
from missionplanner.operations.mission_look import look_at_mission
from missionplanner.tasks.progress import silent
from tests.stories.small_site import to_lonlat, write_site
from tests.unit.missions.sample import mission_of, waypoints

HEIGHT_M = 722.0  # 50 to 115 m above the ground on its way


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("others")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", "--vertical-datum=egm96"]
    assert run(["new", str(path), *files, "--sensor=p1-35"]) == 0
    return path


def theirs(folder: Path, name: str = "wpml", craft: str = "m3e", up_m: float = 0.0) -> Path:
    """Write a mission over the site, by an aircraft that is not the project's."""
    places = to_lonlat([(500.0, 500.0), (900.0, 520.0), (900.0, 800.0), (520.0, 780.0)])
    lon, lat = np.array(places).T
    height = np.full(4, HEIGHT_M + up_m)
    x, y = SiteFrame.around(float(lon[0]), float(lat[0])).forward(lon, lat)
    points = waypoints([0] * 4, [0] * 4, [0] * 4, [LegKind.TRANSIT] * 4, [-1] * 4, 7.0)
    points = replace(
        points, lon_deg=lon, lat_deg=lat, x_m=x, y_m=y, egm96_m=height,
        ellipsoid_m=np.asarray(to_ellipsoid_m(height, lon, lat)), ground_m=height - 80.0,
    )  # fmt: skip
    mission = mission_of(points, sensor("m3e-wide"), aircraft(craft))
    (path,) = formats().named(name).write(replace(mission, title="theirs"), folder)
    return path


def spoken(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out.splitlines()[-1])


@pytest.mark.parametrize("name", [f.name for f in formats().all()])
def test_it_is_written_again_in_every_format_for_our_aircraft(project, tmp_path, capsys, name):
    source, out = theirs(tmp_path), tmp_path / "out"
    told = spoken(
        capsys, "export", str(project), f"--mission={source}", f"--out={out}", f"--format={name}"
    )
    (written,) = map(Path, told["files"])
    assert any(note["code"] == "EXPORT-NO-PHOTOS" for note in told["notes"])
    assert spoken(capsys, "check", str(written))["files"][0]["ok"]
    (report,) = spoken(capsys, "check", str(written), f"--against={source}")["files"]
    codes = {f["code"] for f in report["findings"] if f["code"].startswith("CMP")}
    assert codes == {"CMP-SAME"}
    if name == "wpml":
        with zipfile.ZipFile(written) as archive:
            assert b"<wpml:droneEnumValue>60<" in archive.read("wpmz/waylines.wpml")


def test_a_file_of_another_format_is_read_too(project, tmp_path, capsys):
    source = theirs(tmp_path, "qgc")
    out = f"--out={tmp_path / 'out'}"
    (written,) = spoken(capsys, "export", str(project), f"--mission={source}", out)["files"]
    route = formats().named("wpml").read(Path(written))
    assert len(route) == 4 and set(route.speed_mps.round(2)) == {7.0}


def test_a_mission_for_another_aircraft_is_told(project, tmp_path, capsys):
    source = theirs(tmp_path)
    (report,) = spoken(capsys, "check", str(source), f"--project={project}")["files"]
    found = {f["code"]: f["message"] for f in report["findings"]}
    assert "another aircraft (WPML 77)" in found["PRJ-AIRCRAFT"] and report["ok"]
    own = spoken(capsys, "export", str(project), f"--mission={source}", f"--out={tmp_path / 'o'}")
    (again,) = spoken(capsys, "check", own["files"][0], f"--project={project}")["files"]
    assert "PRJ-AIRCRAFT" not in {f["code"] for f in again["findings"]}


def test_what_the_window_shows_is_held_against_the_open_project(project, tmp_path):
    look = look_at_mission(theirs(tmp_path, up_m=60.0), formats(), silent(), project)
    told = {f.code: f.said() for f in look.findings}
    assert look.waypoints == 4 and look.datum == "ellipsoid"
    assert "120 m" in told["PRJ-CEILING"] and "PRJ-AIRCRAFT" in told
    alone = look_at_mission(look.path, formats(), silent(), tmp_path / "gone.mplan")
    assert [f.code for f in alone.findings if f.code.startswith("PRJ")] == ["PRJ-UNREAD"]


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that nobody may write to")
def test_a_target_that_cannot_be_written_is_a_line(project, tmp_path, capsys):
    source = theirs(tmp_path)
    assert run(["export", str(project), f"--mission={source}", "--out=/proc/missions"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert "/proc/missions" in lines[-1] and "Traceback" not in "".join(lines)


def test_differences_are_told(tmp_path, capsys):
    (tmp_path / "a").mkdir()
    source, higher = theirs(tmp_path / "a"), theirs(tmp_path, up_m=3.0)
    (report,) = spoken(capsys, "check", str(higher), f"--against={source}")["files"]
    (told,) = [f for f in report["findings"] if f["code"].startswith("CMP")]
    assert told["code"] == "CMP-HEIGHT" and "+3.00 m" in told["message"]


@pytest.mark.parametrize(("up_m", "said"), [(-30.0, "of the ground"), (60.0, "120 m")])
def test_what_ground_or_ceiling_forbid_is_refused(project, tmp_path, capsys, up_m, said):
    source = theirs(tmp_path, up_m=up_m)
    out = tmp_path / "out"
    assert run(["export", str(project), f"--mission={source}", f"--out={out}"]) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert said in line and not list(tmp_path.glob("out/*.kmz"))


def test_what_is_no_mission_of_this_site_is_a_line(project, tmp_path, capsys):
    far = tmp_path / "far.gpx"
    far.write_text(
        '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><rte>'
        '<rtept lat="10" lon="10"><ele>900</ele></rtept>'
        '<rtept lat="10.001" lon="10"><ele>900</ele></rtept></rte></gpx>'
    )
    none = tmp_path / "none.kmz"
    none.write_bytes(b"PK")
    for source, more, said in (
        (far, [], "leaves the ground"),
        (none, [], "none.kmz"),
        (tmp_path / "gone.kmz", [], "gone.kmz"),
        (far, ["--sortie=1"], "stands without"),
    ):
        out = f"--out={tmp_path / 'out'}"
        assert run(["export", str(project), f"--mission={source}", out, *more]) == 2
        captured = capsys.readouterr().err.splitlines()
        assert said in captured[-1] and "Traceback" not in "".join(captured)
