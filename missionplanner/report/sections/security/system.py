"""The index system, and how consistent the judgements behind its weights are."""

import tomllib
from collections.abc import Mapping

from missionplanner.assets import resources
from missionplanner.model.security import (
    Consistency,
    CriteriaLayer,
    IndicatorSpec,
    SecurityResult,
    Sign,
    Suspect,
)
from missionplanner.report.numbers import number, significant
from missionplanner.report.page import Block, Bullets, Cell, Column, Paragraph, Section, Table
from missionplanner.report.sections.content import Material

_LIMIT = 0.1
_DOUBTFUL = 1.5
"""From this factor on a judgement is told as one that does not go with the others."""


def system(told: Material) -> Section | None:
    """Return the table of indicators, and the consistency of every judgement matrix."""
    result, w = told.security, told.words
    if not result:
        return None
    blocks: list[Block] = [Paragraph(_about(told, result)), *_without(told, result)]
    blocks.append(_indicators(told, result))
    if result.consistency:
        blocks += [_consistency(told, result), *_suspects(told, result)]
    else:
        blocks.append(Paragraph(w("weights_given")))
    return Section("system", w("h_system"), blocks)


def _about(told: Material, result: SecurityResult) -> str:
    w, own = told.words, result.system
    title = own.title_zh if w.language == "zh" and own.title_zh else own.title
    return w("system_about", title=title, n=len(own.keys), layers=len(own.layers))


def _without(told: Material, result: SecurityResult) -> list[Block]:
    """Return what the index is made without; nothing where it has the whole system."""
    gone = [spec.key for spec in result.left_out]
    return [Paragraph(told.words("system_left_out", keys=gone))] if gone else []


def _indicators(told: Material, result: SecurityResult) -> Table:
    w = told.words
    rows: list[list[Cell | str]] = []
    for layer in result.system.layers:
        keys = result.system.of(layer)
        weight = sum(result.weights_cw[key] for key in keys)
        head = f"{layer.value}  {w(f'layer_{layer.value}')}"
        rows.append([Cell(head, span=5, shade=0.22), Cell(number(weight, 4), shade=0.22)])
        rows += [_row(told, result, spec) for spec in result.system.indicators if spec.key in keys]
    total = number(sum(result.weights_cw.values()), 4)
    rows.append([Cell(w("total"), span=5), total])
    columns = [
        Column(w("indicator"), words=True), Column(w("sign")), Column(w("computed"), words=True),
        Column(w("unit"), words=True), Column(w("range")), Column(w("weight")),
    ]  # fmt: skip
    return Table(w("t_system"), columns, rows, totals=1, note=w("t_system_note"))


def _row(told: Material, result: SecurityResult, spec: IndicatorSpec) -> list[Cell | str]:
    w = told.words
    title = spec.title_zh if w.language == "zh" and spec.title_zh else spec.title
    low, high = result.limits.get(spec.key, (float("nan"), float("nan")))
    return [
        f"{spec.key}  {title}",
        "+" if spec.sign is Sign.POSITIVE else "−",
        w(f"compute_{spec.compute.value.replace('-', '_')}"),
        printed_unit(spec.unit) or "–",
        f"{significant(low)} … {significant(high)}",
        number(result.weights_cw.get(spec.key), 4),
    ]


def printed_unit(unit: str) -> str:
    """Return a unit as it is printed: powers raised, 'deg' as a sign."""
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    parts = []
    for part in unit.split():
        stem, power, exponent = part.partition("^")
        if not power:
            stem = part.rstrip("-0123456789")
            exponent = part[len(stem) :]
        parts.append(stem + exponent.translate(raised) if stem else part)
    return " ".join(parts).replace("deg", "°")


def _consistency(told: Material, result: SecurityResult) -> Table:
    w = told.words
    rows: list[list[Cell | str]] = []
    for key, found in result.consistency.items():
        verdict = w("consistent") if found.cr < _LIMIT else f"▲ {w('inconsistent')}"
        rows.append(
            [
                matrix_name(told, key), str(len(found.names)), number(found.lambda_max, 4),
                number(found.ci, 4), number(found.ri, 2), number(found.cr, 4),
                verdict if len(found.names) > 2 else w("always"),
            ]
        )  # fmt: skip
    columns = [
        Column(w("judgements"), words=True), Column("n"), Column("λmax"), Column("CI"),
        Column("RI"), Column("CR"), Column(w("verdict"), words=True),
    ]  # fmt: skip
    note = w("t_consistency_note", table=_index_title(result.random_index or ""))
    return Table(w("t_consistency"), columns, rows, note=note)


def matrix_name(told: Material, key: str) -> str:
    """Return the name of a judgement matrix: of the layers, or of one layer."""
    if key in set(CriteriaLayer):
        return f"{key}  {told.words(f'layer_{key}')}"
    return told.words("layers")


def _index_title(key: str) -> str:
    """Return the title of a table of the random index, as its file says."""
    path = resources() / "ecology" / "ri" / f"{key}.toml"
    if not path.is_file():
        return key
    read: Mapping[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    return str(read.get("title", key))


def _suspects(told: Material, result: SecurityResult) -> list[Block]:
    w = told.words
    lines = [
        w("suspect", matrix=matrix_name(told, key), row=one.row, column=one.column,
          value=_ratio(one.value), fitting=_ratio(one.fitting), factor=number(one.deviation, 1))
        for key, found in result.consistency.items()
        for one in _doubtful(found)
    ]  # fmt: skip
    if not lines:
        return [Paragraph(w("no_suspects", factor=number(_DOUBTFUL, 1)), quiet=True)]
    return [Bullets(lines, head=w("suspects"))]


def _doubtful(found: Consistency) -> list[Suspect]:
    most = 3 if found.cr >= _LIMIT else 1
    return [one for one in found.suspects if one.deviation >= _DOUBTFUL][:most]


def _ratio(value: float) -> str:
    """Return a judgement as people enter it: 3, or 1/3."""
    if value >= 1:
        return significant(value, 2)
    return f"1/{significant(1 / value, 2)}"
