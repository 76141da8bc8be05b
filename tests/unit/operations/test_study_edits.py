"""What a study stands on is changed without making it anew."""

import datetime
import json
from pathlib import Path

import numpy as np
import pytest

from missionplanner.cli.main import run
from missionplanner.ecology.imagery.scenes.rescale import scale_text
from missionplanner.ecology.imagery.study_files import read_study
from missionplanner.errors import InputError
from missionplanner.messages.message import Message
from missionplanner.model.study import Band, Epoch, Indicator
from missionplanner.operations.studies import OpenStudy, lacking, open_study, save_study
from missionplanner.operations.study_edits import StudyEdit, edited, results_stale
from tests import scene_files
from tests.english import english
from tests.stories.small_study import words, write_raster, write_zones

FIRST, SECOND = datetime.date(2016, 7, 15), datetime.date(2004, 7, 1)
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


def both(bare: Path) -> OpenStudy:
    """The study with a second scene."""
    scene_files.landsat(bare.parent / "scene", 5, day=SECOND)
    made = changed(bare, StudyEdit(scenes=[(None, (bare.parent / "scene",))]))
    save_study(made)
    return made


def test_a_scene_is_removed_and_the_last_one_only_for_another(bare: Path) -> None:
    made = both(bare)
    left = edited(made, StudyEdit(removed=[FIRST]))
    assert [epoch.date for epoch in left.epochs] == [SECOND]
    with pytest.raises(InputError) as refused:
        edited(made, StudyEdit(removed=[FIRST, SECOND]))
    assert refused.value.code == "study_edits.none_left"
    anew = [(None, (bare.parent / "scene",))]
    assert edited(made, StudyEdit(removed=[FIRST, SECOND], scenes=anew)).epochs == left.epochs
    for edit in (StudyEdit(removed=[datetime.date(1999, 1, 1)]),
                 StudyEdit(removed=[FIRST], scales={FIRST: "1e-4"})):  # fmt: skip
        with pytest.raises(InputError) as refused:
            edited(made, edit)
        assert refused.value.code == "study_edits.no_epoch"


def test_a_scene_that_is_there_has_another_scale(bare: Path) -> None:
    before = open_study(bare).study.epochs[0]
    assert scale_text(before) == "0.0001"
    for text, shown in (("2e-4,-0.1", (2e-4, -0.1)), ("collection-2", (2.75e-5, -0.2))):
        (epoch,) = changed(bare, StudyEdit(scales={FIRST: text})).study.epochs
        assert {(one.scale, one.offset) for one in epoch.bands.values()} == {shown}
        assert {one.path for one in epoch.bands.values()} == {"bands_2016.tif"}, "as it was named"
        assert (epoch.thermal, epoch.mask) == (before.thermal, before.mask)
        assert scale_text(epoch) == text.replace("2e-4", "0.0002")
    again = edited(
        changed(bare, StudyEdit(scales={FIRST: text})), StudyEdit(scales={FIRST: "1e-4"})
    )
    assert again.epochs[0].bands.keys() == before.bands.keys()
    notes = [note.code for note in again.epochs[0].notes if isinstance(note, Message)]
    assert notes.count("scenes.factor_given") == 1 and "scenes.collection_2" not in notes
    plain = changed(bare, StudyEdit(scales={FIRST: "files"})).study.epochs[0]
    assert {(one.scale, one.offset) for one in plain.bands.values()} == {(None, None)}


def test_numbers_that_are_no_reflectance_are_judged_by_the_new_scale(bare: Path) -> None:
    cube = np.full((6, 20, 20), 2000, dtype=np.int16)
    cube[:, 3, 3] = -9999
    write_raster(bare.parent / "bands_2016.tif", cube)
    made = changed(bare, StudyEdit(scales={FIRST: "1e-4"}))
    (epoch,) = made.study.epochs
    assert {one.fill for one in epoch.bands.values()} == {(-9999.0,)}
    assert any("-9999" in english(note) for note in epoch.notes)


def test_a_scale_that_is_of_the_scene_itself_stays(bare: Path) -> None:
    opened = open_study(bare)
    epoch = opened.study.epochs[0]
    red = epoch.bands[Band.RED].model_copy(update={"scale": 2e-4})
    own = epoch.model_copy(update={"bands": {**epoch.bands, Band.RED: red}})
    study = opened.study.model_copy(update={"epochs": (own,)})
    for one in (own, Epoch(date=FIRST, sensor=own.sensor, scene="LC08")):
        assert scale_text(one) is None, "each band has its own, or the study names none"
    with pytest.raises(InputError) as refused:
        edited(OpenStudy(bare, study, opened.place), StudyEdit(scales={FIRST: "1e-4"}))
    assert refused.value.code == "study_edits.own_scale"
    with pytest.raises(InputError) as refused:
        edited(opened, StudyEdit(scales={FIRST: "fair"}))
    assert refused.value.code == "scenes.no_scale" and refused.value.where == str(FIRST)


def test_results_of_other_scenes_and_scales_are_stale_and_told(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random = np.random.default_rng(3)
    cube = random.uniform(500, 4000, (6, 20, 20)).astype(np.uint16)
    write_raster(bare.parent / "bands_2016.tif", cube, nodata=0)
    heat = random.uniform(290, 310, (20, 20)).astype(np.float32)
    write_raster(bare.parent / "thermal_2016.tif", heat)
    assert run(["irsei", str(bare), "--accept-missing"]) == 0
    assert results_stale(open_study(bare)) is None
    assert run(["edit-study", str(bare), "--title", "Pit"]) == 0
    assert "analyse it again" not in capsys.readouterr().out
    before = bare.read_text()
    assert run(["edit-study", str(bare), "--rescale", f"{FIRST}=1.1e-4"]) == 0
    assert "analyse it again" in capsys.readouterr().out
    bare.write_text(before)
    assert results_stale(open_study(bare)) is None, "as it was"
    both(bare)
    assert run(["edit-study", str(bare), "--remove", f"{FIRST}", "--json"]) == 0
    (line,) = [one for one in json.loads(capsys.readouterr().out)["told"] if "again" in str(one)]
    assert "study as it was before" in str(line)


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
    "asked",
    [
        [],
        ["--no-dem", "--dem", "dem.tif"],
        ["--leave-out", "heat", "--take-in", "heat"],
        ["--remove", "2016-07-01"],
        ["--remove", "summer"],
        ["--rescale", "1e-4"],
        ["--rescale", "2016-07-15="],
        ["--rescale", "2016-07-15=fair"],
    ],
)
def test_what_is_contradictory_is_refused_and_nothing_written(
    bare: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = bare.read_bytes()
    assert run(["edit-study", str(bare), *asked]) == 2
    assert bare.read_bytes() == before
    assert capsys.readouterr().err.count("\n") == 1
