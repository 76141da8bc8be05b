"""CPU of a whole `zones`: from band files of several dates and a DEM to trends and a table.

    python -m benchmarks.zones_command [--size 2000] [--epochs 5] [--profile FILE]

Six bands and heat (uint16, deflated), a DEM in metres whose water is routed for L and S, and twelve
zones; everything is made from one seed. The process is warm: kernels are compiled by a small study
first. Told is the CPU of the process by stage, and the same of plain rasterio that reads every band
once and writes every raster of the results once, deflated alike, with overviews (2 threads).
"""

import argparse
import cProfile
import json
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.warp import transform_geom
from scipy.ndimage import gaussian_filter

from benchmarks.irsei_command import BANDS, TILE, profile
from missionplanner.ecology.engine.change.trend import run_trend
from missionplanner.ecology.engine.change.zones import run_zones
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.model.study import Study
from missionplanner.tasks.progress import silent

CELL_M = 10.0
BARE = np.array([0.10, 0.13, 0.17, 0.24, 0.32, 0.27])
GREEN = np.array([0.03, 0.05, 0.04, 0.35, 0.16, 0.07])


def make(folder: Path, size: int, epochs: int) -> Study:
    """Write bands, heat, DEM and zones; return the study."""
    rng = np.random.default_rng(7)
    rough = gaussian_filter(rng.normal(size=(size, size)).astype("float32"), 40)
    fine = gaussian_filter(rng.normal(size=(size, size)).astype("float32"), 3)
    height_m = 900 + 120 * rough / rough.std() + 2 * fine / fine.std()
    share = 1 / (1 + np.exp(-2 * np.roll(rough, 200, 1) / rough.std()))
    _write(folder / "dem.tif", height_m.astype("float32"), predictor=3)
    told = []
    for number in range(epochs):
        bare = np.clip(share + 0.02 * number * (rough > rough.std()), 0, 1)
        day = f"{2000 + 4 * number}-07-15"
        bands = {}
        for name, of_bare, of_green in zip(BANDS, BARE, GREEN, strict=True):
            value = of_green + (of_bare - of_green) * bare
            value = 1e4 * (value + rng.normal(0, 0.004, bare.shape).astype("float32"))
            bands[name] = {"path": f"{name}_{day}.tif", "scale": 1e-4}
            _write(folder / f"{name}_{day}.tif", value.clip(1, 9999).astype("uint16"), predictor=2)
        heat = 100 * (296 + 9 * bare + rng.normal(0, 0.6, bare.shape).astype("float32"))
        _write(folder / f"heat_{day}.tif", heat.astype("uint16"), predictor=2)
        thermal = {"file": {"path": f"heat_{day}.tif", "scale": 0.01}, "quantity": "brightness"}
        told.append(
            {"date": day, "sensor": "landsat8-oli", "level": "toa", "bands": bands}
            | {"thermal": thermal}
        )
    (folder / "zones.geojson").write_text(json.dumps(_zones(size)), encoding="utf-8")
    raw = {"epochs": told, "dem": {"path": "dem.tif"}, "zones": "zones.geojson"}
    return Study.model_validate(raw | {"zone_name": "name"})


def _write(path: Path, values: np.ndarray, predictor: int) -> None:
    nodata = {} if values.dtype.kind == "f" else {"nodata": 0}
    whole = profile(len(values), dtype=values.dtype, compress="deflate", predictor=predictor)
    with rasterio.open(path, "w", **whole | nodata) as data:
        data.write(values, 1)


def _zones(size: int) -> dict:
    """Return twelve squares on the raster, in degrees."""
    side, features = size * CELL_M, []
    for number in range(12):
        west = 400_000 + side * (0.05 + 0.24 * (number % 4))
        north = 4_400_000 - side * (0.05 + 0.31 * (number // 4))
        x, y = (west, west + 0.2 * side), (north, north - 0.25 * side)
        ring = [[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]], [x[0], y[0]]]
        shape = transform_geom(
            "EPSG:32616", "EPSG:4326", {"type": "Polygon", "coordinates": [ring]}
        )
        features.append(
            {"type": "Feature", "geometry": shape, "properties": {"name": f"zone {number + 1}"}}
        )
    return {"type": "FeatureCollection", "features": features}


def plain(folder: Path, out: Path) -> float:
    """Return the CPU of reading all inputs once and writing all results once."""
    results = {}
    for path in sorted(out.rglob("*.tif")):
        with rasterio.open(path) as data:
            results[path] = (data.read(1), data.profile)
    start = time.process_time()
    for path in folder.glob("*.tif"):
        with rasterio.open(path) as data:
            data.read(1)
    copies = Path(tempfile.mkdtemp(dir=folder))
    for number, (values, found) in enumerate(results.values()):
        kind = {"predictor": 3 if values.dtype.kind == "f" else 2}
        options = profile(len(values), dtype=values.dtype, compress="deflate", zlevel=1, **kind)
        path = copies / f"{number}.tif"
        with rasterio.open(path, "w", **options | {"nodata": found["nodata"]}) as data:
            data.write(values, 1)
        with rasterio.Env(COMPRESS_OVERVIEW="DEFLATE"), rasterio.open(path, "r+") as data:
            levels = [2**k for k in range(1, 10) if len(values) / 2**k >= TILE / 2]
            how = Resampling.nearest if values.dtype.kind in "ui" else Resampling.average
            data.build_overviews(levels, how)
    return time.process_time() - start


def ours(study: Study, folder: Path, out: Path) -> dict[str, float]:
    """Return the CPU of each stage."""
    prepared = PreparedStudy(study, RunPlace(folder, out))
    spent = {}
    for name, run in (("irsei", run_index), ("trend", run_trend), ("zones", run_zones)):
        start = time.process_time()
        run(prepared, silent())
        spent[name] = time.process_time() - start
    return spent


def main() -> None:
    """Make the study, run it, and print what it took."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--size", type=int, default=2000)
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--profile", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        small, large = Path(kept) / "small", Path(kept) / "large"
        for folder, size in ((small, 300), (large, chosen.size)):
            folder.mkdir()
            study = make(folder, size, chosen.epochs)
            watch = cProfile.Profile()
            if chosen.profile and folder is large:
                watch.enable()
            spent = ours(study, folder, folder / "out")
            if chosen.profile and folder is large:
                watch.disable()
                watch.dump_stats(chosen.profile)
        peer = plain(large, large / "out")
    total = sum(spent.values())
    print(f"{chosen.size} x {chosen.size} cells, {chosen.epochs} dates, CPU of the process")
    for name, seconds in spent.items():
        print(f"  {name:6} {seconds:6.1f} s")
    print(
        f"  whole  {total:6.1f} s (to be at most 20); reading and writing alone {peer:.1f} s, ",
        end="",
    )
    print(f"ratio {total / peer:.2f}")


if __name__ == "__main__":
    main()
