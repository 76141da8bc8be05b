"""The tables of an analysis for people."""

import re
from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from missionplanner.cli.telling import people
from missionplanner.cli.trust_figures import show_trust
from missionplanner.ecology.change.headline import headline
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.ecology import (
    Direction,
    EpochIndex,
    Grade,
    IndexResult,
    IndicatorsResult,
    Significance,
    TrendResult,
    ZonesResult,
)

_HA = 1e4
_LEFT_OUT = "Values and changes are left out here: the files and --json hold them."
_OF_EPOCH = re.compile(r"epoch (\d{4}-\d\d-\d\d): (.+)")


def show_indicators(result: IndicatorsResult, out: Path) -> None:
    """Print range and mean of every layer."""
    table = _table("Indicators", "Layer", "Date", "Least", "Mean", "Greatest", "Unit")
    for layer in result.layers:
        numbers = (f"{v:.4g}" for v in (layer.minimum, layer.mean, layer.maximum))
        table.add_row(layer.name, str(layer.date or "all"), *numbers, layer.unit)
    people().print(table)
    for day, reasons in result.missing.items():
        for indicator, why in reasons.items():
            click.echo(f"{day}: {indicator.value} {sentence(why)}")
    _end(result.told, result.warnings, out)


def show_index(result: IndexResult, out: Path) -> None:
    """Print verdict, components, mean and grades of every epoch.

    Means and grades of an index that is not to be trusted would be quoted all the same: they are
    left to the files.
    """
    show_trust(result.trust)
    table = _table("Components", "Date", "", *(i.value for i in result.indicators), "Share")
    # Pooled, the components are the same in every epoch.
    for epoch in result.epochs[:1] if result.pooled else result.epochs:
        for k in range(min(2, len(epoch.eigenvalues))):
            weights = (f"{epoch.loadings[i][k]:+.3f}" for i in result.indicators)
            share = f"{100 * epoch.contributions[k]:.1f} %"
            words = "all epochs" if result.pooled else str(epoch.date)
            table.add_row(words if k == 0 else "", f"PC{k + 1}", *weights, share)
    people().print(table)
    if not result.trust.comparable:
        click.echo(_LEFT_OUT)
        _end(result.told, result.warnings, out)
        return
    areas = _table("Area by grade, % of what is not masked", "Date", "Mean", *_names(), "ha")
    for epoch in result.epochs:
        areas.add_row(str(epoch.date), f"{epoch.mean:.3f}", *_shares(epoch), _ha(epoch.valid_m2))
    people().print(areas)
    _end(result.told, result.warnings, out)


def show_trend(result: TrendResult, out: Path) -> None:
    """Print verdict, headline, the cross table of direction and significance, and variation."""
    show_trust(result.trust)
    for line in headline(result):
        click.echo(line)
    if not result.trust.comparable:
        click.echo(_LEFT_OUT)
        _end(result.told, result.warnings, out)
        return
    columns = list(result.significant_m2)
    title = f"Trend over {result.n_epochs} epochs, ha; cell by cell, not corrected for many tests"
    signs, tests = _ways(result)
    table = _table(title, "Sen's slope", *(tests[c] for c in columns), "all")
    for direction, areas in result.cross_m2.items():
        table.add_row(
            signs[direction], *(_ha(areas[c]) for c in columns), _ha(result.classes_m2[direction])
        )
    people().print(table)
    click.echo(f"Stable: slopes up to {result.stable_per_year:g} a year.")
    click.echo(f"Mean slope: {result.mean_slope_per_year:+.4f} a year.")
    cv = _table("Variation over time", *(name.value for name in result.cv_m2))
    cv.add_row(*(f"{_ha(area)} ha" for area in result.cv_m2.values()))
    people().print(cv)
    _end(result.told, result.warnings, out)


def show_zones(result: ZonesResult, out: Path) -> None:
    """Print the verdict, and a line a zone."""
    show_trust(result.trust)
    if not result.trust.comparable:
        click.echo(_LEFT_OUT)
        _end(result.told, result.warnings, out)
        return
    first, last = str(result.dates[0]), str(result.dates[-1])
    share_head = "Degrading %" if result.trust.trusted else "Slope < 0, significant %"
    heads = ("Zone", "ha", first, last, "Slope a year", share_head, "CV", "p")
    table = _table("Zones", *heads)
    for zone in result.zones:
        if not zone.valid_m2:
            table.add_row(zone.name, _ha(zone.area_m2), *["no data"] * 2, *[""] * 4)
            continue
        share = f"{100 * zone.significant_share:.1f}"
        ends = (f"{zone.means[0]:.3f}", f"{zone.means[-1]:.3f}", f"{zone.mean_change:+.4f}")
        table.add_row(zone.name, _ha(zone.area_m2), *ends, share, f"{zone.mean_cv:.3f}", _p(zone.p))
    people().print(table)
    click.echo(f"In no zone: {_ha(result.unassigned_m2)} ha.")
    _end(result.told, result.warnings, out)


def _ways(result: TrendResult) -> tuple[dict[Direction, str], dict[Significance, str]]:
    """Return what directions and tests are called; without trust, by their numbers alone."""
    if result.trust.trusted:
        return {d: d.value for d in Direction}, {s: s.value for s in Significance}
    limit, p = f"{result.stable_per_year:g}", f"p ≤ {result.significance:g}"
    signs = {
        Direction.IMPROVING: f"above {limit}",
        Direction.STABLE: f"within ±{limit}",
        Direction.DEGRADING: f"below -{limit}",
    }
    tests = {
        Significance.IMPROVING: f"{p}, above 0",
        Significance.NONE: "not significant",
        Significance.DEGRADING: f"{p}, below 0",
    }
    return signs, tests


def told_once(warnings: Sequence[Message]) -> dict[str, list[str]]:
    """Return each warning with the dates of the epochs it is told of; none where it has none."""
    found: dict[str, list[str]] = {}
    for line in map(sentence, warnings):
        dated = _OF_EPOCH.fullmatch(line)
        days = found.setdefault(dated[2] if dated else line, [])
        days += [dated[1]] if dated else []
    return found


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left")
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number == 0 else "right")
    return table


def _names() -> list[str]:
    return [grade.value for grade in Grade]


def _shares(epoch: EpochIndex) -> list[str]:
    whole = epoch.valid_m2 or 1.0
    return [f"{100 * epoch.grades_m2[grade] / whole:.1f}" for grade in Grade]


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _ha(area_m2: float) -> str:
    return f"{area_m2 / _HA:,.1f}"


def _end(told: Sequence[Message], warnings: Sequence[Message], out: Path) -> None:
    """Print what was understood, and what to look at; a line that is both as a warning."""
    for line in told:
        if line not in warnings:
            words = sentence(line)
            click.echo(words[:1].upper() + words[1:])
    for words, days in told_once(warnings).items():
        where = f"epoch{'s' if len(days) > 1 else ''} {', '.join(days)}: " if days else ""
        click.echo(f"Warning: {where}{words}")
    click.echo(f"Files: {out}")
