"""Projects on disk: create, load, save; whole or not at all, with one backup.

A project folder may come from a stranger: see `storage`.
"""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from missionplanner.errors import ChangedElsewhere, InputError, OutputError
from missionplanner.messages.message import message
from missionplanner.model.airspace import RiskRaster, Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Frozen, Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.reading import HeightUnit, ReadReport
from missionplanner.model.weather import Weather
from missionplanner.project.document import (
    Project,
    ProjectDocument,
    RiskLink,
    from_folder,
    to_folder,
)
from missionplanner.project.layers import good_copy, read_layers, write_layers
from missionplanner.project.upgrades import upgraded
from missionplanner.storage.atomic import copy_whole, finish, pending, replace_together, write_whole
from missionplanner.storage.folders import is_link, made, made_in
from missionplanner.storage.lock import held
from missionplanner.storage.presence import holder
from missionplanner.storage.saved import MOST_BYTES, as_model, read_object

DOCUMENT = "project.json"
LAYERS = "layers.gpkg"
WEATHER = "weather.json"
RECEIVED = "received"  # a folder: what came by radio
FILES = (LAYERS, WEATHER, DOCUMENT)
AUTOSAVE = ".autosave"
_TRIES = 5
_MOST_BYTES = {LAYERS: 256_000_000, WEATHER: MOST_BYTES, DOCUMENT: MOST_BYTES}

M = TypeVar("M", bound=Frozen)


@dataclass(frozen=True)
class Beginning:
    """What a new project is made of; see `ProjectDocument` for the fields of the same name.

    Attributes
    ----------
    dem : sequence of Path
        Linked by relative paths; with `copy_dem` copied to `rasters/` instead.
    """

    title: str
    dem: Sequence[Path]
    vertical_datum: str | None
    area: SurveyArea
    threats: Threats
    weather: Weather
    home: Position | None
    aircraft: str
    sensors: Sequence[str]
    dem_unit: HeightUnit | None = None
    intent: PlanIntent | None = None
    read: ReadReport | None = None
    copy_dem: bool = False


def create(folder: Path, given: Beginning, *, over: bool = False) -> Project:
    """Make a project folder (NAME.mplan, with its parents) and save the project in it.

    Parameters
    ----------
    folder : Path
    given : Beginning
    over : bool
        True: a project already in the folder is replaced (its files stay as `.bak`, its results
        and missions are removed).

    Raises
    ------
    InputError
        There is a project already, or a DEM to be copied is not there.
    OutputError
        The folder cannot be made or written; nothing half-made is left.
    """
    folder = folder.resolve()
    if (folder / DOCUMENT).exists():
        _give_way(folder, over)
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    made(folder)
    try:
        paths = [_copied(path, folder) for path in given.dem] if given.copy_dem else given.dem
        document = _document(folder, paths, given)
        return save(Project(folder, document, given.area, given.threats, given.weather))
    except (OutputError, InputError):
        for path in missing[-1:]:  # the topmost that was made
            shutil.rmtree(path, ignore_errors=True)
        raise


def _document(folder: Path, dem: Sequence[Path], given: Beginning) -> ProjectDocument:
    now = _now()
    return ProjectDocument(
        title=given.title,
        created=now,
        changed=now,
        dem=tuple(to_folder(folder, path) for path in dem),
        vertical_datum=given.vertical_datum,
        dem_unit=given.dem_unit,
        home=given.home,
        aircraft=given.aircraft,
        sensors=tuple(dict.fromkeys(given.sensors)),
        intent=given.intent or PlanIntent(),
        read=given.read,
    )


def save(project: Project, *, over: bool = False) -> Project:
    """Save a project in its folder and return it as saved, with the time and links renewed.

    Parameters
    ----------
    over : bool
        True: also over what somebody else has saved there since it was read.

    Raises
    ------
    InputError
        It has no survey area yet, or was begun where there is another project by now.
    ChangedElsewhere
        The files are others than this project was read from or last written to.
    OutputError
        It cannot be written (no room, no right, another writer); what was saved before is
        untouched.
    """
    folder = project.folder
    if project.is_bare:
        raise InputError("project.no_area", str(folder))
    if not project.seen:  # begun in memory: nothing of it is on disk
        made(folder)
    with held(folder):
        finish(folder, FILES)
        if project.seen and not over and seen_in(folder) not in ("", project.seen):
            raise ChangedElsewhere("project.changed_elsewhere", str(folder))
        saved = write_state(project, folder)
        if holder(folder) is None:  # else it is what another window has not saved
            shutil.rmtree(folder / AUTOSAVE, ignore_errors=True)  # refuses to follow a link
    return saved


