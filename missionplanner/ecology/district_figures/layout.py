"""A pasted table understood: which column is what, which unit, which year; and its rows.

Three layouts are known: a row a district and year with indicators in columns; a row a district
with years in columns; a row a year with districts in columns. The latter two hold one indicator.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from missionplanner.ecology.district_figures.draft import (
    DISTRICT,
    FIRST_FIGURE,
    YEAR,
    FigureColumn,
    FigureRow,
    kept_text,
    year_of,
)
from missionplanner.ecology.district_figures.heads import (
    indicators_of,
    is_unit_word,
    kind_of,
    parted,
    unit_told,
)
from missionplanner.ecology.district_figures.names import Names
from missionplanner.ecology.district_figures.numbers import (
    Decimal,
    decimal_of,
    is_unknown,
    read_number,
    settled,
    shown,
)
from missionplanner.ecology.district_figures.units import conversion
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message

_YEAR_IN_TITLE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DEEPEST_HEAD = 8
"""Lines of title that a page may have above its heads."""


@dataclass(frozen=True)
class PastedFigures:
    """A table that says what its columns are.

    Attributes
    ----------
    rows : tuple of FigureRow
        By the columns that were asked about.
    keys : tuple of str
        Indicators that it has figures of.
    told : tuple of Message
        What was passed over, filled in, or is in another unit.
    """

    rows: tuple[FigureRow, ...]
    keys: tuple[str, ...]
    told: tuple[Message, ...] = ()


@dataclass
class _Table:
    """Heads, what stands above them, and the rows below."""

    columns: Sequence[FigureColumn]
    titles: list[str]
    heads: list[str]
    body: list[list[str]]
    kinds: list[str]
    told: list[Message] = field(default_factory=list)

    def cell(self, row: Sequence[str], place: int | None) -> str:
        return row[place] if place is not None and place < len(row) else ""

    def pass_line(self, row: Sequence[str]) -> None:
        """Tell of a line that holds no figures: a note below a table, or a part's heading."""
        self.told.append(message("figures.line_passed_over", line=" ".join(filter(None, row))))

    def place_of(self, kind: str) -> int | None:
        return self.kinds.index(kind) if kind in self.kinds else None


def understood(
    grid: Sequence[Sequence[str]],
    columns: Sequence[FigureColumn],
    names: Names | None = None,
    key: str = "",
) -> PastedFigures | None:
    """Return what a pasted grid says, or None where it has no heads: then it is bare cells.

    Parameters
    ----------
    grid : sequence of rows of str
    columns : sequence of FigureColumn
    names : Names, optional
        Of the district layer, where one is loaded.
    key : str
        The indicator that a table of years or of districts in columns is of, where it names none.

    Raises
    ------
    InputError
        A column says that its figures are of another dimension than its indicator.
    """
    table = _headed([list(row) for row in grid], columns, names)
    if table is None:
        return None
    units = _units(table)
    across = "a district" if table.kinds[0] == "year" else "a year"
    if across in table.kinds[1:]:
        return _of_one(table, key, across)
    return _of_indicators(table, units)


def _headed(
    grid: list[list[str]], columns: Sequence[FigureColumn], names: Names | None
) -> _Table | None:
    for at, row in enumerate(grid[:-1][:_DEEPEST_HEAD]):
        kinds = [kind_of(cell, columns, names) for cell in row]
        titles = [cell for line in grid[:at] for cell in line if cell]
        if _is_head(kinds, row):
            return _Table(columns, titles, row, grid[at + 1 :], kinds)
    return None


def _is_head(kinds: Sequence[str], cells: Sequence[str]) -> bool:
    """Tell a line of heads from one of figures: a year or a name alone may be a row's."""
    if "indicator" in kinds and ("district" in kinds or "year" in kinds):
        return True
    if kinds.count("indicator") > 1:
        return True
    first, others = kinds[0], kinds[1:]
    if first == "year":
        return "a district" in others
    if first == "district":
        return "a year" in others
    # A row of figures may look like years: a corner without a known head needs more of them.
    named = first == "indicator" or not cells[0]
    return others.count("a year") > 1 and (named or _is_run(cells[1:]))


def _is_run(cells: Sequence[str]) -> bool:
    """Tell whether cells are three years and more at equal steps, and nothing else."""
    years = [year for cell in cells if (year := year_of(cell)) is not None]
    if len(years) < 3 or len(years) < len(cells):
        return False
    steps = {b - a for a, b in pairwise(years)}
    return len(steps) == 1 and steps != {0}


def _units(table: _Table) -> list[str]:
    """Take the row of units below the heads out of the table, and return it by column."""
    first = table.body[0] if table.body else []
    place = table.place_of("district")
    name = table.cell(first, place)
    others = [cell for at, cell in enumerate(first) if at != place and cell]
    if not name or is_unit_word(name):
        words = [cell for cell in others if not is_unknown(cell)]
        if words and all(isinstance(read_number(cell), str) for cell in words):
            return table.body.pop(0)
    return []


