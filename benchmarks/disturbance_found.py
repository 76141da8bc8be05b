"""How much of a known disturbance the whole chain finds again: recall and precision.

    python -m benchmarks.disturbance_found [--data FOLDER] [--seed 2024] [--out FOLDER]

See `benchmarks.disturbed_series` for what was done to the ground. A pixel is damaged (healed) where
its bare fraction rose (fell) by 0.05 or more. It is found where Mann-Kendall calls it significantly
degrading (improving) AND Sen's slope passes the tolerance for stable. How much: the rank
correlation of Sen's slope with the true change over the damaged and healed pixels.
"""

import argparse
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scipy.stats import spearmanr

from benchmarks.disturbed_series import PLACES, Series, write_series
from benchmarks.truth import read, shares
from missionplanner.model.ecology import DIRECTION_CODES as DIRECTIONS
from missionplanner.model.ecology import SIGNIFICANCE_CODES as SIGNIFICANCES
from missionplanner.model.ecology import Direction, Significance
from missionplanner.operations.ecology import Results, analyse
from missionplanner.operations.studies import open_study, with_options
from missionplanner.tasks.progress import silent

LEAST = 0.05


@dataclass(frozen=True)
class Found:
    """Shares of truth found, and of what was found true; rank correlation of how much."""

    recall: float
    precision: float
    healed_recall: float
    healed_precision: float
    rank_correlation: float
    recall_by_place: dict[str, float]


def judge(series: Series, out: Path, results: Results) -> Found:
    assert results.trend
    layer = {name: read(out / path) for name, path in results.trend.files.items()}
    seen = layer["direction"] > 0
    worse = (layer["direction"] == DIRECTIONS[Direction.DEGRADING]) & (
        layer["significance"] == SIGNIFICANCES[Significance.DEGRADING]
    )
    better = (layer["direction"] == DIRECTIONS[Direction.IMPROVING]) & (
        layer["significance"] == SIGNIFICANCES[Significance.IMPROVING]
    )
    damaged, healed = seen & (series.change >= LEAST), seen & (series.change <= -LEAST)
    touched = damaged | healed
    by_place = {
        name: float((worse | better)[touched & (series.zone == number)].mean())
        for number, name in enumerate(PLACES, 1)
    }
    return Found(
        *shares(worse, damaged),
        *shares(better, healed),
        float(-spearmanr(layer["slope"][touched], series.change[touched]).statistic),
        by_place,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = os.environ.get("MISSIONPLANNER_DATA", "../shared/data")
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        series = write_series(asked.out or Path(folder), asked.data, asked.seed)
        opened = open_study(series.study)
        for level in (0.05, 0.01):
            strict = with_options(opened, "trend", {"significance": level})
            found = judge(series, opened.place.out, analyse(strict, silent()))
            tell(f"seed {asked.seed}, significance {level}", found)


def tell(words: str, found: Found) -> None:
    print(words)
    print(f"damage: recall {found.recall:.3f}, precision {found.precision:.3f}")
    print(f"repair: recall {found.healed_recall:.3f}, precision {found.healed_precision:.3f}")
    print(f"how much: rank correlation {found.rank_correlation:.3f}")
    for name, share in found.recall_by_place.items():
        print(f"  {name}: {share:.3f} found")


if __name__ == "__main__":
    main()
