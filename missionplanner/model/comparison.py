"""Two plans beside each other, figure by figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification


class Better(StrEnum):
    """Which way a figure gets better."""

    LESS = "less"
    MORE = "more"
    NEITHER = "neither"


@dataclass(frozen=True)
class Compared:
    """One figure of both plans.

    Attributes
    ----------
    key : str
        Stable name of the figure.
    a, b : float
        In the unit that the key tells (`_m`, `_wh`, `_s`, shares from 0 to 1).
    better : Better
    digits : int
        After the point, in the unit it is shown in.
    """

    key: str
    a: float
    b: float
    better: Better
    digits: int = 0

    @property
    def change(self) -> float:
        """B less A."""
        return self.b - self.a

    @property
    def verdict(self) -> str:
        """`ok` where B is better, `warn` where it is worse; empty where it is the same."""
        size = abs(self.change)
        if self.better is Better.NEITHER or size <= 1e-9 * max(abs(self.a), abs(self.b), 1.0):
            return ""
        return "ok" if (self.change < 0) == (self.better is Better.LESS) else "warn"


Judged = Sequence[tuple[SensorPlan, Verification]]
"""The sensors' plans of one result, each with its verification."""

_Figure = Callable[[Judged], float]


def compared(a: Judged, b: Judged) -> tuple[Compared, ...]:
    """Return the figures of two results over the same sensors; sums, worst values and shares.

    Shares are means by the ground that can be flown, so that a small sensor's gap does not hide.
    """
    return tuple(
        Compared(key, figure(a), figure(b), better, digits)
        for key, figure, better, digits in _FIGURES
    )


def _total(get: Callable[[Verification], float]) -> _Figure:
    return lambda judged: sum(get(v) for _, v in judged)


def _least(get: Callable[[Verification], float]) -> _Figure:
    return lambda judged: min(get(v) for _, v in judged)


def _most(get: Callable[[Verification], float]) -> _Figure:
    return lambda judged: max(get(v) for _, v in judged)


def _mean(get: Callable[[Verification], float]) -> _Figure:
    def figure(judged: Judged) -> float:
        ground = sum(v.flyable_m2 for _, v in judged)
        return sum(get(v) * v.flyable_m2 for _, v in judged) / max(ground, 1e-9)

    return figure


_FIGURES: tuple[tuple[str, _Figure, Better, int], ...] = (
    ("sorties", _total(lambda v: len(v.sorties)), Better.LESS, 0),
    ("duration_s", _total(lambda v: v.duration_s), Better.LESS, 0),
    ("length_m", _total(lambda v: v.length_m), Better.LESS, 1),
    ("climb_m", _total(lambda v: v.climb_m), Better.LESS, 0),
    ("energy_wh", _total(lambda v: v.energy_wh), Better.LESS, 2),
    ("photos", _total(lambda v: v.photos), Better.NEITHER, 0),
    ("seen_share", _mean(lambda v: v.seen_share), Better.MORE, 1),
    ("overlap_ok_share", _mean(lambda v: v.overlap_ok_share), Better.MORE, 1),
    ("gsd_p95_m", _most(lambda v: v.gsd_p95_m), Better.LESS, 1),
    ("clearance_min_m", _least(lambda v: v.clearance_min_m), Better.MORE, 0),
    ("agl_max_m", _most(lambda v: v.agl_max_m), Better.LESS, 0),
    ("zone_m", _total(lambda v: v.zone_m), Better.LESS, 0),
)
