"""From files to an epoch: which product they are, and where its bands lie."""

import datetime
from pathlib import Path

from missionplanner.ecology.scenes.landsat import from_mtl
from missionplanner.ecology.scenes.landsat_names import from_names, has_surface_names, scene_name
from missionplanner.ecology.scenes.mosaic import from_bands
from missionplanner.ecology.scenes.mtl import is_mtl, preferred
from missionplanner.ecology.scenes.sentinel import from_safe, product_file, refuse_loose
from missionplanner.ecology.scenes.source import RASTERS, Source, date_in, source
from missionplanner.errors import InputError
from missionplanner.model.study import Epoch
from missionplanner.raster.files import info

Scene = tuple[Path, ...]
"""Paths that `recognise` takes together."""

DEPTH = 3
"""Folders below the one that is named in which scenes are looked for."""


def recognise(
    path: Path, *more: Path, sensor: str | None = None, day: datetime.date | None = None
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

    Returns
    -------
    Epoch
        With absolute paths.

    Raises
    ------
    InputError
        Nothing known is found, or what is found is not whole.
    """
    given = source([found.resolve() for found in (path, *more)], sensor, day)
    if len(given.named) == 1 and given.named[0].is_dir() and not product_file(given.named[0]):
        return _one_of(given)
    return _recognised(given)


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
        raise InputError("no such folder", str(folder), "check the name")
    found = _scenes_in(folder, DEPTH)
    if not found:
        raise _unknown(source([folder]))
    return tuple(found)


def _one_of(given: Source) -> Epoch:
    """Return the epoch of a folder's only scene, or of the one that has the user's date."""
    scenes = scenes_in(given.named[0])
    if len(scenes) == 1:
        return _recognised(source(scenes[0], given.sensor, given.day))
    found = [_recognised(source(scene, given.sensor)) for scene in scenes]
    chosen = [epoch for epoch in found if epoch.date == given.day]
    if len(chosen) != 1:
        days = ", ".join(str(epoch.date) for epoch in found)
        what = f"{len(scenes)} scenes in one folder ({days})"
        raise InputError(what, given.where, "give each as an epoch of its own, or name its date")
    return chosen[0]


def _recognised(given: Source) -> Epoch:
    for path in given.named:
        if product := product_file(path):
            return from_safe(product, given)
    mtl = preferred([file for file in given.files if is_mtl(file)])
    if mtl and not _is_surface_beside(mtl[0], given):
        return from_mtl(mtl[0], given)
    refuse_loose(given)
    epoch = from_names(given) or from_bands(given)
    if epoch is None:
        raise _unknown(given)
    return epoch


def _is_surface_beside(mtl: Path, given: Source) -> bool:
    """Return whether band files are of Level 2 while the MTL file beside them is of Level 1."""
    return has_surface_names(given) and "_L2S" not in mtl.name.upper()


def _scenes_in(folder: Path, depth: int) -> list[Scene]:
    if product_file(folder):
        return [(folder,)]
    groups: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and (path.suffix.lower() in RASTERS or is_mtl(path)):
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
    return found


def _group(path: Path) -> str:
    """Return what the files of one scene have in common; '' where a name tells nothing."""
    if is_mtl(path):
        return path.stem.upper().removesuffix("MTL").rstrip("_")
    if name := scene_name(path):
        return name
    day = date_in([path.stem])
    return day.isoformat() if day else ""


def _lies_nowhere(path: Path) -> bool:
    """Return whether a raster has no coordinate system; one that is damaged is another matter."""
    try:
        info(path)
    except InputError as error:
        return "no coordinate system" in error.what
    return False


def _unknown(given: Source) -> InputError:
    if given.rasters and all(_lies_nowhere(path) for path in given.rasters):
        what = "these rasters lie nowhere on the ground, as single frames of a camera do"
        remedy = "make an orthomosaic of reflectance of them first (Metashape, Pix4D, Atlas)"
        return InputError(what, given.where, remedy)
    what = (
        "no scene is recognised: looked for a Landsat MTL file, a Sentinel-2 .SAFE folder, Landsat"
        " band files by name, a MicaSense mosaic, and bands named in a GeoTIFF or by their files"
    )
    remedy = "give --sensor KEY and the files of the bands, named as the sensor's or by colour"
    return InputError(what, given.where, remedy)
