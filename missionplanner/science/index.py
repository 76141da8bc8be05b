"""The improved remote sensing ecological index with the verdict on it."""

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.ecology.engine.bands.facts import one_number, repeated
from missionplanner.ecology.index import irsei as whole
from missionplanner.ecology.index.components import Components
from missionplanner.ecology.index.orientation import Orientation, refuse_unlike
from missionplanner.ecology.statistics.limits import Limits
from missionplanner.ecology.statistics.moments import merged
from missionplanner.ecology.trust.evidence import IndexEvidence, SeenGround, Weighed
from missionplanner.ecology.trust.tenths import in_tenths
from missionplanner.ecology.trust.verdict import judged
from missionplanner.model.ecology import EpochFacts
from missionplanner.model.study import Indicator, Level
from missionplanner.model.trust import Trust
from missionplanner.science.arrays import Floats, floats

FIVE = tuple(indicator.value for indicator in Indicator)
"""greenness, wetness, dryness, heat, erosion."""

Ends = Literal["min-max"] | tuple[float, float]

PERCENTILES = (0.1, 99.9)
"""Beyond which values are cut off unless limits are given: as studies do."""

_ALL = "all epochs"


@dataclass(frozen=True, eq=False)
class JudgedIndex:
    """The index of all dates on one scale, and whether it can be trusted.

    Attributes
    ----------
    index, index_pc1 : float32 or float64, shape (n, ...)
        0 (bad) to 1, by the components asked for and by the first alone; NaN is nodata.
    grades, grades_pc1 : uint8, shape (n, ...)
        1 (bad) to 5 (excellent), a fifth of the scale each; 0 is nodata.
    limits : Limits
        Values of each indicator that became 0 and 1, shape (k,).
    components : Components
        Loadings, eigenvalues and contributions.
    trust : Trust
        `verdict`, `reasons` (the heaviest first, each with its sentence in `text`), `checks`.
    """

    index: Floats
    index_pc1: Floats
    grades: NDArray[np.uint8]
    grades_pc1: NDArray[np.uint8]
    limits: Limits
    components: Components
    trust: Trust


def irsei(
    stack: ArrayLike,
    dates: Sequence[datetime.date | str],
    *,
    indicators: Sequence[str] = FIVE,
    limits: Ends = PERCENTILES,
    orientation: Orientation = "expected",
    components: int = 2,
    sensors: Sequence[str] = (),
    masked: NDArray[np.bool_] | None = None,
) -> JudgedIndex:
    """Return the index of some dates, on one scale and by one set of components, and its verdict.

    Parameters
    ----------
    stack : array_like, shape (k, n, rows, cols)
        k indicators of n dates, in their own units; NaN is nodata. Take out water and cloud first.
    dates : sequence of date or ISO text, length n, ascending
    indicators : sequence of str, length k, what the layers are
    limits : two percentiles, beyond which is cut off, or 'min-max'
    orientation : {'expected', 'ndvi', 'agree', 'printed'}
        How the signs of components are fixed; `agree` refuses where the first two differ.
    components : int, how many are weighted by their contribution
    sensors : sequence of str, key of each date's; empty: not asked
    masked : bool, shape (n, rows, cols), optional
        Cells left out as cloud or water. What else has no value is counted as not seen.

    Raises
    ------
    InputError
        Too few cells have every indicator, one is the same everywhere, or rules disagree.
    ValueError
        Shapes, dates or names do not fit.

    Notes
    -----
    The first paper, section 3.3; where it is left, and what the verdict turns on:
    docs/theory/irsei.md. Cloudiness and the fill of files are not known here: they are not asked.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> ground = rng.uniform(0, 1, (2, 40, 40))  # how good it is, at two dates
    >>> signs = np.array([1, 1, -1, -1, -1])[:, None, None, None]
    >>> stack = signs * ground + rng.normal(0, 0.1, (5, 2, 40, 40))
    >>> found = irsei(stack, ["2023-07-10", "2024-07-20"])
    >>> print(found.trust.verdict, np.corrcoef(found.index.ravel(), ground.ravel())[0, 1] > 0.95)
    trust True
    >>> print(irsei(stack, ["2023-07-10", "2024-12-20"]).trust.verdict)
    do not trust
    """
    names, days = tuple(Indicator(name) for name in indicators), _days(dates)
    cube, count = _cube(stack, len(names), len(days)), min(components, len(names))
    ground = _ground(cube, days, names, _sensors(sensors, len(days)), masked)
    made = _index(cube, names, limits, orientation, components)
    weighed = _weighed(cube, days, names, made, orientation, count)
    trust = judged(IndexEvidence([weighed], ground, names, pooled=True))
    parts = made.index, made.index_pc1, made.grades, made.grades_pc1, made.limits, made.components
    return JudgedIndex(*parts, trust)


