"""Whether the verdict on an index is right: of right studies and of studies with a planted fault.

    python -m benchmarks.trust_verdict [--studies 100] [--seed 1]

Right ones ought to get *trust*, those with a fault ought not to. See `benchmarks.seeded_trust`.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.seeded_trust import FAULTS, write_seeded
from missionplanner.model.trust import Trust, Verdict
from missionplanner.operations.ecology import index
from missionplanner.tasks.progress import silent


def verdict_of(seed: int, fault: str, folder: Path) -> Trust:
    """Return the verdict on a seeded study."""
    made = write_seeded(folder, seed, fault)
    return index(made.opened, silent()).trust


def main() -> None:
    """Print a line a kind of study, and what made right ones be doubted."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--studies", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    verdicts: dict[str, Counter[str]] = {}
    doubts: Counter[str] = Counter()
    for number in range(given.studies):
        seed = given.seed * 10_000 + number
        for fault in ("", FAULTS[number % len(FAULTS)]):
            with tempfile.TemporaryDirectory() as folder:
                found = verdict_of(seed, fault, Path(folder))
            verdicts.setdefault(fault or "right", Counter())[found.verdict.value] += 1
            if not fault:
                doubts.update({one.code for one in found.reasons})
            elif found.trusted:
                print(f"believed: seed {seed}, {fault}")
    print("| study | trust | look | do not trust |\n|---|---|---|---|")
    for kind, counts in verdicts.items():
        print(f"| {kind} | " + " | ".join(str(counts[v.value]) for v in Verdict) + " |")
    print("Reasons to doubt right ones:", dict(doubts))


if __name__ == "__main__":
    main()
