"""The first page: what changed, where, how sure it is, and what to do next."""

import math
from collections.abc import Sequence
from dataclasses import replace

from missionplanner.ecology.legends import legend
from missionplanner.model.ecology import EpochIndex, IndexResult, ZoneRow, ZonesResult
from missionplanner.model.study import decimal_year, epoch_names
from missionplanner.raster.overviews import Overview
from missionplanner.report.charts.front_series import front_series
from missionplanner.report.maps import FRONT_MM, MapPanel, panels
from missionplanner.report.numbers import number, p_value
from missionplanner.report.page import Cell, Column, FrontPage, Plate, Table
from missionplanner.report.sections.captions import of_index
from missionplanner.report.sections.content import Material, ends
from missionplanner.report.sections.next_steps import next_steps, sayable
from missionplanner.report.sections.summary import changed, sure_first
from missionplanner.report.sections.zone_slopes import slope_of, slope_way

_MOST = 7
"""Zones that a first page has room for; the others stand in the section on zones."""


def front(told: Material) -> FrontPage | None:
    """Return the first page; None where no index was made, for then there is nothing to decide by.

    What is said stands on the verdict: with *Look* values stand side by side and nothing rose or
    fell, with *Do not trust* neither value nor map of the index is shown.
    """
    index = told.found.index
    if index is None:
        return None
    w, zones = told.words, _shown(told)
    return FrontPage(
        map=_map(told, index, zones) if told.trust.comparable else None,
        chart=_chart(told, index, zones) if told.trust.comparable else None,
        where=_where(told, zones) if zones else None,
        changed=changed(told),
        sure=sure_first(told),
        steps=next_steps(told, zones),
        heads={key: w(f"front_{key}") for key in ("changed", "where", "sure", "chart", "next")},
    )


def _shown(told: Material) -> list[ZoneRow]:
    """Return the zones of the first page: those to be warned of, then those that moved most."""
    found = told.found.zones
    if not found or not told.trust.comparable:
        return []
    seen = [zone for zone in found.zones if any(map(math.isfinite, zone.means))]

    def first(zone: ZoneRow) -> tuple[bool, float]:
        moved = abs(zone.total_change) if math.isfinite(zone.total_change) else 0.0
        return not sayable(told, zone), -moved

    return sorted(seen, key=first)[:_MOST]


def _map(told: Material, index: IndexResult, zones: Sequence[ZoneRow]) -> Plate:
    """Return the change from first to last date, or the index of a single one."""
    w, epochs = told.words, ends(index)
    last = told.picture(index.files, f"irsei_{epochs[1].date}")
    several = len(index.epochs) > 1
    seen, name = last, "irsei"
    if several:
        first = told.picture(index.files, f"irsei_{epochs[0].date}")
        seen, name = Overview(last.values - first.values, last.bounds, last.crs_wkt), "difference"
    places = {zone.name: str(number) for number, zone in enumerate(zones, 1)}
    warned = {zone.name for zone in zones if sayable(told, zone)}
    numbered = [
        replace(zone, name=places.get(zone.name, ""), warned=zone.name in warned)
        for zone in told.outlines
    ]
    title = f"{epochs[1].date} − {epochs[0].date}" if several else str(epochs[1].date)
    drawn = panels(
        [MapPanel(title, seen)], legend(name), told.lettering, numbered, 1, tones=told.tones,
        width_mm=FRONT_MM, hatched=told.hatched,
    )  # fmt: skip
    key = "f_front_change" if several else "f_front_index"
    numbers = f" {w('f_front_numbers')}" if zones else ""
    used: tuple[EpochIndex, ...] = epochs if several else epochs[1:]
    return Plate(drawn, f"{w(key)}{numbers} {of_index(told, used)}")


def _chart(told: Material, index: IndexResult, zones: Sequence[ZoneRow]) -> Plate | None:
    if len(index.epochs) < 2:
        return None
    days = [epoch.date for epoch in index.epochs]
    found = told.found.zones
    apart = _another_season(told)
    shown = zones if found and found.dates == tuple(days) else []
    drawn = front_series(
        [decimal_year(day) for day in days],
        [epoch.mean for epoch in index.epochs],
        [(str(n), zone.means) for n, zone in enumerate(shown, 1)],
        [day.isoformat() in apart for day in days],
    )
    told_of = [told.words("f_front_whole")]
    told_of += [told.words("f_front_zones")] if shown else []
    told_of += [told.words("f_front_seasons")] if any(d.isoformat() in apart for d in days) else []
    return Plate(drawn, " ".join(told_of))


def _another_season(told: Material) -> frozenset[str]:
    """Return the dates that the verdict calls of another season."""
    found: list[str] = []
    for reason in told.trust.reasons:
        dates = reason.values.get("dates") if reason.code == "seasons" else None
        found += [str(day) for day in dates] if isinstance(dates, tuple) else []
    return frozenset(found)


def _where(told: Material, zones: Sequence[ZoneRow]) -> Table:
    found = told.found.zones
    assert found is not None
    w, several, tested = told.words, len(found.dates) > 1, _tested(told, found)
    names = epoch_names([found.dates[0], found.dates[-1]] if several else [found.dates[-1]])
    columns = [Column(w("zone"), words=True), Column("ha"), *(Column(name) for name in names)]
    if told.trust.trusted and several:
        columns.append(Column(w("front_difference")))
    if tested:
        columns += [Column(w("front_slope"), w("per_year")), Column("p")]
    rows = [_zone_row(told, number, zone, found, tested) for number, zone in enumerate(zones, 1)]
    more = len(found.zones) - len(zones)
    notes = [
        w("front_warned") if any(sayable(told, zone) for zone in zones) else "",
        w("front_slope_note", way=slope_way(told)) if tested else "",
        w("front_more", n=more) if more else "",
    ]
    return Table("", columns, rows, note=" ".join(filter(None, notes)))


def _tested(told: Material, found: ZonesResult) -> bool:
    """Tell whether a slope may be told: the index is trusted, and p could have been small."""
    trend = told.found.trend
    if not told.trust.trusted or trend is None or trend.beyond_chance is None:
        return False
    enough = len(found.dates) > 1 and trend.beyond_chance.least_p <= trend.significance
    return enough and any(zone.p is not None for zone in found.zones)


def _zone_row(
    told: Material, place: int, zone: ZoneRow, found: ZonesResult, tested: bool
) -> list[Cell | str]:
    several = len(found.dates) > 1
    mark = "  ▲" if sayable(told, zone) else ""
    row: list[Cell | str] = [f"**{place}** {zone.name}{mark}", number(zone.area_m2 / 1e4, 1)]
    row += [number(zone.means[k]) for k in ((0, -1) if several else (-1,))]
    if told.trust.trusted and several:
        row.append(number(zone.means[-1] - zone.means[0], 2, signed=True))
    if tested:
        row += [number(slope_of(zone, found.dates), 3, signed=True), p_value(zone.p)]
    return row
