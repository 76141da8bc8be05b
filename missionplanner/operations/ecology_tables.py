"""The tables of an analysis as CSV files, in the columns of paper 1's Tables 3 to 6."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from missionplanner.messages.catalogue import sentence
from missionplanner.model.ecology import (
    EpochIndex,
    Grade,
    IndexResult,
    TrendResult,
    ZoneRow,
    ZonesResult,
)
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes
from missionplanner.storage.folders import made_in

Row = Sequence[object]

_NO_DATA = "no data"


class TabledResults(Protocol):
    """What `operations.ecology.Results` carries of tables."""

    @property
    def index(self) -> IndexResult | None:
        """IRSEI, or None."""

    @property
    def trend(self) -> TrendResult | None:
        """The trend, or None."""

    @property
    def zones(self) -> ZonesResult | None:
        """The zones, or None."""


def write_tables(out: Path, found: TabledResults) -> tuple[Path, ...]:
    """Write `out/tables/*.csv`, with a byte order mark so that spreadsheets read Chinese names.

    Raises
    ------
    OutputError
        A file cannot be written.
    """
    folder = made_in(out, out / "tables")
    tables: dict[str, list[Row]] = {}
    if found.index:
        tables["components"] = list(_components(found.index))
        tables["grades"] = list(_grades(found.index))
        tables["transitions"] = list(_transitions(found.index))
    if found.trend:
        tables["trend"] = list(_trend(found.trend))
        if found.trend.abrupt:
            tables["abrupt"] = list(_abrupt(found.trend))
        tables["variation"] = [("cv_class", "area_m2"), *found.trend.cv_m2.items()]
    if found.zones:
        tables["zones"] = list(_zones(found.zones))
    return tuple(
        write_whole(folder / f"{name}.csv", csv_bytes(rows)) for name, rows in tables.items()
    )


def _components(result: IndexResult) -> Iterator[Row]:
    names = [indicator.value for indicator in result.indicators]
    yield ("date", "component", *names, "eigenvalue", "contribution", "mean_irsei")
    for epoch in result.epochs:
        for k, value in enumerate(epoch.eigenvalues):
            weights = [epoch.loadings[indicator][k] for indicator in result.indicators]
            share = epoch.contributions[k]
            yield (epoch.date, f"PC{k + 1}", *weights, value, share, epoch.mean)


def _grades(result: IndexResult) -> Iterator[Row]:
    yield ("date", "made_of", *(f"{grade.value}_m2" for grade in Grade))
    for epoch in result.epochs:
        for words, areas in _areas(epoch):
            yield (epoch.date, words, *(areas[grade] for grade in Grade))


def _areas(epoch: EpochIndex) -> tuple[tuple[str, dict[Grade, float]], ...]:
    return ("components by contribution", epoch.grades_m2), ("PC1 alone", epoch.grades_pc1_m2)


def _transitions(result: IndexResult) -> Iterator[Row]:
    worst_first = list(Grade)[::-1]
    yield ("from_to", *(f"{grade.value}_m2" for grade in worst_first))
    for grade, areas in zip(worst_first, result.transitions_m2, strict=False):
        yield (grade.value, *areas)


def _trend(result: TrendResult) -> Iterator[Row]:
    columns = list(result.significant_m2)
    yield ("sen_slope", *(f"{name.value}_m2" for name in columns), "area_m2")
    for direction, areas in result.cross_m2.items():
        yield (direction.value, *(areas[c] for c in columns), result.classes_m2[direction])
    yield ("all", *(result.significant_m2[c] for c in columns), result.valid_m2)


def _abrupt(result: TrendResult) -> Iterator[Row]:
    yield ("after", "before", "abrupt_loss_m2", "abrupt_gain_m2")
    for part in result.abrupt:
        yield (part.first, part.last, part.loss_m2, part.gain_m2)


def _zones(result: ZonesResult) -> Iterator[Row]:
    dates = [day.isoformat() for day in result.dates]
    yield (
        *("zone", "area_m2", "valid_m2", "mean_sen_slope_per_year", "total_change"),
        *("significantly_degrading_share", "mean_cv", "p", "warnings"),
        *("largest_step", "step_after", "step_before", "break_p", "abrupt_loss_share"),
        *(f"mean_{day}" for day in dates),
    )
    yield from (_zone(zone) for zone in result.zones)
    yield ("in no zone", result.unassigned_m2)


def _zone(zone: ZoneRow) -> Row:
    change = (zone.mean_change, zone.total_change, zone.significant_share, zone.mean_cv, zone.p)
    words = "; ".join(sentence(line, "en") for line in zone.warnings)
    step = (zone.step, *(zone.step_between or ("", "")), zone.break_p, zone.abrupt_loss_share)
    row = (zone.name, zone.area_m2, zone.valid_m2, *change, words, *step, *zone.means)
    unknown = "" if zone.valid_m2 else _NO_DATA
    return tuple(unknown if isinstance(cell, float) and math.isnan(cell) else cell for cell in row)
