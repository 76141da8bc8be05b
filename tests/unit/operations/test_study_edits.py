"""What a study stands on is changed without making it anew."""

import datetime
import json
from pathlib import Path

import numpy as np
import pytest

from missionplanner.cli.main import run
from missionplanner.ecology.imagery.study_files import read_study
from missionplanner.errors import InputError
from missionplanner.model.study import Indicator
from missionplanner.operations.studies import OpenStudy, lacking, open_study
from missionplanner.operations.study_edits import StudyEdit, edited
from tests import scene_files
from tests.stories.small_study import words, write_raster, write_zones

FOUR = tuple(name for name in Indicator if name is not Indicator.EROSION)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A study of one small scene, with neither DEM nor zones; both lie beside it."""
    cube = np.full((6, 20, 20), 2000, dtype=np.uint16)
    write_raster(tmp_path / "bands_2016.tif", cube, nodata=0)
    write_raster(tmp_path / "thermal_2016.tif", np.full((20, 20), 300, dtype=np.float32))
    slope = 400 + np.add.outer(np.arange(20.0), np.arange(20.0))
    write_raster(tmp_path / "dem.tif", slope.astype(np.float32))
    write_zones(tmp_path / "zones.geojson", {"pit": (2, 2, 9, 9)})
    path = tmp_path / "study.json"
    path.write_text(json.dumps(words((2016,)) | {"dem": None, "zones": None}), encoding="utf-8")
    return path


def changed(path: Path, edit: StudyEdit) -> OpenStudy:
    opened = open_study(path)
    return OpenStudy(path, edited(opened, edit), opened.place)


def test_a_dem_makes_erosion_possible(bare: Path) -> None:
    assert list(lacking(open_study(bare))) == [Indicator.EROSION]
    made = changed(bare, StudyEdit(dem=bare.parent / "dem.tif"))
    assert made.study.dem is not None and made.study.dem.path == "dem.tif"
    assert lacking(made) == {}
    assert made.study.zones is None and len(made.study.epochs) == 1
    assert edited(made, StudyEdit(no_dem=True)).dem is None


def test_an_indicator_is_left_out_and_taken_in_again(bare: Path) -> None:
    made = changed(bare, StudyEdit(indicators=FOUR[::-1]))
    assert made.study.index.indicators == FOUR, "in their own order"
    assert lacking(made) == {}
    again = edited(made, StudyEdit(indicators=(*FOUR, Indicator.EROSION)))
    assert again == open_study(bare).study


def test_an_index_of_one_indicator_is_refused(bare: Path) -> None:
    with pytest.raises(InputError, match="needs 2 indicators") as refused:
        changed(bare, StudyEdit(indicators=(Indicator.HEAT,)))
    assert refused.value.code == "study_edits.too_few"


def test_files_that_are_none_are_refused(bare: Path) -> None:
    text = bare.parent / "text.geojson"
    text.write_text("no shapes")
    with pytest.raises(InputError, match="nowhere"):
        changed(bare, StudyEdit(dem=bare.parent / "nowhere.tif"))
    for edit in (StudyEdit(dem=text), StudyEdit(zones=text)):
        with pytest.raises(InputError, match=r"text\.geojson"):
            changed(bare, edit)


def test_other_zones_lose_the_name_of_an_attribute(bare: Path) -> None:
    opened = open_study(bare)
    named = opened.study.model_copy(update={"zones": "old.geojson", "zone_name": "NAME"})
    own = OpenStudy(bare, named, opened.place)
    made = edited(own, StudyEdit(zones=bare.parent / "zones.geojson"))
    assert (made.zones, made.zone_name) == ("zones.geojson", None)


def test_a_further_scene_takes_its_place_by_date(bare: Path) -> None:
    scene_files.landsat(bare.parent / "scene", 8, day=datetime.date(2014, 7, 1))
    made = changed(bare, StudyEdit(scenes=[(None, (bare.parent / "scene",))]))
    assert [epoch.date.year for epoch in made.study.epochs] == [2014, 2016]
    with pytest.raises(InputError) as refused:
        edited(made, StudyEdit(scenes=[(None, (bare.parent / "scene",))]))
    assert refused.value.code == "studies.two_epochs"


def test_the_verb_writes_the_file_anew(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dem, zones = bare.parent / "dem.tif", bare.parent / "zones.geojson"
    asked = ["edit-study", str(bare), "--dem", str(dem), "--zones", str(zones)]
    assert run([*asked, "--leave-out", "heat"]) == 0
    assert "--accept-missing" not in capsys.readouterr().out, "nothing is lacking"
    study = read_study(bare)
    assert study.dem is not None and study.zones == "zones.geojson"
    assert Indicator.HEAT not in study.index.indicators
    assert run(["edit-study", str(bare), "--take-in", "heat", "--no-zones", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["study"] == str(bare)
    study = read_study(bare)
    assert study.zones is None and study.index.indicators == tuple(Indicator)


@pytest.mark.parametrize(
    "asked", [[], ["--no-dem", "--dem", "dem.tif"], ["--leave-out", "heat", "--take-in", "heat"]]
)
def test_what_is_contradictory_is_refused_and_nothing_written(
    bare: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = bare.read_bytes()
    assert run(["edit-study", str(bare), *asked]) == 2
    assert bare.read_bytes() == before
    assert capsys.readouterr().err.count("\n") == 1
