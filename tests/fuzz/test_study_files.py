"""Damaged studies, scene metadata and tables: read, or refused in one line."""

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from missionplanner.ecology.engine.security.yearbook import figures
from missionplanner.ecology.geodetector.table import read_samples
from missionplanner.ecology.imagery.scenes import recognise
from missionplanner.ecology.imagery.study_files import read_study
from missionplanner.model.security_inputs import Statistics
from tests import scene_files
from tests.fuzz.mutations import COUNTS, fuzz, written

ROWS = "".join(f"{i},{i * i % 17},{'abc'[i % 3]}\n" for i in range(40))
YEARS = "".join(f"{name},{year},{year - 1990}\n" for name in "AB" for year in (2014, 2018, 2020))


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_studies_end_in_one_line(tmp_path: Path, count: int):
    for name in ("red.tif", "dem.tif", "z.geojson"):
        (tmp_path / name).touch()
    band = {"path": "red.tif", "band": 1, "scale": 1e-4, "offset": 0.0, "fill": [-9999]}
    study = {
        "version": 1,
        "epochs": [
            {"date": f"20{year}-07-15", "sensor": "landsat8-oli", "bands": {"red": band}}
            for year in (14, 20)
        ],
        "dem": {"path": "dem.tif"},
        "zones": "z.geojson",
        "index": {"percentiles": [0.1, 99.9], "components": 2},
        "erosion": {"rain_mm": [20.0] * 12},
    }
    data = json.dumps(study, indent=1).encode()
    path = tmp_path / "study.json"
    fuzz(data, seed=1, count=count, read=lambda broken: read_study(written(path, broken)))


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("level", [1, 2])
def test_damaged_metadata_ends_in_one_line(tmp_path: Path, count: int, level: int):
    folder = scene_files.landsat(tmp_path / "scene", 8, level=level).parent
    for path in folder.glob("*_MTL.*"):
        fuzz(
            path.read_bytes(),
            seed=level,
            count=count,
            read=lambda broken, path=path: recognise(written(path, broken)),
        )


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_metadata_of_the_old_form_ends_in_one_line(tmp_path: Path, count: int):
    scene_files.raster(tmp_path / "B30.TIF", np.full((8, 8), 100, np.uint8))
    lines = (
        'GROUP = PRODUCT_METADATA\nSPACECRAFT_ID = "Landsat5"\nACQUISITION_DATE = 2008-07-15\n'
        'BAND3_FILE_NAME = "B30.TIF"\nEND_GROUP = PRODUCT_METADATA\nGROUP = MIN_MAX_RADIANCE\n'
        "LMAX_BAND3 = 264\nLMIN_BAND3 = -1.5\nEND_GROUP = MIN_MAX_RADIANCE\n"
        "GROUP = MIN_MAX_PIXEL_VALUE\nQCALMAX_BAND3 = 255.0\nQCALMIN_BAND3 = 1.0\n"
        "END_GROUP = MIN_MAX_PIXEL_VALUE\nGROUP = PRODUCT_PARAMETERS\nSUN_ELEVATION = 61.2\n"
        "END_GROUP = PRODUCT_PARAMETERS\nEND\n"
    )
    path = tmp_path / "L5_MTL.txt"
    fuzz(lines.encode(), 3, count, lambda broken: recognise(written(path, broken)))


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_damaged_tables_end_in_one_line(tmp_path: Path, count: int, encoding: str):
    data = f"y,植被,cover\n{ROWS}".encode(encoding)
    path = tmp_path / "samples.csv"
    fuzz(data, 4, count, lambda broken: read_samples(written(path, broken), "y"))


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_yearbooks_end_in_one_line(tmp_path: Path, count: int):
    how = Statistics(
        districts="d.geojson",
        table="t.csv",
        name_column="district",
        year_column="year",
        indicators={},
    )
    read = partial(figures, how=how, column="gdp", year=2016)
    path = tmp_path / "t.csv"
    data = f"district,year,gdp\n{YEARS}".encode()
    fuzz(data, 5, count, lambda broken: read(written(path, broken)))
