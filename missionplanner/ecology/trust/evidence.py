"""What a verdict is given on: weights and what becomes of them when something is left out."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.index.components import Components, components
from missionplanner.ecology.index.orientation import EXPECTED, Orientation
from missionplanner.ecology.statistics.limits import Limits
from missionplanner.ecology.statistics.moments import Moments, merged
from missionplanner.errors import InputError
from missionplanner.model.ecology import EpochFacts
from missionplanner.model.study import Indicator

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Weighed:
    """One set of components: of all dates together, or of one date.

    Attributes
    ----------
    where : str
        "all epochs", or the date.
    indicators : tuple of Indicator, length k
    components : Components
    count : int
        Components that the index is made of.
    dates : mapping of str to Moments
        By date, of the indicators scaled as for the components.
    tenths : sequence of Moments
        The same cells in parts of which each can be left out; empty: not counted.
    rule : str
        The rule of orientation.
    """

    where: str
    indicators: tuple[Indicator, ...]
    components: Components
    count: int
    dates: Mapping[str, Moments]
    tenths: Sequence[Moments] = ()
    rule: Orientation = "expected"

    @property
    def expected(self) -> Floats:
        """Sign that each indicator ought to have, shape (k,)."""
        return np.array([EXPECTED[name] for name in self.indicators])

    @property
    def weights(self) -> Floats:
        """Net weight of each indicator in the index, shape (k,)."""
        return self.components.weights(self.count)

    def without_date(self, date: str) -> Floats | None:
        """Return the net weights of all dates but one; None where there are none."""
        return self._weights([own for day, own in self.dates.items() if day != date])

    def without_tenth(self, tenth: int) -> Floats | None:
        """Return the net weights of all cells but a tenth; None where there are none."""
        return self._weights([own for i, own in enumerate(self.tenths) if i != tenth])

    def turned(self, component: int) -> Floats:
        """Return the net weights with one component pointing the other way."""
        parts = self.components
        own: Floats = parts.loadings[:, component] * parts.contributions[component]
        return self.weights - 2 * own

    def within(self, date: str) -> Floats:
        """Return the correlation of each indicator with the index over the cells of one date.

        NaN where an indicator is the same everywhere on that date.
        """
        covariance = self.dates[date].comoment
        weights = self.weights
        together = covariance @ weights
        spread = np.diag(covariance) * float(weights @ together)
        found: Floats = np.divide(
            together, np.sqrt(spread), out=np.full(len(weights), np.nan), where=spread > 0
        )
        return found

    def _weights(self, parts: Sequence[Moments]) -> Floats | None:
        k = len(self.indicators)
        limits = Limits(np.zeros(k), np.ones(k))
        rule = "expected" if self.rule == "printed" else self.rule
        try:
            found = components(merged(parts), limits, self.indicators, rule)
        except (InputError, ValueError):
            return None  # nothing is left, or the rule refuses what is
        if self.rule != "printed":
            return found.weights(self.count)
        # Without a rule a sign means nothing: what is asked is whether the pattern holds.
        own = self.components.loadings
        signs = np.where((own * found.loadings).sum(axis=0) < 0, -1.0, 1.0)
        held: Floats = (found.loadings * signs)[:, : self.count] @ found.contributions[: self.count]
        return held


def shares(weights: Floats) -> Floats:
    """Return each indicator's share of the sum of absolute weights."""
    whole = float(np.abs(weights).sum())
    found: Floats = np.abs(weights) / whole if whole > 0 else np.zeros_like(weights)
    return found


@dataclass(frozen=True, eq=False)
class SeenGround:
    """What was seen of each date.

    Attributes
    ----------
    facts : sequence of EpochFacts
        Of the dates that are in the index.
    whole_m2 : float
        Area of the lattice.
    used : mapping of str to tuple of Indicator
        Date -> what its index is made of.
    alike_m2 : mapping of str to mapping of str to float
        Date -> indicator -> cells that hold one number which no other comes near.
    untagged : frozenset of str
        Dates of which a file holds a number for fill that it does not name as nodata.
    """

    facts: Sequence[EpochFacts]
    whole_m2: float
    used: Mapping[str, tuple[Indicator, ...]]
    alike_m2: Mapping[str, Mapping[str, float]]
    untagged: frozenset[str] = frozenset()

    def known_m2(self, fact: EpochFacts) -> dict[str, float]:
        """Return where each layer of a date's index has a value."""
        names = [str(name) for name in self.used[str(fact.date)]]
        return {name: fact.known_m2[name] for name in names if name in fact.known_m2}

    def accounted_m2(self, fact: EpochFacts) -> float:
        """Return the ground of a date that has a value, or is masked as cloud or water."""
        known = self.known_m2(fact)
        hidden = max(0.0, fact.masked_m2 - (self.whole_m2 - fact.seen_m2))
        return hidden + (max(known.values()) if known else 0.0)


@dataclass(frozen=True, eq=False)
class IndexEvidence:
    """All that a verdict on an index is given on.

    Attributes
    ----------
    weighed : sequence of Weighed
        One where the dates are pooled, else one a date.
    ground : SeenGround
    wanted : tuple of Indicator
        What the study asks for.
    pooled : bool
    """

    weighed: Sequence[Weighed]
    ground: SeenGround
    wanted: tuple[Indicator, ...]
    pooled: bool

    @property
    def dates(self) -> tuple[datetime.date, ...]:
        """Dates in the index, in order."""
        return tuple(fact.date for fact in self.ground.facts)
