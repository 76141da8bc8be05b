"""Whether results of the ecological index are of the study as it now is; no file is looked at."""

import hashlib
import json

from missionplanner.model.ecology import IndexResult, TrendResult, ZonesResult
from missionplanner.model.study import Study
from missionplanner.model.trust import Reason, Trust, Verdict

STALE = Reason(
    code="stale",
    verdict=Verdict.LOOK,
    text="These results are of the study as it was before it was changed. Analyse again.",
)


def imagery_mark(study: Study) -> str:
    """Return a short hash of the scenes of a study as it names them; what is told of them aside."""
    told = [
        epoch.model_dump(mode="json", exclude={"notes"}, exclude_defaults=True)
        for epoch in study.epochs
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def is_stale(
    study: Study,
    index: IndexResult,
    trend: TrendResult | None = None,
    zones: ZonesResult | None = None,
) -> bool:
    """Tell whether results were made with other scenes, files or options than a study asks for."""
    asked = study.index
    same = index.pooled == (asked.normalise == "pooled")
    # Epochs without a clear cell are left out of the index, and belong to it all the same.
    seen = index.facts or index.epochs
    dates = [epoch.date for epoch in seen] == [epoch.date for epoch in study.epochs]
    imagery = index.imagery is None or index.imagery == imagery_mark(study)
    alike = index.corrections == study.corrections
    literal = index.paper_literal == asked.paper_literal
    stands = _stands_on_the_same(study, index, trend, zones)
    return not (same and dates and imagery and alike and literal and stands)


def doubted(trust: Trust) -> Trust:
    """Return the verdict on stale results: at best to be looked at, since they are of no study."""
    grave = [one for one in trust.reasons if one.verdict is Verdict.DO_NOT]
    rest = [one for one in trust.reasons if one not in grave]
    verdict = Verdict.LOOK if trust.trusted else trust.verdict
    return trust.model_copy(update={"verdict": verdict, "reasons": (*grave, STALE, *rest)})


def _stands_on_the_same(
    study: Study, index: IndexResult, trend: TrendResult | None, zones: ZonesResult | None
) -> bool:
    """Tell whether indicators, DEM and zones of results are the study's; told since they are."""
    never = {name for lost in index.missing.values() for name in lost}
    wanted, made = {*study.index.indicators}, {*index.indicators}
    if not (wanted - never <= made <= wanted):
        return False
    if index.dem is not None and index.dem != (study.dem.path if study.dem else ""):
        return False
    if zones is None:  # of too few epochs there is neither a trend nor zones
        return not (study.zones and trend)
    return zones.outlines is None or zones.outlines == (study.zones or "")
