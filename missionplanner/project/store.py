"""Projects on disk: create, load, save; whole or not at all, with one backup and an autosave."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from missionplanner.errors import InputError, OutputError
from missionplanner.model.airspace import RiskRaster, Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Frozen, Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.reading import HeightUnit, ReadReport
from missionplanner.model.weather import Weather
from missionplanner.project.atomic import finish, replace_together
from missionplanner.project.document import (
    Project,
    ProjectDocument,
    RiskLink,
    from_folder,
    to_folder,
)
from missionplanner.project.layers import read_layers, write_layers
from missionplanner.project.upgrades import upgraded

DOCUMENT = "project.json"
LAYERS = "layers.gpkg"
WEATHER = "weather.json"
AUTOSAVE = ".autosave"

M = TypeVar("M", bound=Frozen)


def create(
    folder: Path,
    *,
    title: str,
    dem: Sequence[Path],
    vertical_datum: str | None,
    dem_unit: HeightUnit | None = None,
    area: SurveyArea,
    threats: Threats,
    weather: Weather,
    home: Position | None,
    aircraft: str,
    sensors: Sequence[str],
    intent: PlanIntent | None = None,
    read: ReadReport | None = None,
    copy_dem: bool = False,
    over: bool = False,
) -> Project:
    """Make a project folder and save the project in it.

    Parameters
    ----------
    folder : Path
        NAME.mplan; made with its parents.
    dem : sequence of Path
        Linked by relative paths; with `copy_dem` copied to `rasters/` instead.
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
    made = _make(folder)
    now = _now()
    try:
        paths = [_copied(path, folder / "rasters") for path in dem] if copy_dem else dem
        document = ProjectDocument(
            title=title,
            created=now,
            changed=now,
            dem=tuple(to_folder(folder, path) for path in paths),
            vertical_datum=vertical_datum,
            dem_unit=dem_unit,
            home=home,
            aircraft=aircraft,
            sensors=tuple(sensors),
            intent=intent or PlanIntent(),
            read=read,
        )
        return save(Project(folder, document, area, threats, weather))
    except (OutputError, InputError):
        for path in made:
            shutil.rmtree(path, ignore_errors=True)
        raise


def save(project: Project) -> Project:
    """Save a project in its folder and return it as saved, with the time and links renewed.

    Raises
    ------
    OutputError
        It cannot be written (no room, no right); what was saved before is untouched.
    """
    saved = _write(project, project.folder)
    shutil.rmtree(project.folder / AUTOSAVE, ignore_errors=True)
    return saved


def autosave(project: Project) -> Path:
    """Save a copy beside the project, for `recover` after a crash, and return its folder."""
    beside = project.folder / AUTOSAVE
    _make(beside)
    _write(project, beside)
    return beside


def load(folder: Path) -> Project:
    """Read a project of this or any older version.

    Raises
    ------
    InputError
        No project there, a damaged one, or one of a newer program.
    """
    folder = folder.resolve()
    return _read(folder, folder)


def recover(folder: Path) -> Project | None:
    """Return the autosaved state where there is one, else None; saving it makes it the project.

    Raises
    ------
    InputError
        The autosaved state is damaged.
    """
    folder = folder.resolve()
    beside = folder / AUTOSAVE
    return _read(folder, beside) if (beside / DOCUMENT).is_file() else None


def _write(project: Project, into: Path) -> Project:
    risks = tuple(
        RiskLink(name=risk.name, path=to_folder(project.folder, risk.path))
        for risk in project.threats.risks
    )
    document = project.document.model_copy(update={"changed": _now(), "risks": risks})
    replace_together(
        into,
        {
            LAYERS: partial(_write_layers, project=project),
            WEATHER: partial(_write_model, model=project.weather),
            DOCUMENT: partial(_write_model, model=document),
        },
    )
    return replace(project, document=document)


def _read(folder: Path, source: Path) -> Project:
    if not source.is_dir():
        raise InputError("no such project folder", str(source), "check the name")
    finish(source)
    path = source / DOCUMENT
    if not path.is_file():
        raise InputError(f"holds no {DOCUMENT}", str(source), "give a .mplan folder")
    document = _parsed(path, ProjectDocument, upgrade=True)
    risks = tuple(RiskRaster(r.name, from_folder(folder, r.path)) for r in document.risks)
    for part in (document.layers, document.weather):
        if not (source / part).is_file():
            raise InputError(f"{part} is missing", str(source), f"put {part}.bak in its place")
    area, threats = read_layers(source / document.layers, risks)
    weather = _parsed(source / document.weather, Weather)
    return Project(folder, document, area, threats, weather)


def _parsed(path: Path, kind: type[M], *, upgrade: bool = False) -> M:
    remedy = f"correct it, or put {path.name}.bak in its place"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"is damaged ({error})", str(path), remedy) from error
    if not isinstance(raw, dict):
        raise InputError("is damaged (not a JSON object)", str(path), remedy)
    if upgrade:
        raw = upgraded(raw, str(path))
    try:
        return kind.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise InputError(f"{key}: {first['msg']}", str(path), remedy) from error


def _write_layers(path: Path, project: Project) -> None:
    write_layers(path, project.area, project.threats)
    # SQLite can meet a full disk after its last answer: only what reads back counts as written.
    try:
        back = read_layers(path)
    except InputError as error:
        raise OutputError(f"{LAYERS} cannot be written whole") from error
    if _count(*back) != _count(project.area, project.threats):
        raise OutputError(f"{LAYERS} cannot be written whole")


def _count(area: SurveyArea, threats: Threats) -> tuple[int, ...]:
    parts = (area.outer.geoms, area.holes, threats.zones, threats.power_lines)
    return tuple(len(part) for part in parts)


def _write_model(path: Path, model: Frozen) -> None:
    path.write_text(model.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _make(folder: Path) -> tuple[Path, ...]:
    """Make a folder with its parents; return the topmost one made, if any."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the project folder cannot be made ({error.strerror or error})",
            str(folder),
            "choose another place",
        ) from error
    return tuple(missing[-1:])


def _copied(path: Path, rasters: Path) -> Path:
    try:
        rasters.mkdir(exist_ok=True)
        return Path(shutil.copy2(path, rasters / path.name))
    except FileNotFoundError as error:
        raise InputError("no such file", str(path), "check the name") from error
    except OSError as error:
        raise OutputError(
            f"cannot be copied ({error.strerror or error})", str(path), "make room, or link it"
        ) from error


def _give_way(folder: Path, over: bool) -> None:
    if not over:
        raise InputError(
            "there is a project here already", str(folder), "open it, or choose another name"
        )
    for name in ("results", "missions"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
