"""Whether the dates can be set beside each other: season, sensor, cloud, fill."""

import datetime
import math
from collections.abc import Iterator, Sequence

from missionplanner.ecology.imagery.sensors import alike, sensor
from missionplanner.ecology.trust.evidence import IndexEvidence, SeenGround
from missionplanner.ecology.trust.sentences import reason
from missionplanner.ecology.trust.signs import Judged, worst
from missionplanner.ecology.trust.thresholds import (
    CLOUD_SHARE,
    FEW_OUTSIDE,
    NO_DATA_SHARE,
    OTHER_SEASON_DAYS,
    SEASON_DAYS,
)
from missionplanner.errors import InputError
from missionplanner.model.ecology import EpochFacts
from missionplanner.model.study import Indicator
from missionplanner.model.trust import Check, Reason, Verdict

_YEAR_DAYS = 365
_NO_DATE = ("-",)


def days_apart(a: datetime.date, b: datetime.date) -> int:
    """Return how far two dates lie apart in the year: 0 to 182 days."""
    apart = abs(a.timetuple().tm_yday - b.timetuple().tm_yday)
    return min(apart, max(0, _YEAR_DAYS - apart))


def season_of(dates: Sequence[datetime.date]) -> datetime.date:
    """Return the date with the most others within a season of it; of several the nearest to all.

    Of two alone the later one.
    """

    def standing(date: datetime.date) -> tuple[int, int, datetime.date]:
        apart = [days_apart(date, other) for other in dates]
        return sum(days <= SEASON_DAYS for days in apart), -sum(apart), date

    return max(dates, key=standing)


def of_seasons(evidence: IndexEvidence) -> Judged:
    """Judge whether the dates are of one season of the year."""
    return seasons_judged(evidence.dates)


def seasons_judged(dates: Sequence[datetime.date]) -> Judged:
    """Judge whether dates, in order, are of one season of the year."""
    middle = season_of(dates)
    outside = [date for date in dates if days_apart(date, middle) > SEASON_DAYS]
    found = []
    if outside:
        far = [date for date in outside if days_apart(date, middle) > OTHER_SEASON_DAYS]
        at_ends = bool({dates[0], dates[-1]} & set(far))
        grave = at_ends or len(far) > FEW_OUTSIDE * len(dates)
        found.append(
            reason(
                "seasons", Verdict.DO_NOT if grave else Verdict.LOOK,
                dates=tuple(map(str, outside)), reference=str(middle), window=SEASON_DAYS,
                days=max(days_apart(date, middle) for date in outside),
            )
        )  # fmt: skip
    figures = f"{len(dates) - len(outside)} / {len(dates)}"
    return found, Check(code="seasons", found=figures, asked=str(len(dates)), verdict=worst(found))


def of_sensors(evidence: IndexEvidence) -> Judged:
    """Judge whether the dates are of one sensor and one level."""
    facts = [fact for fact in evidence.ground.facts if fact.sensor]
    found, check = sensors_judged(
        [(fact.bands_of or fact.sensor, str(fact.level)) for fact in facts]
    )
    if lending := [fact for fact in facts if fact.lent]:
        bands = tuple(dict.fromkeys(band for fact in lending for band in fact.lent))
        dates = tuple(str(fact.date) for fact in lending)
        found = [*found, reason("lent", Verdict.LOOK, bands=bands, dates=dates)]
    return found, check.model_copy(update={"verdict": worst(found)})


def sensors_judged(seen: Sequence[tuple[str, str]]) -> Judged:
    """Judge whether dates, of each its sensor and level, are of one sensor and one level."""
    sensors = dict.fromkeys(key for key, _ in seen)
    levels = dict.fromkeys(level for _, level in seen)
    found = []
    if len(levels) > 1:
        found.append(reason("levels", Verdict.DO_NOT, levels=tuple(levels)))
    if not alike(sensors):
        titles = tuple(_title(key) for key in sensors)
        found.append(reason("sensors", Verdict.LOOK, sensors=titles))
    figures = f"{max(1, len(sensors))}, {max(1, len(levels))}"
    return found, Check(code="sensors", found=figures, asked="1, 1", verdict=worst(found))


