"""Study files: read with clear words about what is wrong, written whole, made from imagery.

`python -m missionplanner.ecology.imagery.study_files FILE` writes the JSON Schema.
"""

import datetime
import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePath

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from missionplanner.ecology.imagery.periods import Period, by_period
from missionplanner.ecology.imagery.scenes import combined, recognise, resolve, scenes_in
from missionplanner.ecology.imagery.sensors import sensor as known_sensor
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security_inputs import SecurityInputs, Sites, SoilMap, Statistics
from missionplanner.model.study import Epoch, Level, Piece, Study
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.complaints import reason
from missionplanner.storage.folders import made
from missionplanner.storage.saved import read_bytes

_FILES: dict[type[BaseModel], tuple[str, ...]] = {
    BandFile: ("path",),
    Epoch: ("scene",),
    SecurityInputs: ("report_sites",),
    Sites: ("path", "by_date"),
    SoilMap: ("table",),
    Statistics: ("districts", "table"),
    Study: ("zones",),
}
"""Fields that name files, beside those that hold a `BandFile`."""

_SHAPEFILE = (".dbf", ".prj", ".cpg")
"""What else of a shapefile changes what is read."""

Given = tuple[datetime.date | None, tuple[Path, ...]]


def read_study(path: Path) -> Study:
    """Read a study file and look whether all that it names is there.

    Raises
    ------
    InputError
        No such file, not JSON, a key with a wrong value, two epochs of one date, an unknown
        sensor, or a file that is missing; one line naming the key.
    """
    study = _validated(_json(path), path)
    for number, epoch in enumerate(study.epochs):
        try:
            known_sensor(epoch.sensor, path.parent)
        except InputError as error:
            error.place = (str(path), f"epochs.{number}.sensor")
            raise
    for key, text in _named("", study):
        if not is_there(at(path.parent, text)):
            raise InputError("studies.file_missing", str(path), key=key, path=text)
    return study


