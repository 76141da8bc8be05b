"""False alarms of the Mann-Kendall test where dates are alike, and what each correction finds.

    python -m benchmarks.serial_trend [--series 20000] [--seed 1]

Series of AR(1) noise without a trend: the share called significant at 5 % should be 5 %. With a
trend of 0.15 standard deviations a date: the share found.
"""

import argparse

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change.serial import judged_trend
from missionplanner.model.study import Serial, TrendOptions

DATES, LIKENESS, SLOPE = (11, 20, 36), (0.0, 0.3, 0.5), 0.15


def ar_1(rng: np.random.Generator, n: int, rho: float, series: int) -> NDArray[np.float64]:
    """Return AR(1) noise of variance 1, (n, series)."""
    noise = rng.normal(size=(n, series))
    noise[1:] *= np.sqrt(1 - rho**2)
    for i in range(1, n):
        noise[i] += rho * noise[i - 1]
    return noise


def called(stack: NDArray[np.float64], way: Serial) -> float:
    """Return the share of series with p <= 0.05."""
    found = judged_trend(stack, np.arange(float(stack.shape[0])), TrendOptions(serial=way))
    return float((found.p <= 0.05).mean())


def main() -> None:
    """Print a row a way: false alarms, then trends found, by dates and likeness."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    cases = [(n, rho) for n in DATES for rho in LIKENESS]
    print("| % called significant | " + " | ".join(f"n {n}, r {rho}" for n, rho in cases) + " |")
    print("|---|" + "---|" * len(cases))
    for slope, words in ((0.0, "no trend"), (SLOPE, "trend")):
        for way in Serial:
            rng = np.random.default_rng(asked.seed)
            row = []
            for n, rho in cases:
                stack = ar_1(rng, n, rho, asked.series) + slope * np.arange(n)[:, None]
                row.append(f"{100 * called(stack, way):.1f}")
            print(f"| {words}, {way.value} | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
