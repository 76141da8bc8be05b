"""The figures as they stand in the table while they are typed: texts, so that faults can be told.

A draft is never changed; each edit returns the next one, so that a history of drafts undoes them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from missionplanner.ecology.district_figures.names import Names, folded
from missionplanner.ecology.district_figures.numbers import (
    Decimal,
    cleaned,
    decimal_of,
    is_unknown,
    settled,
)
from missionplanner.model.security_inputs import SpreadWay

DISTRICT, YEAR = 0, 1
FIRST_FIGURE = 2
"""Places of the columns."""

Grid = Sequence[Sequence[str]]
_YEAR = re.compile(r"((?:1[89]|20|21)\d\d)(?:\.0)?\s*(?:年|年度)?")


@dataclass(frozen=True)
class FigureColumn:
    """An indicator that figures of districts are wanted for.

    Attributes
    ----------
    key : str
        Of the indicator.
    titles : tuple of str
        What tables call it: English, Chinese, and the head of a table read before.
    unit : str
        Of the figures; empty: without unit, or not told.
    """

    key: str
    titles: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class FigureRow:
    """A district in a year; figures by the draft's columns, empty where not known."""

    district: str = ""
    year: str = ""
    figures: tuple[str, ...] = ()

    def text(self, place: int) -> str:
        """Return a cell by its place: district, year, figures."""
        return (self.district, self.year, *self.figures)[place]

    def with_text(self, place: int, text: str) -> "FigureRow":
        """Return the row with another text in a cell."""
        if place == DISTRICT:
            return replace(self, district=text)
        if place == YEAR:
            return replace(self, year=text)
        at = place - FIRST_FIGURE
        return replace(self, figures=(*self.figures[:at], text, *self.figures[at + 1 :]))

    @property
    def empty(self) -> bool:
        """True where nothing stands in it."""
        return not (self.district or self.year or any(self.figures))


@dataclass(frozen=True)
class FigureDraft:
    """A table of figures being made.

    Attributes
    ----------
    columns : tuple of FigureColumn
    rows : tuple of FigureRow
    spreads : mapping of str to str
        By indicator: how a district's figure reaches its cells.
    districts : str
        Vector file of the districts, as the study tells it; empty: none yet.
    """

    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureRow, ...] = ()
    spreads: Mapping[str, SpreadWay] | None = None
    districts: str = ""

    @property
    def width(self) -> int:
        """Count of columns, with district and year."""
        return FIRST_FIGURE + len(self.columns)

    def spread_of(self, key: str) -> SpreadWay:
        """Return how a figure of an indicator reaches the cells of its district."""
        return (self.spreads or {}).get(key, "constant")

    def has(self, key: str) -> bool:
        """Tell whether an indicator has a figure, or what shall become one."""
        at = [place for place, column in enumerate(self.columns) if column.key == key]
        return any(row.figures[place] for row in self.rows for place in at)

    # ---- edits

    def with_cell(self, row: int, place: int, text: str) -> "FigureDraft":
        """Return the draft with a cell typed; a row after the last is a new one."""
        return self.with_block(row, place, [[text]])

    def with_block(self, row: int, place: int, grid: Grid) -> "FigureDraft":
        """Return the draft with cells pasted from a place on; what has no column is dropped."""
        rows = list(self.rows)
        figures = [text for line in grid for text in line[max(0, FIRST_FIGURE - place) :]]
        decimal: Decimal = _decimal(figures) if len(figures) > 1 else "untold"
        for down, line in enumerate(grid):
            while len(rows) <= row + down:
                rows.append(self.blank)
            for right, text in enumerate(line[: self.width - place]):
                kept = kept_text(place + right, text, decimal)
                rows[row + down] = rows[row + down].with_text(place + right, kept)
        return replace(self, rows=tuple(rows))

    def with_rows(self, added: Iterable[FigureRow], keys: Sequence[str]) -> "FigureDraft":
        """Return the draft with rows that were pasted or read.

        A row of a district and year that is there already has its figures of `keys` replaced; the
        others come below. Rows in which nothing stands are dropped.
        """
        rows = [row for row in self.rows if not row.empty]
        places = {_identity(row): place for place, row in enumerate(rows)}
        at = [place for place, column in enumerate(self.columns) if column.key in keys]
        for one in added:
            place = places.get(_identity(one)) if one.district and one.year else None
            if place is None:
                rows.append(one)
                continue
            for figure in at:
                rows[place] = rows[place].with_text(FIRST_FIGURE + figure, one.figures[figure])
        return replace(self, rows=tuple(rows))

    def with_districts_of(self, names: Sequence[str], years: Sequence[int]) -> "FigureDraft":
        """Return the draft with an empty row for each district and year that has none."""
        blank = [replace(self.blank, district=n, year=str(y)) for n in names for y in years]
        return self.with_rows(blank, ())

    def without(self, rows: Iterable[int]) -> "FigureDraft":
        """Return the draft without some rows."""
        gone = set(rows)
        kept = (row for place, row in enumerate(self.rows) if place not in gone)
        return replace(self, rows=tuple(kept))

    def with_commas(self, decimal: Decimal) -> "FigureDraft":
        """Return the draft with figures that are in doubt read in one of the two ways."""
        rows = (
            replace(row, figures=tuple(settled(text, decimal) if "," in text else text
                                       for text in row.figures))
            for row in self.rows
        )  # fmt: skip
        return replace(self, rows=tuple(rows))

    def with_nearest(self, names: Names) -> "FigureDraft":
        """Return the draft with districts that are not known renamed to the nearest that is."""
        rows = (replace(row, district=names.nearest(row.district) or row.district)
                for row in self.rows)  # fmt: skip
        return replace(self, rows=tuple(rows))

    def with_spread(self, key: str, way: SpreadWay) -> "FigureDraft":
        """Return the draft with another way for an indicator's figures to reach the cells."""
        return replace(self, spreads={**(self.spreads or {}), key: way})

    @property
    def blank(self) -> FigureRow:
        """A row in which nothing stands."""
        return FigureRow(figures=("",) * len(self.columns))


def kept_text(place: int, text: str, decimal: Decimal = "untold") -> str:
    """Return a cell's text as a draft keeps it: of numbers and years the plainest."""
    if place >= FIRST_FIGURE:
        return settled(text, decimal)
    if place == YEAR:
        year = year_of(text)
        return cleaned(text) if year is None else str(year)
    return " ".join(cleaned(text).split())


def year_of(text: str) -> int | None:
    """Return the year that a cell names: 2018, 2018年, 2018.0."""
    found = _YEAR.fullmatch(cleaned(text))
    return int(found[1]) if found else None


def differences(first: FigureDraft, second: FigureDraft) -> frozenset[str]:
    """Return in which parts two drafts differ; for `project.history`."""
    parts = {
        "rows": first.rows != second.rows,
        "spreads": first.spreads != second.spreads,
        "districts": first.districts != second.districts,
    }
    return frozenset(part for part, differs in parts.items() if differs)


def _identity(row: FigureRow) -> tuple[str, str]:
    return folded(row.district), row.year


def _decimal(texts: Sequence[str]) -> Decimal:
    told = [text for text in texts if not is_unknown(text)]
    return decimal_of(told)
