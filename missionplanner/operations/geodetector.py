"""Ask what explains a map or a column: the geographical detector on a table or a study."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from missionplanner.ecology.engine.freshness import TAG, is_fresh
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.results import made as made_results
from missionplanner.ecology.engine.security.layers_stage import FOLDER as LAYERS
from missionplanner.ecology.engine.security.sampling import PixelSamples, sampled
from missionplanner.ecology.engine.security.stage import run_security
from missionplanner.ecology.geodetector.detect import GIVEN_UP_TO, Asked, detect
from missionplanner.ecology.geodetector.discretise import Method
from missionplanner.ecology.geodetector.table import read_samples
from missionplanner.ecology.security.leaving import kept_system
from missionplanner.ecology.security.systems import system
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.geodetector import Convention, GeodetectorResult
from missionplanner.operations.studies import OpenStudy
from missionplanner.raster.files import info
from missionplanner.storage.atomic import remove, write_whole
from missionplanner.storage.folders import made
from missionplanner.storage.saved import read_saved
from missionplanner.tasks.progress import Progress

RESULT = "geodetector.json"
_AGAIN = message("ecology_operations.detect_again")
SAMPLES = 100_000
SECURITY = ("esi_vw", "esi_cw")
INDEX = "irsei"


@dataclass(frozen=True)
class Question:
    """What is to be explained by what.

    Attributes
    ----------
    response : str
        esi_vw, esi_cw, irsei, an indicator of the system, or a raster.
    factors : sequence of str
        Indicators or rasters; empty: all indicators of the system but the response.
    date : date, optional
        An epoch; None: the last.
    samples : int
        Most places looked at.
    """

    response: str
    factors: Sequence[str] = ()
    date: datetime.date | None = None
    samples: int = SAMPLES


def asked_by(method: str, classes: int, convention: str) -> Asked:
    """Return how the detectors are to work, from the names of a `Method` and a `Convention`.

    Raises
    ------
    ValueError
        There is no such name.
    """
    return Asked(Method(method), classes, Convention(convention))


def detect_in_table(
    path: Path, response: str, factors: Sequence[str], asked: Asked, progress: Progress
) -> GeodetectorResult:
    """Run the detectors on the rows of a CSV file.

    Raises
    ------
    InputError
        The table cannot be read, a column is missing, holds text or is constant.
    """
    y, columns, told = read_samples(path, response, factors)
    if not columns:
        raise InputError("ecology_operations.no_factor", str(path))
    result = detect(y, columns, asked, progress, response)
    if told:
        result = result.model_copy(update={"warnings": (*result.warnings, *told)})
    progress.report(1.0, "ecology_operations.detected")
    return result


def detect_in_study(
    opened: OpenStudy,
    question: Question,
    asked: Asked,
    progress: Progress,
    prepared: PreparedStudy | None = None,
) -> GeodetectorResult:
    """Run the detectors on the rasters of a study; write `geodetector.json`.

    Security (or IRSEI) is computed first where it is asked of and not there yet.

    Raises
    ------
    InputError
        No such epoch, response or factor; a factor asked for by name is constant.
    OutputError
        The result cannot be written.
    """
    prepared = prepared or PreparedStudy(opened.study, opened.place)
    made_results(opened.place)
    day = _day(opened, question.date)
    keys = _keys(opened)
    named = tuple(question.factors) or tuple(key for key in keys if key != question.response)
    if not named:
        raise InputError("ecology_operations.name_factors", "factors")
    names = (question.response, *named)
    _compute(prepared, names, keys, progress.part(0.0, 0.6))
    rasters = {name: _raster(opened, name, keys, day) for name in names}
    grid = prepared.lattice.grid
    part = progress.part(0.6, 0.75)
    found = sampled(rasters, grid, question.samples, opened.place, part)
    y, columns, dull = _columns(found, question, named)
    result = detect(y, columns, asked, progress.part(0.75, 1.0), question.response)
    lines = (*_warnings(question.response, columns, keys, dull), *_codes(y, question.response))
    warnings = (*lines, *result.warnings)
    methods = (*result.methods, _sampling(found, y.size, day))
    sources = _sources(opened.place.out, rasters.values())
    more = {"warnings": warnings, "methods": methods, "sources": sources}
    result = result.model_copy(update=more)
    save_detected(opened.place.out, result)
    progress.report(1.0, "ecology_operations.detected")
    return result


def save_detected(out: Path, result: GeodetectorResult) -> Path:
    """Write `geodetector.json` to a folder and return its path.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    return write_whole(made(out) / RESULT, (result.model_dump_json(indent=1) + "\n").encode())


