"""Natural breaks of a million values, ours beside ckwrap (Ckmeans.1d.dp), in one run.

    python -m benchmarks.natural_breaks [--peers FOLDER]

FOLDER holds ckwrap: `uv pip install --no-deps --target FOLDER ckwrap==1.2.3`.
"""

import argparse
import sys
import time
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.statistics.breaks import natural_breaks

Floats = NDArray[np.float64]


def samples(size: int) -> dict[str, Floats]:
    rng = np.random.default_rng(1)
    quarter = size // 4
    mixture = np.concatenate([rng.normal(m, 0.05, quarter) for m in (0.2, 0.4, 0.6, 0.9)])
    return {
        "four normals": mixture,
        "uniform": rng.random(size),
        "lognormal": rng.lognormal(0, 1, size),
        "Pareto, a = 1.2": rng.pareto(1.2, size),
        "one far outlier": np.append(rng.random(size - 1), 1e9),
    }


def ours(values: Floats, k: int, method: str) -> float:
    return natural_breaks(values, k, method=method).sse  # type: ignore[arg-type]


def peer(values: Floats, k: int) -> float:
    import ckwrap

    return float(np.sum(ckwrap.ckmeans(values, k).withinss))


def best_of(times: int, work, *arguments) -> tuple[float, float]:
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        found = work(*arguments)
        seconds.append(time.perf_counter() - start)
    return min(seconds), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--classes", type=int, default=5)
    parser.add_argument("--peers", default="")
    asked = parser.parse_args()
    sys.path.append(asked.peers)
    for method in ("auto", "exact"):
        ours(np.random.default_rng(0).random(250_000), 3, method)
    print(f"{asked.size} values, {asked.classes} classes, best of 3")
    there = find_spec("ckwrap") is not None
    if not there:
        print("ckwrap is not there (see the head of this file): the optimum is our exact one")
    print(f"{'values':<16} {'method':<8} {'s':>7} {'ckwrap s':>9} {'times':>6}   SSE over optimum")
    for name, values in samples(asked.size).items():
        if there:
            base, optimum = best_of(3, peer, values, asked.classes)
        else:
            base, optimum = np.nan, ours(values, asked.classes, "exact")
        for method in ("auto", "exact"):
            seconds, sse = best_of(3, ours, values, asked.classes, method)
            over = 100 * (sse / optimum - 1)
            print(
                f"{name:<16} {method:<8} {seconds:7.3f} {base:9.3f} {base / seconds:6.1f}"
                f" {over:15.7f} %"
            )


if __name__ == "__main__":
    main()
