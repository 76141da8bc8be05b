import numpy as np
import pytest

from missionplanner.ecology.engine.security.told import lacking_of
from missionplanner.ecology.imagery.made_imagery import BANDS, YEARS, made_epochs
from missionplanner.ecology.imagery.study_files import inputs, read_study
from missionplanner.ecology.security.systems import system
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import Band
from missionplanner.operations.demo_site import make_demo
from missionplanner.raster.files import info
from missionplanner.tasks.progress import silent
from missionplanner.terrain.synthetic import POND, mine_dem


@pytest.fixture(scope="module")
def epochs():
    return made_epochs(mine_dem(7))


def ndvi(epoch):
    red, nir = (epoch.reflectance[BANDS.index(band)] for band in (Band.RED, Band.NIR))
    return (nir - red) / (nir + red)


def test_story_is_in_the_imagery(epochs):
    first, last = epochs[0], epochs[-1]
    assert [epoch.year for epoch in epochs] == list(YEARS)
    dump = np.s_[190:210, 105:120]
    assert ndvi(first)[dump].mean() < 0.3 < ndvi(last)[dump].mean()
    pond = (round(POND.y_m / 10), round(POND.x_m / 10))
    assert ndvi(last)[pond] < 0
    assert last.brightness_k[130:150, 140:160].mean() > last.brightness_k[:20, :20].mean() + 3


def test_same_seed_draws_the_same_imagery(epochs):
    again = made_epochs(mine_dem(7))
    np.testing.assert_array_equal(again[3].reflectance, epochs[3].reflectance)
    assert (made_epochs(mine_dem(7), seed=8)[3].reflectance != epochs[3].reflectance).any()


def test_demo_mine_carries_a_study_whose_files_are_there(tmp_path):
    folder = make_demo("mine", tmp_path, silent())
    study = read_study(folder / "study.json")
    files = inputs(study, folder)
    assert len(files) == 7 * 7 + 2
    assert all(path.is_file() for path in files)
    terrain = info(tmp_path / "mine-files" / "mine-dem.tif").grid.bounds
    red = info(folder / "imagery" / "2013" / "red.tif")
    assert red.grid.bounds == pytest.approx(terrain)
    whole = system("lingbei-2024")
    assert study.security is not None
    gone = study.security.options.leave_out
    assert gone == ("P2", "S3", "I2", "I3", "I4", "I5", "R1", "M1", "M2")
    assert {*lacking_of(study, folder, whole, silent())} == {*gone}, "no more and no less"
    assert all("not real" in sentence(epoch.notes[0]) for epoch in study.epochs)
