"""Samples from a CSV file: one row a sample, one column a factor."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from missionplanner.ecology.geodetector.strata import Floats
from missionplanner.errors import InputError

NOTHING = ("", "na", "nan", "null", "none", "-")
"""What an empty cell may say."""


def read_samples(
    path: Path, response: str, factors: Sequence[str] = ()
) -> tuple[Floats, dict[str, np.ndarray], int]:
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
    left_out : int
        Rows with an empty cell in a column used.

    Raises
    ------
    InputError
        No such file or column, a number column that holds text, or no complete row.
    """
    head, rows = _rows(path)
    names = list(factors) or [name for name in head if name != response]
    for name in (response, *names):
        if name not in head:
            raise InputError(f"no column '{name}'", str(path), f"it has: {', '.join(head)}")
    wanted = [head.index(name) for name in (response, *names)]
    kept = [
        (line, [row[i].strip() for i in wanted])
        for line, row in rows
        if all(row[i].strip().lower() not in NOTHING for i in wanted)
    ]
    if not kept:
        raise InputError("has no complete row", str(path), "fill the empty cells")
    columns = {
        name: _column(path, name, [(line, cells[i]) for line, cells in kept], i == 0)
        for i, name in enumerate((response, *names))
    }
    return columns.pop(response), columns, len(rows) - len(kept)


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as err:
        raise InputError("no such file", str(path), "check the name") from err
    except (OSError, UnicodeDecodeError) as err:
        raise InputError("is not a text table", str(path), "save it as CSV (UTF-8)") from err
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    lines = list(csv.reader(text.splitlines(), delimiter=mark))
    if len(lines) < 2:
        raise InputError("holds no rows", str(path), "give a head and one row a sample")
    head = [name.strip() for name in lines[0]]
    rows = [(number, row) for number, row in enumerate(lines[1:], 2) if row]
    for number, row in rows:
        if len(row) != len(head):
            words = f"row {number} has {len(row)} cells, the head {len(head)}"
            raise InputError(words, str(path), "correct the row")
    return head, rows


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
