"""Two plans compared figure by figure."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from missionplanner.model.comparison import compared


@dataclass
class Judged:
    """As much of a verification as figures are taken from."""

    sorties: list[int] = field(default_factory=lambda: [1, 2, 3])
    duration_s: float = 3600.0
    length_m: float = 30_000.0
    climb_m: float = 900.0
    energy_wh: float = 900.0
    photos: int = 1000
    seen_share: float = 1.0
    overlap_ok_share: float = 0.97
    gsd_p95_m: float = 0.015
    clearance_min_m: float = 61.0
    agl_max_m: float = 118.0
    zone_m: float = 0.0
    flyable_m2: float = 1e6


def figures(a: list[Any], b: list[Any]) -> dict[str, Any]:
    return {f.key: f for f in compared([(None, v) for v in a], [(None, v) for v in b])}


def test_less_energy_is_better_and_less_clearance_is_worse() -> None:
    found = figures([Judged()], [Judged(energy_wh=700.0, clearance_min_m=55.0, photos=900)])
    assert found["energy_wh"].change == pytest.approx(-200)
    assert found["energy_wh"].verdict == "ok"
    assert found["clearance_min_m"].verdict == "warn"
    assert found["photos"].verdict == "", "more or fewer images are neither"
    assert found["climb_m"].verdict == "", "the same is neither"


def test_sums_worst_values_and_shares_by_ground() -> None:
    small = Judged(seen_share=0.5, flyable_m2=1e5, gsd_p95_m=0.03, clearance_min_m=40.0)
    found = figures([Judged(), small], [Judged()])
    assert found["sorties"].a == 6
    assert found["gsd_p95_m"].a == 0.03
    assert found["clearance_min_m"].a == 40.0
    assert found["seen_share"].a == pytest.approx((1.0 + 0.05) / 1.1)
    assert found["seen_share"].verdict == "ok"