def _index(
    cube: Floats, names: tuple[Indicator, ...], limits: Ends, rule: Orientation, count: int
) -> whole.Irsei:
    if isinstance(limits, str) and limits != "min-max":
        raise ValueError(f"limits are two percentiles or min-max, not {limits}")
    made = whole.irsei(
        cube,
        names,
        limits="min-max" if isinstance(limits, str) else "percentile",
        percentiles=PERCENTILES if isinstance(limits, str) else limits,
        orientation=rule,
        count=count,
        where=_ALL,
    )
    if rule == "agree":
        refuse_unlike(made.components.loadings, names, min(count, len(names)), _ALL)
    return made


def _cube(stack: ArrayLike, layers: int, dates: int) -> Floats:
    cube = floats(stack)
    if cube.ndim != 4 or cube.shape[:2] != (layers, dates) or cube.shape[2] == 0:
        raise ValueError(f"stack must be ({layers}, {dates}, rows, cols), not {cube.shape}")
    return cube


def _days(dates: Sequence[datetime.date | str]) -> list[datetime.date]:
    days = [datetime.date.fromisoformat(date) if isinstance(date, str) else date for date in dates]
    if not days or any(a >= b for a, b in pairwise(days)):
        raise ValueError("dates must ascend, and there must be one at least")
    return days


def _sensors(sensors: Sequence[str], dates: int) -> Sequence[str]:
    if sensors and (isinstance(sensors, str) or len(sensors) != dates):
        raise ValueError(f"{dates} dates need {dates} sensors")
    return sensors or [""] * dates


def _weighed(
    cube: Floats,
    days: Sequence[datetime.date],
    names: tuple[Indicator, ...],
    made: whole.Irsei,
    rule: Orientation,
    count: int,
) -> Weighed:
    layers, rows = len(names), cube.shape[2]
    parts = [
        in_tenths(np.ascontiguousarray(cube[:, i]).reshape(layers, -1), rows, made.limits)
        for i in range(len(days))
    ]
    return Weighed(
        where=_ALL if len(days) > 1 else str(days[0]),
        indicators=names,
        components=made.components,
        count=count,
        dates={str(day): part.whole for day, part in zip(days, parts, strict=True)},
        tenths=[merged(tenth) for tenth in zip(*(part.tenths for part in parts), strict=True)],
        rule=rule,
    )


def _ground(
    cube: Floats,
    days: Sequence[datetime.date],
    names: tuple[Indicator, ...],
    sensors: Sequence[str],
    masked: NDArray[np.bool_] | None,
) -> SeenGround:
    """Return what was seen of each date, in cells: a verdict takes shares of areas alone."""
    hidden = np.zeros(cube.shape[1:], np.bool_) if masked is None else np.asarray(masked, np.bool_)
    if hidden.shape != cube.shape[1:]:
        raise ValueError(f"masked must be {cube.shape[1:]}, not {hidden.shape}")
    layers = [dict(zip(map(str, names), cube[:, i], strict=True)) for i in range(len(days))]
    return SeenGround(
        facts=[_facts(*one) for one in zip(days, sensors, layers, hidden, strict=True)],
        whole_m2=float(hidden[0].size),
        used={str(day): names for day in days},
        alike_m2=dict(_alike(days, layers)),
    )


def _facts(
    day: datetime.date,
    sensor: str,
    layers: dict[str, Floats],
    hidden: NDArray[np.bool_],
) -> EpochFacts:
    known = {name: np.isfinite(values) for name, values in layers.items()}
    unseen = ~(np.any(list(known.values()), axis=0) | hidden)
    return EpochFacts(
        date=day,
        sensor=sensor,
        level=Level.SURFACE,  # one for all: it is asked whether they differ
        day_of_year=day.timetuple().tm_yday,
        cloud_share=math.nan,
        seen_m2=float(hidden.size - unseen.sum()),
        masked_m2=float((hidden | unseen).sum()),
        known_m2={name: float(there.sum()) for name, there in known.items()},
    )


def _alike(
    days: Sequence[datetime.date], layers: Sequence[dict[str, Floats]]
) -> Iterator[tuple[str, dict[str, float]]]:
    for day, own in zip(days, layers, strict=True):
        cells = one_number([{"repeated": repeated(own)}])
        yield str(day), {name: float(number) for name, number in cells.items()}
