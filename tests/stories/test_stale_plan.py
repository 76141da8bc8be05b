"""What happens to a plan when the ground is changed under it, by the command line."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.cli.main import run
from missionplanner.model.airspace import Zone
from missionplanner.project.edits import set_threats
from missionplanner.project.store import load, save
from tests.stories.small_site import to_lonlat, write_site

FAR = [(1250.0, 1250.0), (1300.0, 1250.0), (1300.0, 1300.0), (1250.0, 1300.0)]
ON_THE_ROUTE = [(450.0, 450.0), (560.0, 450.0), (560.0, 560.0), (450.0, 560.0)]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stale")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--threats={site.threats}"]
    assert run(["new", str(path), *files, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    assert run(["plan", str(path), "--evaluations", "6"]) == 0
    return path


@pytest.fixture
def project(planned: Path, tmp_path: Path) -> Path:
    """A copy of the planned project with its files."""
    shutil.copytree(planned.parent, tmp_path / "site")
    return tmp_path / "site" / planned.name


def with_zone(folder: Path, ring: list[tuple[float, float]]) -> None:
    project = load(folder)
    zone = Zone("Cabin", MultiPolygon([Polygon(to_lonlat(ring))]))
    zones = (*project.threats.zones, zone)
    save(set_threats(project, replace(project.threats, zones=zones)))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def spoken(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int = 0) -> dict:
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    capsys.readouterr()
    assert run(arguments) == 2
    err = capsys.readouterr().err
    assert "Traceback" not in err
    (line,) = [line for line in err.splitlines() if line.startswith("Error:")]
    return line


def test_a_plan_may_be_accepted_where_no_hard_rule_is_broken(project: Path, capsys) -> None:
    plan, out = str(project), str(project / "missions")
    before = spoken(capsys, ["verify", plan])
    assert (before["stale"], before["accepted"]) == ([], False)
    with_zone(project, FAR)
    for verb in ("export", "tables"):
        line = refused(capsys, [verb, plan, "--out", out])
        assert "the zone 'Cabin' was added" in line
        assert "--accept" in line
    assert not Path(out).exists()

    files = everything(project)
    told = spoken(capsys, ["verify", plan])
    assert told["stale"] == ["the zone 'Cabin' was added"]
    assert told["planned_at"] == before["planned_at"]
    assert everything(project) == files
    assert run(["verify", plan]) == 0
    assert "Changed since it was planned: the zone 'Cabin' was added" in capsys.readouterr().out

    assert spoken(capsys, ["verify", plan, "--accept"])["accepted"] is True
    assert spoken(capsys, ["verify", plan])["stale"] == []
    assert spoken(capsys, ["export", plan, "--out", out])["files"]
    assert spoken(capsys, ["tables", plan, "--out", out])["files"]


def test_a_plan_that_breaks_a_hard_rule_is_not_accepted(project: Path, capsys) -> None:
    with_zone(project, ON_THE_ROUTE)
    files = everything(project)
    told = spoken(capsys, ["verify", str(project)], code=1)
    assert told["stale"] == ["the zone 'Cabin' was added"]
    assert told["sensors"][0]["zone_m"] > 0
    line = refused(capsys, ["verify", str(project), "--accept"])
    assert "Cabin" in line
    assert everything(project) == files
    refused(capsys, ["export", str(project), "--out", str(project / "missions")])


def test_a_zone_over_everything_is_told_with_what_has_changed(project: Path, capsys) -> None:
    with_zone(project, [(0.0, 0.0), (1400.0, 0.0), (1400.0, 1400.0), (0.0, 1400.0)])
    assert "was added" in refused(capsys, ["export", str(project), "--out", str(project / "m")])
    capsys.readouterr()
    assert run(["verify", str(project)]) == 2
    assert "changed since it was planned: the zone 'Cabin' was added" in capsys.readouterr().err


def test_limits_asked_for_since_are_those_judged_by(project: Path, capsys) -> None:
    path = project / "project.json"
    words = json.loads(path.read_text("utf-8"))
    words["intent"]["min_clearance_m"] = 500.0
    path.write_text(json.dumps(words))
    told = spoken(capsys, ["verify", str(project)], code=1)
    assert told["stale"] == ["what is asked of the planner was changed (least clearance)"]
    assert "VERIFY-CLEARANCE" in {f["code"] for f in told["sensors"][0]["findings"]}


@pytest.mark.parametrize(
    ("key", "value", "near"),
    [("sensors", ["xt-2"], "xt2"), ("aircraft", "m300", "m300-rtk")],
)
def test_what_the_catalogue_lacks_is_told_before_anything_opens(
    project: Path, capsys, key: str, value: object, near: str
) -> None:
    path = project / "project.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), key: value}))
    for arguments in (["plan"], ["verify"], ["export", "--out", str(project / "missions")]):
        line = refused(capsys, [arguments[0], str(project), *arguments[1:]])
        assert near in line
        assert "project.json" in line


def test_a_dem_changed_in_place_is_noticed(project: Path, capsys) -> None:
    dem = load(project).dem_paths[0]
    data = bytearray(dem.read_bytes())
    data[-50] ^= 1
    dem.write_bytes(data)
    line = refused(capsys, ["export", str(project), "--out", str(project / "missions")])
    assert "the DEM dem.tif was changed" in line
