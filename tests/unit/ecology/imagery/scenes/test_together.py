"""Several scenes of one date are one epoch; none is dropped."""

import datetime

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.engine.indicators.stage import run_indicators
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.imagery.scenes import recognise
from missionplanner.ecology.imagery.study_files import new_study, read_study, write_study
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import ThermalQuantity
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import write_band

DAY = "2020-07-15"
ROWS, COLUMNS = 30, 20


def row_of_path(folder, row, top_m, values, heat=None, qa=None):
    """Write a row of path 127: red, NIR, heat and quality, as Collection 2 stores them."""
    folder.mkdir()
    name = f"LC08_L2SP_127{row:03d}_20200715_20201201_02_T1"
    corner = (500_000.0, top_m)
    for band, reflectance in (("SR_B4", values), ("SR_B5", 0.9 - values)):
        stored = ((reflectance + 0.2) / 2.75e-5).astype("uint16")
        write_band(folder / f"{name}_{band}.TIF", stored, corner)
    if heat is not None:
        kelvin = np.full(values.shape, (heat - 149.0) / 0.00341802)
        write_band(folder / f"{name}_ST_B10.TIF", kelvin.astype("uint16"), corner)
    if qa is not None:
        write_band(folder / f"{name}_QA_PIXEL.TIF", qa.astype("uint16"), corner)
    return folder


@pytest.fixture
def rows(tmp_path):
    """Return two rows with ten rows of cells in common; the first has heat and a cloud."""
    first = np.linspace(0.1, 0.3, ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    second = np.full((ROWS, COLUMNS), 0.25)
    qa = np.full((ROWS, COLUMNS), 21824)
    qa[-5:] = 22280  # cloud where the second lies too
    return (
        row_of_path(tmp_path / "r1", 45, 4_000_000.0, first, 300.0, qa),
        row_of_path(tmp_path / "r2", 46, 4_000_000.0 - 20 * 30.0, second),
    )


@pytest.mark.parametrize("turned", [False, True])
def test_two_rows_of_one_path_are_one_mosaic(tmp_path, rows, turned):
    files = tuple(reversed(rows)) if turned else rows
    study = new_study(tmp_path / "s.json", [(datetime.date(2020, 7, 15), files)])
    write_study(tmp_path / "s.json", study)
    study = read_study(tmp_path / "s.json")
    (epoch,) = study.epochs
    assert any(sentence(note).startswith("2 scenes of the date") for note in epoch.notes)
    assert any("heat only where LC08_L2SP_127045" in sentence(note) for note in epoch.notes)
    place = RunPlace(tmp_path, tmp_path / "out", workers=1)
    result = run_indicators(PreparedStudy(study, place), silent())
    assert (result.grid.height, result.grid.width) == (50, COLUMNS)
    known = {layer.name: layer.valid_m2 / 900 for layer in result.layers}
    assert known == {"greenness": 50 * COLUMNS, "heat": (ROWS - 5) * COLUMNS}
    with rasterio.open(tmp_path / "out" / result.files[f"greenness_{DAY}"]) as data:
        ndvi = data.read(1)
    # The first row as far as it is clear; where it is cloudy, and below, the second.
    assert ndvi[25:] == pytest.approx((0.65 - 0.25) / 0.9, abs=1e-4)
    assert len(np.unique(ndvi[:25])) > 100


def test_scenes_of_one_date_in_a_folder_are_one_epoch(tmp_path, rows):
    study = new_study(tmp_path / "s.json", [(None, (tmp_path,))])
    assert len(study.epochs) == 1 and len(study.epochs[0].pieces) == 1
    assert recognise(tmp_path).thermal.quantity is ThermalQuantity.SURFACE


def test_scenes_of_two_dates_are_no_epoch(tmp_path, rows):
    other = tmp_path / "r3"
    other.mkdir()
    for path in rows[1].iterdir():
        (other / path.name.replace("20200715", "20210715")).write_bytes(path.read_bytes())
    with pytest.raises(InputError, match="scenes of 2 dates"):
        recognise(rows[0], other)
