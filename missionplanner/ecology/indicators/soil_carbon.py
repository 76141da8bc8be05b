"""Soil organic matter (paper 2, S3) from a map of soil units and its attribute table (HWSD)."""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import message

Floats = NDArray[np.float64]

MATTER_PER_CARBON = 1.724
"""Van Bemmelen's factor. HWSD's T_OC is organic CARBON; paper 2 calls it organic matter."""

_NO_FIGURE = ("", "na", "nan", "null", "-9", "-999", "-9999")


def unit_values(
    table: Path, code_column: str, value_column: str, share_column: str | None = None
) -> dict[int, float]:
    """Read the value of each soil unit; of a unit of several soils the mean by their shares.

    Returns
    -------
    dict
        Code to value, in the table's unit. Units whose soils have no figure (rock, water) are
        left out.

    Raises
    ------
    InputError
        No such file or column, or a cell that is not a number.
    """
    sums: dict[int, list[float]] = {}
    for line, row in _rows(table, (code_column, value_column, share_column)):
        value, where = row[value_column].strip(), (str(table), message("indicators.row", n=line))
        if value.lower() in _NO_FIGURE:
            continue
        share = _number(row[share_column], where, share_column) if share_column else 1.0
        total = sums.setdefault(int(_number(row[code_column], where, code_column)), [0.0, 0.0])
        total[0] += share * _number(value, where, value_column)
        total[1] += share
    return {code: total / share for code, (total, share) in sums.items() if share > 0}


def by_code(codes: NDArray[np.int32], values: Mapping[int, float]) -> Floats:
    """Return the value of each cell's code, (rows, cols) float64; NaN where it has none."""
    names, index = np.unique(codes, return_inverse=True)
    found = np.array([values.get(int(name), np.nan) for name in names])
    spread: Floats = found[index].reshape(codes.shape)
    return spread


def organic_matter(carbon: Floats) -> Floats:
    """Return organic matter, %, of organic carbon, %."""
    return MATTER_PER_CARBON * carbon


def _rows(table: Path, columns: tuple[str | None, ...]) -> list[tuple[int, dict[str, str]]]:
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            head, rows = reader.fieldnames or (), list(enumerate(reader, 2))
    except FileNotFoundError as err:
        raise InputError("ecology.no_such_table", str(table)) from err
    except (OSError, UnicodeDecodeError, csv.Error) as err:
        raise InputError("indicators.soil_no_csv", str(table)) from err
    for name in columns:
        if name is not None and name not in head:
            raise InputError("indicators.soil_no_column", str(table), name=name, columns=head)
    return rows


def _number(text: str, where: Where, column: str | None) -> float:
    try:
        return float(text)
    except ValueError as err:
        raise InputError("indicators.soil_cell_no_number", where, name=column, cell=text) from err
