"""Ecological security of a study: indicators of the system, weights, index, levels, tables."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from missionplanner.ecology.engine.index.stage import STAGE as INDEX
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.results import load, save
from missionplanner.ecology.engine.security.layers_stage import STAGE as LAYERS
from missionplanner.ecology.engine.security.stage import STAGE, run_security
from missionplanner.ecology.engine.security.told import lacking_of
from missionplanner.ecology.engine.security.trusting import with_index
from missionplanner.ecology.engine.security.units import Unit, unit_weights
from missionplanner.ecology.security.grades import area_rows, move_rows, weight_rows
from missionplanner.ecology.security.leaving import kept_system
from missionplanner.ecology.security.systems import read_weights
from missionplanner.ecology.security.systems import system as system_of
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.ecology import IndexResult
from missionplanner.model.security import LayersNote, SecurityOptions, SecurityResult, UnitWeights
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.operations.geodetector import forget_detected
from missionplanner.operations.studies import OpenStudy, option_wrong
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes
from missionplanner.storage.folders import made_in
from missionplanner.storage.saved import complaint, read_saved
from missionplanner.tasks.progress import Progress, silent

__all__ = ["Unit", "load_layers", "load_security", "security", "weights_of_units", "with_security"]

_AGAIN = message("ecology_operations.analyse_again")
AREAS = "tables/security_areas.csv"
MOVES = "tables/security_moves.csv"
WEIGHTS = "tables/security_weights.csv"
LACKING = "lacking"
"""Stands among indicators to leave out for all that cannot be made."""


def security(
    opened: OpenStudy, progress: Progress, prepared: PreparedStudy | None = None
) -> SecurityResult:
    """Compute ecological security of every epoch, with its levels and tables.

    Where the index is another than before, drivers found of the former one are forgotten.

    Raises
    ------
    InputError
        The study lacks what an indicator needs, or weights, judgements or thresholds cannot be.
    OutputError
        Results cannot be written.
    """
    out = opened.place.out
    before = _told_before(out)
    result = run_security(prepared or PreparedStudy(opened.study, opened.place), progress)
    judged = with_index(result, _index_of(opened))
    if judged != result:
        result = save(out / STAGE.result, judged)
    if before is not None and before != result:
        forget_detected(out, before.system.keys)
    _write_areas(out, result)
    return result


def weights_of_units(
    opened: OpenStudy, result: SecurityResult, units: Sequence[Unit], year: str | None
) -> tuple[UnitWeights, ...]:
    """Return the weights of units in one year, and write them as the paper's Table VI.

    Parameters
    ----------
    opened : OpenStudy
    result : SecurityResult
        Of this very study, just made or found fresh.
    units : sequence of str or (longitude, latitude)
        Sites that are reported, or cells.
    year : str, optional
        As tables call it, a year or a date; None: the last.

    Raises
    ------
    InputError
        No such year or site, or a unit without a value.
    OutputError
        The table cannot be written.
    """
    labels = result.labels
    if year is not None and year not in labels:
        raise InputError("ecology_operations.no_such_year", "--year", year=year, known=labels)
    at = labels.index(year) if year else len(labels) - 1
    day = datetime.date.fromisoformat(result.years[at].date)
    run = PreparedStudy(opened.study, opened.place)
    found = unit_weights(run, result, units, day)
    _write_table(opened.place.out, WEIGHTS, weight_rows(result.weights_cw, found))
    return found


def _index_of(opened: OpenStudy) -> IndexResult | None:
    """Return the ecological index of the study's dates, where one was made."""
    index = load(opened.place.out / INDEX.result, IndexResult)
    dates = [epoch.date for epoch in opened.study.epochs]
    return index if index and [fact.date for fact in index.facts] == dates else None


def with_security(
    opened: OpenStudy,
    *,
    system: str | None = None,
    adjustment: float | None = None,
    alpha: float | None = None,
    accept_inconsistent: bool | None = None,
    grades: str | None = None,
    sensitivity: bool | None = None,
    weights_file: Path | None = None,
    leave_out: Sequence[str] = (),
) -> OpenStudy:
    """Return the study with some options of security changed, not saved; None: as it is.

    Parameters
    ----------
    leave_out : sequence of str
        Indicators to do without, beside those that the study leaves out; LACKING: those that the
        study has not what is needed for.

    Raises
    ------
    InputError
        A value is outside its range, the CSV of constant weights cannot be read, or there is no
        such indicator to leave out.
    """
    given = opened.study.security
    if given is None and not leave_out:
        return opened
    # Left out is what lacks: then a study that gives nothing for security has something to ask.
    given = given or SecurityInputs()
    weights = {
        "adjustment": adjustment,
        "alpha": alpha,
        "accept_inconsistent": accept_inconsistent,
        "given": read_weights(weights_file) if weights_file else None,
    }
    now = given.options.model_dump()
    now["weights"] |= _there(weights)
    now["grades"] |= _there({"method": grades})
    now |= _there({"system": system, "sensitivity": sensitivity})
    try:
        options = SecurityOptions.model_validate(now)
    except ValidationError as error:
        key, what = complaint(error)
        where = f"security.options.{key}"
        raise option_wrong(what, where) from error
    if leave_out:
        gone = _left_out(opened, given, options, leave_out)
        options = options.model_copy(update={"leave_out": gone})
    changed = given.model_copy(update={"options": options})
    return replace(opened, study=opened.study.model_copy(update={"security": changed}))


def _left_out(
    opened: OpenStudy, given: SecurityInputs, options: SecurityOptions, asked: Sequence[str]
) -> tuple[str, ...]:
    """Return the indicators to leave out, in the system's order."""
    folder = opened.place.folder
    whole = system_of(options.system, folder)
    gone = {*options.leave_out, *asked} - {LACKING}
    kept_system(whole, gone)
    if LACKING in asked:
        study = opened.study.model_copy(update={"security": given})
        gone |= {*lacking_of(study, folder, whole, silent())}
    return tuple(key for key in whole.keys if key in gone)


def load_security(out: Path) -> SecurityResult | None:
    """Return the saved result of a study; None: there is none.

    Raises
    ------
    InputError
        The saved file is damaged.
    """
    return read_saved(out / STAGE.result, SecurityResult, _AGAIN)


def load_layers(out: Path) -> LayersNote | None:
    """Return what is known of the raw indicators' rasters; None: there are none.

    Raises
    ------
    InputError
        The saved file is damaged.
    """
    return read_saved(out / LAYERS.result, LayersNote, _AGAIN)


def _told_before(out: Path) -> SecurityResult | None:
    try:
        return load_security(out)
    except InputError:
        return None  # of another version: it is made anew


def _there(options: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in options.items() if value is not None}


def _write_areas(out: Path, result: SecurityResult) -> None:
    """Write the paper's Table III and the from-to areas as CSV, with a byte order mark."""
    years = result.years
    rows = area_rows(
        result.labels,
        [year.grades_m2_cw for year in years],
        [year.grades_m2_vw for year in years],
    )
    _write_table(out, AREAS, rows)
    if result.moves:
        _write_table(out, MOVES, move_rows(result.moves))


def _write_table(out: Path, name: str, rows: Iterable[Sequence[str]]) -> None:
    path = out / name
    made_in(out, path.parent)
    write_whole(path, csv_bytes(list(rows)))
