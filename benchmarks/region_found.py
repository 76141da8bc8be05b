"""Whether security and its drivers find what was put into a region: the driver, and the damage.

    python -m benchmarks.region_found [--data FOLDER] [--seed 2024] [--out FOLDER]

See `benchmarks.seeded_region` for what was done to the ground. The driver's rank: its place in q of
the geographical detector among all 21 factors of the index by variable weights in 2020.

The index of the whole region drifts (GDP and schools grow, a year is hotter): a pixel is found
damaged (healed) where its index fell (rose) by `FALL` or more BEYOND THE REGION'S MEDIAN CHANGE
from 2000 to 2020, and is truly so where the bare share of a mine place rose (fell) by 0.3 or more.
Also told: the same by the level alone, one level or more, without regard to the drift.

q is the part a factor has IN the index, since the index is made of the factors.
"""

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.seeded_region import DRIVER, YEARS, Region, write_region
from benchmarks.truth import read, shares
from missionplanner.ecology.geodetector.detect import Asked
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import SecurityResult
from missionplanner.operations.geodetector import Question, detect_in_study
from missionplanner.operations.security import security
from missionplanner.operations.studies import open_study
from missionplanner.tasks.progress import silent

FALL = 0.15
"""Change of the index beyond the region's median; what was left alone spreads by 0.11 (99 %)."""


@dataclass(frozen=True)
class Found:
    """The driver's rank and q, and shares of truth found and of what was found true."""

    rank: int
    q: dict[str, float]
    recall: float
    precision: float
    healed_recall: float
    healed_precision: float
    level_recall: float
    level_precision: float


def judge(region: Region, out: Path, result: SecurityResult, detected: GeodetectorResult) -> Found:
    """Hold results against the truth."""
    first, last = (f"{year}-07-15" for year in (YEARS[0], YEARS[-1]))
    change = read(out / result.files[f"esi_vw_{last}"]) - read(
        out / result.files[f"esi_vw_{first}"]
    )
    before = read(out / result.files[f"grade_vw_{first}"]).astype(int)
    after = read(out / result.files[f"grade_vw_{last}"]).astype(int)
    seen = np.isfinite(change)
    change -= np.median(change[seen])
    lower = (after < before) & seen
    return Found(
        detected.ranked.index(DRIVER) + 1,
        {name: detected.q[name] for name in detected.ranked},
        *shares((change <= -FALL) & seen, region.damaged & seen),
        *shares((change >= FALL) & seen, region.healed & seen),
        *shares(lower, region.damaged & seen),
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = os.environ.get("MISSIONPLANNER_DATA", "../shared/data")
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--out", type=Path, help="Keep the study there.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        region = write_region(asked.out or Path(scratch), asked.data, asked.seed)
        opened = open_study(region.study)
        start = time.perf_counter()
        result = security(opened, silent())
        middle = time.perf_counter()
        detected = detect_in_study(opened, Question("esi_vw"), Asked(), silent())
        end = time.perf_counter()
        _print(judge(region, opened.place.out, result, detected), middle - start, end - middle)


def _print(found: Found, security_s: float, detector_s: float) -> None:
    ranked = ", ".join(f"{name} {q:.3f}" for name, q in list(found.q.items())[:5])
    print(f"planted driver {DRIVER}: rank {found.rank} of {len(found.q)} by q ({ranked})")
    words = f"index (variable weights) {FALL:g} or more beyond the region's median"
    print(f"damage, {words}: recall {found.recall:.3f}, precision {found.precision:.3f}")
    healed = f"recall {found.healed_recall:.3f}, precision {found.healed_precision:.3f}"
    print(f"reclaimed, {words}: {healed}")
    level = f"recall {found.level_recall:.3f}, precision {found.level_precision:.3f}"
    print(f"damage, a level or more lower: {level}")
    print(f"security {security_s:.1f} s, geodetector {detector_s:.1f} s")


if __name__ == "__main__":
    main()
