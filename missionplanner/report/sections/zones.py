"""Change by zone (the paper's Table 6)."""

import datetime
import math
from collections.abc import Sequence

from matplotlib.figure import Figure

from missionplanner.model.ecology import ZoneRow, ZonesResult
from missionplanner.model.study import decimal_year, epoch_names
from missionplanner.report.charts.bars import ZoneChange, zone_changes
from missionplanner.report.charts.series import LineSeries, series_grid
from missionplanner.report.lookup import words
from missionplanner.report.numbers import area_unit, number, p_value
from missionplanner.report.page import Block, Cell, Column, Plate, Section, Table
from missionplanner.report.sections.content import Material, pages
from missionplanner.report.sections.zone_slopes import slope_of, slope_way
from missionplanner.report.senline import sen_line

_PER_TABLE = 6  # dates side by side that a sheet of A4 has room for
_SERIES = 12  # zones with a chart of their own


def zones(told: Material) -> Section | None:
    """Return change by zone as charts and table, with the area in no zone told."""
    found, w = told.found.zones, told.words
    if not found or not found.zones or not told.trust.comparable:
        return None
    rows = [
        ZoneChange(zone.name, zone.means[0], zone.means[-1], bool(zone.warnings))
        for zone in found.zones
        if math.isfinite(zone.means[0]) and math.isfinite(zone.means[-1])
    ]
    blocks: list[Block] = []
    if rows and len(found.dates) > 1:
        drawn = zone_changes(rows, found.dates[0].isoformat(), found.dates[-1].isoformat())
        blocks.append(Plate(drawn, w("f_zones")))
        blocks.append(Plate(_series(told, found), w("f_zone_series")))
    return Section("zones", w("h_zones"), [*blocks, _table_6(told, found), *_means(told, found)])


def _series(told: Material, found: ZonesResult) -> Figure:
    years = [decimal_year(day) for day in found.dates]
    letters = words(told.lettering)
    rows = []
    for zone in found.zones[:_SERIES]:
        line = sen_line(years, zone.means)
        slope = number(slope_of(zone, found.dates), 4, signed=True)
        key = "sen_note" if zone.p is not None else "sen_note_short"
        note = letters(key, slope=slope, p=p_value(zone.p))
        rows.append(LineSeries(zone.name, zone.means, note, line))
    return series_grid(years, rows, (0.0, 1.0))


def _table_6(told: Material, found: ZonesResult) -> Table:
    w = told.words
    total = math.fsum(zone.valid_m2 for zone in found.zones)
    unit, size = area_unit(total + found.unassigned_m2)
    rows: list[list[Cell | str]] = [_row(told, zone, size, found.dates) for zone in found.zones]
    whole = math.fsum(zone.area_m2 for zone in found.zones)
    empty = [""] * 6
    rows.append([w("all_zones"), number(whole / size), number(total / size), *empty])
    rows.append([w("unassigned"), "", number(found.unassigned_m2 / size), *empty])
    columns = [
        Column(w("zone"), words=True), Column(w("area"), unit), Column(w("valid"), unit),
        Column(w("zone_slope"), w("per_year")), Column(w("total_change"), _span(found)),
        Column(w("sig_degraded" if told.trust.trusted else "sig_below"), "%"),
        Column(w("improving_share" if told.trust.trusted else "slope_above"), "%"),
        Column(w("mean_cv")),
        Column("p"),
    ]  # fmt: skip
    note = w(
        "t_zones_note",
        unassigned=number(found.unassigned_m2 / size),
        unit=unit,
        way=slope_way(told),
        share=number(100 * found.unassigned_m2 / ((total + found.unassigned_m2) or 1.0), 1),
    )
    if found.overlap_m2 > 0:
        note += " " + w("t_zones_overlap", area=number(found.overlap_m2 / size, 3), unit=unit)
    return Table(w("t_zones"), columns, rows, totals=2, note=note)


def _row(
    told: Material, zone: ZoneRow, size: float, dates: Sequence[datetime.date]
) -> list[Cell | str]:
    slope = (
        number(slope_of(zone, dates), 4, signed=True) if zone.valid_m2 else told.words("no_data")
    )
    return [
        f"{zone.name}  ▲" if zone.warnings else zone.name,
        number(zone.area_m2 / size),
        number(zone.valid_m2 / size),
        slope,
        number(zone.total_change, 3, signed=True),
        number(100 * zone.significant_share, 1),
        number(100 * zone.improving_share, 1),
        number(zone.mean_cv, 2),
        p_value(zone.p),
    ]


def _means(told: Material, found: ZonesResult) -> list[Table]:
    w, names = told.words, epoch_names(found.dates)
    tables = []
    for part in pages(len(names), _PER_TABLE):
        rows = [
            [zone.name, *(_mean(told, mean, cv) for mean, cv in _pairs(zone)[part])]
            for zone in found.zones
        ]
        columns = [Column(w("zone"), words=True), *(Column(label) for label in names[part])]
        note = w("t_zone_means_note") if part.stop == len(names) else ""
        tables.append(Table(w("t_zone_means"), columns, rows, note=note))
    return tables


def _mean(told: Material, mean: float, cv: float) -> str:
    if math.isnan(mean):
        return told.words("no_data")
    return f"{number(mean)} ({number(cv)})"


def _pairs(zone: ZoneRow) -> list[tuple[float, float]]:
    return list(zip(zone.means, zone.spatial_cv, strict=True))


def _span(found: ZonesResult) -> str:
    short = epoch_names((found.dates[0], found.dates[-1])) if len(found.dates) > 1 else [""]
    return "–".join(short)
