"""What of a trend may be said first: what is beyond chance, and how much so many dates can tell."""

import math

from missionplanner.ecology.change.beyond_chance import independent, lag_1, limit, neighbour_r
from missionplanner.ecology.change.mann_kendall import EXACT_UP_TO
from missionplanner.ecology.change.tallies import TrendTally
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import Language
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import BeyondChance, IndexResult, TrendResult
from missionplanner.model.study import Serial, Study, decimal_year

_ALIKE_R = 0.1
"""A weak correlation (Cohen 1988); with less, cells or years are not called alike."""


def beyond_chance(
    study: Study, index: IndexResult, whole: TrendTally, cell_m2: float
) -> BeyondChance:
    """Return what is significant once it is allowed for that every cell is a test.

    Parameters
    ----------
    study : Study
        Its `trend.significance` is the false discovery rate.
    index : IndexResult
    whole : TrendTally
        Of all cells.
    cell_m2 : float
    """
    rate = study.trend.significance
    p_limit, up, down = limit(whole.tests, rate)
    r = neighbour_r(whole.beside)
    means = [epoch.mean for epoch in index.epochs]
    return BeyondChance(
        rate=rate,
        p_limit=p_limit,
        up_m2=up * cell_m2,
        down_m2=down * cell_m2,
        least_p=least_p(len(study.epochs)),
        neighbour_r=r,
        independent_cells=independent(whole.valid, r),
        year_r=lag_1(means, [decimal_year(epoch.date) for epoch in index.epochs]),
    )


def least_p(dates: int) -> float:
    """Return the smallest p that so many dates can give: all in order, one way or the other."""
    if dates <= EXACT_UP_TO:
        return 2 / math.factorial(max(dates, 1))
    variance = dates * (dates - 1) * (2 * dates + 5) / 18
    return math.erfc((dates * (dates - 1) / 2 - 1) / math.sqrt(2 * variance))


def headline(trend: TrendResult, language: Language = "en") -> tuple[str, ...]:
    """Return what changed beyond chance, then a sentence each on dates, neighbours and years."""
    return (*headline_change(trend, language), *headline_sure(trend, language))


def headline_change(trend: TrendResult, language: Language = "en") -> tuple[str, ...]:
    """Return what changed beyond chance, and what changed in one step.

    Where the index is not to be trusted as it is no sentence says which way anything went; where
    it must not be trusted there is none.
    """
    found = trend.beyond_chance
    if found is None or not trend.trust.comparable:
        return ()
    lines = [_change(trend, found)]
    if trend.trust.trusted and (sudden := _sudden(trend)):
        lines.append(sudden)
    return tuple(sentence(line, language) for line in lines)


def headline_sure(trend: TrendResult, language: Language = "en") -> tuple[str, ...]:
    """Return how much so many dates can tell, and whether neighbours and years are alike."""
    found = trend.beyond_chance
    if found is None:
        return ()
    lines = [_of_dates(trend, found)]
    if found.neighbour_r > _ALIKE_R:
        lines.append(
            message(
                "trust.headline.neighbours",
                r=found.neighbour_r,
                cells=round(trend.valid_m2 / trend.grid.cell_m**2),
                independent=found.independent_cells,
            )
        )
    if math.isnan(found.year_r):
        lines.append(message("trust.headline.years_unknown", n=trend.n_epochs))
    elif trend.serial is not Serial.NONE:
        lines.append(message("trust.headline.years_allowed", r=found.year_r))
    elif found.year_r > _ALIKE_R:
        lines.append(message("trust.headline.years_alike", r=found.year_r))
    else:
        lines.append(message("trust.headline.years_apart", r=found.year_r))
    return tuple(sentence(line, language) for line in lines)


def _of_dates(trend: TrendResult, found: BeyondChance) -> Message:
    """Return how much so many dates can tell: uncorrected the least p, else by what way."""
    if trend.serial is not Serial.NONE:
        if trend.serial is Serial.PRE_WHITENING:
            return message("trust.headline.whitened", n=trend.n_epochs)
        return message("trust.headline.serial", n=trend.n_epochs, way=trend.serial.value)
    return message(
        "trust.headline.dates",
        n=trend.n_epochs,
        least=f"{found.least_p:.3g}",
        alpha=100 * trend.significance,
    )


def _sudden(trend: TrendResult) -> Message | None:
    """Return how much changed in one step, and when most was lost; None where nothing did."""
    whole = trend.valid_m2 or 1.0
    loss = sum(part.loss_m2 for part in trend.abrupt)
    gain = sum(part.gain_m2 for part in trend.abrupt)
    if not loss + gain:
        return None
    risen = {"step": trend.abrupt_step, "gain": gain / 1e4, "gain_share": 100 * gain / whole}
    if not loss:
        return message("trust.headline.abrupt_gain", **risen)
    worst = max(trend.abrupt, key=lambda part: part.loss_m2)
    return message(
        "trust.headline.abrupt",
        **risen,
        loss=loss / 1e4,
        loss_share=100 * loss / whole,
        first=worst.first,
        last=worst.last,
        most=worst.loss_m2 / 1e4,
    )


def _change(trend: TrendResult, found: BeyondChance) -> Message:
    if not found.up_m2 + found.down_m2:
        return message("trust.headline.none", rate=100 * found.rate)
    whole = trend.valid_m2 or 1.0
    up, down = 100 * found.up_m2 / whole, 100 * found.down_m2 / whole
    values = {
        "rate": 100 * found.rate,
        "share": up + down,
        "area": (found.up_m2 + found.down_m2) / 1e4,
        "up": up,
        "down": down,
    }
    if trend.trust.trusted:
        return message("trust.headline.changed", **values)
    return message("trust.headline.changed_look", **values)
