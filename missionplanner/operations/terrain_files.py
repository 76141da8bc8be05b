"""The elevation files that a project names: found again where they were moved, copied into it."""

import os
from collections.abc import Mapping
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.project.document import Project
from missionplanner.project.edits import set_terrain
from missionplanner.storage.atomic import copy_whole
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress

# What says where a raster lies, beside it, by the ending it takes the place of.
_BESIDE = (".prj", ".tfw", ".wld", ".hdr", ".aux.xml")
_FOLDER = "rasters"
_POINTS_ELSEWHERE = (".vrt",)


def missing_dems(project: Project) -> tuple[Path, ...]:
    """Return the elevation files that are not where the project says."""
    # `Path.exists` raises where a name is too long.
    return tuple(p for p in project.dem_paths if not os.path.exists(p))  # noqa: PTH110


def located(project: Project, moved: Mapping[Path, Path]) -> Project:
    """Return the project with files named where they are now.

    Another missing file that lies beside one that was found, under its own name, is found too.

    Parameters
    ----------
    project : Project
    moved : mapping
        From where a file was to where it is.
    """
    missing = missing_dems(project)
    found = {old: new.resolve() for old, new in moved.items()}
    for path in missing:
        beside = [new.parent / path.name for new in found.values()]
        near = next((one for one in beside if one.is_file()), None)
        if path not in found and near is not None:
            found[path] = near
    paths = tuple(found.get(path, path) for path in project.dem_paths)
    return _with_files(project, tuple(dict.fromkeys(paths)))


def without_dem(project: Project, path: Path) -> Project:
    """Return the project without one of its elevation files.

    Raises
    ------
    InputError
        It is the last one.
    """
    return _with_files(project, tuple(one for one in project.dem_paths if one != path))


def copy_terrain(project: Project, progress: Progress) -> Project:
    """Copy the elevation files that lie elsewhere into the project's folder, and name them there.

    Raises
    ------
    InputError
        A file is gone, or only points at others (VRT).
    OutputError
        There is no room, or no right to write.
    """
    folder = project.folder
    outside = [path for path in project.dem_paths if not path.is_relative_to(folder)]
    for path in outside:
        if path.suffix.lower() in _POINTS_ELSEWHERE:
            raise InputError("operations.copy_points_elsewhere", str(path))
        if not path.is_file():
            raise InputError("operations.dem_gone_here", str(path))
    copies: dict[Path, Path] = {}
    for number, path in enumerate(outside):
        progress.nth(number, len(outside)).report(0.0, "operations.copying", name=path.name)
        progress.check()
        copies[path] = _copied(path, made_in(folder, folder / _FOLDER))
    return _with_files(project, tuple(copies.get(path, path) for path in project.dem_paths))


def _copied(path: Path, folder: Path) -> Path:
    place, number = folder / path.name, 1
    while place.exists():
        number += 1
        place = folder / f"{path.stem}-{number}{path.suffix}"
    for ending in _BESIDE:
        for beside in (path.with_suffix(ending), path.with_name(path.name + ending)):
            if beside.is_file() and beside != path:
                name = place.stem if beside.stem == path.stem else place.name
                copy_whole(beside, folder / f"{name}{ending}")
    return copy_whole(path, place)


def _with_files(project: Project, paths: tuple[Path, ...]) -> Project:
    document = project.document
    return set_terrain(project, paths, document.vertical_datum, document.dem_unit)
