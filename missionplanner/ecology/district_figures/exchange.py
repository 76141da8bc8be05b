"""Figures between a draft, a study's own part, and the CSV that the engine and people read."""

from collections.abc import Mapping, Sequence

from missionplanner.ecology.district_figures.draft import (
    FigureColumn,
    FigureDraft,
    FigureRow,
    year_of,
)
from missionplanner.ecology.district_figures.names import Names
from missionplanner.ecology.district_figures.numbers import read_number, shown
from missionplanner.model.security import Compute, IndexSystem
from missionplanner.model.security_inputs import (
    DistrictFigures,
    SecurityInputs,
    Statistic,
    Statistics,
)

HEADS = ("district", "year")


def own_part(inputs: SecurityInputs, keys: Sequence[str]) -> Statistics | None:
    """Return the part of the study that a table of figures is the draft of; None: none yet.

    The first that holds figures itself, else names a table, and serves one of the indicators; one
    that serves none at all was begun with its districts alone.
    """
    serving = [one for one in inputs.statistics if set(keys) & set(one.indicators)]
    begun = [one for one in inputs.statistics if not one.indicators]
    ranked = [*(one for one in serving if not one.table), *begun, *serving]
    return ranked[0] if ranked else None


def columns_of(system: IndexSystem, inputs: SecurityInputs) -> tuple[FigureColumn, ...]:
    """Return the indicators that figures are wanted for; those of other tables are not."""
    wanted = [spec for spec in system.indicators if spec.compute is Compute.STATISTIC]
    own = own_part(inputs, [spec.key for spec in wanted])
    others = {key for one in inputs.statistics if one is not own for key in one.indicators}
    heads = {key: one.column for key, one in own.indicators.items()} if own else {}
    return tuple(
        FigureColumn(
            spec.key,
            tuple(dict.fromkeys(w for w in (spec.title, spec.title_zh, heads.get(spec.key)) if w)),
            spec.unit,
        )
        for spec in wanted
        if spec.key not in others
    )


def draft_of(system: IndexSystem, inputs: SecurityInputs) -> FigureDraft:
    """Return the draft of the figures that a study holds; those of a table are not read here."""
    columns = columns_of(system, inputs)
    own = own_part(inputs, [column.key for column in columns])
    if own is None:
        return FigureDraft(columns)
    heads = {key: one.column for key, one in own.indicators.items()}
    rows = tuple(
        FigureRow(
            one.district,
            str(one.year),
            tuple(_text(one.figures, heads.get(column.key)) for column in columns),
        )
        for one in own.figures
    )
    spreads = {key: one.spread for key, one in own.indicators.items()}
    return FigureDraft(columns, rows, spreads, own.districts)


def with_figures(
    inputs: SecurityInputs, draft: FigureDraft, names: Names | None = None
) -> tuple[Statistics, ...]:
    """Return `statistics` with a draft in place of what it was the draft of.

    Only for a draft without faults. Names are spelled as the layer has them; indicators without a
    figure are left out, and a draft without any figure and without districts takes the part away.
    Indicators of another system that the part serves stay with what they had.
    """
    keys = [column.key for column in draft.columns]
    own = own_part(inputs, keys)
    rows = tuple(_figures(row, keys, names) for row in draft.rows if not row.empty)
    rows = tuple(row for row in rows if row.figures)
    filled = [key for key in keys if any(key in row.figures for row in rows)]
    others = tuple(one for one in inputs.statistics if one is not own)
    kept = own or Statistics(indicators={})
    foreign = {key: one for key, one in kept.indicators.items() if key not in keys}
    if foreign:
        others = (*others, kept.model_copy(update={"indicators": foreign}))
    if not (rows or draft.districts):
        return others
    same = kept.districts == draft.districts
    made = Statistics(
        districts=draft.districts,
        district_name=kept.district_name if same else None,
        between_years=kept.between_years,
        figures=rows,
        indicators={key: Statistic(column=key, spread=draft.spread_of(key)) for key in filled},
    )
    place = inputs.statistics.index(own) if own else len(others)
    return (*others[:place], made, *others[place:])


def table_rows(draft: FigureDraft) -> list[list[str]]:
    """Return heads and rows of a CSV; a draft without faults is read by the engine as it is."""
    heads = [*HEADS, *(column.key for column in draft.columns)]
    rows = [[row.district, row.year, *row.figures] for row in draft.rows if not row.empty]
    return [heads, *rows]


def _figures(row: FigureRow, keys: Sequence[str], names: Names | None) -> DistrictFigures:
    year = year_of(row.year)
    assert year is not None, "a draft with faults"
    values = {key: read_number(text) for key, text in zip(keys, row.figures, strict=True) if text}
    known = {key: value for key, value in values.items() if isinstance(value, float)}
    name = (names.known_as(row.district) if names else None) or row.district
    return DistrictFigures(district=name, year=year, figures=known)


def _text(figures: Mapping[str, float], head: str | None) -> str:
    value = None if head is None else figures.get(head)
    return "" if value is None else shown(value)
