"""The tables of security and of its drivers for people."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.table import Table

from missionplanner.cli.class_names import class_name
from missionplanner.cli.telling import echo, people, words_of
from missionplanner.cli.trust_figures import show_trust
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import (
    LevelMoves,
    SecurityGrade,
    SecurityResult,
    UnitWeights,
    YearSecurity,
)

_HA = 1e4
_PAIRS = 10
"""Interactions shown; the file holds all."""


def show_security(result: SecurityResult, out: Path, units: Sequence[UnitWeights] = ()) -> None:
    """Print the verdict, weights, levels of every year, and what became of each site."""
    show_trust(result.trust)
    people().print(_weights(result))
    if result.trust.comparable:
        people().print(_levels(result))
    if result.sites and result.trust.comparable:
        people().print(_sites(result))
    for one in result.moves[-1:] if result.trust.comparable else ():
        up, same, down = moved_shares(one)
        values = {"first": one.first, "last": one.last}
        echo(Message("cli.levels_moved", {**values, "up": up, "same": same, "down": down}))
    if units:
        people().print(_units(result, units))
    if result.cr is not None:
        echo(message("cli.greatest_cr", cr=result.cr, table=result.random_index))
    for told in result.warnings:
        echo(message("cli.warning", told=told))
    echo(message("cli.files", out=out))


def show_detected(result: GeodetectorResult) -> None:
    """Print q and p of every factor, and the strongest pairs."""
    title = message(
        "cli.factors_of", response=result.response, n=result.n, convention=result.convention
    )
    shuffled = (message("cli.p_shuffled"),) if result.p_permutation else ()
    tests = "p (F)", message("cli.p_published"), *shuffled
    table = _table(
        title, message("cli.factor"), "q", "95 %", *tests, message("cli.strata"), message("cli.cut")
    )
    for name in result.ranked:
        strata = result.strata[name]
        found = [result.p[name], result.p_published[name]]
        found += [result.p_permutation[name] for _ in shuffled]
        ps = (_p(value) for value in found)
        table.add_row(
            name,
            f"{result.q[name]:.4f}",
            _limits(result, name),
            *ps,
            str(len(strata.counts)),
            strata.method,
        )
    people().print(table)
    if result.interactions:
        count = len(result.interactions)
        strongest = message("cli.strongest", shown=min(_PAIRS, count), n=count)
        pairs = _table(strongest, message("cli.pair"), "q", "p", "")
        for pair in sorted(result.interactions, key=lambda one: -one.q)[:_PAIRS]:
            both = sentence(message("cli.with", a=pair.a, b=pair.b))
            kind = class_name(pair.type)
            if pair.by_chance:
                kind = sentence(message("cli.by_chance", kind=kind))
            pairs.add_row(both, f"{pair.q:.4f}", _p(pair.p), kind)
        people().print(pairs)
    for told in result.warnings:
        echo(message("cli.warning", told=told))


def _limits(result: GeodetectorResult, name: str) -> str:
    low, high = result.q_limits.get(name, (None, None))
    return "" if low is None else f"{low:.3f} – {high:.3f}"


def _weights(result: SecurityResult) -> Table:
    last = result.years[-1]
    kinds = message("cli.constant"), message("cli.variable_of", year=result.labels[-1])
    head = (message("cli.indicator"), "", message("cli.sign"), *kinds, "d1", "d2", "d3")
    table = _table(message("cli.weights"), *head)
    for spec in result.system.indicators:
        edges = (f"{edge:.3f}" for edge in result.thresholds[spec.key])
        weights = (f"{w[spec.key]:.4f}" for w in (result.weights_cw, last.mean_weights_vw))
        table.add_row(spec.key, spec.title, spec.sign.value, *weights, *edges)
    return table


def moved_shares(moves: LevelMoves) -> tuple[float, float, float]:
    """Return the shares of area that got better, stayed, got worse, by variable weights."""
    table = np.array(moves.vw_m2)
    total = table.sum() or 1.0
    up, down = np.triu(table, 1).sum(), np.tril(table, -1).sum()
    return float(up / total), float(np.trace(table) / total), float(down / total)


def _units(result: SecurityResult, units: Sequence[UnitWeights]) -> Table:
    heads = (f"{one.unit} ({one.date})" for one in units)
    table = _table(message("cli.weights_of_units"), message("cli.indicator"), "CW", *heads)
    for key, weight in result.weights_cw.items():
        table.add_row(key, f"{weight:.4f}", *(f"{one.weights_vw[key]:.4f}" for one in units))
    return table


def _levels(result: SecurityResult) -> Table:
    heads = message("cli.year"), message("cli.weights"), message("cli.mean")
    names = map(class_name, SecurityGrade)
    table = _table(message("cli.area_by_level"), *heads, *names, "ha")
    constant, variable = message("cli.constant_weights"), message("cli.variable_weights")
    for year, label in zip(result.years, result.labels, strict=True):
        for kind, mean, areas in (
            (constant, year.mean_cw, year.grades_m2_cw),
            (variable, year.mean_vw, year.grades_m2_vw),
        ):
            shares = _shares(year, areas)
            first = label if kind is constant else ""
            table.add_row(
                first, sentence(kind), f"{mean:.3f}", *shares, f"{year.valid_m2 / _HA:,.1f}"
            )
    return table


def _sites(result: SecurityResult) -> Table:
    heads: tuple[Message | str, ...] = (message("cli.site"), *result.labels, message("cli.change"))
    table = _table(message("cli.sites_by_weights"), *heads)
    for site in result.sites:
        means = ["" if mean is None else f"{mean:.3f}" for mean in site.mean_vw]
        ends = site.mean_vw[0], site.mean_vw[-1]
        change = ""
        if result.trust.trusted and ends[0] is not None and ends[1] is not None:
            change = f"{ends[1] - ends[0]:+.3f}"
        table.add_row(site.name, *means, change)
    return table


def _shares(year: YearSecurity, areas: dict[SecurityGrade, float]) -> list[str]:
    whole = year.valid_m2 or 1.0
    return [f"{100 * areas[grade] / whole:.1f}" for grade in SecurityGrade]


def _table(title: Message, *heads: Message | str) -> Table:
    table = Table(title=sentence(title), title_justify="left")
    for number, head in enumerate(heads):
        table.add_column(words_of(head), justify="left" if number == 0 else "right")
    return table


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
