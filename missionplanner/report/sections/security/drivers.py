"""What drives the index: factors, pairs of factors, and the strata of the strongest."""

from matplotlib.figure import Figure

from missionplanner.model.geodetector import (
    Convention,
    FactorStrata,
    GeodetectorResult,
    InteractionType,
)
from missionplanner.report.charts.interactions import interactions
from missionplanner.report.charts.letters import letters
from missionplanner.report.charts.q_bars import q_bars
from missionplanner.report.lookup import words
from missionplanner.report.numbers import number, p_value, significant
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
from missionplanner.report.sections.security.naming import named, short, title_of

_PAIRS = 12
_DRAWN = 30
"""Factors in the charts; more could not be read."""


def drivers(told: Material) -> Section | None:
    """Return q of factors and pairs, the strata of the strongest factor, and the conventions."""
    found, w = told.detected, told.words
    if not found or not found.q:
        return None
    blocks: list[Block] = [
        Paragraph(w("drivers_about", response=response(told, found), n=number(found.n, 0))),
        Bullets([w("circular")], "warning") if _circular(told, found) else Paragraph(w("p_note")),
        Plate(_bars(told, found), w("f_q")),
    ]
    if found.interactions:
        blocks += [Plate(_heat(told, found), w("f_interactions")), _strongest(told, found)]
    blocks += [_strata(told, found, found.ranked[0]), *_ecological(told, found)]
    blocks.append(Bullets(_conventions(told, found), head=w("h_conventions")))
    return Section("drivers", w("h_drivers"), blocks)


def response(told: Material, found: GeodetectorResult) -> str:
    """Return what was explained, in words."""
    key = f"response_{found.response}"
    if told.words.has(key):
        return told.words(key)
    return title_of(told.security, found.response, told.words.language)


def _circular(told: Material, found: GeodetectorResult) -> bool:
    keys = told.security.system.keys if told.security else ()
    return found.response.startswith("esi") and any(key in keys for key in found.q)


def _bars(told: Material, found: GeodetectorResult) -> Figure:
    shown = found.ranked[:_DRAWN]
    w = words(told.lettering)
    rows = [(short(told.security, key, told.lettering), found.q[key]) for key in shown]
    columns = [
        (w("p_published"), [p_value(found.p_published.get(key)) for key in shown]),
        (w("p_central"), [p_value(found.p.get(key)) for key in shown]),
    ]
    if found.p_permutation:
        texts = [p_value(found.p_permutation.get(key)) for key in shown]
        columns.append((w("p_permutation"), texts))
    return q_bars(rows, columns)


def _heat(told: Material, found: GeodetectorResult) -> Figure:
    shown = found.ranked[:_DRAWN]
    w = words(told.lettering)
    pairs = [pair for pair in found.interactions if pair.a in shown and pair.b in shown]
    names = {kind: w(_kind(kind)) for kind in InteractionType}
    brief = {key: title_of(None, key, "en") for key in shown}
    renamed = [p.model_copy(update={"a": brief[p.a], "b": brief[p.b]}) for p in pairs]
    alone = {brief[key]: found.q[key] for key in shown}
    return interactions(list(brief.values()), alone, renamed, names)


def _kind(kind: InteractionType) -> str:
    return f"type_{kind.value.replace('-', '_')}"


def _strongest(told: Material, found: GeodetectorResult) -> Table:
    w, own = told.words, told.security
    best = sorted(found.interactions, key=lambda pair: -pair.q)[:_PAIRS]
    rows: list[list[Cell | str]] = [
        [
            f"{named(own, pair.a, w.language)} ∩ {named(own, pair.b, w.language)}",
            number(pair.q, 3),
            number(found.q[pair.a], 3),
            number(found.q[pair.b], 3),
            number(pair.q - max(found.q[pair.a], found.q[pair.b]), 3, signed=True),
            w(_kind(pair.type)),
        ]
        for pair in best
    ]
    columns = [
        Column(w("pair"), words=True), Column("q"), Column(w("q_first")), Column(w("q_second")),
        Column(w("q_gain")), Column(w("type"), words=True),
    ]  # fmt: skip
    counts = dict.fromkeys(InteractionType, 0)
    for pair in found.interactions:
        counts[pair.type] += 1
    told_of = ", ".join(f"{w(_kind(kind))} {n}" for kind, n in counts.items() if n)
    note = w("t_pairs_note", n=len(found.interactions), types=told_of)
    return Table(w("t_pairs"), columns, rows, note=note)


def _strata(told: Material, found: GeodetectorResult, factor: str) -> Table:
    w, cut = told.words, found.strata[factor]
    different = [(p.a, p.b) for p in found.risk if p.factor == factor and p.significant]
    order = sorted(range(len(cut.means)), key=lambda i: -cut.means[i])
    marks = letters(len(cut.means), different, order)
    top, low = max(cut.means), min(cut.means)
    reach = (top - low) or 1.0
    rows: list[list[Cell | str]] = [
        [
            str(i + 1), _range(cut, i), number(count, 0),
            number(100 * count / sum(cut.counts), 1),
            Cell(number(mean, 3), shade=(mean - low) / reach), marks[i],
        ]
        for i, (count, mean) in enumerate(zip(cut.counts, cut.means, strict=True))
    ]  # fmt: skip
    columns = [
        Column(w("stratum"), words=True), Column(w("range")), Column("n"), Column(w("share"), "%"),
        Column(w("mean_response")), Column(w("letters"), words=True),
    ]  # fmt: skip
    caption = w("t_strata", factor=named(told.security, factor, w.language))
    return Table(caption, columns, rows, note=w("t_strata_note", method=_method(told, cut)))


def _method(told: Material, cut: FactorStrata) -> str:
    key = f"cut_{cut.method.replace(' ', '_')}"
    return told.words(key) if told.words.has(key) else cut.method


def _range(cut: FactorStrata, place: int) -> str:
    breaks = [significant(value) for value in cut.breaks]
    if len(breaks) + 1 != len(cut.means):
        return "–"
    if place == 0:
        return f"≤ {breaks[0]}" if breaks else "–"
    if place == len(breaks):
        return f"> {breaks[-1]}"
    return f"{breaks[place - 1]} … {breaks[place]}"


def _ecological(told: Material, found: GeodetectorResult) -> list[Block]:
    if not found.ecological:
        return []
    w = told.words
    alike = [f"{pair.a} – {pair.b}" for pair in found.ecological if not pair.significant]
    shown = ", ".join(alike[:24]) + (" …" if len(alike) > 24 else "")
    line = w("ecological", n=len(found.ecological), differ=len(found.ecological) - len(alike))
    if alike:
        line += " " + w("ecological_alike", pairs=shown)
    return [Paragraph(line)]


def _conventions(told: Material, found: GeodetectorResult) -> list[str]:
    w = told.words
    lines = [w("convention_gd" if found.convention is Convention.GD else "convention_wang")]
    return [*lines, *w.all("conventions")]
