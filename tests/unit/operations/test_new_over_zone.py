"""`new --from-zone`: the zone as area, what the study knows beside it, and what is not said."""

import datetime
import json

import pytest
from shapely.geometry import box

from missionplanner.cli.main import run
from missionplanner.ecology.change.alerts import degraded
from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.catalogue import sentence
from missionplanner.model.ecology import GridNote, ZoneRow, ZonesResult
from missionplanner.model.study import TrendOptions
from missionplanner.model.trust import Trust, Verdict
from missionplanner.operations.new import NewProject, new_project
from missionplanner.operations.new_over_zone import (
    ZoneAsked,
    free_folder,
    new_over_zone,
    zone_asked,
)
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent
from missionplanner.vector.files import write_features
from tests.stories.small_study import CELL_M, EPSG, NORTH, WEST, write_study, write_zones

FRAME = SiteFrame(EPSG)
PIT = box(WEST + 15 * CELL_M, NORTH - 45 * CELL_M, WEST + 45 * CELL_M, NORTH - 15 * CELL_M)
DATUM = {"vertical_datum": "egm96"}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return write_study(tmp_path_factory.mktemp("zones") / "files", (2016,))


def in_metres(project):
    return FRAME.project(project.area.outer)


def told(project):
    return [sentence(line, "en") for line in project.document.read.told]


def test_the_area_is_the_zone_with_its_margin_and_says_where_it_came_from(study, tmp_path):
    asked = zone_asked(f"{study}:pit", 30.0)
    made = new_over_zone(tmp_path / "pit.mplan", asked, DATUM, silent())
    again = load(tmp_path / "pit.mplan")
    assert again.document == made.document
    got = in_metres(again)
    assert got.symmetric_difference(PIT.buffer(30, join_style="mitre")).area < 0.001 * PIT.area
    assert again.document.title == "pit · Small pit"
    assert again.document.sensors == ("rededge-m", "xt2")
    assert again.dem_paths == ((study.parent / "dem.tif").resolve(),)
    assert told(again)[0] == (
        "The area is the zone pit of the study Small pit (study.json) with 30 m about it"
    )
    assert not any("warns" in line for line in told(again))


def test_a_margin_goes_no_farther_than_the_terrain(study, tmp_path):
    """Of a zone two cells from the edge, where there are no heights beyond the last cell."""
    other = study.with_name("rim.json")
    words = json.loads(study.read_text(encoding="utf-8")) | {"zones": "rim.geojson"}
    write_zones(study.with_name("rim.geojson"), {"rim": (2, 20, 12, 30)})
    other.write_text(json.dumps(words), encoding="utf-8")
    asked = ZoneAsked(study=other, name="Rim", margin_m=100)
    got = in_metres(new_over_zone(tmp_path / "f.mplan", asked, DATUM, silent()))
    assert got.bounds[0] == pytest.approx(WEST + CELL_M, abs=0.5)
    assert got.bounds[2] == pytest.approx(WEST + 12 * CELL_M + 100, abs=0.5)


def test_what_is_given_goes_before_what_the_study_has(study, tmp_path):
    given = {**DATUM, "sensors": ("p1-35",), "title": "Bench 3", "threats": ()}
    asked = ZoneAsked(study=study, name="pit", margin_m=0)
    made = new_over_zone(tmp_path / "p.mplan", asked, given, silent())
    assert made.document.sensors == ("p1-35",) and made.document.title == "Bench 3"
    assert in_metres(made).area == pytest.approx(PIT.area, rel=1e-4)


def test_an_index_without_heat_asks_for_no_thermal_camera(study, tmp_path):
    text = json.loads(study.read_text(encoding="utf-8"))
    text["index"] = {"indicators": ["greenness", "wetness", "dryness"]}
    other = study.with_name("cold.json")
    other.write_text(json.dumps(text), encoding="utf-8")
    asked = zone_asked(f"{study.with_name('cold')}:pit")
    made = new_over_zone(tmp_path / "p.mplan", asked, DATUM, silent())
    assert made.document.sensors == ("rededge-m",)


