"""A surface model far finer than the terrain that is planned on: memory, and time beside a reading.

    python -m benchmarks.big_dsm [--cell-cm 5] [--side-m 1000] [--folder FOLDER] [--plain]

A made surface (a slope, waves, boulders) is written block by block, in tiles of 512 and packed, or
with `--plain` as it is. Then, each in a process of its own, turn by turn: the file is read once
block by block by rasterio and thrown away, and it is loaded as terrain. Told are the better time
of each, their ratio, the peak of resident memory, and how far the terrain lies from the truth.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window
from shapely.geometry import box

from missionplanner.geo.frames import SiteFrame
from missionplanner.terrain.dem import load_terrain

FRAME = SiteFrame(32649)
X0, Y0, TILE = 500_000.0, 4_000_000.0, 512


def ground(x, y):
    """Return the made ground (m) at metres from the south-west corner."""
    return 600 + 0.3 * x - 0.2 * y + 4 * np.sin(x / 60) * np.cos(y / 45)


def make(path: Path, side_m: float, cell_m: float, plain: bool) -> None:
    count = round(side_m / cell_m)
    packed = {} if plain else {"compress": "deflate", "predictor": 3, "zlevel": 1}
    rng = np.random.default_rng(1)
    x = (np.arange(count) + 0.5) * cell_m
    with rasterio.open(
        path, "w", driver="GTiff", width=count, height=count, count=1, dtype="float32",
        crs=f"EPSG:{FRAME.epsg}", transform=from_origin(X0, Y0 + side_m, cell_m, cell_m),
        tiled=True, blockxsize=TILE, blockysize=TILE, bigtiff="if_safer", **packed,
    ) as data:  # fmt: skip
        for top in range(0, count, TILE):
            rows = min(TILE, count - top)
            y = side_m - (np.arange(top, top + rows) + 0.5) * cell_m
            height = ground(x[None, :], y[:, None])
            # A boulder of 2 m on every thousandth cell; to the millimetre, as surveys are given.
            height += 2.0 * (rng.integers(0, 1000, height.shape, dtype=np.uint16) == 0)
            window = Window(0, top, count, rows)
            data.write(np.round(height, 3).astype("float32"), 1, window=window)


def read_blocks(path: Path, side_m: float) -> str:
    cells = 0
    with rasterio.open(path) as data:
        for _, window in data.block_windows(1):
            cells += data.read(1, window=window).size
    return f"{cells:,} cells"


def load(path: Path, side_m: float) -> str:
    area = FRAME.unproject(box(X0 + 20, Y0 + 20, X0 + side_m - 20, Y0 + side_m - 20))
    terrain = load_terrain([path], area, vertical_datum="egm96", margin_m=20)
    east, north = np.meshgrid(*terrain.centres())
    off = np.abs(terrain.height_m - ground(east - X0, north - Y0))[2:-2, 2:-2]
    lift = np.nanmin(terrain.highest_m - terrain.height_m)
    return f"off the truth by {np.nanmax(off):.3f} m at most, tops kept from {lift:.2f} m on"


def measured(work, path: Path, side_m: float, answer) -> None:
    if work is load:  # what numba and PROJ cost once is no part of the reading
        load(path.with_name("small.tif"), 100.0)
    start = time.perf_counter()
    words = work(path, side_m)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    answer.send((seconds, peak, words))


def apart(work, path: Path, side_m: float) -> tuple[float, float, str]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=measured, args=(work, path, side_m, there))
    process.start()
    there.close()
    found = here.recv()
    process.join()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cell-cm", type=float, default=5.0)
    parser.add_argument("--side-m", type=float, default=1000.0)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--plain", action="store_true", help="not packed")
    parser.add_argument("--folder", type=Path, default=None, help="where to put the file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as kept:
        path = Path(kept) / "dsm.tif"
        make(path.with_name("small.tif"), 100.0, 0.5, asked.plain)
        make(path, asked.side_m, asked.cell_cm / 100, asked.plain)
        print(f"{asked.cell_cm:g} cm, {path.stat().st_size / 1e9:.2f} GB on disk", flush=True)
        works = (read_blocks, load)
        best = dict.fromkeys(works, np.inf)
        for _ in range(asked.repeats):
            for work in works:
                seconds, peak, words = apart(work, path, asked.side_m)
                best[work] = min(best[work], seconds)
                print(f"{work.__name__}: {seconds:.1f} s, peak {peak / 1e9:.2f} GB, {words}")
        print(f"{best[load] / best[read_blocks]:.2f} times a reading block by block (<= 2)")


if __name__ == "__main__":
    main()
