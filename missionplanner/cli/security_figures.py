"""The tables of security and of its drivers for people."""

from pathlib import Path

import click
from rich.table import Table

from missionplanner.cli.telling import people
from missionplanner.cli.trust_figures import show_trust
from missionplanner.messages.catalogue import sentence
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import SecurityGrade, SecurityResult, YearSecurity

_HA = 1e4
_PAIRS = 10
"""Interactions shown; the file holds all."""


def show_security(result: SecurityResult, out: Path) -> None:
    """Print the verdict, weights, levels of every year, and what became of each site."""
    show_trust(result.trust)
    people().print(_weights(result))
    if result.trust.comparable:
        people().print(_levels(result))
    if result.sites and result.trust.comparable:
        people().print(_sites(result))
    if result.cr is not None:
        click.echo(f"Greatest CR: {result.cr:.4f} (table {result.random_index}).")
    for words in result.warnings:
        click.echo(f"Warning: {words}")
    click.echo(f"Files: {out}")


def show_detected(result: GeodetectorResult) -> None:
    """Print q and p of every factor, and the strongest pairs."""
    title = f"Factors of {result.response}, {result.n} samples, convention {result.convention}"
    shuffled = ("p (shuffled)",) if result.p_permutation else ()
    table = _table(title, "Factor", "q", "p (F)", "p (published)", *shuffled, "Strata", "Cut")
    for name in result.ranked:
        strata = result.strata[name]
        found = [result.p[name], result.p_published[name]]
        found += [result.p_permutation[name] for _ in shuffled]
        ps = (_p(value) for value in found)
        table.add_row(name, f"{result.q[name]:.4f}", *ps, str(len(strata.counts)), strata.method)
    people().print(table)
    if result.interactions:
        count = len(result.interactions)
        pairs = _table(f"Strongest {min(_PAIRS, count)} of {count} pairs", "Pair", "q", "")
        for pair in sorted(result.interactions, key=lambda one: -one.q)[:_PAIRS]:
            pairs.add_row(f"{pair.a} with {pair.b}", f"{pair.q:.4f}", pair.type.value)
        people().print(pairs)
    for warning in result.warnings:
        click.echo(f"Warning: {sentence(warning)}")


def _weights(result: SecurityResult) -> Table:
    last = result.years[-1]
    head = ("Indicator", "", "Sign", "Constant", f"Variable {result.labels[-1]}", "d1", "d2", "d3")
    table = _table("Weights", *head)
    for spec in result.system.indicators:
        edges = (f"{edge:.3f}" for edge in result.thresholds[spec.key])
        weights = (f"{w[spec.key]:.4f}" for w in (result.weights_cw, last.mean_weights_vw))
        table.add_row(spec.key, spec.title, spec.sign.value, *weights, *edges)
    return table


def _levels(result: SecurityResult) -> Table:
    names = [grade.value for grade in SecurityGrade]
    table = _table("Area by level, %", "Year", "Weights", "Mean", *names, "ha")
    for year, label in zip(result.years, result.labels, strict=True):
        for kind, mean, areas in (
            ("constant", year.mean_cw, year.grades_m2_cw),
            ("variable", year.mean_vw, year.grades_m2_vw),
        ):
            shares = _shares(year, areas)
            first = label if kind == "constant" else ""
            table.add_row(first, kind, f"{mean:.3f}", *shares, f"{year.valid_m2 / _HA:,.1f}")
    return table


def _sites(result: SecurityResult) -> Table:
    table = _table("Mean index of sites by variable weights", "Site", *result.labels, "Change")
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


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left")
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number == 0 else "right")
    return table


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
