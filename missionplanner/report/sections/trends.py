"""Change over time: direction, significance, variation (the paper's Tables 4 and 5)."""

import math
from collections.abc import Sequence

from missionplanner.ecology.legends import legend
from missionplanner.model.ecology import (
    DIRECTION_CODES,
    SIGNIFICANCE_CODES,
    Direction,
    Significance,
    TrendResult,
    Variation,
)
from missionplanner.report.charts.shares import share_bar
from missionplanner.report.maps import HALF_MM, MapPanel, panels
from missionplanner.report.numbers import area_unit, number, percents
from missionplanner.report.page import Block, Cell, Column, Plate, PlateRow, Section, Table
from missionplanner.report.sections.captions import of_trend
from missionplanner.report.sections.content import Material

_DIRECTIONS = (Direction.IMPROVING, Direction.STABLE, Direction.DEGRADING)
_WORDS = (Significance.IMPROVING, Significance.NONE, Significance.DEGRADING)
_UNITS = {"slope": "per_year", "cv": "none", "abrupt_year": "date", "total": "index"}
_VARIATIONS = (Variation.LOW, Variation.MODERATE, Variation.HIGH, Variation.VERY_HIGH)


def trend(told: Material) -> Section | None:
    """Return slope and significance as maps, Table 4 and its cross table."""
    found = told.found.trend
    if not found or not told.trust.comparable:
        return None
    if not told.trust.trusted:
        # Classes and tables call slopes by names that have not been earned.
        return Section("trend", told.words("h_trend"), [_map(told, found, "slope", "f_slope_look")])
    blocks: list[Block] = [
        PlateRow([_map(told, found, "slope"), _map(told, found, "significance")]),
        _bar(told, "direction", [found.classes_m2.get(Direction(key), 0.0) for key in _keys()]),
        _table_4(told, found),
        _cross(told, found),
        *_abrupt(told, found),
    ]
    return Section("trend", told.words("h_trend"), blocks)


def variation(told: Material) -> Section | None:
    """Return the coefficient of variation as map and Table 5."""
    found, w = told.found.trend, told.words
    if not found or not told.trust.comparable:
        return None
    areas = [found.cv_m2.get(name, 0.0) for name in _VARIATIONS]
    shares, (unit, size) = percents(areas), area_unit(found.valid_m2)
    shown = legend("cv_class")
    rows: list[list[Cell | str]] = [
        [
            Cell(item.label(w.language), item.colour),
            shown.span(item),
            number(area / size),
            number(share, 1),
        ]
        for item, area, share in zip(shown.classes, areas, shares, strict=True)
    ]
    rows.append([w("total"), "", number(math.fsum(areas) / size), number(math.fsum(shares), 1)])
    columns = [
        Column(w("cv_level"), words=True), Column(w("range")), Column(w("area"), unit),
        Column(w("share"), "%"),
    ]  # fmt: skip
    table = Table(
        w("t_cv"), columns, rows, totals=1, note=w("t_cv_note", ddof=told.study.trend.cv_ddof)
    )
    maps = PlateRow([_map(told, found, "cv"), _map(told, found, "cv_class")])
    blocks: list[Block] = [maps, _bar(told, "cv_class", areas), table]
    return Section("variation", w("h_variation"), blocks)


def _keys() -> list[str]:
    return [item.key for item in legend("direction").classes]


def _map(told: Material, found: TrendResult, name: str, caption: str = "") -> Plate:
    seen = told.picture(found.files, name)
    shown = legend(name)
    panel = MapPanel(shown.title(told.lettering), seen)
    drawn = panels(
        [panel],
        shown,
        told.lettering,
        told.outlines,
        1,
        tones=told.tones,
        width_mm=HALF_MM,
        hatched=told.hatched,
    )
    stands = of_trend(told, found, _UNITS.get(name, "class"))
    return Plate(drawn, f"{told.words(caption or f'f_{name}')} {stands}")


def _bar(told: Material, name: str, areas: Sequence[float]) -> Plate:
    drawn = share_bar(percents(areas), legend(name), told.lettering)
    return Plate(drawn, told.words(f"f_{name}_bar"))


