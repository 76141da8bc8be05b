"""Figures of districts out of a yearbook table, or of the study: a row a district and year."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.statistics.csv_numbers import NOTHING, read_text, sentinels
from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message
from missionplanner.model.security_inputs import Statistics

Figures = dict[str, float]
Columns = tuple[str, str, str]
"""Heads of the columns of district, year and figure."""

Row = tuple[int, Mapping[str, str]]
"""A row's number in the file, and its cells."""


@dataclass(frozen=True)
class FiguresOfYear:
    """The figure of each district in a year, and from which years where it has no rows.

    Attributes
    ----------
    figures : dict
    from_years : Message, optional
        None: the year's own.
    """

    figures: Figures
    from_years: Message | None = None


def figures(table: Path | None, how: Statistics, column: str, year: int) -> FiguresOfYear:
    """Return the figure of each district in a year.

    Where the table has no figure of that year but of one before and one after it, both are taken as
    `how.between_years` says; nothing is carried on beyond the first or last year of a table.

    Parameters
    ----------
    table : Path, optional
        CSV; None: the figures that `how` itself holds.
    how : Statistics
    column : str
    year : int

    Raises
    ------
    InputError
        No such file or column, no row of the year and none to take for it, a cell that is not a
        number (its row is named), or a district that stands twice in a year.
    """
    names = (how.name_column, how.year_column, column)
    read = _rows(table, names) if table else _own_rows(how, names)
    rows = _rows_by_year(table, names, read)
    if year in rows:
        return FiguresOfYear(_figures(table, names, rows[year]))
    before = [one for one in rows if one < year]
    after = [one for one in rows if one > year]
    if how.between_years == "refuse" or not (before and after):
        years = [f"{one:g}" for one in sorted(rows)[:12]]
        if not years:
            raise InputError("engine.security.no_year", _told(table), column=column, year=year)
        raise InputError(
            "engine.security.no_figure", _told(table), column=column, year=year, years=years
        )
    first, last = max(before), min(after)
    if how.between_years == "nearest":
        taken = first if year - first <= last - year else last
        near = message("engine.security.nearest_year", taken=taken)
        return FiguresOfYear(_figures(table, names, rows[taken]), near)
    ends = _figures(table, names, rows[first]), _figures(table, names, rows[last])
    between = message("engine.security.between_years", first=first, last=last)
    return FiguresOfYear(_mixed(*ends, (year - first) / (last - first)), between)


def _mixed(first: Figures, last: Figures, share: float) -> Figures:
    return {name: (1 - share) * first[name] + share * last[name] for name in first if name in last}


def _figures(table: Path | None, names: Columns, rows: Sequence[Row]) -> Figures:
    """Return district -> figure of one year's rows."""
    found: Figures = {}
    for line, row in rows:
        name, year, text = (row[column].strip() for column in names)
        where = _row(table, line)
        if name in found:
            raise InputError("engine.security.twice", where, district=name, year=year)
        if text:
            found[name] = _number(text, where, names[2])
    return found


def _rows_by_year(
    table: Path | None, names: Columns, read: Sequence[Row]
) -> dict[float, list[Row]]:
    """Return year -> its rows; a year whose figures are all empty is left out."""
    found: dict[float, list[Row]] = {}
    for line, row in read:
        year = _number(row[names[1]], _row(table, line), names[1])
        found.setdefault(year, []).append((line, row))
    return {
        year: rows for year, rows in found.items() if any(row[names[2]].strip() for _, row in rows)
    }


def _rows(table: Path, columns: Columns) -> list[Row]:
    text, _ = read_text(table)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
        head, rows = reader.fieldnames or (), list(enumerate(reader, 2))
    except csv.Error as error:
        raise InputError("engine.security.no_table", str(table)) from error
    for name in columns:
        if name not in head:
            raise InputError("engine.security.no_column", str(table), column=name, columns=head)
    return [(line, row) for line, row in _without_fill(rows, columns[2])]


def _own_rows(how: Statistics, names: Columns) -> list[Row]:
    """Return the figures that stand in the study as rows; a number keeps all of its digits."""
    name, year, column = names
    return [
        (line, {name: one.district, year: str(one.year), column: _shown(one.figures.get(column))})
        for line, one in enumerate(how.figures, 1)
    ]


def _shown(figure: float | None) -> str:
    return "" if figure is None else repr(figure)


def _without_fill(rows: Sequence[tuple[int, dict[str, str]]], column: str) -> Iterator[Row]:
    """Yield the rows; a figure that only stands for none is an empty cell, as in a year without."""
    cells = [row[column].strip() for _, row in rows]
    numbers = {cell: value for cell in cells if (value := _value(cell)) is not None}
    none = sentinels(numbers.values())
    for (line, row), cell in zip(rows, cells, strict=True):
        empty = cell.lower() in NOTHING or numbers.get(cell) in none
        yield line, row | {column: ""} if empty else row


def _value(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _told(table: Path | None) -> Where:
    return str(table) if table else message("engine.security.own_figures")


def _row(table: Path | None, line: int) -> Where:
    told = _told(table)
    assert not isinstance(told, tuple)
    return told, message("engine.row", line=line)


def _number(text: str, where: Where, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError("engine.security.no_number", where, column=column, cell=text.strip())
    return value
