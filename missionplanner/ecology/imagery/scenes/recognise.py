"""From files to an epoch: which product they are, and where its bands lie."""

import datetime
from pathlib import Path

from missionplanner.ecology.imagery.scenes.combine import combined
from missionplanner.ecology.imagery.scenes.elevation import is_elevation, without_elevation
from missionplanner.ecology.imagery.scenes.hls import from_hls, hls_name
from missionplanner.ecology.imagery.scenes.landsat import from_mtl
from missionplanner.ecology.imagery.scenes.landsat_names import (
    from_names,
    has_surface_names,
    scene_name,
)
from missionplanner.ecology.imagery.scenes.mosaic import from_bands
from missionplanner.ecology.imagery.scenes.mtl import is_mtl, preferred
from missionplanner.ecology.imagery.scenes.sentinel import from_safe, product_file
from missionplanner.ecology.imagery.scenes.sentinel_loose import from_loose, tile_name
from missionplanner.ecology.imagery.scenes.source import RASTERS, SceneFiles, date_in, source
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.study import Epoch, Level
from missionplanner.raster.files import info

Scene = tuple[Path, ...]
"""Paths that `recognise` takes together."""

DEPTH = 3
"""Folders below the one that is named in which scenes are looked for."""


def recognise(
    path: Path,
    *more: Path,
    sensor: str | None = None,
    day: datetime.date | None = None,
    scale: str | None = None,
    level: Level | None = None,
    composite: bool = False,
) -> Epoch:
    """Return the epoch that files hold, with every band, scale and offset named.

    Parameters
    ----------
    path, *more : Path
        A folder, a metadata file, a raster of several bands, or the bands' files.
    sensor : str, optional
        Key of a sensor table, where the files do not tell it.
    day : date, optional
        Where the files do not tell it, or to choose among a folder's scenes.
    scale : str, optional
        Where the files do not tell it: 'collection-2', 'FACTOR' or 'FACTOR,OFFSET'.
    level : Level, optional
        Where the files do not tell what their reflectances are.
    composite : bool
        Several scenes may be of several dates: of each cell the median of those clear there.

    Returns
    -------
    Epoch
        With absolute paths.

    Raises
    ------
    InputError
        Nothing known is found, or what is found is not whole.
    """
    given = source(
        [found.resolve() for found in (path, *more)], sensor, day, scale, level, composite
    )
    folder = given.named[0]
    if len(given.named) == 1 and folder.is_dir() and not product_file(folder):
        return _one_of(given)
    return _together(given)


def resolve(epoch: Epoch, folder: Path) -> Epoch:
    """Return the epoch with the bands of its `scene` where it names none itself.

    Parameters
    ----------
    epoch : Epoch
    folder : Path
        What the study's relative paths are relative to; a sensor table of the user's own too.

    Raises
    ------
    InputError
        The scene cannot be recognised.
    """
    key = str(folder / epoch.sensor) if epoch.sensor.endswith(".toml") else epoch.sensor
    if epoch.scene is None or epoch.bands:
        return epoch.model_copy(update={"sensor": key})
    found = recognise(folder / epoch.scene, sensor=key, day=epoch.date)
    return epoch.model_copy(
        update={
            "sensor": key,
            "level": found.level,
            "bands": found.bands,
            "thermal": epoch.thermal or found.thermal,
            "mask": epoch.mask or found.mask,
            "pieces": epoch.pieces or found.pieces,
            "notes": (*epoch.notes, *found.notes),
        }
    )


def scenes_in(folder: Path) -> tuple[Scene, ...]:
    """Return the scenes of a folder and the folders in it, each as `recognise` takes them.

    Raises
    ------
    InputError
        No such folder, or no raster in it.
    """
    if not folder.is_dir():
        raise InputError("scenes.no_such_folder", str(folder))
    found = _scenes_in(folder, DEPTH)
    if not found:
        raise _unknown(source([folder]))
    return tuple(found)


def _one_of(given: SceneFiles) -> Epoch:
    """Return the epoch of a folder's only scene, or of those that have the user's date."""
    scenes = scenes_in(given.named[0])
    if len(scenes) == 1:
        return _recognised(_of_scene(scenes[0], given, given.day))
    found = [_recognised(_of_scene(scene, given, None)) for scene in scenes]
    day = given.day or (found[0].date if len({epoch.date for epoch in found}) == 1 else None)
    chosen = [epoch for epoch in found if given.composite or epoch.date == day]
    if not chosen:
        raise InputError(
            "scenes.several_in_folder",
            given.where,
            count=len(scenes),
            days=[epoch.date for epoch in found],
        )
    return combined(chosen, given.where, day=given.day, median=given.composite)