def load_detected(out: Path) -> GeodetectorResult | None:
    """Return what was detected last; None: nothing yet, or of results that are no more.

    Raises
    ------
    InputError
        The saved file is damaged.
    """
    told = read_saved(out / RESULT, GeodetectorResult, _AGAIN)
    if told is None:
        return None
    kept = all(is_fresh(out / name, mark) for name, mark in told.sources.items())
    return told if kept else None


def forget_detected(out: Path, indicators: Sequence[str] = ()) -> None:
    """Remove an answer about an index of security, or by indicators of it, that is no more."""
    try:
        told = load_detected(out)
    except InputError:
        return
    if told is None or {told.response, *told.q} & {*SECURITY, *indicators}:
        remove(out / RESULT)


def _day(opened: OpenStudy, asked: datetime.date | None) -> datetime.date:
    days = [epoch.date for epoch in opened.study.epochs]
    if asked is not None and asked not in days:
        raise InputError("ecology_operations.no_epoch", "date", day=asked, known=days)
    return asked or days[-1]


def _keys(opened: OpenStudy) -> tuple[str, ...]:
    security = opened.study.security
    if security is None:
        return ()
    whole = system(security.options.system, opened.place.folder)
    return kept_system(whole, security.options.leave_out).keys


def _compute(
    prepared: PreparedStudy, names: Sequence[str], keys: Sequence[str], progress: Progress
) -> None:
    if any(name in SECURITY or name in keys for name in names):
        run_security(prepared, progress.part(0.0, 0.7))
    if INDEX in names:
        run_index(prepared, progress.part(0.7, 1.0))


def _raster(opened: OpenStudy, name: str, keys: Sequence[str], day: datetime.date) -> Path:
    out = opened.place.out
    if name in SECURITY:
        return out / "security" / f"{name}_{day}.tif"
    if name in keys:
        return out / LAYERS / f"{name}_{day}.tif"
    if name == INDEX:
        return out / INDEX / f"{INDEX}_{day}.tif"
    for path in (opened.place.folder / name, Path(name)):
        if path.is_file():
            return path
    known = (*SECURITY, INDEX, *keys)
    raise InputError("ecology_operations.no_raster", "geodetector", name=name, known=known)


def _sources(out: Path, rasters: Iterable[Path]) -> dict[str, str]:
    """Return the fingerprints of those rasters that are results of the study."""
    found = {}
    for path in rasters:
        if path.is_relative_to(out) and (mark := info(path).tags.get(TAG)):
            found[path.relative_to(out).as_posix()] = mark
    return found


def _columns(
    found: PixelSamples, question: Question, named: Sequence[str]
) -> tuple[np.ndarray, dict[str, np.ndarray], list[str]]:
    """Return response and factors; without those nobody named that are the same everywhere."""
    dull = [name for name in named if np.ptp(found.values[name]) == 0]
    dull = [] if question.factors else dull
    columns = {name: found.values[name] for name in named if name not in dull}
    return found.values[question.response], columns, dull


def _warnings(
    response: str, columns: dict[str, np.ndarray], keys: Sequence[str], dull: Sequence[str]
) -> list[Message]:
    found = []
    if response in SECURITY and any(name in keys for name in columns):
        found.append(message("ecology_operations.circular", response=response))
    if dull:
        found.append(message("ecology_operations.constant", names=dull))
    return found


def _codes(response: np.ndarray, name: str) -> list[Message]:
    """Return a line where a response may be codes, of which a mean means nothing."""
    few = np.unique(response)
    if few.size <= 2 or few.size > GIVEN_UP_TO or (few != np.round(few)).any():
        return []
    return [message("ecology_operations.whole_numbers", name=name, count=few.size)]


def _sampling(found: PixelSamples, count: int, day: datetime.date) -> Message:
    if found.step == 1:
        return message("ecology_operations.every_cell", count=count, day=day)
    return message("ecology_operations.one_cell_in", step=found.step, count=count, day=day)
