"""What a study holds, ready to be drawn: its scenes, epochs, zones, terrain and result rasters."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.ecology.imagery.looks import Look, first_file, read_look
from missionplanner.ecology.imagery.needs import why_missing
from missionplanner.ecology.imagery.scenes import recognise, resolve, scenes_in
from missionplanner.ecology.imagery.scenes.rescale import scale_text
from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.ecology.imagery.study_files import at
from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.message import Message, message
from missionplanner.model.study import Epoch, Indicator, Study
from missionplanner.raster.files import metric_epsg, read_onto
from missionplanner.raster.overviews import outline
from missionplanner.vector.polygons import read_polygons

_LOOK_CELLS = 128
_GROUND_CELLS = 800
DatedRaster = tuple[str, datetime.date | None]
"""Name of a result, and its epoch; None: the same for all epochs."""


@dataclass(frozen=True, eq=False)
class EpochContents:
    """An epoch as it is listed.

    Attributes
    ----------
    date : date
    sensor : str
        Its title.
    bands : tuple of str
    missing : tuple of Message
        Indicators it cannot give, each with the reason.
    look : Look or None
        A small picture; None where the imagery cannot be read.
    scale : str or None
        Of its reflectances, as `rescaled` takes it; None: it cannot be another.
    """

    date: datetime.date
    sensor: str
    bands: tuple[str, ...]
    missing: tuple[Message, ...]
    look: Look | None
    scale: str | None


@dataclass(frozen=True, eq=False)
class StudyGround:
    """Terrain under a study, for its shape alone.

    Attributes
    ----------
    x0_m, y0_m, cell_m : float
        Centre of the south-west cell and the cell's side, m.
    height_m : (rows, cols) float32
        As the file has them: of no known datum. Row 0 in the SOUTH, NaN for nodata.
    source : str
        Name of the file.
    """

    x0_m: float
    y0_m: float
    cell_m: float
    height_m: NDArray[np.float32]
    source: str


def grouped_scenes(paths: Iterable[Path]) -> list[tuple[Path, ...]]:
    """Return the files of each scene in folders; the files given singly are one scene."""
    groups: list[tuple[Path, ...]] = []
    files = []
    for path in paths:
        if path.is_dir():
            groups += scenes_in(path)
        else:
            files.append(path)
    return [*groups, tuple(files)] if files else groups


def scene_contents(paths: tuple[Path, ...], key: str | None, scale: str | None) -> EpochContents:
    """Recognise a scene and tell what it holds.

    Raises
    ------
    InputError
        It cannot be recognised.
    """
    epoch = recognise(*paths, sensor=key, scale=scale)
    return epoch_contents(epoch, Study(epochs=(epoch,)), Path(paths[0].anchor))


def epoch_contents(epoch: Epoch, study: Study, folder: Path) -> EpochContents:
    """Tell what an epoch of a study holds; imagery that is gone leaves it without a picture.

    Raises
    ------
    InputError
        Its scene cannot be recognised any more, or its sensor is not known.
    """
    whole = resolve(epoch, folder)
    named = study.index.indicators
    missing = [(name, why_missing(whole, name, study)) for name in named]
    look = None
    try:
        look = read_look(folder, whole, metric_epsg(first_file(folder, whole)), _LOOK_CELLS)
    except InputError:
        pass  # a study without its imagery still shows its results
    return EpochContents(
        date=epoch.date,
        sensor=sensor(epoch.sensor, folder).title,
        bands=tuple(str(band) for band in whole.bands),
        missing=tuple(_lacked(name, why) for name, why in missing if why),
        look=look,
        scale=scale_text(epoch),
    )


def study_frame(study: Study, first: Path) -> int:
    """Return the EPSG code that a study is drawn in; `first`: its first raster."""
    return study.grid.epsg or metric_epsg(first)


def zone_outlines(
    study: Study, folder: Path, epsg: int
) -> Iterator[tuple[str, MultiPolygon | Polygon]]:
    """Yield the zones of a study on a frame, with their names.

    Raises
    ------
    InputError
        The file of zones cannot be read.
    """
    if study.zones:
        frame = SiteFrame(epsg)
        for zone in read_polygons(at(folder, study.zones), study.zone_name):
            yield zone.name, frame.project(zone.geometry)


def study_ground(study: Study, folder: Path, epsg: int) -> StudyGround | None:
    """Return the terrain of a study on a frame; only its shape is looked at, so no datum is asked.

    Raises
    ------
    InputError
        The DEM cannot be read.
    """
    if study.dem is None:
        return None
    path = at(folder, study.dem.path)
    (left, bottom, width, height), cell_m = outline(path, epsg)
    cell_m = max(cell_m, max(width, height) / _GROUND_CELLS)
    rows, cols = max(2, int(height / cell_m)), max(2, int(width / cell_m))
    start = (left + cell_m / 2, bottom + cell_m / 2)
    values = read_onto([path], epsg, *start, cell_m, rows, cols).astype(np.float32)
    return StudyGround(*start, cell_m, values, path.name)


def present_rasters(results: Iterable[Mapping[str, str]], out: Path) -> dict[DatedRaster, Path]:
    """Return the rasters of results by name and date, those that are still there.

    Parameters
    ----------
    results : iterable of mapping
        Name of each raster to its path in `out`, as results keep them.
    out : Path
        Folder of results.
    """
    files = [pair for result in results for pair in result.items()]
    return {raster_key(name): out / path for name, path in files if (out / path).is_file()}


def raster_key(name: str) -> DatedRaster:
    """Return a result's name as name and date: irsei_2016-07-01."""
    stem, _, tail = name.rpartition("_")
    try:
        return stem, datetime.date.fromisoformat(tail)
    except ValueError:
        return name, None


def _lacked(name: Indicator, why: Message) -> Message:
    return message("ecology.indicator_lacks", name=name.told, why=why)
