"""Figures of districts out of a yearbook table: a row a district and year."""

import csv
import math
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.model.security_inputs import Statistics


def figures(table: Path, how: Statistics, column: str, year: int) -> dict[str, float]:
    """Return the figure of each district in a year.

    Raises
    ------
    InputError
        No such file or column, no row of the year, a cell that is not a number (its row is named),
        or a district that stands twice in a year.
    """
    found: dict[str, float] = {}
    rows = _rows(table, (how.name_column, how.year_column, column))
    for line, row in rows:
        where = f"{table}, row {line}"
        if _number(row[how.year_column], where, how.year_column) != year:
            continue
        name = row[how.name_column].strip()
        if name in found:
            raise InputError(f"{name} stands twice in {year}", where, "keep one row")
        if row[column].strip():
            found[name] = _number(row[column], where, column)
    if not found:
        years = sorted({row[how.year_column].strip() for _, row in rows})
        remedy = f"add rows of {year}; it has {', '.join(years[:12])}"
        raise InputError(f"has no figure of '{column}' in {year}", str(table), remedy)
    return found


def _rows(table: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            head, rows = reader.fieldnames or (), list(enumerate(reader, 2))
    except FileNotFoundError as error:
        raise InputError("no such file", str(table), "check the name") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("is not a CSV table", str(table), "save it as CSV (UTF-8)") from error
    for name in columns:
        if name not in head:
            raise InputError(f"no column '{name}'", str(table), f"it has: {', '.join(head)}")
    return rows


def _number(text: str, where: str, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        what = f"column '{column}': '{text.strip()}' is not a number"
        raise InputError(what, where, "correct the cell")
    return value
