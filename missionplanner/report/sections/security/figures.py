"""The figures of districts that security was computed from, and whether they still stand there."""

from collections.abc import Iterator, Sequence

from missionplanner.ecology.engine.security.yearbook import figures
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.security import SecurityResult, UsedFigures
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.report.page import Block, Cell, Column, Paragraph, Section, Table
from missionplanner.report.sections.content import Material

MOST_ROWS = 60
"""Of a table in the report; a national yearbook has thousands."""

_SAME = 1e-12


def district_figures(told: Material) -> Section | None:
    """Return a table for each source of figures; nothing where no indicator is made of any.

    What is printed is what the analysis read; where the source now says something else, that is
    told above it.
    """
    result = told.security
    if not result:
        return None
    w = told.words
    blocks: list[Block] = []
    if result.figures is None:
        used = list(_as_they_are(told, result))
        if used:
            blocks.append(Paragraph(w("figures_not_kept"), quiet=True))
    else:
        used = list(result.figures)
    for table in dict.fromkeys(one.table for one in used):
        blocks += _source(told, result, [one for one in used if one.table == table])
    return Section("district-figures", w("h_district_figures"), blocks) if blocks else None


def _as_they_are(told: Material, result: SecurityResult) -> Iterator[UsedFigures]:
    """Yield figures of today for a result that does not hold its own."""
    inputs = told.study.security or SecurityInputs()
    for how in inputs.statistics:
        for key in result.system.keys:
            if key not in how.indicators:
                continue
            column = how.indicators[key].column
            for epoch in result.years:
                bare = UsedFigures(
                    indicator=key, date=epoch.date, column=column, table=how.table, figures={}
                )
                try:
                    yield _now(told, bare) or bare
                except InputError:  # the file may be gone since
                    yield bare


def _source(told: Material, result: SecurityResult, used: Sequence[UsedFigures]) -> list[Block]:
    w, table = told.words, used[0].table
    rows = list(_rows(result, used))
    columns = [Column(w("indicator"), words=True), Column(w("district"), words=True)]
    columns += [Column(name) for name in result.labels]
    notes = [w("figures_table", table=table) if table else w("figures_typed")]
    for one in used:
        if one.taken:
            why = sentence(one.taken, w.language)
            notes.append(w("figures_between", indicator=one.indicator, year=one.date[:4], why=why))
    if len(rows) > MOST_ROWS:
        notes.append(w("figures_cut", n=MOST_ROWS, of=len(rows)))
    warned = _differs(told, used)
    title, note = w("t_district_figures"), " ".join(dict.fromkeys(notes))
    return [
        *([Paragraph(warned)] if warned else []),
        Table(title, columns, rows[:MOST_ROWS], note=note),
    ]


def _rows(result: SecurityResult, used: Sequence[UsedFigures]) -> Iterator[list[Cell | str]]:
    heads = dict.fromkeys((one.indicator, one.column) for one in used)
    for key, column in heads:
        same = [one for one in used if (one.indicator, one.column) == (key, column)]
        own = {one.date: one.figures for one in same}
        years = [own.get(epoch.date, {}) for epoch in result.years]
        for name in dict.fromkeys(name for read in years for name in read):
            yield [f"{key}  {column}", name, *(_shown(read.get(name)) for read in years)]


def _differs(told: Material, used: Sequence[UsedFigures]) -> str:
    """Return what is to be said where the source holds other figures than were read; or nothing."""
    w, others = told.words, []
    for one in used:
        try:
            now = _now(told, one)
        except InputError as error:
            return w("figures_gone", why=error.line(w.language))
        if now is None:
            return w("figures_no_longer", indicator=one.indicator)
        others += [
            (one, name, now.figures.get(name))
            for name, figure in one.figures.items()
            if not _same(figure, now.figures.get(name))
        ]
    if not others:
        return ""
    one, name, figure = others[0]
    was = _shown(one.figures[name])
    return w(
        "figures_differ",
        n=len(others),
        indicator=one.indicator,
        district=name,
        year=one.date[:4],
        was=was,
        now=_shown(figure),
    )


def _now(told: Material, used: UsedFigures) -> UsedFigures | None:
    """Return the same figures as the study has them now; None: it makes the indicator of none."""
    inputs = told.study.security or SecurityInputs()
    how = next((one for one in inputs.statistics if used.indicator in one.indicators), None)
    if how is None:
        return None
    book = told.study_folder / how.table if how.table else None
    column = how.indicators[used.indicator].column
    read = figures(book, how, column, int(used.date[:4]))
    return used.model_copy(update={"figures": read.figures, "taken": read.from_years})


def _same(first: float, second: float | None) -> bool:
    return second is not None and abs(first - second) <= _SAME * max(abs(first), abs(second))


def _shown(figure: float | None) -> str:
    """Return a figure as it was given: whoever checks a yearbook needs every digit."""
    return "–" if figure is None else f"{figure:,.8g}".replace("-", "−")
