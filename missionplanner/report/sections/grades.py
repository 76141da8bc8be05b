"""The index: its maps, its grades over time, and what became what."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from missionplanner.ecology.legends import legend
from missionplanner.model.ecology import EpochIndex, Grade, IndexResult
from missionplanner.model.study import epoch_names
from missionplanner.raster.overviews import Overview
from missionplanner.report.charts.histograms import histograms
from missionplanner.report.charts.shares import shares_over_time
from missionplanner.report.maps import HALF_MM, MapPanel, panels
from missionplanner.report.numbers import area_unit, number, percents
from missionplanner.report.page import Block, Cell, Column, Plate, PlateRow, Section, Table
from missionplanner.report.sections.captions import of_index
from missionplanner.report.sections.content import Material, ends, pages
from missionplanner.report.sections.from_to import from_to

_PER_TABLE = 5  # dates side by side that a sheet of A4 has room for
ORDER = (Grade.BAD, Grade.POOR, Grade.MODERATE, Grade.GOOD, Grade.EXCELLENT)


def maps(told: Material) -> Section | None:
    """Return the index at the first and last date, and their difference."""
    index = told.found.index
    if not index:
        return None
    w, several = told.words, len(index.epochs) > 1
    epochs: tuple[EpochIndex, ...] = ends(index) if several else index.epochs[-1:]
    seen = [told.picture(index.files, f"irsei_{epoch.date}") for epoch in epochs]
    shown = [MapPanel(e.date.isoformat(), p) for e, p in zip(epochs, seen, strict=True)]
    drawn = panels(
        shown,
        legend("irsei"),
        told.lettering,
        told.outlines,
        tones=told.tones,
        hatched=told.hatched,
    )
    blocks: list[Block] = [Plate(drawn, f"{w('f_maps')} {of_index(told, epochs)}")]
    if several:
        change = Overview(seen[1].values - seen[0].values, seen[0].bounds, seen[0].crs_wkt)
        title = f"{epochs[1].date} − {epochs[0].date}"
        alone = told.picture(index.files, f"irsei_pc1_{epochs[1].date}")
        plates = [_half(told, MapPanel(f"{epochs[1].date} · PC1", alone), "irsei_pc1", epochs[1:])]
        if told.trust.comparable:
            plates.insert(0, _half(told, MapPanel(title, change), "difference", epochs))
        blocks.append(PlateRow(plates))
    return Section("maps", w("h_maps"), blocks)


def grades(told: Material) -> Section | None:
    """Return area by grade of every epoch, its spread, and the transitions."""
    index = told.found.index
    if not index or not told.trust.comparable:
        return None
    w, names = told.words, epoch_names([epoch.date for epoch in index.epochs])
    shares = [_percents(epoch.grades_m2) for epoch in index.epochs]
    drawn = shares_over_time(names, shares, legend("grade"), told.lettering)
    blocks: list[Block] = [Plate(drawn, w("f_grades"))]
    blocks += _areas(told, names, w("t_grades"), [e.grades_m2 for e in index.epochs])
    blocks += _areas(told, names, w("t_grades_pc1"), [e.grades_pc1_m2 for e in index.epochs])
    drawn = histograms(
        names, [e.histogram for e in index.epochs], [e.mean for e in index.epochs], legend("irsei")
    )
    blocks.append(Plate(drawn, w("f_histograms")))
    if len(index.epochs) > 1 and told.trust.trusted:
        blocks.append(_transitions(told, index))
    return Section("grades", w("h_grades"), blocks)


def _half(told: Material, panel: MapPanel, name: str, epochs: Sequence[EpochIndex]) -> Plate:
    drawn = panels(
        [panel],
        legend(name),
        told.lettering,
        told.outlines,
        1,
        tones=told.tones,
        width_mm=HALF_MM,
        hatched=told.hatched,
    )
    return Plate(drawn, f"{told.words(f'f_{name}')} {of_index(told, epochs)}")


def _percents(areas: Mapping[Grade, float]) -> tuple[float, ...]:
    return percents([areas.get(grade, 0.0) for grade in ORDER])


def _areas(
    told: Material, names: Sequence[str], caption: str, areas: Sequence[Mapping[Grade, float]]
) -> list[Table]:
    parts = pages(len(names), _PER_TABLE)
    tables = [_areas_of(told, names[part], caption, areas[part]) for part in parts]
    return [*tables[:-1], replace(tables[-1], note=told.words("t_percents_note"))]


def _areas_of(
    told: Material, names: Sequence[str], caption: str, areas: Sequence[Mapping[Grade, float]]
) -> Table:
    w = told.words
    totals = [math.fsum(row.values()) for row in areas]
    unit, size = area_unit(max(totals))
    shares = [_percents(row) for row in areas]
    rows: list[list[Cell | str]] = []
    for item in reversed(legend("grade").classes):
        cells: list[Cell | str] = [Cell(item.label(w.language), item.colour)]
        for row, percent in zip(areas, shares, strict=True):
            cells += [
                number(row.get(Grade(item.key), 0.0) / size),
                number(percent[item.code - 1], 1),
            ]
        rows.append(cells)
    rows.append([w("total"), *_totals(totals, shares, size)])
    columns = [Column(w("grade"), words=True)]
    for label in names:
        columns += [Column(label, unit), Column("", "%")]
    return Table(caption, columns, rows, totals=1)


def _totals(
    totals: Sequence[float], shares: Sequence[Sequence[float]], size: float
) -> list[Cell | str]:
    cells: list[Cell | str] = []
    for total, percent in zip(totals, shares, strict=True):
        cells += [number(total / size), number(math.fsum(percent), 1)]
    return cells


def _transitions(told: Material, index: IndexResult) -> Table:
    first, last = ends(index)
    days = first.date.isoformat(), last.date.isoformat()
    classes = legend("grade").classes
    return from_to(told, "t_transitions", index.transitions_m2, classes, days)
