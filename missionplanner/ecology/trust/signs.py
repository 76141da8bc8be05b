"""Whether each indicator works in the index the way it ought to, and how surely."""

from collections.abc import Iterator, Sequence

import numpy as np

from missionplanner.ecology.trust.evidence import Floats, IndexEvidence, Weighed, shares
from missionplanner.ecology.trust.sentences import reason
from missionplanner.ecology.trust.thresholds import (
    GREAT_LOADING,
    GREAT_R,
    GREAT_WEIGHT,
    HEARD_WEIGHT,
    PC1_SHARE,
    SLIGHT_LOADING,
    SLIGHT_R,
    SLIGHT_WEIGHT,
)
from missionplanner.model.study import Indicator
from missionplanner.model.trust import Check, Reason, Verdict

Judged = tuple[list[Reason], Check]


def of_weights(evidence: IndexEvidence) -> Judged:
    """Judge the sign of every net weight."""
    found, asked = [], 0
    for one in evidence.weighed:
        weights, parts = one.weights, shares(one.weights)
        for i in np.flatnonzero(parts >= SLIGHT_WEIGHT):
            asked += 1
            if weights[i] * one.expected[i] >= 0:
                continue
            verdict = Verdict.DO_NOT if parts[i] >= GREAT_WEIGHT else Verdict.LOOK
            found.append(
                reason(
                    "weight_wrong", verdict, indicator=str(one.indicators[i]), where=one.where,
                    weight=float(weights[i]), share=float(parts[i]),
                )
            )  # fmt: skip
    return found, counted("weights", asked, found)


def of_loadings(evidence: IndexEvidence) -> Judged:
    """Judge the sign of every loading of the first component."""
    found, asked = [], 0
    for one in evidence.weighed:
        first = one.components.loadings[:, 0]
        for i in np.flatnonzero(np.abs(first) >= SLIGHT_LOADING):
            asked += 1
            if first[i] * one.expected[i] >= 0:
                continue
            verdict = Verdict.DO_NOT if abs(first[i]) >= GREAT_LOADING else Verdict.LOOK
            found.append(
                reason(
                    "loading_wrong", verdict, indicator=str(one.indicators[i]), where=one.where,
                    loading=float(first[i]),
                )
            )  # fmt: skip
    return found, counted("loadings", asked, found)


def of_dates(evidence: IndexEvidence) -> Judged:
    """Judge how every indicator runs with the index within each date.

    One date that is turned round among several that are not leaves the common weights as they are;
    it shows here. Erosion rises with slope, and slopes may be the greenest ground: it is never
    more than something to look at.
    """
    found, asked = [], 0
    for one in evidence.weighed:
        heard = shares(one.weights) >= HEARD_WEIGHT
        for date in one.dates:
            along = one.within(date) * one.expected
            for i in np.flatnonzero(heard & (np.abs(along) >= SLIGHT_R)):
                asked += 1
                if along[i] > 0:
                    continue
                great = along[i] <= -GREAT_R and one.indicators[i] is not Indicator.EROSION
                found.append(
                    reason(
                        "against", Verdict.DO_NOT if great else Verdict.LOOK,
                        indicator=str(one.indicators[i]), date=date,
                        r=float(along[i] * one.expected[i]),
                    )
                )  # fmt: skip
    return found, counted("within", asked, found)


def of_left_out(evidence: IndexEvidence) -> Judged:
    """Judge whether signs hold when each date is left out in turn."""
    found, asked, broken = [], 0, 0
    for one in evidence.weighed:
        for date in one.dates if len(one.dates) > 1 else ():
            asked += 1
            turned = list(_turned(one, one.without_date(date)))
            broken += bool(turned)
            for i, without in turned:
                found.append(
                    reason(
                        "unstable", Verdict.LOOK, indicator=str(one.indicators[i]), left=date,
                        weight=float(one.weights[i]), without=without,
                    )
                )  # fmt: skip
    return found, _of("left_out", asked - broken, asked, found)


def of_tenths(evidence: IndexEvidence) -> Judged:
    """Judge whether signs hold when each tenth of the cells is left out in turn."""
    found: dict[tuple[str, Indicator], Reason] = {}
    asked = broken = 0
    for one in evidence.weighed:
        for tenth in range(len(one.tenths)):
            asked += 1
            turned = list(_turned(one, one.without_tenth(tenth)))
            broken += bool(turned)
            for i, without in turned:
                told = reason(
                    "unstable_cells", Verdict.LOOK, indicator=str(one.indicators[i]),
                    weight=float(one.weights[i]), without=without,
                )  # fmt: skip
                found.setdefault((one.where, one.indicators[i]), told)
    return list(found.values()), _of("tenths", asked - broken, asked, list(found.values()))


def of_guesses(evidence: IndexEvidence) -> list[Reason]:
    """Judge components without a sure direction: whether the other one would turn an indicator."""
    found: dict[tuple[int, int], Reason] = {}
    for one in evidence.weighed:
        unsure = [k for k in range(one.count) if one.components.unsure[k]]
        for k in unsure:
            for i, _ in sorted(_turned(one, one.turned(k)), key=lambda two: -abs(two[1]))[:1]:
                told = reason(
                    "guess", Verdict.LOOK, component=k + 1, indicator=str(one.indicators[i])
                )
                found.setdefault((k, i), told)
    return list(found.values())


def of_share(evidence: IndexEvidence) -> Judged:
    """Judge the first component's share of the variance."""
    held = {one.where: float(one.components.contributions[0]) for one in evidence.weighed}
    where = min(held, key=lambda name: held[name])
    asked = f"≥ {PC1_SHARE:.0%}"
    if held[where] >= PC1_SHARE:
        return [], Check(code="share", found=f"{held[where]:.0%}", asked=asked)
    told = reason("share", Verdict.LOOK, share=held[where], where=where, asked=PC1_SHARE)
    return [told], Check(
        code="share", found=f"{held[where]:.0%}", asked=asked, verdict=Verdict.LOOK
    )


def counted(code: str, asked: int, found: Sequence[Reason]) -> Check:
    """Return a check of so many signs, of which those found are wrong."""
    return _of(code, asked - len(found), asked, found)


def worst(found: Sequence[Reason]) -> Verdict:
    """Return the worst verdict of some reasons; trust where there is none."""
    return max((one.verdict for one in found), key=lambda v: v.rank, default=Verdict.TRUST)


def _of(code: str, right: int, asked: int, found: Sequence[Reason]) -> Check:
    figures = f"{right} / {asked}" if asked else "-"
    return Check(code=code, found=figures, asked=str(asked) if asked else "-", verdict=worst(found))


def _turned(one: Weighed, without: Floats | None) -> Iterator[tuple[int, float]]:
    """Yield place and new weight of each indicator whose sign is another; slight ones are not."""
    if without is None:
        return
    heard = (shares(one.weights) >= SLIGHT_WEIGHT) & (shares(without) >= SLIGHT_WEIGHT)
    for i in np.flatnonzero(heard & (one.weights * without < 0)):
        yield int(i), float(without[i])
