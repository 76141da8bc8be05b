"""Real dates of one season and of two: 300 cells of a forest from the Landsat series of yatsm."""

import datetime
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from missionplanner.model.trust import Verdict
from missionplanner.operations.ecology import index
from missionplanner.operations.new_studies import make_study
from missionplanner.operations.studies import with_options
from missionplanner.tasks.progress import silent

SERIES = "multispectral/landsat_harvard_series/p013r030_r50_n423_b8.npz"
NAMES = ("SR_B1", "SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B7", "ST_B6")
LEAFLESS = ("1997-06-30", "2000-03-10"), ("2003-07-17", "2011-11-12"), ("1988-06-21", "1990-12-20")
SUMMERS = ("1991-08-01", "1993-07-05"), ("1991-09-02", "1996-08-14"), ("1988-07-07", "1999-07-22")


@pytest.fixture(scope="module")
def series(data_dir: Path) -> tuple[list[str], np.ndarray]:
    path = data_dir / SERIES
    if not path.is_file():
        pytest.skip(f"{SERIES} is not there")
    with np.load(path) as kept:
        days = [str(datetime.date.fromordinal(int(day))) for day in kept["dates"]]
        return days, kept["Y"]


def judged(series: tuple[list[str], np.ndarray], dates: tuple[str, ...], folder: Path):
    days, values = series
    scenes = []
    for day in dates:
        layers = values[:7, days.index(day)].reshape(7, 15, 20).astype(np.float32)
        layers[:6] /= 1e4
        layers[6] /= 10
        path = folder / f"scene_{day}.tif"
        with rasterio.open(
            path, "w", driver="GTiff", width=20, height=15, count=7, dtype="float32",
            crs="EPSG:32618", transform=from_origin(7e5, 4.7e6, 30, 30),
        ) as out:  # fmt: skip
            out.write(layers)
            for band, name in enumerate(NAMES, 1):
                out.set_band_description(band, name)
        scenes.append((datetime.date.fromisoformat(day), (path,)))
    opened = make_study(
        folder / "study.json", scenes, sensor="landsat5-tm", over=True, progress=silent()
    )
    return index(with_options(opened, "index", {"accept_missing": True}), silent()).trust


@pytest.mark.parametrize("dates", LEAFLESS)
def test_a_summer_and_a_leafless_date_are_not_to_be_trusted(series, tmp_path, dates):
    found = judged(series, dates, tmp_path)
    assert found.verdict is Verdict.DO_NOT
    assert {"seasons", "loading_wrong"} <= {one.code for one in found.reasons}


@pytest.mark.parametrize("dates", SUMMERS)
def test_of_two_summers_nothing_is_told_but_that_erosion_lacks(series, tmp_path, dates):
    found = judged(series, dates, tmp_path)
    (reason,) = found.reasons
    assert (reason.code, reason.values) == ("lacking", {"indicators": ("erosion",)})
    assert found.verdict is Verdict.LOOK
