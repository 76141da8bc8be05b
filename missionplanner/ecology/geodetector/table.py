"""Samples from a CSV file: one row a sample, one column a factor."""

import csv
import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from missionplanner.ecology.geodetector.strata import Floats
from missionplanner.ecology.statistics.csv_numbers import NOTHING, read_text, sentinels
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message

_COMMA = re.compile(r"^[-+]?\d+,\d+(?:[eE][-+]?\d+)?$")
"""A number with a decimal comma, which no comma between columns can be meant by."""


def read_samples(
    path: Path, response: str, factors: Sequence[str] = ()
) -> tuple[Floats, dict[str, np.ndarray], tuple[Message, ...]]:
    """Read a response and its factors.

    Parameters
    ----------
    path : Path
        CSV with a head; comma, semicolon or tab.
    response : str
        Column of numbers.
    factors : sequence of str
        Columns; empty: all others.

    Returns
    -------
    response : (n,) float64
    factors : name to (n,) float64 or text
    told : tuple of Message
        How many rows were left out, and why; how the text was read.

    Raises
    ------
    InputError
        No such file or column, a number column that holds text, or no complete row.
    """
    head, rows, told = read_rows(path)
    names = list(factors) or [name for name in head if name != response]
    for name in (response, *names):
        if name not in head:
            raise InputError("geodetector.no_column", str(path), name=name, columns=head)
    wanted = [head.index(name) for name in (response, *names)]
    whole = [
        (line, [row[i].strip() for i in wanted])
        for line, row in rows
        if all(row[i].strip().lower() not in NOTHING for i in wanted)
    ]
    kept, fills = _without_sentinels(whole)
    if not kept:
        raise InputError("geodetector.no_complete_row", str(path))
    columns = {
        name: _column(path, name, [(line, cells[i]) for line, cells in kept], i == 0)
        for i, name in enumerate((response, *names))
    }
    empty, filled = len(rows) - len(whole), len(whole) - len(kept)
    if empty:
        told += (message("geodetector.empty_rows", n=empty),)
    if filled:
        numbers = [f"{number:g}" for number in sorted(fills)]
        told += (message("geodetector.filled_rows", n=filled, numbers=numbers),)
    return columns.pop(response), columns, told


def _without_sentinels(
    rows: list[tuple[int, list[str]]],
) -> tuple[list[tuple[int, list[str]]], set[float]]:
    """Return the rows without a number that stands for no value, and those numbers."""
    every: set[float] = set()
    kept = rows
    for i in range(len(rows[0][1]) if rows else 0):
        numbers = {line: value for line, row in rows if (value := _number(row[i])) is not None}
        if 2 * len(numbers) < len(rows):
            continue  # a column of text, where a number is a name
        if found := sentinels(numbers.values()):
            every |= found
            kept = [(line, row) for line, row in kept if numbers.get(line) not in found]
    return kept, every


def read_rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]], tuple[Message, ...]]:
    """Return the head of a CSV file, its rows with their line numbers, and how it was read.

    Raises
    ------
    InputError
        No such file, no table, no row, two columns of one name, or a row of another length.
    """
    text, how = read_text(path)
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(text.splitlines(), delimiter=mark))
    except csv.Error as error:
        raise InputError("geodetector.no_table", str(path), reason=error) from error
    if len(lines) < 2:
        raise InputError("geodetector.no_rows", str(path))
    head = [name.strip() for name in lines[0]]
    if twice := next((name for name in head if head.count(name) > 1), None):
        raise InputError("geodetector.column_twice", str(path), name=twice)
    rows = [(number, row) for number, row in enumerate(lines[1:], 2) if row]
    for number, row in rows:
        if len(row) != len(head):
            raise InputError(
                "geodetector.row_uneven", str(path), row=number, cells=len(row), columns=len(head)
            )
    told: tuple[Message, ...] = (how,) if how else ()
    if mark != "," and any(_COMMA.match(cell.strip()) for _, row in rows for cell in row):
        rows = [(number, [_with_point(cell) for cell in row]) for number, row in rows]
        told += (message("geodetector.decimal_commas"),)
    return head, rows, told


def _with_point(cell: str) -> str:
    text = cell.strip()
    return text.replace(",", ".") if _COMMA.match(text) else cell


def _column(path: Path, name: str, cells: list[tuple[int, str]], numbers: bool) -> np.ndarray:
    """Return a column as numbers, or as text where no cell is a number and text is allowed."""
    values = [(line, text, _number(text)) for line, text in cells]
    wrong = [(line, text) for line, text, value in values if value is None]
    if not wrong:
        return np.array([value for _, _, value in values], dtype=np.float64)
    if len(wrong) == len(values) and not numbers:
        return np.array([text for _, text in cells])
    line, text = wrong[0]
    raise InputError("geodetector.cell_no_number", str(path), name=name, row=line, cell=text)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
