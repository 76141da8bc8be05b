"""q of 21 factors and their 210 pairs, ours beside py-geodetector, in one run.

    python -m benchmarks.geodetector [--samples 100000] [--peers FOLDER]

FOLDER holds py-geodetector: `uv pip install --target FOLDER py-geodetector==0.2.1`. Factors are cut
beforehand: what is timed is factor detector and interaction detector, best of three.
"""

import argparse
import contextlib
import io
import sys
import time
from importlib.util import find_spec

import numpy as np

from missionplanner.ecology.geodetector.interaction import pair_q
from missionplanner.ecology.geodetector.strata import strata
from missionplanner.model.geodetector import Convention

FACTORS, CLASSES = 21, 5
TARGET = 15.0


def samples(size: int) -> tuple[np.ndarray, list[np.ndarray]]:
    random = np.random.default_rng(42)
    codes = [random.integers(0, CLASSES, size) for _ in range(FACTORS)]
    pull = sum(w * c for w, c in zip(random.random(FACTORS), codes, strict=True))
    return pull + random.normal(0, 3, size), codes


def ours(y: np.ndarray, codes: list[np.ndarray]) -> tuple[list[float], dict]:
    return [strata(y, c, Convention.WANG).q for c in codes], pair_q(y, codes, Convention.WANG)


def peer(y: np.ndarray, codes: list[np.ndarray]) -> tuple[list[float], dict]:
    import pandas as pd
    from geodetector import GeoDetector

    names = [f"f{i}" for i in range(len(codes))]
    table = pd.DataFrame({"y": y, **dict(zip(names, codes, strict=True))})
    with contextlib.redirect_stdout(io.StringIO()):
        detector = GeoDetector(table, "y", names)
        single = detector.factor_detector()
        both = detector.interaction_detector()
    pairs = {
        (i, j): float(both.loc[names[j], names[i]])
        for i in range(len(names))
        for j in range(i + 1, len(names))
    }
    return [float(single.loc["q statistic", name]) for name in names], pairs


def best_of(times: int, work, *arguments) -> tuple[float, tuple]:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        found = work(*arguments)
        spent.append(time.perf_counter() - start)
    return min(spent), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=100_000)
    parser.add_argument("--peers", default="")
    asked = parser.parse_args()
    sys.path.append(asked.peers)
    y, codes = samples(asked.samples)
    ours(y[:1000], [c[:1000] for c in codes])
    ours_s, (q, pairs) = best_of(3, ours, y, codes)
    print(f"{asked.samples} samples, {FACTORS} factors, {len(pairs)} pairs, best of 3")
    if find_spec("geodetector") is None:
        print(f"ours {ours_s:.4f} s; py-geodetector is not there: see the head of this file")
        return
    theirs_s, (their_q, their_pairs) = best_of(3, peer, y, codes)
    apart = max(abs(a - b) for a, b in zip(q, their_q, strict=True))
    apart = max(apart, *(abs(pairs[key] - their_pairs[key]) for key in pairs))
    print(f"ours {ours_s:.4f} s, py-geodetector {theirs_s:.3f} s: {theirs_s / ours_s:.1f} times")
    print(f"target {TARGET:.0f} times; greatest difference of q {apart:.1e}")


if __name__ == "__main__":
    main()
