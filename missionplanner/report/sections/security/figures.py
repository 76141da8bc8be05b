"""The figures of districts that security was computed from, and where they come from."""

from collections.abc import Mapping
from pathlib import Path

from missionplanner.ecology.engine.security.yearbook import figures
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.security import SecurityResult
from missionplanner.model.security_inputs import Statistics
from missionplanner.report.page import Block, Cell, Column, Paragraph, Section, Table
from missionplanner.report.sections.content import Material

MOST_ROWS = 60
"""Of a table in the report; a national yearbook has thousands."""

Read = Mapping[str, float]


def district_figures(told: Material) -> Section | None:
    """Return a table for each source of figures; nothing where no indicator is made of any."""
    result, inputs = told.security, told.study.security
    if not result or not inputs:
        return None
    blocks = [block for how in inputs.statistics for block in _source(told, result, how)]
    return Section("district-figures", told.words("h_district_figures"), blocks) if blocks else None


def _source(told: Material, result: SecurityResult, how: Statistics) -> list[Block]:
    w = told.words
    keys = [key for key in result.system.keys if key in how.indicators]
    if not keys:
        return []
    book = told.study_folder / how.table if how.table else None
    notes: list[str] = []
    try:
        rows = [row for key in keys for row in _rows(told, result, how, key, book, notes)]
    except InputError as error:  # the file may be gone since
        return [Paragraph(error.line(w.language), quiet=True)]
    columns = [Column(w("indicator"), words=True), Column(w("district"), words=True)]
    columns += [Column(name) for name in result.labels]
    source = w("figures_table", table=how.table) if how.table else w("figures_typed")
    if len(rows) > MOST_ROWS:
        notes.append(w("figures_cut", n=MOST_ROWS, of=len(rows)))
    note = " ".join([source, *dict.fromkeys(notes)])
    return [Table(w("t_district_figures"), columns, rows[:MOST_ROWS], note=note)]


def _rows(
    told: Material,
    result: SecurityResult,
    how: Statistics,
    key: str,
    book: Path | None,
    notes: list[str],
) -> list[list[Cell | str]]:
    w, column = told.words, how.indicators[key].column
    years: list[Read] = []
    for epoch in result.years:
        found = figures(book, how, column, epoch.year)
        years.append(found.figures)
        if found.from_years:
            why = sentence(found.from_years, w.language)
            notes.append(w("figures_between", indicator=key, year=epoch.year, why=why))
    names = dict.fromkeys(name for own in years for name in own)
    return [[f"{key}  {column}", name, *(_figure(own, name) for own in years)] for name in names]


def _figure(own: Read, name: str) -> str:
    """Return a figure as it was given: whoever checks a yearbook needs every digit."""
    return f"{own[name]:,.8g}".replace("-", "−") if name in own else "–"
