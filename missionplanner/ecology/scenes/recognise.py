"""From files to an epoch: which product they are, and where its bands lie."""

import datetime
from pathlib import Path

from missionplanner.ecology.scenes.landsat import from_mtl
from missionplanner.ecology.scenes.mtl import is_mtl, preferred
from missionplanner.ecology.scenes.source import Source, source
from missionplanner.errors import InputError
from missionplanner.model.study import Epoch


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
    mtl = preferred([file for file in given.files if is_mtl(file)])
    if mtl:
        return from_mtl(mtl[0], given)
    raise _unknown(given)


def resolve(epoch: Epoch, folder: Path) -> Epoch:
    """Return the epoch with the bands of its `scene` where it names none itself.

    Parameters
    ----------
    epoch : Epoch
    folder : Path
        What the study's relative paths are relative to.

    Raises
    ------
    InputError
        The scene cannot be recognised.
    """
    table = {"sensor": str(folder / epoch.sensor)} if epoch.sensor.endswith(".toml") else {}
    if epoch.scene is None or epoch.bands:
        return epoch.model_copy(update=table)
    found = recognise(
        folder / epoch.scene, sensor=str(table.get("sensor", epoch.sensor)), day=epoch.date
    )
    return epoch.model_copy(
        update={
            **table,
            "level": found.level,
            "bands": found.bands,
            "thermal": epoch.thermal or found.thermal,
            "mask": epoch.mask or found.mask,
            "notes": (*epoch.notes, *found.notes),
        }
    )


def scenes_in(folder: Path) -> tuple[tuple[Path, ...], ...]:
    """Return the scenes of a folder, each as the paths that `recognise` takes."""
    return ((folder,),)


def _unknown(given: Source) -> InputError:
    what = (
        "no scene is recognised: looked for a Landsat MTL file, a Sentinel-2 .SAFE folder, Landsat"
        " band files by name, a MicaSense mosaic, and bands named in a GeoTIFF or by their files"
    )
    return InputError(what, given.where, "give --sensor KEY and a date, or the files of the bands")
