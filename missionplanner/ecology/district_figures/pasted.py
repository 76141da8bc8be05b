"""What was pasted, or stands in a file, as a grid of texts: whichever sign parts its cells."""

import csv
import io
import re

from missionplanner.errors import InputError

MOST_LETTERS, MOST_ROWS = 2_000_000, 5_000
"""More is no page of a yearbook."""

_FULL_WIDTH = str.maketrans("，；\u3000\u00a0\u2007\u2009\u202f", ",;     ")
_NUMBER_ALONE = re.compile(r"\s*[+−–-]?(\d[\d ]*,\d+|\d{1,3}(,\d{3})+(\.\d+)?)\s*")
_GAP = re.compile(r"\s{2,}")


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a pasted text; rows in which nothing stands are left out.

    Tabs part cells where there is one, as spreadsheets paste; else semicolons, commas, or, as a
    page of a PDF gives them, two blanks and more. Lines that are each one number with a comma are
    a column of such numbers, not two.

    Raises
    ------
    InputError
        It is too long for a table of districts, or its quotes do not close.
    """
    if len(text) > MOST_LETTERS:
        raise InputError("figures.too_long", "", most=MOST_ROWS)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\ufeff")
    rows = _split(text)
    kept = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if len(kept) > MOST_ROWS:
        raise InputError("figures.too_long", "", most=MOST_ROWS)
    return kept


def _split(text: str) -> list[list[str]]:
    plain = text.translate(_FULL_WIDTH)
    lines = plain.split("\n")
    if "\t" in text:
        return _read(text, "\t")
    if ";" in plain:
        return _read(plain, ";")
    if "," in plain and not all(_NUMBER_ALONE.fullmatch(one) for one in lines if one.strip()):
        return _read(plain, ",")
    if any(_GAP.search(one.strip()) for one in lines):
        return [_GAP.split(one.strip()) for one in lines]
    return [[one] for one in lines]


def _read(text: str, mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise InputError("figures.no_table") from error
