"""Make and open ecological studies: files of their own, or the part of a project."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.imagery.epoch_notes import on_day
from missionplanner.ecology.imagery.needs import why_missing
from missionplanner.ecology.imagery.scenes import resolve
from missionplanner.ecology.imagery.study_files import read_study, write_study
from missionplanner.errors import InputError
from missionplanner.messages.message import Message
from missionplanner.model.study import Indicator, Study
from missionplanner.storage.saved import complaint

STUDY = "study.json"
_PROJECT_OUT = Path("results") / "ecology"


@dataclass(frozen=True)
class OpenStudy:
    """A study with where it lies and where its results go.

    Attributes
    ----------
    path : Path
        The study file.
    study : Study
    place : RunPlace
        Folder of the study's relative paths, folder of results, and how blocks are worked on.
    """

    path: Path
    study: Study
    place: RunPlace


def open_study(path: Path, out: Path | None = None, scheduler: str | None = None) -> OpenStudy:
    """Open a study file, or the study of a project folder.

    Parameters
    ----------
    path : Path
        STUDY.json, or NAME.mplan with `study.json` in it.
    out : Path, optional
        Folder of results; default: `STUDY-results` beside the file, in a project `results/ecology`.
    scheduler : str, optional
        Address of a dask scheduler, `tcp://HOST:PORT`; default: threads of this computer.

    Raises
    ------
    InputError
        No study there, or one that cannot be read.
    """
    file = _study_file(path)
    return OpenStudy(file, read_study(file), RunPlace(file.parent, out or _out(file), scheduler))


def lacking(opened: OpenStudy) -> dict[Indicator, Message]:
    """Return the indicators that an epoch cannot give, each with the first reason.

    Raises
    ------
    InputError
        A scene cannot be recognised any more.
    """
    study, folder = opened.study, opened.place.folder.resolve()
    found: dict[Indicator, Message] = {}
    for epoch in (resolve(epoch, folder) for epoch in study.epochs):
        for indicator in study.index.indicators:
            if why := why_missing(epoch, indicator, study):
                found.setdefault(indicator, on_day(epoch.date, why))
    return found


def with_options(opened: OpenStudy, part: str, options: Mapping[str, Any]) -> OpenStudy:
    """Return the study with options of one part ('index', 'trend', ...) changed, not saved.

    Raises
    ------
    InputError
        A value is outside its range.
    """
    given = {key: value for key, value in options.items() if value is not None}
    if not given:
        return opened
    now = getattr(opened.study, part)
    try:
        changed = type(now).model_validate(now.model_dump() | given)
    except ValidationError as err:
        key, what = complaint(err)
        raise option_wrong(what, f"{part}.{key}") from err
    return replace(opened, study=opened.study.model_copy(update={part: changed}))


def save_study(opened: OpenStudy) -> None:
    """Write the study where it was opened.

    Raises
    ------
    OutputError
        It cannot be written; the old file is as it was.
    """
    write_study(opened.path, opened.study)


def option_wrong(complaint: Message, key: str) -> InputError:
    """Return the error of an option outside its range; what is wrong comes from its model."""
    return InputError("ecology_operations.option_wrong", key, why=complaint)


def _study_file(path: Path) -> Path:
    if not path.is_dir():
        return path
    file = path / STUDY
    if not file.is_file():
        raise InputError("ecology_operations.no_study", str(path), file=file)
    return file


def _out(file: Path) -> Path:
    if (file.parent / "project.json").is_file():
        return file.parent / _PROJECT_OUT
    return file.with_name(f"{file.stem}-results")
