"""Samples from a CSV file: one row a sample, one column a factor."""

import csv
import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from missionplanner.ecology.csv_text import NOTHING, read_text, sentinels
from missionplanner.ecology.geodetector.strata import Floats
from missionplanner.errors import InputError

_COMMA = re.compile(r"^[-+]?\d+,\d+(?:[eE][-+]?\d+)?$")
"""A number with a decimal comma, which no comma between columns can be meant by."""


def read_samples(
    path: Path, response: str, factors: Sequence[str] = ()
) -> tuple[Floats, dict[str, np.ndarray], tuple[str, ...]]:
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
    told : tuple of str
        How many rows were left out, and why; how the text was read.

    Raises
    ------
    InputError
        No such file or column, a number column that holds text, or no complete row.
    """
    head, rows, told = _rows(path)
    names = list(factors) or [name for name in head if name != response]
    for name in (response, *names):
        if name not in head:
            raise InputError(f"no column '{name}'", str(path), f"it has: {', '.join(head)}")
    wanted = [head.index(name) for name in (response, *names)]
    whole = [
        (line, [row[i].strip() for i in wanted])
        for line, row in rows
        if all(row[i].strip().lower() not in NOTHING for i in wanted)
    ]
    kept, fills = _without_sentinels(whole)
    if not kept:
        raise InputError("has no complete row", str(path), "fill the empty cells")
    columns = {
        name: _column(path, name, [(line, cells[i]) for line, cells in kept], i == 0)
        for i, name in enumerate((response, *names))
    }
    empty, filled = len(rows) - len(whole), len(whole) - len(kept)
    if empty:
        told += (f"{empty} {_rows_word(empty)} with an empty cell left out",)
    if filled:
        numbers = ", ".join(f"{number:g}" for number in sorted(fills))
        told += (f"{filled} {_rows_word(filled)} with {numbers}, taken as no value, left out",)
    return columns.pop(response), columns, told


def _rows_word(count: int) -> str:
    return "row" if count == 1 else "rows"


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


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]], tuple[str, ...]]:
    text, how = read_text(path)
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(text.splitlines(), delimiter=mark))
    except csv.Error as error:
        raise InputError(f"is no table ({error})", str(path), "save it as CSV (UTF-8)") from error
    if len(lines) < 2:
        raise InputError("holds no rows", str(path), "give a head and one row a sample")
    head = [name.strip() for name in lines[0]]
    if twice := next((name for name in head if head.count(name) > 1), None):
        raise InputError(f"two columns are called '{twice}'", str(path), "give each its own name")
    rows = [(number, row) for number, row in enumerate(lines[1:], 2) if row]
    for number, row in rows:
        if len(row) != len(head):
            words = f"row {number} has {len(row)} cells, the head {len(head)}"
            raise InputError(words, str(path), "correct the row")
    told: tuple[str, ...] = (how,) if how else ()
    if mark != "," and any(_COMMA.match(cell.strip()) for _, row in rows for cell in row):
        rows = [(number, [_with_point(cell) for cell in row]) for number, row in rows]
        told += ("commas are read as decimal points",)
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
    raise InputError(
        f"column '{name}', row {line}: '{text}' is not a number", str(path), "correct the cell"
    )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
