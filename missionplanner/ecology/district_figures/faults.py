"""What is wrong in a draft of figures, cell by cell and all at once; and what is still unknown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from missionplanner.ecology.district_figures.draft import (
    DISTRICT,
    FIRST_FIGURE,
    YEAR,
    FigureDraft,
    FigureRow,
    year_of,
)
from missionplanner.ecology.district_figures.names import Names, folded
from missionplanner.ecology.district_figures.numbers import read_number
from missionplanner.messages.message import Message, message


@dataclass(frozen=True)
class CellFault:
    """A cell that cannot stand as it is.

    Attributes
    ----------
    row, place : int
        From 0; the place of a column as in `draft`.
    told : Message
        What is wrong and what to do.
    kind : str
        name, year, twice, number or comma.
    """

    row: int
    place: int
    told: Message
    kind: str


@dataclass(frozen=True)
class Wanting:
    """A figure that an analysis will ask for, and that is not known."""

    key: str
    district: str
    year: int


def faults(draft: FigureDraft, names: Names | None) -> tuple[CellFault, ...]:
    """Return every fault, row by row.

    Parameters
    ----------
    draft : FigureDraft
    names : Names, optional
        Of the district layer; None: not known, so that names are not held against it.
    """
    found: list[CellFault] = []
    first: dict[tuple[str, int], int] = {}
    for at, row in enumerate(draft.rows):
        if row.empty:
            continue
        found += _of_name(at, row, names)
        found += _of_year(at, row, first)
        for place, text in enumerate(row.figures, FIRST_FIGURE):
            found += _of_figure(at, place, text)
    return tuple(found)


def wanting(
    draft: FigureDraft,
    districts_of: Callable[[str], Sequence[str] | None],
    years: Sequence[int],
) -> tuple[Wanting, ...]:
    """Return what is not known of indicators that have some figure.

    A year without any figure of an indicator is left to the engine, which takes it from the years
    before and after; a year that has some needs those of all districts.

    Parameters
    ----------
    draft : FigureDraft
    districts_of : callable
        Returns the districts whose figures of an indicator (key) are needed; None: those named.
    years : sequence of int
        Of the epochs.
    """
    known: dict[tuple[str, int], set[str]] = {}
    for row in draft.rows:
        year = year_of(row.year)
        for column, text in zip(draft.columns, row.figures, strict=True):
            if text and year is not None:
                known.setdefault((column.key, year), set()).add(folded(row.district))
    named = tuple(dict.fromkeys(row.district for row in draft.rows if row.district))
    found = []
    for column in draft.columns:
        districts = districts_of(column.key) or named
        own = {year for key, year in known if key == column.key}
        for year in _asked(own, years):
            there = known[column.key, year]
            found += [Wanting(column.key, d, year) for d in districts if folded(d) not in there]
    return tuple(found)


def _asked(own: set[int], years: Sequence[int]) -> list[int]:
    """Return the years whose figures serve the epochs: their own, or those about them."""
    asked: set[int] = set()
    for year in years:
        before, after = ({y for y in own if y <= year}, {y for y in own if y >= year})
        if year in own:
            asked.add(year)
        elif before and after:
            asked |= {max(before), min(after)}
    return sorted(asked)


def _of_name(at: int, row: FigureRow, names: Names | None) -> list[CellFault]:
    if not row.district:
        return [CellFault(at, DISTRICT, message("figures.no_district"), "name")]
    if names is None or names.known_as(row.district):
        return []
    near = names.nearest(row.district)
    if near is None:
        told = message("figures.unknown_district", name=row.district)
    else:
        told = message("figures.near_district", name=row.district, near=near)
    return [CellFault(at, DISTRICT, told, "name")]


def _of_year(at: int, row: FigureRow, first: dict[tuple[str, int], int]) -> list[CellFault]:
    year = year_of(row.year)
    if year is None:
        told = (
            message("figures.not_a_year", cell=row.year) if row.year else message("figures.no_year")
        )
        return [CellFault(at, YEAR, told, "year")]
    before = first.setdefault((folded(row.district), year), at)
    if before == at or not row.district:
        return []
    told = message("figures.twice", name=row.district, year=year, line=before + 1)
    return [CellFault(at, YEAR, told, "twice")]


def _of_figure(at: int, place: int, text: str) -> list[CellFault]:
    value = read_number(text) if text else 0.0
    if value == "doubtful":
        both = (text.replace(",", ""), text.replace(",", "."))
        told = message("figures.doubtful", cell=text, whole=both[0], part=both[1])
        return [CellFault(at, place, told, "comma")]
    if value == "no number":
        return [CellFault(at, place, message("figures.no_number", cell=text), "number")]
    return []
