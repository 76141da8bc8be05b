"""PD + SHDI + AWMPFD in a moving window, ours beside pylandstats, cost a window, in one run.

    python -m benchmarks.landscape_windows [--peers FOLDER]

FOLDER holds pylandstats: `uv pip install --target FOLDER pylandstats==3.1.0`. It has no moving
window: it is given the cut-out windows one by one, a sample of them. Its SHDI is another (it counts
adjacencies), so only patch density and fractal dimension are compared.
"""

import argparse
import sys
import time
import warnings
from importlib.util import find_spec

import numpy as np

from missionplanner.ecology.landscape.metrics import moving_window

CELL_M = 30.0
TARGET = 100.0


def cover(side: int) -> np.ndarray:
    """Return six classes in clumps of about eight cells, with single cells strewn in."""
    random = np.random.default_rng(42)
    clumps = np.kron(random.integers(1, 7, (side // 8, side // 8)), np.ones((8, 8), int))
    strewn = random.random(clumps.shape) < 0.1
    return np.where(strewn, random.integers(1, 7, clumps.shape), clumps).astype(np.uint8)


def peer(window: np.ndarray) -> tuple[float, float]:
    import pylandstats

    one = pylandstats.Landscape(window, res=(CELL_M, CELL_M), nodata=0)
    one.shannon_diversity_index()
    return one.patch_density(), one.fractal_dimension_am()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=int, default=512)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--peers", default="")
    asked = parser.parse_args()
    sys.path.append(asked.peers)
    warnings.simplefilter("ignore")
    codes = cover(asked.side)
    moving_window(codes[:40, :40], CELL_M, 9)
    there = find_spec("pylandstats") is not None
    if there:
        peer(codes[:9, :9])
    else:
        print("pylandstats is not there: see the head of this file")
    print(f"{'window':>7} {'ours us':>9} {'pylandstats us':>15} {'times':>8}   greatest difference")
    for size in (9, 17, 33):
        start = time.perf_counter()
        found = moving_window(codes, CELL_M, size)
        ours_s = (time.perf_counter() - start) / codes.size
        if not there:
            print(f"{size:>4}²   {1e6 * ours_s:9.2f}")
            continue
        reach = size // 2
        places = np.random.default_rng(1).integers(reach, asked.side - reach, (asked.sample, 2))
        start = time.perf_counter()
        theirs = [
            peer(codes[r - reach : r + reach + 1, c - reach : c + reach + 1]) for r, c in places
        ]
        theirs_s = (time.perf_counter() - start) / asked.sample
        apart = max(
            max(abs(found.patch_density[r, c] / pd - 1), abs(found.fractal_dimension[r, c] - dim))
            for (r, c), (pd, dim) in zip(places, theirs, strict=True)
        )
        print(
            f"{size:>4}²   {1e6 * ours_s:9.2f} {1e6 * theirs_s:15.1f} {theirs_s / ours_s:8.0f}"
            f"   {apart:.1e}"
        )
    print(f"target {TARGET:.0f} times")


if __name__ == "__main__":
    main()
