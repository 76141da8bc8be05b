import json
import shutil
from pathlib import Path

import pytest

from missionplanner.errors import InputError
from missionplanner.model.patterns import Pattern
from missionplanner.project.document import Versions
from missionplanner.project.schema import schema_text
from missionplanner.project.store import load
from missionplanner.project.upgrades import STEPS, upgraded

FIXTURES = Path(__file__).parent / "fixtures"


def test_every_version_has_a_fixture_and_a_way_to_today() -> None:
    for part, today in Versions().model_dump().items():
        assert all((part, version) in STEPS for version in range(1, today))
    assert {path.name for path in FIXTURES.iterdir()} == {
        f"version_{n}.mplan" for n in range(1, Versions().project + 1)
    }


def test_a_project_of_version_1_opens(tmp_path: Path) -> None:
    folder = tmp_path / "old.mplan"
    shutil.copytree(FIXTURES / "version_1.mplan", folder)
    project = load(folder)
    document = project.document
    assert document.title == "Version 1"
    assert document.dem == ("../dem.tif",)
    assert document.sensors == ("p1-35", "rededge-m")
    assert document.intent.seed == 7
    assert document.intent.weights.threat == 0.6
    # It is planned as before: the sensors' own heights, 10 m/s, 500 m for a change of batteries.
    assert not document.intent.searched and document.intent.agl_from_m is None
    assert document.intent.swap_minutes * 60 * 10 == pytest.approx(500)
    assert document.intent.legal_agl_m == 120.0
    assert document.home is not None
    assert document.home.lon_deg == 112.005
    assert [hole.overflight_allowed for hole in project.area.holes] == [True, False]
    assert project.area.outer.bounds == (112.0, 37.8, 112.02, 37.82)
    assert [zone.name for zone in project.threats.zones] == ["magazine", "crane"]
    assert project.threats.zones[1].radius_m == 50.0
    assert project.threats.power_lines[0].clearance_m == 30.0
    assert project.weather.hours[0].wind[0].speed_mps == 5.5


def test_a_project_of_version_2_opens(tmp_path: Path) -> None:
    folder = tmp_path / "old.mplan"
    shutil.copytree(FIXTURES / "version_2.mplan", folder)
    intent = load(folder).document.intent
    assert intent.searched and (intent.agl_from_m, intent.agl_to_m) == (80.0, 110.0)
    assert intent.direction_deg == 45.0 and intent.max_distance_m == 2000.0


def test_a_project_of_version_3_opens(tmp_path: Path) -> None:
    folder = tmp_path / "new.mplan"
    shutil.copytree(FIXTURES / "version_3.mplan", folder)
    document = load(folder).document
    assert document.intent.pattern is Pattern.CONTOUR and not document.former_contour


def test_the_former_contour_pattern_becomes_auto_and_is_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "old.mplan"
    shutil.copytree(FIXTURES / "version_2.mplan", folder)
    assert not load(folder).document.former_contour
    path = folder / "project.json"
    raw = json.loads(path.read_text("utf-8"))
    raw["intent"]["pattern"] = "contour"
    path.write_text(json.dumps(raw))
    document = load(folder).document
    assert document.intent.pattern is Pattern.AUTO and document.former_contour


def test_a_newer_project_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "new.mplan"
    shutil.copytree(FIXTURES / "version_1.mplan", folder)
    path = folder / "project.json"
    raw = json.loads(path.read_text("utf-8"))
    raw["versions"]["layers"] = 99
    path.write_text(json.dumps(raw))
    with pytest.raises(InputError, match="layers has version 99") as caught:
        load(folder)
    assert "update" in caught.value.remedy


@pytest.mark.parametrize("versions", [None, 1, {"project": "1"}, {"project": 0}, {"project": True}])
def test_versions_that_are_none_are_refused(versions: object) -> None:
    with pytest.raises(InputError, match="no format version"):
        upgraded({"versions": versions}, "p")


def test_steps_are_taken_one_version_at_a_time() -> None:
    steps = {
        ("project", 1): lambda raw: {**raw, "name": raw["title"]},
        ("project", 2): lambda raw: {**raw, "name": raw["name"].upper()},
    }
    raw = {"versions": {"project": 1}, "title": "pit"}
    result = upgraded(raw, "p", {"project": 3}, steps)
    assert result["name"] == "PIT"
    assert result["versions"] == {"project": 3}
    assert raw == {"versions": {"project": 1}, "title": "pit"}


def test_the_published_schema_is_todays(root: Path) -> None:
    published = (root / "docs" / "formats" / "project.schema.json").read_text("utf-8")
    assert published == schema_text(), (
        "run: python -m missionplanner.project.schema docs/formats/project.schema.json"
    )


def test_launch_sites_stations_and_control_points_open(tmp_path: Path) -> None:
    folder = tmp_path / "now.mplan"
    shutil.copytree(FIXTURES / "version_3.mplan", folder)
    document = load(folder).document
    assert [site.lon_deg for site in document.intent.launch_sites] == [112.004]
    assert [station.name for station in document.stations] == ["Mast"]
    measured, checking = document.control_points
    assert measured.altitude is not None and measured.altitude.value_m == 1203.25
    assert checking.checks and checking.altitude is None
