"""What goes wrong with a study: one clear line, exit code 2, no half-made result."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from missionplanner.cli.main import run
from tests.stories.small_study import (
    BANDS,
    SIZE,
    epoch,
    words,
    write_raster,
    write_study,
    write_zones,
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return write_study(tmp_path, (2016, 2018))


def changed(study: Path, **parts: Any) -> Path:
    study.write_text(json.dumps(words((2016, 2018)) | parts), encoding="utf-8")
    return study


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert run([str(word) for word in arguments]) == 2
    told = capsys.readouterr()
    errors = [line for line in told.err.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1, told.err
    assert "Traceback" not in told.err + told.out
    return errors[0]


def warned(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert run([*(str(word) for word in arguments), "--json"]) == 0
    return " / ".join(json.loads(capsys.readouterr().out.splitlines()[-1])["warnings"])


def test_study_that_is_not_there_or_no_study(tmp_path, capsys) -> None:
    assert "no such" in refused(capsys, "irsei", tmp_path / "none.json")
    (tmp_path / "a.json").write_text("{]")
    assert "a.json" in refused(capsys, "irsei", tmp_path / "a.json")
    assert "no study" in refused(capsys, "irsei", tmp_path)


def test_two_epochs_of_one_date(study, capsys) -> None:
    line = refused(capsys, "irsei", changed(study, epochs=[epoch(2016), epoch(2016)]))
    assert "2016-07-15" in line


def test_missing_band_names_sensor_and_band_and_can_be_accepted(study, tmp_path, capsys) -> None:
    poor = [epoch(2016), epoch(2018)]
    for one in poor:
        del one["bands"]["swir1"], one["bands"]["swir2"]
        one["sensor"] = "rededge-m"
        one["thermal"]["wavelength_um"] = 11.0
    changed(study, epochs=poor)
    line = refused(capsys, "irsei", study)
    assert "RedEdge-M" in line
    assert "SWIR1" in line
    assert run(["irsei", str(study), "--accept-missing", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert set(told["indicators"]) == {"greenness", "heat", "erosion"}
    assert "wetness" in told["missing"]["2016-07-15"]


def test_epochs_that_are_hard_to_compare_are_told(study, capsys) -> None:
    old, new = epoch(2016), epoch(2018)
    old["sensor"], old["level"] = "landsat5-tm", "surface"
    new["level"] = "toa"
    told = warned(capsys, "irsei", changed(study, epochs=[old, new]))
    assert "different sensors (Landsat 5 TM, Landsat 8 OLI" in told
    assert "different levels (surface, toa)" in told


def test_one_file_in_two_epochs_is_told(study, capsys) -> None:
    twice = [epoch(2016), epoch(2018) | {"bands": epoch(2016)["bands"]}]
    told = warned(capsys, "irsei", changed(study, epochs=twice))
    assert "epoch 2018-07-15: reads the same file as epoch 2016-07-15: bands_2016.tif" in told


def test_grades_have_their_colours_in_other_programs_too(study, tmp_path, capsys) -> None:
    assert "different" not in warned(capsys, "irsei", study)
    with rasterio.open(tmp_path / "study-results/irsei/grade_2016-07-15.tif") as file:
        assert file.colormap(1)[1] == (140, 81, 10, 255)
        assert file.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"


def test_band_file_that_is_missing(study, tmp_path, capsys) -> None:
    (tmp_path / "bands_2018.tif").unlink()
    assert "bands_2018.tif" in refused(capsys, "irsei", study)


def test_bands_of_another_size_and_crs_are_brought_onto_one_lattice(
    study, tmp_path, capsys
) -> None:
    with rasterio.open(tmp_path / "thermal_2018.tif") as file:
        kelvin = file.read(1)[::2, ::2]
    # The same ground as seen from the next zone of UTM: 50N's 500 km is 6 degrees west of 51N's.
    write_raster(
        tmp_path / "thermal_2018.tif",
        np.full((80, 80), float(kelvin.mean()), np.float32)
        + np.linspace(0, 5, 80, dtype=np.float32),
        crs="EPSG:4326",
        transform=rasterio.Affine(0.0004, 0, 116.995, 0, -0.0004, 25.325),
    )
    words_told = warned(capsys, "irsei", study)
    assert "thermal_2018.tif" in words_told


def test_epoch_without_a_single_value(study, tmp_path, capsys) -> None:
    nothing = np.zeros((len(BANDS), SIZE, SIZE), np.uint16)
    write_raster(tmp_path / "bands_2018.tif", nothing, nodata=0)
    assert run(["irsei", str(study), "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [epoch["date"] for epoch in told["epochs"]] == ["2016-07-15"]
    assert any("2018-07-15" in line and "left out" in line for line in told["told"])


def test_indicator_that_is_the_same_everywhere(study, tmp_path, capsys) -> None:
    for year in (2016, 2018):
        same = np.full((SIZE, SIZE), 300, np.float32)
        write_raster(tmp_path / f"heat_{year}.tif", same)
    epochs = [epoch(2016), epoch(2018)]
    for one in epochs:
        one["layers"] = {"heat": {"path": f"heat_{one['date'][:4]}.tif"}}
    line = refused(capsys, "irsei", changed(study, epochs=epochs))
    assert "heat" in line


def test_trend_of_one_epoch(study, capsys) -> None:
    line = refused(capsys, "trend", changed(study, epochs=[epoch(2016)]))
    assert "two epochs" in line


def test_zone_beside_the_raster_is_told_and_zones_all_beside_refused(
    study, tmp_path, capsys
) -> None:
    changed(study, trend={"min_epochs": 2})
    boxes = {"pit": (15, 15, 45, 45), "far": (500, 500, 520, 520)}
    write_zones(tmp_path / "zones.geojson", boxes)
    assert "far" in warned(capsys, "zones", study)
    write_zones(tmp_path / "zones.geojson", {"far": (500, 500, 520, 520)})
    assert "zones.geojson" in refused(capsys, "zones", study)


def test_zones_without_a_file(study, capsys) -> None:
    parts = words((2016, 2018))
    del parts["zones"]
    study.write_text(json.dumps(parts))
    assert "zones" in refused(capsys, "zones", study)


def test_truncated_raster(study, tmp_path, capsys) -> None:
    path = tmp_path / "bands_2018.tif"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "bands_2018.tif" in refused(capsys, "irsei", study)


def test_wrong_scale_factor_is_refused(study, capsys) -> None:
    epochs = [epoch(2016), epoch(2018)]
    for band in epochs[1]["bands"].values():
        band["scale"] = 1e-3
    line = refused(capsys, "indicators", changed(study, epochs=epochs))
    assert "2018-07-15" in line
    assert "scale" in line


def test_options_out_of_range_are_told_by_their_key(study, capsys) -> None:
    assert "significance" in refused(capsys, "trend", study, "--significance", "0.9")
    line = refused(capsys, "irsei", changed(study, index={"components": 9}))
    assert "components" in line


def test_report_wants_an_html_or_pdf_name(study, tmp_path, capsys) -> None:
    assert ".html" in refused(capsys, "report", study, "--out", tmp_path / "report.docx")


def test_scheduler_that_nobody_answers(study, capsys) -> None:
    line = refused(capsys, "irsei", study, "--scheduler", "tcp://127.0.0.1:9")
    assert "127.0.0.1:9" in line


def test_date_that_is_none(tmp_path, capsys) -> None:
    line = refused(capsys, "new-study", tmp_path / "s.json", "--epoch", "July=scene")
    assert "'July' is not a date" in line


def test_scene_that_nobody_knows(tmp_path, capsys) -> None:
    write_raster(tmp_path / "a.tif", np.ones((3, 4, 4), np.uint8))
    line = refused(capsys, "new-study", tmp_path / "s.json", f"--epoch=2020-01-01={tmp_path}/a.tif")
    assert "a.tif" in line
    assert not (tmp_path / "s.json").exists()


def test_keys_and_dates_that_are_mistyped_by_hand(study, capsys) -> None:
    assert "zoness: there is no such key" in refused(capsys, "irsei", changed(study, zoness="a"))
    line = refused(capsys, "irsei", changed(study, epochs=[epoch(2016) | {"date": "2016-7-5"}]))
    assert "'2016-7-5' is not a date" in line
    assert "epochs: is empty" in refused(capsys, "irsei", changed(study, epochs=[]))


def test_lattice_that_no_disk_holds(study, capsys) -> None:
    line = refused(capsys, "irsei", changed(study, grid={"cell_m": 0.001}))
    assert "larger cells" in line


def test_frames_straight_from_the_camera(tmp_path, capsys) -> None:
    for number in (1, 2):
        frame = np.ones((8, 8), np.uint16)
        write_raster(tmp_path / f"IMG_0001_{number}.tif", frame, crs=None)
    line = refused(capsys, "new-study", tmp_path / "s.json", f"--epoch=2020-01-01={tmp_path}")
    assert "orthomosaic" in line


def test_a_study_is_told_what_its_imagery_cannot_give(study, tmp_path, capsys) -> None:
    scene = write_raster(
        tmp_path / "six.tif", np.full((6, 30, 30), 0.2, np.float32), dtype="float32"
    )
    asked = (f"--epoch=2000-08-01={scene}", "--sensor=landsat7-etm")
    assert run(["new-study", str(tmp_path / "new.json"), *asked]) == 0
    told = capsys.readouterr().out
    assert "No heat: 2000-08-01: cannot be computed from Landsat 7 ETM+" in told
    assert "--accept-missing" in told
