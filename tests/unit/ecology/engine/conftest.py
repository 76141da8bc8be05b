import datetime

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import Study

ROWS, COLUMNS = 90, 110
NORTH_WEST = (500_000.0, 4_000_000.0)
BANDS = ("blue", "green", "red", "nir", "swir1", "swir2")
SHADES = {
    "blue": (0.03, 0.12),
    "green": (0.06, 0.15),
    "red": (0.03, 0.22),
    "nir": (0.45, 0.28),
    "swir1": (0.18, 0.36),
    "swir2": (0.08, 0.30),
}
"""Reflectance of forest and of bare soil."""


def bare_share(rng, rows=ROWS, columns=COLUMNS):
    """Return a smooth field from forest (0) to bare soil (1), with some grain."""
    row, column = np.mgrid[0:rows, 0:columns] / max(rows, columns)
    smooth = 0.5 + 0.4 * np.sin(7 * row + rng.uniform(0, 6)) * np.cos(5 * column)
    return np.clip(smooth + rng.normal(0, 0.05, smooth.shape), 0, 1)


def write_band(path, values, north_west=NORTH_WEST, cell=30.0, epsg=32616, **more):
    values = np.asarray(values)
    profile = {"driver": "GTiff", "count": 1, "dtype": values.dtype, "crs": f"EPSG:{epsg}", **more}
    with rasterio.open(
        path,
        "w",
        width=values.shape[1],
        height=values.shape[0],
        transform=from_origin(*north_west, cell, cell),
        **profile,
    ) as data:
        data.write(values, 1)


def write_epoch(folder, day, rng):
    """Write six bands of scaled integers and a temperature; return the epoch as a study says it."""
    bare = bare_share(rng)
    bands = {}
    for band in BANDS:
        low, high = SHADES[band]
        values = low + (high - low) * bare + rng.normal(0, 0.004, bare.shape)
        name = f"{day}_{band}.tif"
        write_band(folder / name, np.clip(values * 1e4, 1, None).astype("uint16"), nodata=0)
        bands[band] = {"path": name, "scale": 1e-4, "offset": 0.0}
    kelvin = (298 + 14 * bare + rng.normal(0, 0.4, bare.shape)).astype("float32")
    write_band(folder / f"{day}_heat.tif", kelvin)
    thermal = {"file": {"path": f"{day}_heat.tif"}, "quantity": "surface"}
    return {"date": str(day), "sensor": "landsat8-oli", "bands": bands, "thermal": thermal}


@pytest.fixture
def make_study(tmp_path):
    """Return a function that writes epochs and a DEM, and gives study and place."""

    def make(epochs=2, seed=5, change=None, block_cells=32, **parts):
        rng = np.random.default_rng(seed)
        folder = tmp_path / "study"
        folder.mkdir(exist_ok=True)
        days = [datetime.date(2014 + i, 7, 1) for i in range(epochs)]
        data = {"epochs": [write_epoch(folder, day, rng) for day in days], **parts}
        row, column = np.mgrid[0:ROWS, 0:COLUMNS]
        height = 300 + 60 * np.sin(row / 9) + 45 * np.cos(column / 7)
        write_band(folder / "dem.tif", height.astype("float32"))
        data["dem"] = {"path": "dem.tif"}
        if change:
            change(data, folder)
        study = Study.model_validate(data)
        return study, RunPlace(folder, tmp_path / "out", block_cells=block_cells, workers=2)

    return make


def rasters(result, out):
    """Return every raster of a result by name."""
    found = {}
    for name, file in result.files.items():
        with rasterio.open(out / file) as data:
            found[name] = data.read(1)
    return found


def assert_same_rasters(a, b):
    assert a.keys() == b.keys()
    for name in a:
        assert np.array_equal(a[name], b[name], equal_nan=a[name].dtype.kind == "f"), name


def said(lines):
    """Return what messages say, in English."""
    return tuple(sentence(line, "en") for line in lines)