def _together(given: SceneFiles) -> Epoch:
    """Return the epoch of all files named; where they are of several scenes, of those together."""
    scenes = _scenes_among(given)
    if len(scenes) < 2:
        return _recognised(given)
    own = None if given.composite else given.day
    found = [_recognised(_of_scene(scene, given, own)) for scene in scenes]
    return combined(found, given.where, day=given.day, median=given.composite)


def _scenes_among(given: SceneFiles) -> list[Scene]:
    """Return the scenes that files and folders named together are of; none where one is.

    Bands of one mosaic may lie in several folders: only products that name their scene are told
    apart.
    """
    products = [path for path in given.named if product_file(path)]
    groups: dict[str, list[Path]] = {}
    for path in given.files:
        name = _named(path)
        if is_mtl(path):
            name = name or _group(path)
        if name:
            groups.setdefault(name, []).append(path)
    found: list[Scene] = [(path,) for path in products]
    return found if len(found) > 1 else [tuple(paths) for paths in groups.values()]


def _of_scene(scene: Scene, given: SceneFiles, day: datetime.date | None) -> SceneFiles:
    return source(scene, given.sensor, day, given.scale, given.level, given.composite)


def _recognised(given: SceneFiles) -> Epoch:
    given, passed = without_elevation(given)
    epoch = _of_files(given)
    if given.level and given.level is not epoch.level:
        passed += (message("scenes.other_level", given=given.level.told, found=epoch.level.told),)
    return epoch.model_copy(update={"notes": (*epoch.notes, *passed)}) if passed else epoch


def _of_files(given: SceneFiles) -> Epoch:
    for path in given.named:
        if product := product_file(path):
            return from_safe(product, given)
    mtl = preferred([file for file in given.files if is_mtl(file)])
    if mtl and not _is_surface_beside(mtl[0], given):
        return from_mtl(mtl[0], given)
    epoch = from_hls(given) or from_names(given) or from_loose(given) or from_bands(given)
    if epoch is None:
        raise _unknown(given)
    return epoch


def _is_surface_beside(mtl: Path, given: SceneFiles) -> bool:
    """Return whether band files are of Level 2 while the MTL file beside them is of Level 1."""
    return has_surface_names(given) and "_L2S" not in mtl.name.upper()


def _scenes_in(folder: Path, depth: int) -> list[Scene]:
    if product_file(folder):
        return [(folder,)]
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    heights = tuple(path for path in files if is_elevation(path))
    groups: dict[str, list[Path]] = {}
    for path in files:
        if path not in heights and (path.suffix.lower() in RASTERS or is_mtl(path)):
            groups.setdefault(_group(path), []).append(path)
    loose = groups.pop("", [])
    scenes = [tuple(paths) for paths in groups.values()]
    if len(scenes) > 1 or (scenes and not loose):
        found = scenes
    elif loose or scenes:
        found = [tuple(path for scene in scenes for path in scene) + tuple(loose)]
    else:
        found = []
    if depth:
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.name.startswith("."):
                found += _scenes_in(path, depth - 1)
    # What reads a scene tells that elevation beside it was passed over.
    return [scene + heights for scene in found]


def _group(path: Path) -> str:
    """Return what the files of one scene have in common; '' where a name tells nothing."""
    if is_mtl(path):
        return path.stem.upper().removesuffix("MTL").rstrip("_")
    if name := _named(path):
        return name
    day = date_in([path.stem])
    return day.isoformat() if day else ""


def _named(path: Path) -> str:
    """Return the scene that a file's name tells as its own; '' where it tells none."""
    return scene_name(path) or hls_name(path) or tile_name(path) or ""


def _lies_nowhere(path: Path) -> bool:
    """Return whether a raster has no coordinate system; one that is damaged is another matter."""
    try:
        info(path)
    except InputError as error:
        return error.code == "raster.no_crs"
    return False


def _unknown(given: SceneFiles) -> InputError:
    if hdf := [path for path in given.files if path.suffix.lower() in (".hdf", ".h5", ".nc")]:
        return InputError("scenes.hdf", str(hdf[0]))
    if given.rasters and all(_lies_nowhere(path) for path in given.rasters):
        return InputError("scenes.single_frames", given.where)
    return InputError("scenes.not_recognised", given.where)
