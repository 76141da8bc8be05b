"""Put figures of districts into a study, from a CSV or a page of a yearbook, and write them out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from missionplanner.ecology.district_figures.draft import FigureColumn, FigureDraft
from missionplanner.ecology.district_figures.exchange import (
    columns_of,
    draft_of,
    own_part,
    table_rows,
    with_figures,
)
from missionplanner.ecology.district_figures.faults import CellFault, faults
from missionplanner.ecology.district_figures.layout import PastedFigures, understood
from missionplanner.ecology.district_figures.names import Names
from missionplanner.ecology.district_figures.pasted import cells_of
from missionplanner.ecology.engine.bands.epochs import resolved
from missionplanner.ecology.engine.bands.lattice import lattice
from missionplanner.ecology.engine.bands.shapes import polygons_of
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.imagery.study_files import at, to_study_folder
from missionplanner.ecology.security.systems import system as system_of
from missionplanner.ecology.statistics.csv_numbers import read_text
from missionplanner.errors import InputError, PlannerError
from missionplanner.messages.message import Message, message
from missionplanner.model.security import IndexSystem
from missionplanner.model.security_inputs import SecurityInputs, SpreadWay
from missionplanner.model.study import Study
from missionplanner.operations.studies import OpenStudy
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes
from missionplanner.vector.polygons import read_polygons

WAYS: tuple[SpreadWay, ...] = ("constant", "area", "inverse-distance", "pycnophylactic")
_MOST_TOLD = 5


@dataclass(frozen=True)
class FiguresOpened:
    """A study's figures as they may be edited.

    Attributes
    ----------
    draft : FigureDraft
    told : tuple of Message
        Where they come from, and what was passed over.
    """

    draft: FigureDraft
    told: tuple[Message, ...] = ()


def district_names(path: Path, attribute: str | None = None) -> tuple[str, ...]:
    """Return the names of the districts in a file of polygons, in its order.

    Raises
    ------
    InputError
        The file cannot be read, holds no polygon, or has no such attribute.
    """
    return tuple(polygon.name for polygon in read_polygons(path, attribute))


@dataclass(frozen=True)
class DistrictsRead:
    """A district layer as a table of figures needs it.

    Attributes
    ----------
    names : tuple of str
        In the file's order.
    on_study : tuple of str
        Those on the study's ground, whose figures an analysis needs; all where that is not known.
    """

    names: tuple[str, ...]
    on_study: tuple[str, ...]


def districts_of(
    study: Study, folder: Path, path: Path, attribute: str | None = None
) -> DistrictsRead:
    """Read a file of districts, and look which of them lie on a study's ground.

    Raises
    ------
    InputError
        As `district_names`.
    """
    names = district_names(path, attribute)
    place = RunPlace(folder, folder)
    try:
        grid = lattice(resolved(study, place), place).grid
        there = polygons_of(path, attribute, grid.crs_wkt).touching(grid.bounds).names
    except PlannerError:
        return DistrictsRead(names, names)  # what the imagery lacks is told elsewhere
    return DistrictsRead(names, there)


def open_figures(study: Study, folder: Path, system: IndexSystem) -> FiguresOpened:
    """Return the figures of a study; where it names a table, those in it.

    Raises
    ------
    InputError
        The table cannot be read.
    """
    inputs = study.security or SecurityInputs()
    draft = draft_of(system, inputs)
    own = own_part(inputs, [column.key for column in draft.columns])
    if own is None or not own.table:
        return FiguresOpened(draft)
    read = read_figures(at(folder, own.table), draft.columns)
    told = (message("figures.from_table", table=own.table), *read.told)
    return FiguresOpened(draft.with_rows(read.rows, read.keys), told)


def read_figures(
    table: Path, columns: Sequence[FigureColumn], names: Names | None = None
) -> PastedFigures:
    """Read figures in a file: CSV with any sign between cells, of any common encoding.

    Raises
    ------
    InputError
        No such file, no text, too long, or no heads that are known.
    """
    text, encoding = read_text(table)
    try:
        found = understood(cells_of(text), columns, names)
    except InputError as error:
        error.place = str(table)
        raise
    if found is None or not found.keys:
        keys = [column.key for column in columns]
        raise InputError("figures.nothing_read", str(table), keys=keys)
    return replace(found, told=(*((encoding,) if encoding else ()), *found.told))


def put_figures(
    opened: OpenStudy,
    table: Path | None,
    districts: Path | None = None,
    spreads: Sequence[str] = (),
) -> tuple[OpenStudy, tuple[Message, ...]]:
    """Return the study with the figures in a file, not saved, and what is to be told of them.

    Figures of a district and year that the study holds already are replaced, the others kept.

    Parameters
    ----------
    opened : OpenStudy
    table : Path, optional
        None: the figures stay, and may get other districts and ways to reach the cells.
    districts : Path, optional
        Polygons; None: those that the study names.
    spreads : sequence of str
        KEY=WAY: how an indicator's figures reach the cells; others stay as they are.

    Raises
    ------
    InputError
        A file cannot be read, there is no such way, or cells are wrong: the first of them are
        told, with their rows.
    """
    study, folder = opened.study, opened.place.folder
    inputs = study.security or SecurityInputs()
    whole = system_of(inputs.options.system, folder)
    columns = columns_of(whole, inputs)
    if not columns:
        raise InputError("figures.no_statistic", "security.options.system")
    before = open_figures(study, folder, whole).draft
    own = own_part(inputs, [column.key for column in columns])
    if districts is not None:
        before = replace(before, districts=to_study_folder(folder.resolve(), districts))
    same = own is not None and own.districts == before.districts
    attribute = own.district_name if own and same else None
    path = at(folder, before.districts)
    names = Names(district_names(path, attribute)) if before.districts else None
    read = read_figures(table, columns, names) if table else PastedFigures((), ())
    draft = before.with_rows(read.rows, read.keys)
    for key, way in (_way(text, columns) for text in spreads):
        draft = draft.with_spread(key, way)
    if wrong := faults(draft, names):
        raise _wrong(draft, wrong, table or opened.path)
    changed = inputs.model_copy(update={"statistics": with_figures(inputs, draft, names)})
    study = study.model_copy(update={"security": changed})
    return replace(opened, study=study), read.told


def figures_of(opened: OpenStudy) -> FigureDraft:
    """Return the figures of a study, from wherever it has them.

    Raises
    ------
    InputError
        It has none, or its table cannot be read.
    """
    study, folder = opened.study, opened.place.folder
    inputs = study.security or SecurityInputs()
    draft = open_figures(study, folder, system_of(inputs.options.system, folder)).draft
    if not draft.rows:
        raise InputError("figures.no_figures", str(opened.path))
    return draft


def write_figures(path: Path, draft: FigureDraft) -> None:
    """Write a draft as CSV, UTF-8 with a byte order mark; the engine reads it as it is.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    write_whole(path, csv_bytes(table_rows(draft)))


def _way(text: str, columns: Sequence[FigureColumn]) -> tuple[str, SpreadWay]:
    key, _, asked = (part.strip() for part in text.partition("="))
    keys = [column.key for column in columns]
    way = next((way for way in WAYS if way == asked), None)
    if way is None or key not in keys:
        raise InputError("figures.no_spread", "", text=text, keys=keys)
    return key, way


def _wrong(draft: FigureDraft, wrong: Sequence[CellFault], table: Path) -> InputError:
    heads = (
        message("figures.column_district"),
        message("figures.column_year"),
        *(column.key for column in draft.columns),
    )
    cells = [
        message(
            "figures.wrong_cell",
            row=" ".join(part for part in (row.district, row.year) if part) or str(one.row + 1),
            column=heads[one.place],
            told=one.told,
        )
        for one in wrong[:_MOST_TOLD]
        for row in (draft.rows[one.row],)
    ]
    return InputError("figures.wrong_cells", str(table), n=len(wrong), cells=cells)
