"""Cells of tables for spreadsheets: a text stays a text, whoever wrote it."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

C = TypeVar("C")

# What spreadsheets take for the begin of a formula, also in their full-width forms; a tab or a
# line end before it is skipped by some.
_BEGINS = tuple("=+-@\t\r\n＝＋－＠")
_SIGNED = re.compile(r"[+-]\d+(\.\d+)?([eE][+-]?\d+)?")
# Workbooks cannot hold these.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def tamed(cell: C) -> C | str:
    """Return a cell so that a spreadsheet shows it and never runs it.

    Numbers stay numbers, also one written out with its sign; a lone dash stays a dash.
    """
    if not isinstance(cell, str):
        return cell
    text = _CONTROL.sub("\ufffd", cell)
    free = not text.startswith(_BEGINS) or text == "-" or _SIGNED.fullmatch(text)
    return text if free else f"'{text}"


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV: UTF-8 with byte order mark, without which Excel garbles Chinese.

    Parameters
    ----------
    rows : iterable of sequence
        Numbers and texts; texts are tamed. A number that is not known (NaN) is an empty cell:
        spreadsheets would take its name for a text.
    """
    text = io.StringIO(newline="")
    # As RFC 4180 wants. With another end, a lone return in a text would begin a row, unquoted.
    csv.writer(text, lineterminator="\r\n").writerows([_cell(c) for c in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(cell: object) -> object:
    return "" if cell != cell else tamed(cell)  # NaN alone is not itself