def _of_indicators(table: _Table, units: Sequence[str]) -> PastedFigures:
    at: dict[str, int] = {}
    told_units: dict[str, str] = {}
    for place, head in enumerate(table.heads):
        for column in indicators_of(head, table.columns):
            if column.key in at:
                table.told.append(message("figures.head_twice", head=head, key=column.key))
                continue
            at[column.key] = place
            told_units[column.key] = table.cell(units, place) or parted(head)[1]
    over = [head for head, kind in zip(table.heads, table.kinds, strict=True) if head and not kind]
    if over:
        table.told.append(message("figures.passed_over", heads=over))
    decimal = _decimal(table.cell(row, place) for row in table.body for place in at.values())
    rows = [
        FigureRow(
            district,
            year,
            tuple(
                settled(table.cell(row, at.get(column.key)), decimal) for column in table.columns
            ),
        )
        for district, year, row in _filled(table)
    ]
    whole = _of_page(table) if len(at) == 1 else ""
    for key, unit in told_units.items():
        rows = _in_own_unit(table, rows, key, unit or whole)
    return PastedFigures(tuple(rows), tuple(at), tuple(table.told))


def _of_page(table: _Table) -> str:
    """Return the unit that stands above the heads, as yearbooks have it; else ''."""
    return next((unit for title in table.titles if (unit := unit_told(title))), "")


def _in_own_unit(table: _Table, rows: Sequence[FigureRow], key: str, unit: str) -> list[FigureRow]:
    """Return rows with the figures of an indicator in the unit of its column, and tell of it."""
    place = [column.key for column in table.columns].index(key)
    asked = table.columns[place].unit
    if not (unit and asked):
        return list(rows)
    values = {"key": key, "unit": unit, "asked": asked}
    try:
        how = conversion(unit, asked)
    except ValueError as error:
        raise InputError("figures.other_dimension", "", **values) from error
    texts = [row.figures[place] for row in rows]
    # A figure in doubt is settled by hand, in the unit of the page: then all stay in it.
    doubt = any(text and read_number(text) == "doubtful" for text in texts)
    if how is None or (doubt and how.factor != 1):
        table.told.append(message("figures.other_unit", **values))
        return list(rows)
    if how.total:
        table.told.append(message("figures.totals", **values))
    if how.factor == 1:
        return list(rows)
    table.told.append(message("figures.converted", factor=f"{how.factor:.6g}", **values))
    at = FIRST_FIGURE + place
    return [row.with_text(at, _times(row.figures[place], how.factor)) for row in rows]


def _times(text: str, factor: float) -> str:
    value = read_number(text) if text else ""
    return shown(float(f"{value * factor:.12g}")) if isinstance(value, float) else text


def _filled(table: _Table) -> Iterator[tuple[str, str, list[str]]]:
    """Yield district, year and cells of each row.

    Merged cells leave all but their first row empty, and a page of one year tells it in its title:
    both are filled in, and told.
    """
    names, years = table.place_of("district"), table.place_of("year")
    told_years = {found for title in table.titles for found in _YEAR_IN_TITLE.findall(title)}
    usual = told_years.pop() if years is None and len(told_years) == 1 else ""
    if usual:
        table.told.append(message("figures.year_of_title", year=usual))
    district, year, filled = "", usual, 0
    for row in table.body:
        own_name = kept_text(DISTRICT, table.cell(row, names))
        own_year = kept_text(YEAR, table.cell(row, years))
        if not any(cell for place, cell in enumerate(row) if place != names):
            table.pass_line(row)
            continue
        filled += (names is not None and not own_name) + (years is not None and not own_year)
        district, year = own_name or district, own_year or year
        yield district, year, row
    if filled:
        table.told.append(message("figures.filled_down", n=filled))


def _of_one(table: _Table, key: str, across: str) -> PastedFigures:
    """Return a table of one indicator, with years or districts in its columns."""
    keys = [column.key for column in table.columns]
    words = [*table.titles, table.heads[0]]
    named = [one.key for word in words for one in indicators_of(word, table.columns)]
    key = named[0] if named else key
    if key not in keys:
        return PastedFigures((), (), (message("figures.of_which"),))
    at = keys.index(key)
    places = [place for place, kind in enumerate(table.kinds) if place and kind == across]
    over = [
        head for place, head in enumerate(table.heads) if place and head and place not in places
    ]
    if over:
        table.told.append(message("figures.passed_over", heads=over))
    decimal = _decimal(table.cell(row, place) for row in table.body for place in places)
    rows: list[FigureRow] = []
    for row in table.body:
        if not any(row[1:]):
            table.pass_line(row)
            continue
        for place in places:
            pair = (table.cell(row, 0), table.heads[place])
            district, year = pair if across == "a year" else pair[::-1]
            figures = [""] * len(keys)
            figures[at] = settled(table.cell(row, place), decimal)
            rows.append(
                FigureRow(kept_text(DISTRICT, district), kept_text(YEAR, year), tuple(figures))
            )
    # Of a key that is named above the table alone the unit may stand beside it.
    heads = [parted(word)[1] for word in words if indicators_of(word, table.columns)]
    unit = next(filter(None, heads), "") or _of_page(table)
    rows = _in_own_unit(table, rows, key, unit)
    return PastedFigures(tuple(rows), (key,), (message("figures.all_of", key=key), *table.told))


def _decimal(texts: Iterator[str]) -> Decimal:
    return decimal_of(text for text in texts if not is_unknown(text))
