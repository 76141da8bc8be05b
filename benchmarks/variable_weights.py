"""Variable weights and both indices of 21 indicators, the fused pass beside plain numpy, one run.

python -m benchmarks.variable_weights [--side 1000]
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.security.diagnostic import profiled
from missionplanner.ecology.security.index import Recipe, recipe, security_index
from missionplanner.ecology.security.precompile_security import warm
from missionplanner.ecology.security.sensitivity import sensitivity

Stack = NDArray[np.float32]
INDICATORS = 21


def plain(stack: Stack, how: Recipe) -> tuple[Stack, Stack]:
    """The formulas as one would write them in numpy, float32 throughout, one layer at a time."""
    c, alpha = np.float32(how.adjustment), np.float32(how.alpha)
    weights = how.weights.astype(np.float32)
    constant = np.zeros(stack.shape[1:], np.float32)
    above, below = np.zeros_like(constant), np.zeros_like(constant)
    for x, w, (d1, d2, d3) in zip(stack, weights, how.thresholds.astype(np.float32), strict=True):
        second = np.exp(alpha * (d2 - x)) + c - 1
        first = np.exp(alpha * (d1 - x)) + np.exp(alpha * (d2 - d1)) + c - 2
        fourth = np.exp(alpha * (x - d3)) + c - 1
        state = np.where(x < d1, first, np.where(x < d2, second, np.where(x < d3, c, fourth)))
        constant += w * x
        above += w * state * x
        below += w * state
    return constant, above / below


def lean(stack: Stack, how: Recipe) -> tuple[Stack, Stack]:
    """Numpy at its best: one exponential an indicator, in place."""
    c, alpha = np.float32(how.adjustment), np.float32(how.alpha)
    weights = how.weights.astype(np.float32)
    constant = np.zeros(stack.shape[1:], np.float32)
    above, below = np.zeros_like(constant), np.zeros_like(constant)
    for x, w, (d1, d2, d3) in zip(stack, weights, how.thresholds.astype(np.float32), strict=True):
        e = np.maximum(d2 - x, x - d3)
        np.maximum(e, 0, out=e)
        e *= alpha
        np.exp(e, out=e)
        step = np.exp(alpha * (d2 - d1))
        e = w * np.where(x < d1, e / step + (step + c - 2), e + (c - 1))
        constant += w * x
        below += e
        e *= x
        above += e
    return constant, above / below


def best_of(times: int, work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=int, default=1000)
    side = parser.parse_args().side
    rng = np.random.default_rng(1)
    stack = rng.random((INDICATORS, side, side), dtype=np.float32)
    weights = rng.random(INDICATORS) + 0.1
    limits = np.sort(rng.uniform(0.05, 0.95, (INDICATORS, 3)), axis=1)
    how = recipe(weights / weights.sum(), limits)
    warm()
    found, wanted = security_index(stack, how), plain(stack, how)
    worst = max(np.abs(found.constant - wanted[0]).max(), np.abs(found.variable - wanted[1]).max())
    print(f"{INDICATORS} x {side} x {side} float32, best of 5; largest difference {worst:.1e}")
    ways: dict[str, Callable[[], object]] = {
        "numpy, as printed": lambda: plain(stack, how),
        "numpy, one exponential": lambda: lean(stack, how),
        "ours, 1 thread": lambda: security_index(stack, how, threads=1),
        "ours, 2 threads": lambda: security_index(stack, how, threads=2),
    }
    seconds = {name: best_of(5, work) for name, work in ways.items()}
    print(f"{'way':<26} {'s':>7} {'vs printed':>11} {'vs one exp':>11}")
    for name, took in seconds.items():
        ratios = [seconds[base] / took for base in ("numpy, as printed", "numpy, one exponential")]
        print(f"{name:<26} {took:7.3f} {ratios[0]:10.1f}x {ratios[1]:10.1f}x")
    print(f"{'200 trials of C and alpha':<26} {best_of(1, lambda: sensitivity(stack, how)):7.3f}")
    print(f"{'diagnostic and means':<26} {best_of(1, lambda: profiled(stack, how)):7.3f}")


if __name__ == "__main__":
    main()