def write_study(path: Path, study: Study) -> None:
    """Write a study file, whole or not at all; its folder is made where it is absent.

    Raises
    ------
    OutputError
        It cannot be written; what was there before is untouched.
    """
    made(path.parent)
    text = study.model_dump_json(exclude_defaults=True)
    whole = {"version": study.version, **json.loads(text)}
    write_whole(path, (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode())


def new_study(
    path: Path,
    epochs: Sequence[Given],
    *,
    sensor: str | None = None,
    dem: Path | None = None,
    zones: Path | None = None,
    title: str = "",
    scale: str | None = None,
    level: Level | None = None,
    composite: Period | None = None,
) -> Study:
    """Make a study from imagery; it is not written yet.

    Parameters
    ----------
    path : Path
        Where the study file will lie: its paths are relative to that folder.
    epochs : sequence of (date or None, files)
        What `scenes.recognise` reads. A folder of several scenes, without a date, gives an epoch
        a scene.
    sensor : str, optional
        Key of a sensor table, where the files do not tell it.
    dem, zones : Path, optional
    title : str
    scale : str, optional
        What turns stored numbers into reflectance, where the files do not tell it.
    level : Level, optional
        What reflectances are, where the files do not tell it.
    composite : Period, optional
        The scenes of each become one epoch, of each cell the median of those that are clear.

    Raises
    ------
    InputError
        A scene is not recognised, or two that do not belong together have one date.
    Undecided
        The files leave open which sensor, or which scale.
    """
    folder = path.resolve().parent
    read = partial(
        recognise, sensor=sensor, scale=scale, level=level, composite=composite is not None
    )
    given = [[read(*files, day=day) for day, files in _scenes(one)] for one in epochs]
    if composite:
        found = by_period([epoch for own in given for epoch in own], composite)
    else:
        found = [epoch for own in given for epoch in _by_date(own)]
    if not found:
        raise InputError("studies.no_epoch", str(path))
    for file in (dem, zones):
        if file and not file.exists():
            raise InputError("studies.no_such_file", str(file))
    data = {
        "title": title,
        "epochs": [_relative(epoch, folder).model_dump(mode="json") for epoch in found],
        "dem": {"path": to_study_folder(folder, dem)} if dem else None,
        "zones": to_study_folder(folder, zones) if zones else None,
    }
    return _validated(data, path)


def inputs(study: Study, folder: Path) -> tuple[Path, ...]:
    """Return every file the study reads, each once, in the order they are named.

    A shapefile stands with the files that belong to it.

    Raises
    ------
    InputError
        A scene cannot be recognised any more.
    """
    whole = study.model_copy(
        update={"epochs": tuple(resolve(epoch, folder) for epoch in study.epochs)}
    )
    return named_files(whole, folder)


def named_files(study: Study, folder: Path) -> tuple[Path, ...]:
    """Return the files of `inputs` of a study whose epochs are resolved."""
    named = [at(folder, text) for _, text in _named("", study)]
    files = [one for path in named if not path.is_dir() for one in belonging(path)]
    return tuple(dict.fromkeys(files))


def belonging(path: Path) -> tuple[Path, ...]:
    """Return a file with those that belong to it: a shapefile's names are in its .dbf."""
    if path.suffix.lower() != ".shp":
        return (path,)
    beside = (path.with_suffix(suffix) for suffix in _SHAPEFILE)
    return (path, *(file for file in beside if file.is_file()))


def at(folder: Path, text: str) -> Path:
    """Return the path that a study in `folder` calls `text`."""
    return folder / text


def is_there(path: Path) -> bool:
    """Return whether there is such a file or folder; a name that cannot be one is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a NUL
        return False


def schema_text() -> str:
    """Return the JSON Schema of a study, indented, with a last newline."""
    schema = Study.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _by_date(found: Sequence[Epoch]) -> list[Epoch]:
    """Return the epochs of one folder: its scenes of one date, sensor and level are one."""
    alike: dict[tuple[object, ...], list[Epoch]] = {}
    for epoch in found:
        alike.setdefault((epoch.date, epoch.sensor, epoch.level), []).append(epoch)
    return [combined(epochs, str(key[0])) for key, epochs in alike.items()]


def _scenes(given: Given) -> list[Given]:
    day, files = given
    if day is None and len(files) == 1 and files[0].is_dir():
        return [(None, scene) for scene in scenes_in(files[0])]
    return [given]


def _json(path: Path) -> object:
    if not path.exists():
        raise InputError("studies.no_study", str(path))
    try:
        return json.loads(read_bytes(path, message("studies.give_study_file")).decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise InputError(
            "studies.no_json", str(path), reason=error.msg, line=error.lineno, column=error.colno
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError("studies.no_study_file", str(path)) from error


def _validated(data: object, path: Path) -> Study:
    if not isinstance(data, dict):
        raise InputError("studies.no_study_file", str(path))
    try:
        return Study.model_validate(data)
    except ValidationError as error:
        # Of a value that may be a number or a file every try fails: the deepest knows best.
        wrong = max(error.errors(), key=lambda one: len(one["loc"]))
        key = _key(wrong["loc"], data)
        why = _reason(wrong)
        if why.code == "studies.two_epochs":
            raise InputError("studies.two_epochs", str(path), day=why.values["day"]) from error
        if key:
            raise InputError("studies.wrong_key", str(path), key=key, reason=why) from error
        raise InputError("studies.wrong", str(path), reason=why) from error


def _reason(wrong: ErrorDetails) -> Message:
    """Return what is wrong with a value in plain words."""
    kind = wrong["type"]
    if kind == "extra_forbidden":
        return message("studies.extra_key")
    if kind.startswith("date"):
        return message("studies.no_date", text=str(wrong["input"]))
    if kind == "too_short":
        return message("studies.empty")
    why = reason(wrong)
    if wrong["loc"][-1:] == ("[key]",):
        return message("studies.unknown_key", reason=why)
    return why


def _key(parts: Sequence[int | str], data: object) -> str:
    """Return the path of a wrong value, without pydantic's names of a union's members."""
    kept: list[str] = []
    parts = [part for part in parts if part != "[key]"]
    for number, part in enumerate(parts, 1):
        if isinstance(data, list) and isinstance(part, int):
            data = data[part]
        elif isinstance(data, dict) and (part in data or number == len(parts)):
            data = data.get(part)
        else:
            continue
        kept.append(str(part))
    return ".".join(kept)


def _named(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield key and path of every file that a value of a study names."""
    if isinstance(value, BaseModel):
        files = _FILES.get(type(value), ())
        for name in type(value).model_fields:
            part = getattr(value, name)
            yield from (
                _texts(f"{key}{name}", part) if name in files else _named(f"{key}{name}.", part)
            )
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _named(f"{key}{name}.", part)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _named(f"{key}{number}.", part)


def _texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value:  # a table that is not there: its figures stand in the study
            yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(f"{key}.{name}", part)


def _relative(epoch: Epoch, folder: Path) -> Epoch:
    """Return the epoch with its paths relative to the study's folder."""

    def moved(file: BandFile) -> BandFile:
        return file.model_copy(update={"path": to_study_folder(folder, Path(file.path))})

    def at_folder(part: Epoch | Piece) -> dict[str, object]:
        thermal, mask = part.thermal, part.mask
        return {
            "bands": {band: moved(file) for band, file in part.bands.items()},
            "thermal": thermal and thermal.model_copy(update={"file": moved(thermal.file)}),
            "mask": mask and mask.model_copy(update={"file": moved(mask.file)}),
        }

    sensor = epoch.sensor
    own = to_study_folder(folder, Path(sensor)) if sensor.endswith(".toml") else sensor
    pieces = tuple(piece.model_copy(update=at_folder(piece)) for piece in epoch.pieces)
    return epoch.model_copy(update={"sensor": own, "pieces": pieces, **at_folder(epoch)})


def to_study_folder(folder: Path, path: Path) -> str:
    """Return a path as a study in `folder` names it: relative, or absolute on another drive."""
    try:
        text = os.path.relpath(path.resolve(), folder)
    except ValueError:  # on Windows, another drive
        text = str(path.resolve())
    return PurePath(text).as_posix()


if __name__ == "__main__":
    write_whole(Path(sys.argv[1]), schema_text().encode())