def row(warnings):
    return ZoneRow(
        name="pit", area_m2=1e4, valid_m2=1e4, means=(0.5, 0.2), mean_change=-0.1,
        total_change=-0.3, significant_share=0.6, improving_share=0.0, mean_cv=0.1,
        spatial_cv=(0.1, 0.1), grades_m2=({}, {}), p=None, warnings=warnings,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "said"), [(Verdict.TRUST, True), (Verdict.LOOK, False), (Verdict.DO_NOT, False)]
)
def test_a_warning_is_told_only_of_an_index_that_is_trusted(study, tmp_path, verdict, said):
    warning = degraded(0.6, TrendOptions())
    found = ZonesResult(
        trust=Trust(verdict=verdict),
        grid=GridNote(
            epsg=EPSG, cell_m=30, width=9, height=9, west_m=0, north_m=0, resampling="bilinear"
        ),
        dates=(datetime.date(2016, 7, 15), datetime.date(2022, 7, 15)),
        zones=(row((warning,)),),
        unassigned_m2=0,
        overlap_m2=0,
        warnings=(),
        files={},
    )
    home = write_study(tmp_path / "own", (2016,))
    results = home.with_name("study-results")
    results.mkdir()
    (results / "zones.json").write_text(found.model_dump_json(), encoding="utf-8")
    made = new_over_zone(tmp_path / "p.mplan", zone_asked(f"{home}:pit"), DATUM, silent())
    assert any("warns of this zone: 60% of the valid" in line for line in told(made)) == said


def test_a_study_in_a_project_lends_terrain_and_zones(study, tmp_path):
    area, zones = tmp_path / "a.gpkg", tmp_path / "z.gpkg"
    write_features(area, "area", [FRAME.unproject(PIT.buffer(60))], {"name": ["All"]})
    pond = FRAME.unproject(box(WEST + 450, NORTH - 600, WEST + 500, NORTH - 550))
    write_features(zones, "nfz", [pond], {"name": ["Magazine"]})
    host = tmp_path / "mine.mplan"
    request = NewProject(
        dem=(study.parent / "dem.tif",), area=area, threats=(zones,), **DATUM
    )  # fmt: skip
    new_project(host, request, silent())
    write_study(host, (2016,))
    made = new_over_zone(tmp_path / "pit.mplan", zone_asked(f"{host}:pit"), {}, silent())
    assert [zone.name for zone in made.threats.zones] == ["Magazine"]
    assert made.document.vertical_datum == "egm96"
    assert made.document.read.zones == 1
    assert "Terrain, no-fly zones and power lines are those of the project mine" in told(made)


def test_what_names_no_zone_is_told_in_one_line_and_leaves_nothing(study, tmp_path):
    for text, words in (
        ("pit", "names no zone of a study"),
        (f"{study}:", "names no zone of a study"),
        (f"{tmp_path / 'gone'}:pit", "no study lies there"),
    ):
        with pytest.raises(InputError, match=words):
            zone_asked(text)
    with pytest.raises(InputError, match="has no zone 'dump'; it has pit, forest"):
        new_over_zone(tmp_path / "p.mplan", ZoneAsked(study=study, name="dump"), DATUM, silent())
    text = json.loads(study.read_text(encoding="utf-8"))
    del text["dem"]
    flat = study.with_name("flat.json")
    flat.write_text(json.dumps(text), encoding="utf-8")
    with pytest.raises(InputError, match="names no terrain"):
        new_over_zone(tmp_path / "p.mplan", ZoneAsked(study=flat, name="pit"), DATUM, silent())
    assert not (tmp_path / "p.mplan").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from-zone", "x.json:pit", "--area", "a.geojson"], "the area is given twice"),
        (["--dem", "d.tif", "--area", "a.geojson", "--margin", "5"], "no zone to leave a margin"),
        (["--dem", "d.tif"], "Missing option '--area'"),
        (["--area", "a.geojson"], "Missing option '--dem'"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(tmp_path, capsys, arguments, words):
    assert run(["new", str(tmp_path / "p.mplan"), *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_name_beside_the_study_that_is_free(tmp_path):
    home = tmp_path / "s" / "study.json"
    home.parent.mkdir()
    home.write_text("{}", encoding="utf-8")
    assert free_folder(home, "Pit 1/2") == home.parent / "Pit 1-2.mplan"
    (home.parent / "Pit 1-2.mplan").mkdir()
    assert free_folder(home, "Pit 1/2") == home.parent / "Pit 1-2 2.mplan"
    (home.parent / "project.json").write_text("{}", encoding="utf-8")
    assert free_folder(home, "露天坑") == tmp_path / "露天坑.mplan"