def load(folder: Path) -> Project:
    """Read a project of this or any older version.

    Raises
    ------
    InputError
        No project there, a damaged one, or one of a newer program.
    OutputError
        A save that was broken off cannot be finished.
    """
    folder = folder.resolve()
    return read_state(folder, folder)


def write_state(project: Project, into: Path) -> Project:
    """Write a project's files to a folder that exists; raises OutputError."""
    risks = tuple(
        RiskLink(name=risk.name, path=to_folder(project.folder, risk.path))
        for risk in project.threats.risks
    )
    document = project.document.model_copy(update={"changed": _now(), "risks": risks})
    writers = {
        LAYERS: partial(_write_layers, project=project),
        WEATHER: partial(_write_model, model=project.weather),
        DOCUMENT: partial(_write_model, model=document),
    }
    replace_together(into, writers, FILES)
    return replace(project, document=document, seen=seen_in(into))


def read_state(folder: Path, source: Path) -> Project:
    """Return the project of `folder` as its files in `source` have it; raises InputError."""
    if not source.is_dir():
        raise InputError("project.no_such_folder", str(source))
    for _ in range(_TRIES):
        finish(source, FILES)
        before = seen_in(source)
        project = _read(folder, source)
        if before == seen_in(source) and not pending(source):
            return replace(project, seen=before)
    raise InputError("project.being_written", str(source))


def _read(folder: Path, source: Path) -> Project:
    path = source / DOCUMENT
    if not path.is_file():
        raise InputError("project.no_document", str(source), name=DOCUMENT)
    document = _parsed(path, ProjectDocument, upgrade=True)
    risks = tuple(RiskRaster(r.name, from_folder(folder, r.path)) for r in document.risks)
    for part in (LAYERS, WEATHER):
        if not (source / part).is_file():
            copy = good_copy(source / part)
            raise InputError("project.part_missing", str(source), part=part, help=copy)
    most = _MOST_BYTES[LAYERS]
    if (source / LAYERS).stat().st_size > most:
        path = source / LAYERS
        raise InputError("project.too_large", str(path), size=most / 1e6, help=good_copy(path))
    area, threats = read_layers(source / LAYERS, risks)
    weather = _parsed(source / WEATHER, Weather)
    return Project(folder, document, area, threats, weather)


def _parsed(path: Path, kind: type[M], *, upgrade: bool = False) -> M:
    remedy = message("project.correct_or", copy=good_copy(path))
    raw = read_object(path, remedy)
    return as_model(upgraded(raw, str(path)) if upgrade else raw, kind, path, remedy)


def seen_in(folder: Path) -> str:
    """Return the hash of a project's files as they are; empty where one cannot be read."""
    digest = hashlib.sha256()
    if not all((folder / name).is_file() for name in FILES):
        return ""  # a pipe would be waited for
    try:
        if any((folder / name).stat().st_size > _MOST_BYTES[name] for name in FILES):
            return ""  # refused in reading
        for name in FILES:
            with (folder / name).open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    except OSError:
        return ""
    return digest.hexdigest()


def _write_layers(path: Path, project: Project) -> None:
    write_layers(path, project.area, project.threats)
    # SQLite can meet a full disk after its last answer: only what reads back counts as written.
    try:
        back = read_layers(path)
    except InputError as error:
        raise OutputError("project.not_whole", name=LAYERS) from error
    if _count(*back) != _count(project.area, project.threats):
        raise OutputError("project.not_whole", name=LAYERS)


def _count(area: SurveyArea, threats: Threats) -> tuple[int, ...]:
    parts = (area.outer.geoms, area.holes, threats.zones, threats.power_lines)
    return tuple(len(part) for part in parts)


def _write_model(path: Path, model: Frozen) -> None:
    write_whole(path, (model.model_dump_json(indent=2) + "\n").encode())


def _copied(path: Path, folder: Path) -> Path:
    if not path.exists():
        raise InputError("project.no_such_file", str(path))
    return copy_whole(path, made_in(folder, folder / "rasters") / path.name)


def _give_way(folder: Path, over: bool) -> None:
    if not over:
        raise InputError("project.there_already", str(folder))
    for name in ("results", "missions"):
        if is_link(folder / name):
            (folder / name).unlink()
        shutil.rmtree(folder / name, ignore_errors=True)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
