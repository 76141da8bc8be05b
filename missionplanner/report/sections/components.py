"""The indicators, and the components they became."""

import datetime

from matplotlib.figure import Figure

from missionplanner.ecology.legends import legend
from missionplanner.model.ecology import EpochIndex, IndexResult, IndicatorsResult
from missionplanner.model.study import Indicator, decimal_year, epoch_names
from missionplanner.report.charts.bars import loadings
from missionplanner.report.charts.series import LineSeries, series_grid
from missionplanner.report.lookup import words
from missionplanner.report.maps import MapPanel, in_unit, panels
from missionplanner.report.numbers import number, significant
from missionplanner.report.page import Block, Cell, Column, Paragraph, Plate, Section, Table
from missionplanner.report.sections.captions import of_layers
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.data import indicators as layer_table
from missionplanner.report.sections.data import unit_of

_MAPS = 3  # dates shown of each indicator


def indicators(told: Material) -> Section | None:
    """Return maps of the indicators at up to three dates, their means, and all ranges."""
    found = told.found.indicators
    table = layer_table(told)
    if not found or not table:
        return None
    blocks: list[Block] = []
    means = _means(told, found)
    if means:
        blocks.append(Plate(means, told.words("f_means")))
    for name in told.study.index.indicators:
        maps = _maps(told, found, name)
        if maps:
            blocks.append(Plate(maps, _caption(told, found, name)))
    return Section("indicators", told.words("h_indicators"), [*blocks, table])


def components(told: Material) -> Section | None:
    """Return the loadings, as chart and as the paper's Table 3."""
    index = told.found.index
    if not index:
        return None
    w, last = told.words, index.epochs[-1]
    used = min(max(2, told.study.index.components), len(last.contributions))
    letters = words(told.lettering)
    drawn = loadings(
        [letters(f"indicator_{name}") for name in index.indicators],
        [
            (
                letters("component", k=k + 1, share=number(100 * last.contributions[k], 1)),
                [last.loadings[name][k] for name in index.indicators],
            )
            for k in range(used)
        ],
    )
    # A pooled analysis has one set of components for all dates: it is printed once.
    shown = index.epochs[-1:] if _same(index) else index.epochs
    chart = Plate(drawn, w("f_loadings", date=_when(told, index, last)))
    blocks: list[Block] = [Paragraph(w("components_text")), chart]
    blocks += [_components(told, index, shown, used), _means_table(told, index)]
    return Section("components", w("h_components"), blocks)


def _same(index: IndexResult) -> bool:
    return all(epoch.loadings == index.epochs[0].loadings for epoch in index.epochs)


def _when(told: Material, index: IndexResult, epoch: EpochIndex) -> str:
    return told.words("all_dates") if _same(index) else epoch.date.isoformat()


def _components(
    told: Material, index: IndexResult, shown: tuple[EpochIndex, ...], used: int
) -> Table:
    w = told.words
    rows: list[list[Cell | str]] = []
    for epoch in shown:
        for k in range(len(epoch.contributions)):
            turned = w("unsure") if epoch.unsure[k] else w("yes") if epoch.flipped[k] else w("no")
            rows.append(
                [
                    _when(told, index, epoch) if k == 0 else "",
                    f"PC{k + 1}" + ("" if k < used else " *"),
                    *(number(epoch.loadings[name][k], 3) for name in index.indicators),
                    significant(epoch.eigenvalues[k]),
                    number(100 * epoch.contributions[k], 1),
                    turned,
                ]
            )
    columns = [Column(w("date"), words=True), Column(w("pc"), words=True)]
    columns += [Column(told.indicator(name)) for name in index.indicators]
    columns += [Column(w("eigenvalue")), Column(w("contribution"), "%")]
    columns.append(Column(w("turned"), words=True))
    return Table(w("t_components"), columns, rows, note=w("t_components_note"))


def _means_table(told: Material, index: IndexResult) -> Table:
    w = told.words
    rows = [
        [
            epoch.date.isoformat(),
            told.sensor(epoch.sensor),
            number(epoch.mean, 3),
            number(epoch.mean_pc1, 3),
        ]
        for epoch in index.epochs
    ]
    columns = [
        Column(w("date"), words=True), Column(w("sensor"), words=True), Column(w("mean_index")),
        Column(w("mean_pc1")),
    ]  # fmt: skip
    return Table(w("t_means"), columns, rows)


def _means(told: Material, found: IndicatorsResult) -> Figure | None:
    rows, dates = [], sorted({layer.date for layer in found.layers if layer.date})
    if len(dates) < 2:
        return None
    for name in told.study.index.indicators:
        layers = {layer.date: layer for layer in found.layers if layer.name == name}
        values = [layers[day].mean if day in layers else float("nan") for day in dates]
        if layers:
            unit = unit_of(next(iter(layers.values())), words(told.lettering))
            title = words(told.lettering)(f"indicator_{name}")
            rows.append(LineSeries(title, values, note=unit))
    return series_grid([decimal_year(day) for day in dates], rows) if rows else None


def _caption(told: Material, found: IndicatorsResult, name: Indicator) -> str:
    chosen = _dates_shown(found, name)
    layers = [layer for layer in found.layers if layer.name == name and layer.date in chosen]
    unit = unit_of(layers[0], told.words)
    shown = told.words("f_indicator", name=told.indicator(name))
    return f"{shown} {of_layers(told, layers, unit, found.grid)}"


def _dates_shown(found: IndicatorsResult, name: Indicator) -> list[datetime.date]:
    """Return the first, a middle and the last date of an indicator."""
    dates = [layer.date for layer in found.layers if layer.name == name and layer.date]
    return list(dict.fromkeys([dates[0], dates[len(dates) // 2], dates[-1]])) if dates else []


def _maps(told: Material, found: IndicatorsResult, name: Indicator) -> Figure | None:
    chosen = _dates_shown(found, name)
    if not chosen:
        return None
    shown = [
        MapPanel(label, told.picture(found.files, f"{name}_{day}"))
        for label, day in zip(epoch_names(chosen), chosen, strict=True)
    ]
    unit = next(layer.unit for layer in found.layers if layer.name == name)
    return panels(shown, in_unit(legend(str(name)), unit), told.lettering, told.outlines, _MAPS)
