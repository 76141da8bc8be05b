"""Warnings, and what was found in plain words with how sure it is."""

import math
from collections.abc import Sequence

from missionplanner.ecology.change.alerts import degraded, poor
from missionplanner.ecology.change.headline import headline_change, headline_sure
from missionplanner.ecology.imagery.epoch_notes import OF_ALL_EPOCHS, OF_EPOCH
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.ecology import (
    Grade,
    IndexResult,
    Significance,
    TrendResult,
    ZonesResult,
)
from missionplanner.report.numbers import number, p_value
from missionplanner.report.page import Block, Bullets, Paragraph, Section, Tile, TileRow
from missionplanner.report.sections.content import Material, ends
from missionplanner.report.sections.security.summary import security_summary
from missionplanner.report.sections.security.warnings import security_warnings
from missionplanner.report.sections.trusting import more_reasons

_SAME = 0.005  # a change of the mean below this prints as 0.00 or 0.01 and is called none
_LEAST_TOLD = 0.005  # a share below this would print as 0 %
_GOOD = (Grade.GOOD, Grade.EXCELLENT)
_POOR = (Grade.POOR, Grade.BAD)


def warnings(told: Material) -> Section:
    """Return all warnings of all results, each once, those of zones first."""
    found = told.found
    parts = [found.trend, found.index, found.indicators]
    lines = _zone_warnings(told, found.zones) if found.zones else []
    lines += by_date(told, [line for part in parts if part for line in part.warnings])
    lines += by_date(told, security_warnings(told))
    lines += more_reasons(told)
    unique = list(dict.fromkeys(lines))
    block: Block = (
        Bullets(unique, "warning") if unique else Paragraph(told.words("no_warnings"), quiet=True)
    )
    return Section("warnings", told.words("h_warnings"), [block])


def _zone_warnings(told: Material, zones: ZonesResult) -> list[str]:
    """Return the zones' warnings with their names; those that numbers tell, in our own words."""
    options, w, lines = told.study.trend, told.words, []
    for zone in zones.zones:
        ill = share(zone.grades_m2[-1], _POOR) / 100
        known = {
            "ecology.zone.degraded": (
                "warn_degraded",
                zone.significant_share,
                options.warn_degraded_share,
            ),
            "ecology.zone.poor": ("warn_poor", ill, options.warn_poor_share),
        }
        # Those of a result of before are sentences.
        now = (degraded(zone.significant_share, options), poor(zone.grades_m2[-1], options))
        before = {sentence(one, "en"): one.code for one in now if one}
        for line in zone.warnings:
            code = before.get(sentence(line, "en"), line.code)
            if code in known:
                key, part, limit = known[code]
                percent = {"share": number(100 * part, 0), "limit": number(100 * limit, 0)}
                lines.append(w(key, name=zone.name, **percent))
            else:
                lines.append(f"{zone.name}: {w.told(line)}")
    names = tuple(f"{zone.name}: " for zone in zones.zones)
    others = [x for x in zones.warnings if not sentence(x, "en").startswith(names)]
    return lines + [w.told(x) for x in others if x.code != "ecology.zone.warned"]


def by_date(told: Material, lines: Sequence[Message | str]) -> list[str]:
    """Join lines that say the same of several dates, in the report's language."""
    dates: dict[str, list[str]] = {}
    for line in dict.fromkeys(lines):
        day, words = _dated(told, line)
        dates.setdefault(words, []).append(day)
    return [f"{', '.join(days)}: {words}" if days[0] else words for words, days in dates.items()]


def _dated(told: Material, line: Message | str) -> tuple[str, str]:
    """Return of what date a line tells ('': of none), and what, in the report's language."""
    w = told.words
    if not isinstance(line, Message):
        return "", line
    note = line.values.get("note")
    if line.code in (OF_EPOCH, OF_ALL_EPOCHS) and isinstance(note, Message):
        return str(line.values.get("day", w("every_date"))), w.told(note)
    return "", w.told(line)


def changed(told: Material) -> list[str]:
    """Return what may be said of the index under the verdict in force."""
    found = told.found
    if not found.index:
        return []
    if not told.trust.comparable:
        return [told.words("not_told")]
    lines = _index_lines(told, found.index)
    if found.trend and len(found.index.epochs) > 1:
        lines += headline_change(found.trend, told.words.language)
    return lines


def summary(told: Material) -> Section:
    """Return the figures that matter, what was found beside, and what else bears on it."""
    found, w = told.found, told.words
    tiles: list[Tile] = []
    lines: list[str] = []
    if found.index and told.trust.comparable:
        tiles += _index_tiles(told, found.index)
    if found.trend and told.trust.trusted:
        tiles += _trend_tiles(told, found.trend)
    if found.trend and not found.index:
        lines += headline_change(found.trend, w.language)
    if found.zones and told.trust.trusted:
        lines += _zone_lines(told, found.zones)
    blocks: list[Block] = [TileRow(tiles)] if tiles else []
    security = security_summary(told)
    if not (lines or security or found.index):
        lines = [w("nothing_yet")]
    if lines:
        blocks.append(Bullets(lines, head=w("h_found")))
    blocks += security
    sure = _sure(told)
    if sure:
        blocks.append(Bullets(sure, head=w("h_sure")))
    return Section("summary", w("h_summary"), blocks)


def share(parts: dict[Grade, float], chosen: tuple[Grade, ...]) -> float:
    """Return the share of some grades, per cent."""
    total = math.fsum(parts.values())
    return 100 * math.fsum(parts.get(grade, 0.0) for grade in chosen) / total if total else 0.0


