"""Pits filled and cells counted downhill, ours beside pyflwdir, in one run.

    python -m benchmarks.flow_accumulation [--side CELLS] [--peers FOLDER]

FOLDER holds pyflwdir: `uv pip install --no-deps --target FOLDER pyflwdir==0.5.12`. The ground is
made of random hills of five sizes (seeded); about a quarter of it lies in pits. pyflwdir sends
water back the way the flood came, ours down the steepest slope or to all lower neighbours: so
filled heights are compared, counts are not.
"""

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np
from scipy import ndimage

from missionplanner.ecology.erosion.flow import accumulate, flood


def hills(side: int) -> np.ndarray:
    rng = np.random.default_rng(1)
    height = np.zeros((side, side))
    for count in (4, 16, 64, 256, side // 3):
        knots = rng.normal(size=(count, count)) * 400 / count
        height += ndimage.zoom(knots, side / count, order=1, grid_mode=True, mode="nearest")
    return height.astype(np.float32)


def best_of(times: int, work: Callable[[], object]) -> tuple[float, object]:
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), found


def ours(height: np.ndarray, flow: str) -> tuple[float, float, np.ndarray]:
    accumulate(flood(height[:9, :9]), flow)  # type: ignore[arg-type]
    filling, flooded = best_of(3, lambda: flood(height))
    counting, counted = best_of(3, lambda: accumulate(flooded, flow))  # type: ignore[arg-type]
    assert abs(counted.outflow_cells / height.size - 1.0) < 1e-9
    return filling, counting, flooded.height_m


def pyflwdir_s(height: np.ndarray) -> tuple[float, float, np.ndarray]:
    import pyflwdir

    def fill(part):
        return pyflwdir.dem.fill_depressions(part, nodata=-9999.0)

    def count(d8):
        return pyflwdir.from_array(d8, ftype="d8", check_ftype=False).upstream_area("cell")

    count(fill(height[:9, :9])[1])
    filling, (filled, d8) = best_of(3, lambda: fill(height))
    counting, _ = best_of(3, lambda: count(d8))
    return filling, counting, filled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=int, default=2000)
    parser.add_argument("--peers", default="")
    asked = parser.parse_args()
    sys.path.append(asked.peers)
    height = hills(asked.side)
    million = height.size / 1e6
    rows = {"ours, multiple flow": ours(height, "multiple"), "ours, D8": ours(height, "d8")}
    try:
        rows["pyflwdir, D8"] = pyflwdir_s(height)
    except ImportError:
        print("pyflwdir is not there: see the head of this file")
    filled = rows["ours, D8"][2]
    print(f"{million:.1f} million cells, {(filled > height).mean():.0%} in pits, best of 3")
    heads = ("fill, s/million", "count, s/million", "together", "fills differ, m")
    print(" " * 20, *(f"{head:>16}" for head in heads))
    for name, (filling, counting, heights) in rows.items():
        figures = (filling / million, counting / million, (filling + counting) / million)
        off_m = np.abs(heights - filled).max()
        print(f"{name:<20}", *(f"{figure:16.3f}" for figure in figures), f"{off_m:16.1e}")


if __name__ == "__main__":
    main()
