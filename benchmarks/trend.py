"""Sen's slope and Mann-Kendall of a stack against pymannkendall: cost a pixel, in one run.

    python -m benchmarks.trend [--epochs 11] [--pixels 1000000] [--sample 1000]

pymannkendall takes one series at a time, so it is timed on a sample of the same pixels; its slopes,
Z, p and intercepts are compared with ours there. The product gives a block to each thread; the
machine of the targets has two.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pymannkendall
from numpy.typing import NDArray

from missionplanner.ecology.change.trend import trend

TARGET = 280.0


def stack_of(epochs: int, pixels: int) -> NDArray[np.float64]:
    """Return index values with a trend of their own each, 0 to 1."""
    rng = np.random.default_rng(42)
    slope = rng.normal(-0.01, 0.02, pixels)
    values = 0.5 + slope * np.arange(epochs)[:, None] + rng.normal(0, 0.05, (epochs, pixels))
    return np.clip(values, 0.0, 1.0)


def best_s(run: Callable[[], object], times: int) -> float:
    """Return the shortest of several runs, s."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        spent.append(time.perf_counter() - begin)
    return min(spent)


def furthest(found: Any, peers: list[Any]) -> float:
    """Return the largest difference to the peer in slope, intercept, Z and p."""
    return max(
        abs(getattr(found, name)[pixel] - getattr(peer, name))
        for pixel, peer in enumerate(peers)
        for name in ("slope", "intercept", "z", "p")
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=11)
    parser.add_argument("--pixels", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=1000)
    asked = parser.parse_args()
    stack, years = stack_of(asked.epochs, asked.pixels), np.arange(asked.epochs)
    sample = [stack[:, pixel] for pixel in range(asked.sample)]
    trend(stack[:, :64], years)  # compiled, or read from the cache
    peers: list[Any] = []
    begin = time.perf_counter()
    peers += [pymannkendall.original_test(series) for series in sample]
    peer_us = (time.perf_counter() - begin) / asked.sample * 1e6
    rows = [("pymannkendall", asked.sample, peer_us)]
    for dtype in (np.float64, np.float32):
        typed = stack.astype(dtype)
        for threads in (1, 2):
            spent = best_s(lambda t=typed, n=threads: trend(t, years, threads=n), 3)
            name = f"ours, {np.dtype(dtype).name}, {threads} thread{'s' * (threads > 1)}"
            rows.append((name, asked.pixels, spent / asked.pixels * 1e6))
    print(
        f"{asked.epochs} epochs\n{'':28}{'pixels':>10}{'us / pixel':>12}{'s / Mpx':>10}{'ratio':>8}"
    )
    for name, pixels, us in rows:
        print(f"{name:28}{pixels:>10}{us:12.3f}{us:10.3f}{peer_us / us:8.0f}")
    apart = furthest(trend(stack[:, : asked.sample], years, exact=False), peers)
    print(f"\nlargest difference to pymannkendall in slope, intercept, Z, p: {apart:.1e}")
    print(f"target: {TARGET:.0f} times, values equal to 1e-9")


if __name__ == "__main__":
    main()
