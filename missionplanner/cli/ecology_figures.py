"""The tables of an analysis for people."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from missionplanner.cli.class_names import class_name
from missionplanner.cli.telling import echo, people, words_of
from missionplanner.cli.trust_figures import show_trust
from missionplanner.ecology.change.headline import headline
from missionplanner.ecology.imagery.epoch_notes import OF_EPOCH
from missionplanner.messages.casing import sentence_case
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import spoken
from missionplanner.messages.message import Message, message
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
Heads = tuple[Message | str, ...]
_LEFT_OUT = message("cli.left_out")
_ALL = message("cli.all")


def show_indicators(result: IndicatorsResult, out: Path) -> None:
    """Print range and mean of every layer."""
    extent = message("cli.least"), message("cli.mean"), message("cli.greatest")
    heads: Heads = message("cli.layer"), message("cli.date"), *extent, message("cli.unit")
    table = _table(message("cli.indicators"), *heads)
    for layer in result.layers:
        numbers = (f"{v:.4g}" for v in (layer.minimum, layer.mean, layer.maximum))
        table.add_row(layer.name, str(layer.date or sentence(_ALL)), *numbers, layer.unit)
    people().print(table)
    for day, reasons in result.missing.items():
        for indicator, why in reasons.items():
            click.echo(f"{day}: {indicator.value} {words_of(why)}")
    _end(result.told, result.warnings, out)


def show_index(result: IndexResult, out: Path) -> None:
    """Print verdict, components, mean and grades of every epoch.

    Means and grades of an index that is not to be trusted would be quoted all the same: they are
    left to the files.
    """
    show_trust(result.trust)
    names = [i.value for i in result.indicators]
    heads: Heads = message("cli.date"), "", *names, message("cli.share")
    table = _table(message("cli.components"), *heads)
    # Pooled, the components are the same in every epoch.
    for epoch in result.epochs[:1] if result.pooled else result.epochs:
        for k in range(min(2, len(epoch.eigenvalues))):
            weights = (f"{epoch.loadings[i][k]:+.3f}" for i in result.indicators)
            share = f"{100 * epoch.contributions[k]:.1f} %"
            words = sentence(message("cli.all_epochs")) if result.pooled else str(epoch.date)
            table.add_row(words if k == 0 else "", f"PC{k + 1}", *weights, share)
    people().print(table)
    if not result.trust.comparable:
        echo(_LEFT_OUT)
        _end(result.told, result.warnings, out)
        return
    grades = map(class_name, Grade)
    heads = message("cli.date"), message("cli.mean"), *grades, "ha"
    areas = _table(message("cli.area_by_grade"), *heads)
    for epoch in result.epochs:
        areas.add_row(str(epoch.date), f"{epoch.mean:.3f}", *_shares(epoch), _ha(epoch.valid_m2))
    people().print(areas)
    _end(result.told, result.warnings, out)


def show_trend(result: TrendResult, out: Path) -> None:
    """Print verdict, headline, the cross table of direction and significance, and variation."""
    show_trust(result.trust)
    for line in headline(result, spoken()):
        click.echo(line)
    if not result.trust.comparable:
        echo(_LEFT_OUT)
        _end(result.told, result.warnings, out)
        return
    columns = list(result.significant_m2)
    signs, tests = _ways(result)
    heads: Heads = message("cli.sen"), *(tests[c] for c in columns), _ALL
    table = _table(message("cli.trend", n=result.n_epochs), *heads)
    for direction, areas in result.cross_m2.items():
        table.add_row(
            signs[direction], *(_ha(areas[c]) for c in columns), _ha(result.classes_m2[direction])
        )
    people().print(table)
    echo(message("cli.stable_up_to", slope=result.stable_per_year))
    echo(message("cli.mean_slope", slope=result.mean_slope_per_year))
    cv = _table(message("cli.over_time"), *map(class_name, result.cv_m2))
    cv.add_row(*(f"{_ha(area)} ha" for area in result.cv_m2.values()))
    people().print(cv)
    _end(result.told, result.warnings, out)


def show_zones(result: ZonesResult, out: Path) -> None:
    """Print the verdict, and a line a zone."""
    show_trust(result.trust)
    if not result.trust.comparable:
        echo(_LEFT_OUT)
        _end(result.told, result.warnings, out)
        return
    first, last = str(result.dates[0]), str(result.dates[-1])
    share = message("cli.degrading") if result.trust.trusted else message("cli.slope_below")
    step = message("cli.largest_step")
    heads = (
        *(message("cli.zone"), "ha", first, last, message("cli.slope_a_year"), share),
        *(step, "CV", "p"),
    )
    table = _table(message("cli.zones"), *heads)
    for zone in result.zones:
        if not zone.valid_m2:
            table.add_row(
                zone.name, _ha(zone.area_m2), *[sentence(message("cli.no_data"))] * 2, *[""] * 5
            )
            continue
        percent = f"{100 * zone.significant_share:.1f}"
        ends = (f"{zone.means[0]:.3f}", f"{zone.means[-1]:.3f}", f"{zone.mean_change:+.4f}")
        rest = percent, f"{zone.step:+.3f}", f"{zone.mean_cv:.3f}", _p(zone.p)
        table.add_row(zone.name, _ha(zone.area_m2), *ends, *rest)
    people().print(table)
    echo(message("cli.in_no_zone", area=result.unassigned_m2 / _HA))
    _end(result.told, result.warnings, out)


def by_numbers(
    limit_per_year: float, p: float
) -> tuple[dict[Direction, Message], dict[Significance, Message]]:
    """Return what directions and tests are called by their limits alone."""
    signs = {
        Direction.IMPROVING: message("cli.above", limit=limit_per_year),
        Direction.STABLE: message("cli.within", limit=limit_per_year),
        Direction.DEGRADING: message("cli.below", limit=limit_per_year),
    }
    tests = {
        Significance.IMPROVING: message("cli.p_above", p=p),
        Significance.NONE: message("cli.significance.none"),
        Significance.DEGRADING: message("cli.p_below", p=p),
    }
    return signs, tests


def _ways(result: TrendResult) -> tuple[dict[Direction, str], dict[Significance, str]]:
    """Return what directions and tests are called; without trust, by their numbers alone."""
    if result.trust.trusted:
        return {d: class_name(d) for d in Direction}, {s: class_name(s) for s in Significance}
    signs, tests = by_numbers(result.stable_per_year, result.significance)
    return {d: sentence(s) for d, s in signs.items()}, {t: sentence(s) for t, s in tests.items()}


def told_once(warnings: Sequence[Message | str]) -> dict[str, list[str]]:
    """Return each warning with the dates of the epochs it is told of; none where it has none."""
    found: dict[str, list[str]] = {}
    for line in warnings:
        if isinstance(line, Message) and line.code == OF_EPOCH:
            found.setdefault(words_of(line.values["note"]), []).append(str(line.values["day"]))
        else:
            found.setdefault(words_of(line), [])
    return found


def _table(title: Message, *heads: Message | str) -> Table:
    table = Table(title=sentence(title), title_justify="left")
    for number, head in enumerate(heads):
        table.add_column(words_of(head), justify="left" if number == 0 else "right")
    return table


def _shares(epoch: EpochIndex) -> list[str]:
    whole = epoch.valid_m2 or 1.0
    return [f"{100 * epoch.grades_m2[grade] / whole:.1f}" for grade in Grade]


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _ha(area_m2: float) -> str:
    return f"{area_m2 / _HA:,.1f}"


def _end(told: Sequence[Message | str], warnings: Sequence[Message | str], out: Path) -> None:
    """Print what was understood, and what to look at; a line that is both as a warning."""
    for line in told:
        if line not in warnings:
            words = words_of(line)
            click.echo(sentence_case(words))
    for words, days in told_once(warnings).items():
        if days:
            echo(message("cli.warning_of", n=len(days), days=days, told=words))
        else:
            echo(message("cli.warning", told=words))
    echo(message("cli.files", out=out))
