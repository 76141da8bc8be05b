"""The whole index of one epoch, from band files to COGs, beside reading and writing alone.

    python -m benchmarks.irsei_command [--size 4000] [--runs 3]

The peer is plain rasterio: it reads the same eight input files window by window and writes the same
three rasters (index and PC1 as float32, grades as uint8), deflated alike, with overviews; it
computes nothing.
"""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.transform import from_origin
from rasterio.windows import Window

from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.model.study import Study
from missionplanner.tasks.progress import silent

BANDS = ("blue", "green", "red", "nir", "swir1", "swir2")
TILE = 512


def profile(size: int, **more) -> dict:
    return {
        "driver": "GTiff",
        "width": size,
        "height": size,
        "count": 1,
        "crs": "EPSG:32616",
        "transform": from_origin(400_000, 4_400_000, 10, 10),
        "tiled": True,
        "blockxsize": TILE,
        "blockysize": TILE,
        "bigtiff": "if_safer",
        **more,
    }


def bare(row: int, column: int, rows: int, columns: int):
    x, y = np.arange(column, column + columns), np.arange(row, row + rows)
    return (0.5 + 0.4 * np.cos(y / 230.0)[:, None] * np.sin(x / 170.0)).astype("float32")


def windows(size: int, step: int = 1024):
    for row in range(0, size, step):
        for column in range(0, size, step):
            yield Window(column, row, min(step, size - column), min(step, size - row))


def make(folder: Path, size: int, compress: bool = True) -> Study:
    """Write six bands, a thermal band and LS, block by block, from one seed."""
    rng = np.random.default_rng(20)
    whole = {"compress": "deflate", "predictor": 2} if compress else {}
    real = {"compress": "deflate", "predictor": 3} if compress else {}
    files = {name: profile(size, dtype="uint16", nodata=0, **whole) for name in BANDS}
    files["thermal"] = profile(size, dtype="uint16", nodata=0, **whole)
    files["ls"] = profile(size, dtype="float32", **real)
    slopes = {"blue": 900, "green": 900, "red": 1900, "nir": -1700, "swir1": 1800, "swir2": 2200}
    grain = rng.normal(0, 25, 4 * 1024 * 1024).astype("float32")

    def noise(shape):
        start = int(rng.integers(0, grain.size - shape[0] * shape[1] + 1))
        return grain[start : start + shape[0] * shape[1]].reshape(shape)

    outs = {name: rasterio.open(folder / f"{name}.tif", "w", **p) for name, p in files.items()}
    for window in windows(size):
        share = bare(window.row_off, window.col_off, window.height, window.width)
        common = 2 * noise(share.shape)
        for name in BANDS:
            start = 4500 if name == "nir" else 700
            values = start + slopes[name] * share + common + noise(share.shape)
            outs[name].write(values.astype("uint16"), 1, window=window)
        heat = 20_000 + 9000 * share + 5 * common
        outs["thermal"].write(heat.astype("uint16"), 1, window=window)
        outs["ls"].write((3 + share * 3 + common / 200).astype("float32"), 1, window=window)
    for out in outs.values():
        out.close()
    return study()


def study() -> Study:
    bands = {name: {"path": f"{name}.tif", "scale": 1e-4, "offset": 0.0} for name in BANDS}
    thermal = {
        "file": {"path": "thermal.tif", "scale": 3.342e-4, "offset": 0.1},
        "quantity": "radiance",
    }
    epoch = {"date": "2020-07-01", "sensor": "landsat8-oli", "bands": bands, "thermal": thermal}
    return Study.model_validate(
        {"epochs": [epoch], "erosion": {"slope_length": {"path": "ls.tif"}}, "title": "benchmark"}
    )


def ours(folder: Path, out: Path) -> float:
    start = time.perf_counter()
    run_index(PreparedStudy(study(), RunPlace(folder, out)), silent())
    return time.perf_counter() - start


def plain(folder: Path, results: Path, out: Path, size: int) -> float:
    """Read every input and write every output; the values written are read before the clock."""
    out.mkdir()
    day = "2020-07-01"
    values = {}
    for name in ("irsei", "irsei_pc1", "grade"):
        with rasterio.open(results / "irsei" / f"{name}_{day}.tif") as data:
            values[name] = data.read(1)
    start = time.perf_counter()
    inputs = [rasterio.open(folder / f"{name}.tif") for name in (*BANDS, "thermal", "ls")]
    for window in windows(size):
        for data in inputs:
            data.read(1, window=window)
    for name, array in values.items():
        kind = {"dtype": array.dtype, "predictor": 2 if array.dtype == np.uint8 else 3}
        options = profile(size, compress="deflate", zlevel=1, num_threads="all_cpus", **kind)
        with rasterio.open(out / f"{name}.tif", "w", **options) as data:
            for window in windows(size):
                rows, columns = window.toslices()
                data.write(array[rows, columns], 1, window=window)
        overviews = rasterio.Env(COMPRESS_OVERVIEW="DEFLATE", GDAL_NUM_THREADS="ALL_CPUS")
        with overviews, rasterio.open(out / f"{name}.tif", "r+") as data:
            levels = [2**k for k in range(1, 10) if size / 2**k >= TILE / 2]
            how = Resampling.nearest if array.dtype == np.uint8 else Resampling.average
            data.build_overviews(levels, how)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        make(folder, asked.size)
        ours(folder, folder / "warm")
        held = asked.size**2 * (7 * 2 + 4) / 1e9
        print(
            f"{asked.size} x {asked.size} x 8 files, {held:.2f} GB of values, "
            f"{os.cpu_count()} processors"
        )
        ratios = []
        for number in range(asked.runs):
            mine = ours(folder, folder / f"ours{number}")
            peer = plain(folder, folder / f"ours{number}", folder / f"plain{number}", asked.size)
            ratios.append(mine / peer)
            print(
                f"ours {mine:6.1f} s ({held / mine:.2f} GB/s)   reading and writing alone "
                f"{peer:6.1f} s   ratio {ratios[-1]:.2f}"
            )
            shutil.rmtree(folder / f"ours{number}")
            shutil.rmtree(folder / f"plain{number}")
        print(f"median ratio {np.median(ratios):.2f} (to be at most 1.5)")


if __name__ == "__main__":
    main()