def _index_tiles(told: Material, index: IndexResult) -> list[Tile]:
    (first, last), w = ends(index), told.words
    good = [share(epoch.grades_m2, _GOOD) for epoch in (first, last)]
    several = len(index.epochs) > 1
    return [
        Tile(
            w("tile_mean", date=last.date),
            number(last.mean),
            w("was", value=number(first.mean)) if several else "",
        ),
        Tile(
            w("tile_good"),
            f"{number(good[1], 0)} %",
            w("was", value=f"{number(good[0], 0)} %") if several else "",
        ),
    ]


def _trend_tiles(told: Material, trend: TrendResult) -> list[Tile]:
    total = trend.valid_m2 or 1.0
    found = trend.beyond_chance
    if found is None:
        return []
    rows = (
        ("tile_improving", found.up_m2, Significance.IMPROVING),
        ("tile_degrading", found.down_m2, Significance.DEGRADING),
    )
    return [
        Tile(
            told.words(key),
            f"{number(100 * area / total, 0)} %",
            told.words("uncorrected", value=number(100 * trend.significant_m2[sure] / total, 0)),
        )
        for key, area, sure in rows
    ]


def _index_lines(told: Material, index: IndexResult) -> list[str]:
    (first, last), w = ends(index), told.words
    if len(index.epochs) == 1:
        return [
            w(
                "one_epoch", date=last.date, mean=number(last.mean),
                good=number(share(last.grades_m2, _GOOD), 0),
                poor=number(share(last.grades_m2, _POOR), 0),
            )
        ]  # fmt: skip
    change = last.mean - first.mean
    return [
        w(
            f"mean_{_way(told, change)}", first=first.date, last=last.date, was=number(first.mean),
            now=number(last.mean), change=number(change, 2, signed=True),
        ),
        w(
            "grades_moved" if told.trust.trusted else "grades_stand",
            good_was=number(share(first.grades_m2, _GOOD), 0),
            good_now=number(share(last.grades_m2, _GOOD), 0),
            poor_was=number(share(first.grades_m2, _POOR), 0),
            poor_now=number(share(last.grades_m2, _POOR), 0),
        ),
    ]  # fmt: skip


def _way(told: Material, change: float) -> str:
    """Return what may be said of a change of the mean: rose, fell, same, or both values alone.

    A mean rose where the index can be trusted and more ground went up than down beyond chance;
    the difference of two dates alone is the difference of two skies.
    """
    found = told.found.trend.beyond_chance if told.found.trend else None
    if not told.trust.trusted:
        return "stand"
    if abs(change) < _SAME:
        return "same"
    if found is None:
        return "apart"
    sure = found.up_m2 - found.down_m2
    if change * sure <= 0:
        return "apart"
    return "rose" if change > 0 else "fell"


def _zone_lines(told: Material, zones: ZonesResult) -> list[str]:
    rows = [zone for zone in zones.zones if math.isfinite(zone.total_change)]
    if not rows:
        return []
    lines = []
    worst = min(rows, key=lambda zone: zone.total_change)
    best = max(rows, key=lambda zone: zone.total_change)
    for key, zone in (("zone_fell", worst), ("zone_rose", best)):
        if (zone.total_change < 0) == (key == "zone_fell"):
            lines.append(
                told.words(
                    key, name=zone.name, change=number(zone.total_change, 2, signed=True),
                    share=number(100 * zone.significant_share, 0),
                )
            )  # fmt: skip
    return lines


def sure_first(told: Material) -> list[str]:
    """Return what the first page says of how sure it is: dates, neighbours, years, what is hid."""
    index, trend, w = told.found.index, told.found.trend, told.words
    lines = list(headline_sure(trend, w.language)) if trend else []
    if trend and _too_short(trend):
        lines.append(w("sure_short", n=trend.n_epochs, p=p_value(_least(trend))))
    if index:
        lines += _hidden(told, index)
    return lines


def _least(trend: TrendResult) -> float:
    """Return the smallest p that so many dates can give."""
    return 2 / math.factorial(min(trend.n_epochs, 20))


def _too_short(trend: TrendResult) -> bool:
    return _least(trend) > trend.significance


def _sure(told: Material) -> list[str]:
    """Return what else there is to say of how sure it is; all of it where there is no index."""
    index, trend, w = told.found.index, told.found.trend, told.words
    lines = sure_first(told) if not index else []
    if trend:
        key = (
            "sure_exact" if trend.exact_null else "sure_partly" if trend.exact_m2 else "sure_normal"
        )
        part = number(100 * trend.exact_m2 / (trend.valid_m2 or 1.0), 0)
        lines.append(w(key, n=trend.n_epochs, share=part))
    if index:
        lines += _sure_of_index(told, index)
    return lines


def _sure_of_index(told: Material, index: IndexResult) -> list[str]:
    w, used = told.words, told.study.index.components
    carried = [100 * epoch.contributions[0] for epoch in index.epochs]
    gap = max(abs(epoch.mean - epoch.mean_pc1) for epoch in index.epochs)
    lines = []
    if told.trust.trusted or not index.pooled:
        lines.append(w("sure_pooled" if index.pooled else "sure_each"))
    lines.append(w("sure_pc1", low=number(min(carried), 0), gap=number(gap, 3)))
    if any(any(epoch.unsure[:used]) for epoch in index.epochs):
        lines.append(w("sure_unsure"))
    if index.missing:
        lines.append(w("sure_missing"))
    if index.paper_literal:
        lines.append(w("sure_literal"))
    return lines


def _hidden(told: Material, index: IndexResult) -> list[str]:
    hidden = max(e.masked_m2 / ((e.masked_m2 + e.valid_m2) or 1.0) for e in index.epochs)
    if not hidden > 0:
        return []
    share_hidden = number(100 * hidden, 0) if hidden >= _LEAST_TOLD else "< 1"
    return [told.words("sure_masked", share=share_hidden)]
