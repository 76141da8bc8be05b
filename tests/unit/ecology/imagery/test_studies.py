import datetime
import json
import os
from pathlib import Path

import numpy as np
import pytest

from missionplanner.ecology.imagery.study_files import (
    at,
    belonging,
    inputs,
    new_study,
    read_study,
    schema_text,
    write_study,
)
from missionplanner.errors import InputError, OutputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import (
    Band,
    Epoch,
    Erosion,
    GridOptions,
    Heat,
    IndexOptions,
    Indicator,
    Study,
    Thermal,
    TrendOptions,
)
from missionplanner.operations.new_studies import make_study
from missionplanner.tasks.progress import silent
from tests import scene_files


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A study of two scenes, written."""
    scene_files.landsat(tmp_path / "scenes" / "one", 5, day=datetime.date(1999, 7, 1))
    scene_files.landsat(tmp_path / "scenes" / "two", 8)
    path = tmp_path / "study.json"
    write_study(path, new_study(path, [(None, (tmp_path / "scenes",))], title="A mine"))
    return path


def test_a_folder_of_scenes_becomes_a_study_that_is_read_back(made: Path):
    study = read_study(made)
    assert study.title == "A mine"
    assert [epoch.date.year for epoch in study.epochs] == [1999, 2020]
    assert [epoch.sensor for epoch in study.epochs] == ["landsat5-tm", "landsat8-oli"]
    assert study.index.accept_missing is False


def test_paths_are_relative_with_forward_slashes_and_move_with_the_folder(
    made: Path, tmp_path: Path
):
    red = read_study(made).epochs[0].bands[Band.RED].path
    assert red.startswith("scenes/one/")
    assert at(made.parent, red).is_file()
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (tmp_path / "scenes").rename(moved / "scenes")
    made.rename(moved / "study.json")
    assert len(read_study(moved / "study.json").epochs) == 2


def test_a_study_may_lie_beside_its_scenes_or_far_from_them(tmp_path: Path):
    scene = scene_files.landsat(tmp_path / "scenes", 8)
    path = tmp_path / "a" / "b" / "study.json"
    path.parent.mkdir(parents=True)
    study = new_study(path, [(None, (scene,))])
    assert study.epochs[0].bands[Band.RED].path.startswith("../../scenes/")


def test_a_multispectral_mosaic_and_a_thermal_one_are_one_epoch(tmp_path: Path):
    mosaic = scene_files.micasense(tmp_path / "mosaic.tif")
    heat = scene_files.thermal_camera(tmp_path / "xt2_thermal.tif")
    dem = scene_files.raster(tmp_path / "dem.tif", np.ones((9, 9), np.float32))
    day = datetime.date(2024, 6, 12)
    study = new_study(tmp_path / "s.json", [(day, (mosaic, heat))], dem=dem)
    assert len(study.epochs) == 1
    assert study.epochs[0].thermal is not None
    assert study.dem == BandFile(path="dem.tif")


def test_every_file_that_is_read_is_listed_once(made: Path):
    listed = inputs(read_study(made), made.parent)
    assert len(listed) == len(set(listed)) == 6 + 8 + 2 + 2
    assert all(path.is_file() for path in listed)


def test_the_files_of_an_unopened_scene_are_listed_too(tmp_path: Path):
    scene_files.landsat(tmp_path / "scene", 8)
    epoch = Epoch(date=scene_files.DAY, sensor="landsat8-oli", scene="scene")
    assert len(inputs(Study(epochs=(epoch,)), tmp_path)) == 10


def test_layers_zones_and_factors_are_listed(tmp_path: Path):
    study = Study.model_validate(
        {
            "epochs": [
                {
                    "date": "2020-01-01",
                    "sensor": "rededge-m",
                    "layers": {"heat": {"path": "lst.tif"}},
                }
            ],
            "zones": "zones.gpkg",
            "security": {
                "soil": {"codes": {"path": "hwsd.tif"}, "table": "hwsd.csv"},
                "sites": {"path": "mines.gpkg", "by_date": {"2020-01-01": "mines_2020.gpkg"}},
            },
            "erosion": {
                "soil": {"sand": {"path": "sand.tif"}, "silt": 3, "clay": 4, "organic_carbon": 1},
                "practice": {"path": "p.tif"},
            },
        }
    )
    assert {path.name for path in inputs(study, tmp_path)} == {
        "lst.tif",
        "zones.gpkg",
        "sand.tif",
        "p.tif",
        "hwsd.tif",
        "hwsd.csv",
        "mines.gpkg",
        "mines_2020.gpkg",
    }
    assert Indicator.HEAT in study.epochs[0].layers


def change(path: Path, edit) -> None:
    data = json.loads(path.read_text())
    edit(data)
    path.write_text(json.dumps(data))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda d: d["epochs"][1].update(date="1999-07-01"), "two epochs have the date 1999-07-01"),
        (lambda d: d["epochs"][0].update(sensor="landsat"), r"epochs\.0\.sensor: no sensor"),
        (lambda d: d["epochs"][0].update(colour="red"), r"epochs\.0\.colour"),
        (lambda d: d["epochs"][0].update(date="July"), r"epochs\.0\.date"),
        (lambda d: d.update(epochs=[]), "epochs"),
        (
            lambda d: d.update(zones="none.gpkg"),
            r"zones names a file that is not there: none\.gpkg",
        ),
        (
            lambda d: d["epochs"][0]["bands"]["red"].update(path="gone.tif"),
            r"epochs\.0\.bands\.red\.path names a file that is not there: gone\.tif",
        ),
        (lambda d: d.update(index={"components": 9}), r"index\.components"),
        (lambda d: d.update(erosion={"practice": "steep"}), r"erosion\.practice: "),
        (lambda d: d.update(erosion={"practice": {"path": 3}}), r"erosion\.practice\.path: "),
        (lambda d: d["epochs"][0].pop("sensor"), r"epochs\.0\.sensor: Field required"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_its_key(made: Path, edit, words: str):
    change(made, edit)
    with pytest.raises(InputError, match=words) as told:
        read_study(made)
    assert "\n" not in str(told.value)
    assert str(made) in str(told.value)
    assert told.value.remedy


@pytest.mark.parametrize(
    ("text", "words"), [("{", "line 1"), ("[]", "is no study file"), ("\xff", "not JSON")]
)
def test_a_file_that_is_no_study_is_told(tmp_path: Path, text: str, words: str):
    path = tmp_path / "study.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_study(path)


def test_a_study_that_is_not_there_tells_how_to_make_one(tmp_path: Path):
    with pytest.raises(InputError, match="new-study"):
        read_study(tmp_path / "none.json")


def test_a_limit_that_was_taken_off_stays_off(made: Path):
    study = read_study(made)
    free = study.erosion.model_copy(update={"longest_slope_m": None})
    write_study(made, study.model_copy(update={"erosion": free}))
    assert read_study(made).erosion.longest_slope_m is None


def test_two_scenes_of_one_date_are_refused(tmp_path: Path):
    scene_files.landsat(tmp_path / "a", 8)
    scene_files.landsat(tmp_path / "b", 9)
    with pytest.raises(InputError, match="two epochs have the date"):
        new_study(tmp_path / "s.json", [(None, (tmp_path,))])


@pytest.mark.parametrize("name", ["dem", "zones"])
def test_a_dem_or_zones_that_are_not_there_are_told(tmp_path: Path, name: str):
    scene = scene_files.landsat(tmp_path / "a", 8)
    with pytest.raises(InputError, match="no such file"):
        new_study(tmp_path / "s.json", [(None, (scene,))], **{name: tmp_path / "none"})
    with pytest.raises(InputError, match="no epoch"):
        new_study(tmp_path / "s.json", [])


def test_the_folder_of_a_study_is_made_and_only_when_nothing_is_refused(tmp_path: Path):
    scene = scene_files.landsat(tmp_path / "scene", 8)
    dem = scene_files.raster(tmp_path / "dem.tif", np.full((40, 40), 500.0, "float32"))
    path = tmp_path / "a" / "b" / "study.json"
    zones = tmp_path / "zones.geojson"
    zones.write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(InputError):
        make_study(path, [(None, (scene,))], dem=dem, zones=zones, progress=silent())
    assert not (tmp_path / "a").exists()
    opened = make_study(path, [(None, (scene,))], dem=dem, progress=silent())
    assert opened.study.dem is not None and opened.study.dem.path == "../../dem.tif"


def test_a_write_that_fails_leaves_the_old_file(made: Path, monkeypatch: pytest.MonkeyPatch):
    before = made.read_text()
    study = read_study(made)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_study(made, study.model_copy(update={"title": "new"}))
    assert made.read_text() == before
    assert [path.name for path in made.parent.iterdir() if path.name.startswith(".")] == []


def test_a_sensor_table_of_the_users_own_lies_beside_the_study(tmp_path: Path, root: Path):
    shipped = root / "resources" / "ecology" / "sensors" / "landsat8-oli.toml"
    (tmp_path / "own.toml").write_text(shipped.read_text().replace("landsat8-oli", "own"))
    scene = scene_files.landsat(tmp_path / "scene", 8)
    path = tmp_path / "study.json"
    write_study(path, new_study(path, [(None, (scene,))], sensor=str(tmp_path / "own.toml")))
    assert read_study(path).epochs[0].sensor == "own.toml"


def test_the_published_schema_is_todays(root: Path):
    published = (root / "docs" / "formats" / "study.schema.json").read_text("utf-8")
    assert published == schema_text(), (
        "run: python -m missionplanner.ecology.imagery.study_files docs/formats/study.schema.json"
    )


def test_the_example_in_the_manual_is_a_study(root: Path):
    text = (root / "docs" / "formats" / "study.md").read_text("utf-8")
    example = text.partition("```json")[2].partition("```")[0]
    study = Study.model_validate_json(example)
    assert study.epochs[1].bands[Band.NIR].scale == 1 / 32768


def test_the_manual_names_every_key(root: Path):
    text = (root / "docs" / "formats" / "study.md").read_text("utf-8")
    models = (Study, Epoch, Erosion, Heat, IndexOptions, TrendOptions, GridOptions, Thermal)
    names = {name for model in models for name in model.model_fields}
    assert [name for name in sorted(names) if name not in text] == []


def test_the_names_and_the_system_of_a_shapefile_belong_to_it(tmp_path):
    for name in ("zones.shp", "zones.dbf", "zones.prj", "zones.qpj", "other.geojson", "other.prj"):
        (tmp_path / name).write_text(name)
    assert belonging(tmp_path / "other.geojson") == (tmp_path / "other.geojson",)
    found = belonging(tmp_path / "zones.shp")
    assert [path.name for path in found] == ["zones.shp", "zones.dbf", "zones.prj"]
    epoch = Epoch(date=datetime.date(2020, 7, 1), sensor="landsat8-oli")
    study = Study(epochs=(epoch,), zones="zones.shp")
    assert set(found) <= set(inputs(study, tmp_path))


@pytest.mark.parametrize("content", ["[" * 200_000, '{"version": 1' + "0" * 5000 + "}", "\xff"])
def test_a_study_that_cannot_be_read_is_one_line(tmp_path, content):
    path = tmp_path / "study.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError, match=r"study\.json: is no"):
        read_study(path)


def test_notes_of_before_stay_sentences_and_new_ones_are_told_in_either_language(made):
    before = json.loads(made.read_text("utf-8"))
    first, second = before["epochs"][:2]
    first["notes"] = ["a note of before"]
    second["notes"] = [{"code": "scenes.no_quality_band", "values": {}}]
    made.write_text(json.dumps(before), "utf-8")
    study = read_study(made)
    (old,), (new,) = (epoch.notes for epoch in study.epochs[:2])
    assert sentence(old, "zh") == "a note of before"
    assert sentence(new) == "no quality band: clouds and shadows are not masked"
    assert sentence(new, "zh") == "没有质量波段：云和阴影未掩膜。"
    write_study(made, study)
    after = [epoch["notes"] for epoch in json.loads(made.read_text("utf-8"))["epochs"][:2]]
    assert after == [first["notes"], second["notes"]]


def test_what_is_wrong_with_a_study_is_told_in_chinese(made):
    data = json.loads(made.read_text("utf-8"))
    data["epochs"][1]["date"] = data["epochs"][0]["date"]
    made.write_text(json.dumps(data), "utf-8")
    with pytest.raises(InputError) as told:
        read_study(made)
    assert told.value.code == "studies.two_epochs"
    assert "有两期日期同为" in told.value.line("zh")