def of_cloud(evidence: IndexEvidence) -> Judged:
    """Judge the cloudiest date; a date without a mask has nothing to judge."""
    known = [fact for fact in evidence.ground.facts if math.isfinite(fact.cloud_share)]
    asked = f"≤ {CLOUD_SHARE:.0%}"
    found = [
        reason("cloud", Verdict.LOOK, share=fact.cloud_share, date=str(fact.date))
        for fact in known
        if fact.cloud_share > CLOUD_SHARE
    ]
    most = f"{max(fact.cloud_share for fact in known):.0%}" if known else "-"
    return found, Check(code="cloud", found=most, asked=asked, verdict=worst(found))


def of_no_data(evidence: IndexEvidence) -> Judged:
    """Judge fill and holes of every date."""
    ground = evidence.ground
    most = max(ground.accounted_m2(fact) for fact in ground.facts)
    told = [one for fact in ground.facts for one in _no_data(ground, fact, most)]
    found = [one for one in told if _share(one) > NO_DATA_SHARE]
    worst_share = max(map(_share, told), default=0.0)
    return found, Check(
        code="no_data",
        found=f"{worst_share:.1%}",
        asked=f"≤ {NO_DATA_SHARE:.0%}",
        verdict=worst(found),
    )


def of_making(evidence: IndexEvidence) -> list[Reason]:
    """Judge what the index is made of, and whether its dates share a scale."""
    used = set(evidence.ground.used.values())
    lacking = [name for name in evidence.wanted if not all(name in names for names in used)]
    # Asked for or not: what a study leaves out of the index is out of it.
    lacking += [name for name in Indicator if name not in evidence.wanted]
    found = []
    if len(used) > 1:
        found.append(reason("indicators_differ", Verdict.DO_NOT))
    elif lacking:
        found.append(reason("lacking", Verdict.LOOK, indicators=tuple(map(str, lacking))))
    if any(one.rule == "printed" for one in evidence.weighed):
        ways = _ways(evidence)
        verdict = Verdict.LOOK if ways["against"] == _NO_DATE else Verdict.DO_NOT
        found.append(reason("printed", verdict, **ways))
    if not evidence.pooled and len(evidence.dates) > 1:
        found.append(reason("each_scale", Verdict.LOOK))
    return found


def _ways(evidence: IndexEvidence) -> dict[str, tuple[str, ...]]:
    """Return on which dates the first component points along a better ecology, and against it."""
    ways: dict[str, list[str]] = {"along": [], "against": []}
    for one in evidence.weighed:
        points = float(one.expected @ one.components.loadings[:, 0])
        ways["along" if points > 0 else "against"].append(one.where)
    return {way: tuple(dates) or _NO_DATE for way, dates in ways.items()}


def _no_data(ground: SeenGround, fact: EpochFacts, most_m2: float) -> Iterator[Reason]:
    date, look = str(fact.date), Verdict.LOOK
    accounted, known = ground.accounted_m2(fact), ground.known_m2(fact)
    if most_m2 > 0:
        yield reason("ground", look, date=date, share=1 - accounted / most_m2)
    if date in ground.untagged and fact.seen_m2 > 0:
        yield reason("untagged", look, date=date, share=max(0.0, 1 - accounted / fact.seen_m2))
    best = max(known.values(), default=0.0)
    for name, area in known.items():
        if area < best:
            yield reason("gap", look, date=date, indicator=name, share=1 - area / best)
    for layer, area in fact.beyond_m2.items():
        yield reason("beyond", look, date=date, layer=layer, share=area / ground.whole_m2)
    alike = ground.alike_m2.get(date, {})
    if best > 0 and alike:
        name = max(alike, key=lambda layer: alike[layer])
        yield reason("alike", look, date=date, indicator=name, share=alike[name] / best)


def _title(key: str) -> str:
    """Return a sensor's title; a table of the user's own is called by its path."""
    try:
        return sensor(key).title
    except InputError:
        return key


def _share(one: Reason) -> float:
    share = one.values["share"]
    assert isinstance(share, int | float)
    return float(share)
