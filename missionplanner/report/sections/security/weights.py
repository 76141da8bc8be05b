"""How weights vary: thresholds, the state function, and what they became."""

import numpy as np
from matplotlib.figure import Figure

from missionplanner.ecology.security.variable import state
from missionplanner.model.security import SecurityResult
from missionplanner.report.charts.intervals import intervals
from missionplanner.report.charts.state_curve import state_curve
from missionplanner.report.charts.weights import WeightBar, weights
from missionplanner.report.lookup import words
from missionplanner.report.numbers import number
from missionplanner.report.page import (
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    Plate,
    Section,
    Table,
)
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.security.naming import named, short, year_names

_SHOWN = 5e-4
"""Shares of area below this print as 0.0 % and are not told."""


def variable(told: Material) -> Section | None:
    """Return thresholds, weights and the diagnostic."""
    result, w = told.security, told.words
    if not result:
        return None
    about = w("variable_about", c=f"{result.adjustment:g}", alpha=f"{result.alpha:g}")
    blocks: list[Block] = [
        Paragraph(about),
        Plate(_curve(told, result), w("f_curve", name=_heaviest(told, result))),
        Plate(_intervals(told, result), w("f_intervals")),
        Plate(_bars(told, result), w("f_weights")),
        _table(told, result),
        *_diagnostic(told, result),
    ]
    return Section("weights", w("h_weights"), blocks)


def _heaviest(told: Material, result: SecurityResult) -> str:
    return named(result, _heaviest_key(result), told.words.language)


def _heaviest_key(result: SecurityResult) -> str:
    return max(result.weights_cw, key=lambda key: result.weights_cw[key])


def _curve(told: Material, result: SecurityResult) -> Figure:
    x = np.linspace(0, 1, 401)
    keys = list(result.thresholds)
    rows = [state(x, result.thresholds[key], result.adjustment, result.alpha) for key in keys]
    chosen = keys.index(_heaviest_key(result))
    label = named(result, keys[chosen], told.lettering)
    return state_curve(x, rows, chosen, result.thresholds[keys[chosen]], label)


def _intervals(told: Material, result: SecurityResult) -> Figure:
    rows = [
        (short(result, key, told.lettering), result.thresholds[key])
        for key in result.system.keys
        if key in result.thresholds
    ]
    letters = words(told.lettering)
    return intervals(rows, letters.all("intervals"))


def _bars(told: Material, result: SecurityResult) -> Figure:
    rows = [
        WeightBar(
            short(result, spec.key, told.lettering),
            spec.layer.value,
            result.weights_cw[spec.key],
            tuple(year.mean_weights_vw[spec.key] for year in result.years),
        )
        for spec in result.system.indicators
    ]
    letters = words(told.lettering)
    return weights(rows, letters("cw"), letters("vw_mean"), letters("vw_years"))


def _table(told: Material, result: SecurityResult) -> Table:
    w = told.words
    rows: list[list[Cell | str]] = [
        [
            named(result, key, w.language),
            *(number(cut, 3) for cut in result.thresholds.get(key, (None, None, None))),
            number(result.weights_cw[key], 4),
            *(number(year.mean_weights_vw.get(key), 4) for year in result.years),
        ]
        for key in result.system.keys
    ]
    total = [number(sum(result.weights_cw.values()), 4)]
    total += [number(sum(year.mean_weights_vw.values()), 4) for year in result.years]
    rows.append([w("total"), "", "", "", *total])
    columns = [Column(w("indicator"), words=True), Column("d1"), Column("d2"), Column("d3")]
    columns.append(Column("CW"))
    columns += [Column(name, "VW") for name in year_names(result.years)]
    return Table(w("t_weights"), columns, rows, totals=1, note=w("t_weights_note"))


def _diagnostic(told: Material, result: SecurityResult) -> list[Block]:
    w = told.words
    shares = {
        key: [year.lowering_share.get(key, 0.0) for year in result.years]
        for key in result.system.keys
    }
    told_of = {key: row for key, row in shares.items() if max(row) >= _SHOWN}
    head = Bullets([w("lowering_about")], head=w("h_lowering"))
    if not told_of:
        return [head, Paragraph(w("lowering_none"))]
    most = max(max(row) for row in told_of.values())
    rows: list[list[Cell | str]] = [
        [named(result, key, w.language), *(Cell(number(100 * v, 2), shade=v / most) for v in row)]
        for key, row in sorted(told_of.items(), key=lambda item: -max(item[1]))
    ]
    columns = [Column(w("indicator"), words=True)]
    columns += [Column(name, "%") for name in year_names(result.years)]
    return [head, Table(w("t_lowering"), columns, rows, note=w("t_lowering_note"))]
