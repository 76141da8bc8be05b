"""An ecologist's way through the program, by the command line."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import rasterio

from benchmarks.disturbance_found import judge
from benchmarks.disturbed_series import write_series
from missionplanner.cli.main import run
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.operations.ecology import load_results
from missionplanner.project.store import load
from tests.scene_files import landsat
from tests.stories.small_study import CELL_M, SIZE, YEARS, write_study

AREA_M2 = (SIZE * CELL_M) ** 2


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_study(tmp_path_factory.mktemp("ecologist") / "files")


def spoken(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> dict:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def read(path: str) -> np.ndarray:
    with rasterio.open(path) as file:
        return file.read(1, masked=True)


def test_five_indicators_of_every_epoch(study, capsys) -> None:
    told = spoken(capsys, ["indicators", str(study)])
    for year in YEARS:
        for name in ("greenness", "wetness", "dryness", "heat", "erosion"):
            values = read(told["files"][f"{name}_{year}-07-15"])
            assert values.shape == (SIZE, SIZE)
            assert values.count() > 0.9 * values.size
    greenness = read(told["files"][f"greenness_{YEARS[-1]}-07-15"])
    assert greenness[30, 30] < 0.3 < 0.6 < greenness[2, 2]


def test_index_is_low_in_the_pit_and_its_areas_add_up(study, capsys) -> None:
    told = spoken(capsys, ["irsei", str(study)])
    assert [epoch["date"] for epoch in told["epochs"]] == [f"{year}-07-15" for year in YEARS]
    for epoch in told["epochs"]:
        assert sum(epoch["contributions"]) == pytest.approx(1)
        vectors = np.array(list(epoch["loadings"].values()))
        np.testing.assert_allclose(vectors.T @ vectors, np.eye(5), atol=1e-9)
        assert sum(epoch["grades_m2"].values()) == pytest.approx(epoch["valid_m2"])
        assert epoch["valid_m2"] + epoch["masked_m2"] == pytest.approx(AREA_M2)
    assert told["epochs"][-1]["mean"] < told["epochs"][0]["mean"]
    index = read(told["files"][f"irsei_{YEARS[-1]}-07-15"])
    assert index[30, 30] < 0.3 < 0.6 < index[2, 2]
    with rasterio.open(told["files"][f"irsei_{YEARS[-1]}-07-15"]) as file:
        assert file.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert any("SHA256" in name for name in file.tags())


def test_trend_and_zones_tell_the_pit_from_the_forest(study, capsys) -> None:
    told = spoken(capsys, ["trend", str(study), "--significance", "0.1"])
    assert told["n_epochs"] == len(YEARS)
    assert sum(told["classes_m2"].values()) == pytest.approx(told["valid_m2"])
    assert sum(told["significant_m2"].values()) == pytest.approx(told["valid_m2"])
    zones = spoken(capsys, ["zones", str(study)])
    pit, forest = zones["zones"]
    assert (pit["name"], forest["name"]) == ("pit", "forest")
    assert pit["area_m2"] == pytest.approx(900 * CELL_M**2)
    assert pit["mean_change"] < -0.02 < forest["mean_change"] + 0.015
    assert pit["total_change"] < -0.2
    in_zones = pit["area_m2"] + forest["area_m2"]
    assert zones["unassigned_m2"] == pytest.approx(AREA_M2 - in_zones, rel=0.02)


def test_report_is_one_file_without_gaps(study, tmp_path, capsys) -> None:
    for language, ending in (("en", "html"), ("zh", "pdf")):
        out = tmp_path / f"{language}.{ending}"
        told = spoken(capsys, ["report", str(study), "--out", str(out), "--language", language])
        assert told["files"] == [str(out)]
        assert out.stat().st_size < 3_000_000
        if ending == "pdf":
            assert out.read_bytes().startswith(b"%PDF")
            continue
        text = out.read_text(encoding="utf-8")
        assert "Small pit" in text
        assert 'src="http' not in text
        assert "nan" not in text.lower().replace("nanometre", "").split()


def test_from_a_zone_found_bare_to_a_project_over_it(study, tmp_path, capsys) -> None:
    zones = spoken(capsys, ["zones", str(study)])
    said = {zone["name"]: zone["warnings"] for zone in zones["zones"]}
    folder = tmp_path / "pit.mplan"
    asked = ["--from-zone", f"{study}:pit", "--vertical-datum", "egm96"]
    told = spoken(capsys, ["new", str(folder), *asked])
    lines = [line for line in told["read"]["told"] if "warns of this zone" in line]
    assert told["read"]["areas"] == 1 and len(lines) == len(said["pit"])
    project = load(folder)
    area_m2 = geodesic_area_m2(project.area.outer)
    assert area_m2 == pytest.approx((30 * CELL_M + 40) ** 2, rel=0.005)
    assert project.document.sensors == ("rededge-m", "xt2")


def test_maps_wanted_are_sheets(study, tmp_path, capsys) -> None:
    maps = tmp_path / "maps"
    out = ["--out", str(tmp_path / "r.html"), "--maps", str(maps), "--sheet", "png"]
    told = spoken(capsys, ["report", str(study), *out, "--only", "irsei,slope"])
    assert all(Path(name).is_file() for name in told["files"])
    sheets = {Path(name).stem for name in told["files"][1:]}
    assert sheets == {"slope", *(f"irsei_{year}-07-15" for year in YEARS)}
    assert (maps / "slope.png").read_bytes().startswith(b"\x89PNG")
    assert run(["report", str(study), *out, "--only", "irsei,slop"]) == 2
    assert "no map 'slop'" in capsys.readouterr().err


def test_asking_again_gives_the_same_answer_at_once(study, capsys) -> None:
    first = spoken(capsys, ["irsei", str(study)])
    made = {name: Path(path).stat().st_mtime_ns for name, path in first["files"].items()}
    again = spoken(capsys, ["irsei", str(study)])
    assert again == first
    assert {name: Path(path).stat().st_mtime_ns for name, path in again["files"].items()} == made


def test_paper_literal_is_marked_and_another_index(study, tmp_path, capsys) -> None:
    ours = spoken(capsys, ["irsei", str(study)])
    out = ["--out", str(tmp_path / "printed")]
    printed = spoken(capsys, ["irsei", str(study), "--paper-literal", *out])
    assert printed["paper_literal"]
    assert not ours["paper_literal"]
    assert printed["methods"] != ours["methods"]
    assert not math.isclose(printed["epochs"][0]["mean"], ours["epochs"][0]["mean"], abs_tol=1e-3)


def test_study_is_made_of_scenes_with_their_dates(tmp_path, capsys) -> None:
    scenes = [landsat(tmp_path / f"scene{n}", mission=mission) for n, mission in enumerate((5, 8))]
    path = tmp_path / "made.json"
    epochs = [f"--epoch={scene}" for scene in scenes[:1]]
    told = spoken(capsys, ["new-study", str(path), *epochs])
    (epoch,) = told["epochs"]
    assert epoch["sensor"] == "landsat5-tm"
    assert {"red", "nir", "swir1"} <= set(epoch["bands"])
    assert json.loads(path.read_text())["epochs"][0]["date"] == epoch["date"]


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory, data_dir: Path):
    return write_series(tmp_path_factory.mktemp("series"), data_dir)


def test_known_disturbance_of_a_real_scene_is_found_again(series, capsys) -> None:
    told = spoken(capsys, ["zones", str(series.study)])
    out = series.study.with_name("study-results")
    found = judge(series, out, load_results(out))
    assert found.recall > 0.97
    assert found.precision > 0.78
    assert found.healed_recall > 0.97
    assert found.rank_correlation > 0.9
    zones = {zone["name"]: zone for zone in told["zones"]}
    assert zones["pit"]["mean_change"] < zones["tailings"]["mean_change"] < 0
    assert zones["reclaimed"]["mean_change"] > 0
    assert zones["pit"]["warnings"]
    assert not zones["reclaimed"]["warnings"]


def test_two_dates_are_compared_by_zone_and_are_no_trend(tmp_path, capsys) -> None:
    two = write_study(tmp_path / "two", YEARS[::2])
    assert run(["trend", str(two)]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "a trend needs 3 epochs, the study has 2" in line and "zones compares" in line
    zones = spoken(capsys, ["zones", str(two)])
    assert "no trend and no significance" in zones["warnings"][0]
    pit, forest = zones["zones"]
    gap_years = YEARS[2] - YEARS[0]
    assert pit["total_change"] < -0.1 < forest["total_change"]
    assert pit["mean_change"] == pytest.approx(pit["total_change"] / gap_years, rel=0.01)
    assert pit["mean_cv"] > forest["mean_cv"] > 0 and pit["p"] == 1
    assert pit["significant_share"] == 0
    out = tmp_path / "two.html"
    assert run(["report", str(two), "--out", str(out)]) == 0
    assert "two dates" in out.read_text(encoding="utf-8")