def _table_4(told: Material, found: TrendResult) -> Table:
    """Set the two classifications side by side, as the paper does."""
    w, (unit, size) = told.words, area_unit(found.valid_m2)
    ways = [found.classes_m2.get(way, 0.0) for way in _DIRECTIONS]
    sure = [found.significant_m2.get(word, 0.0) for word in _WORDS]
    limit = number(found.stable_per_year, 4)
    spans = (f"> {limit}", f"±{limit}", f"< −{limit}")
    rows: list[list[Cell | str]] = [
        [
            _named(told, "direction", DIRECTION_CODES[way]), spans[i],
            number(ways[i] / size), number(percents(ways)[i], 1),
            _named(told, "significance", SIGNIFICANCE_CODES[word]),
            number(sure[i] / size), number(percents(sure)[i], 1),
        ]
        for i, (way, word) in enumerate(zip(_DIRECTIONS, _WORDS, strict=True))
    ]  # fmt: skip
    sums = [math.fsum(ways), math.fsum(sure)]
    shares = [number(math.fsum(percents(part)), 1) for part in (ways, sure)]
    total = w("total")
    rows.append(
        [total, "", number(sums[0] / size), shares[0], total, number(sums[1] / size), shares[1]]
    )
    columns = [
        Column(w("sen"), words=True), Column(w("slope"), w("per_year")), Column(w("area"), unit),
        Column(w("share"), "%"), Column(w("mann_kendall"), words=True), Column(w("area"), unit),
        Column(w("share"), "%"),
    ]  # fmt: skip
    note = w("t_trend_note", limit=limit, alpha=f"{found.significance:g}")
    return Table(w("t_trend"), columns, rows, totals=1, note=note)


def _cross(told: Material, found: TrendResult) -> Table:
    w, (unit, size) = told.words, area_unit(found.valid_m2)
    areas = [[found.cross_m2.get(way, {}).get(word, 0.0) for word in _WORDS] for way in _DIRECTIONS]
    shares = percents([area for row in areas for area in row])
    most = max(max(row) for row in areas) or 1.0
    rows: list[list[Cell | str]] = []
    for i, way in enumerate(_DIRECTIONS):
        cells: list[Cell | str] = [_named(told, "direction", DIRECTION_CODES[way])]
        for k, area in enumerate(areas[i]):
            text = f"{number(area / size)}  ({number(shares[3 * i + k], 1)} %)"
            cells.append(Cell(text, shade=area / most))
        rows.append([*cells, number(math.fsum(areas[i]) / size)])
    sums = [math.fsum(row[k] for row in areas) for k in range(3)]
    rows.append([w("total"), *(number(s / size) for s in sums), number(math.fsum(sums) / size)])
    columns = [Column(w("direction"), words=True)]
    columns += [
        Column(_named(told, "significance", SIGNIFICANCE_CODES[word]).text, unit) for word in _WORDS
    ]
    columns.append(Column(w("total"), unit))
    note = w("t_cross_note", limit=number(found.stable_per_year, 4))
    return Table(w("t_cross"), columns, rows, totals=1, note=note)


def _abrupt(told: Material, found: TrendResult) -> list[Block]:
    """Return where and when the index changed in one step; nothing where it nowhere did."""
    if not any(part.loss_m2 + part.gain_m2 for part in found.abrupt):
        return []
    w, (unit, size) = told.words, area_unit(found.valid_m2)
    rows: list[list[Cell | str]] = [
        [f"{part.first} – {part.last}", number(part.loss_m2 / size), number(part.gain_m2 / size)]
        for part in found.abrupt
    ]
    sums = [math.fsum(getattr(p, way) for p in found.abrupt) for way in ("loss_m2", "gain_m2")]
    rows.append([w("total"), *(number(area / size) for area in sums)])
    loss, gain = (_named(told, "abrupt", code).text for code in (1, 3))
    columns = [Column(w("between_dates"), words=True), Column(loss, unit), Column(gain, unit)]
    note = w("t_abrupt_note", step=number(found.abrupt_step, 2))
    return [
        PlateRow([_map(told, found, "abrupt_year"), _map(told, found, "total")]),
        Table(w("t_abrupt"), columns, rows, totals=1, note=note),
    ]


def _named(told: Material, name: str, code: int) -> Cell:
    item = legend(name).classes[code - 1]
    return Cell(item.label(told.words.language), item.colour)
