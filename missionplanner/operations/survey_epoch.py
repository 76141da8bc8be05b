"""Make the orthomosaics of all sensors of one survey one epoch of a study, on one grid.

The grid is the site's: metres of its UTM zone, cells of the multispectral mosaic or as asked.
Reflectance, temperature (kelvin) and terrain are written on it once, so that no later step
resamples them again. What the survey's cameras cannot give is named; a satellite scene may lend
its bands beyond 1 um, which stay at their own resolution and in their own files.
"""

import datetime
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping

from missionplanner.ecology.imagery.scenes import recognise
from missionplanner.ecology.imagery.scenes.camera import temperature
from missionplanner.ecology.imagery.study_files import to_study_folder, write_study
from missionplanner.ecology.imagery.zone_files import told_of
from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Indicator, Study, Thermal, ThermalQuantity
from missionplanner.operations.site import Site, load_site
from missionplanner.operations.studies import STUDY, lacking, open_study
from missionplanner.project.store import load
from missionplanner.raster.files import RasterWriter, info, placed, read_aligned
from missionplanner.raster.files.writer import PICTURE
from missionplanner.raster.grid import Block, Grid, blocks
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress
from missionplanner.vector.polygons import read_polygons_told

_FOLDER, _ZERO_C = "epochs", 273.15
_LENT = (Band.SWIR1, Band.SWIR2)
MOST_CELLS = 2_000_000_000


@dataclass(frozen=True)
class SurveyFiles:
    """The mosaics of one survey.

    Attributes
    ----------
    day : date
    multispectral : tuple of Path
        An orthomosaic of reflectance, one file or one a band.
    camera : str
        Key of its sensor table, as `rededge-m`.
    thermal : Path or None
        An orthomosaic of temperatures.
    scene : Path or None
        Sentinel-2 or Landsat scene whose SWIR bands are lent.
    cell_m : float or None
        None: as the multispectral mosaic.
    scale : str or None
        What makes stored numbers reflectance, where the files do not tell it.
    zones : Path or None
        Named polygons of the study; None: those it has, else the survey area is its one zone.
    """

    day: datetime.date
    multispectral: tuple[Path, ...]
    camera: str = "rededge-m"
    thermal: Path | None = None
    scene: Path | None = None
    cell_m: float | None = None
    scale: str | None = None
    zones: Path | None = None


@dataclass(frozen=True)
class SurveyEpoch:
    """An epoch that was made.

    Attributes
    ----------
    study : Path
    epoch : Epoch
    cell_m : float
    files : tuple of Path
        Written, all on one grid.
    lacking : mapping of Indicator to Message
        What the cameras of this survey cannot give, and why.
    told : tuple of Message
    read_bytes, seconds : int, float
        Of the chain: bytes of pixels read and written, and how long it took.
    """

    study: Path
    epoch: Epoch
    cell_m: float
    files: tuple[Path, ...]
    lacking: Mapping[Indicator, Message]
    told: tuple[Message, ...]
    read_bytes: int
    seconds: float


def survey_epoch(
    folder: Path, given: SurveyFiles, progress: Progress, *, again: bool = False
) -> SurveyEpoch:
    """Bring a survey's mosaics onto one grid and add them to the study of a project.

    Parameters
    ----------
    folder : Path
        The project; where it carries no study, one is begun.
    given : SurveyFiles
    again : bool
        True: an epoch of that date is replaced.

    Raises
    ------
    InputError
        A file is no such mosaic, holds brightness instead of a measure, lies elsewhere, or the
        study has an epoch of that date.
    Undecided
        The files leave their scale open.
    OutputError
        A raster or the study cannot be written.
    Cancelled
    """
    begun = time.monotonic()
    with held(folder):
        study = _study(folder, given.day, again=again)
        zones = _zones_of(given.zones) if given.zones else ()
        base, thermal, told = _recognised(given)
        site = load_site(load(folder), progress.part(0.0, 0.1))
        grid = _grid(base, given, site)
        out = made_in(folder, folder / _FOLDER / given.day.isoformat())
        layers = _layers(base, thermal)
        files = _written(layers, grid, out, progress.part(0.1, 0.9))
        files["terrain"] = _terrain(site, grid, out / "terrain.tif", progress.part(0.9, 1.0))
        lent, notes = _lent(base, given)
        epoch = _epoch(base, files, lent, (*base.notes, *told, *notes), folder)
        shapes = given.zones or _survey_area(study, site, folder)
        path = _added(study, epoch, files["terrain"], shapes, folder)
    progress.report(1.0, "operations.epoch_added")
    opened = open_study(path)
    return SurveyEpoch(
        study=path,
        epoch=epoch,
        cell_m=grid.cell_m,
        files=tuple(files.values()),
        lacking=lacking(replace(opened, study=_alone(opened.study, epoch))),
        told=(*epoch.notes, *zones),
        read_bytes=8 * grid.width * grid.height * len(files),
        seconds=time.monotonic() - begun,
    )


def _study(folder: Path, day: datetime.date, *, again: bool) -> Study | None:
    """Return the study that a project carries, without an epoch of that date; None: it has none."""
    if not (folder / STUDY).is_file():
        return None
    study = open_study(folder).study
    left = tuple(epoch for epoch in study.epochs if epoch.date != day)
    if len(left) < len(study.epochs) and not again:
        raise InputError("operations.epoch_there", str(folder / STUDY), day=day)
    return study.model_copy(update={"epochs": left})


def _zones_of(path: Path) -> tuple[Message, ...]:
    """Return how zones are understood; raises InputError before anything is written."""
    return told_of(path, read_polygons_told(path, None))


def _survey_area(study: Study | None, site: Site, folder: Path) -> Path | None:
    """Return the survey area as a file of one zone; None: the study has zones.

    So an index can tell of the survey, and a mission can be begun over what it warns of, before
    anybody has drawn zones.
    """
    if study is not None and study.zones:
        return None
    area = site.project.area
    ground = shapely.difference(area.outer, shapely.union_all([h.polygon for h in area.holes]))
    one = {
        "type": "Feature",
        "properties": {"name": area.name or site.project.document.title},
        "geometry": mapping(ground),
    }
    whole = json.dumps({"type": "FeatureCollection", "features": [one]}, ensure_ascii=False)
    return write_whole(made_in(folder, folder / _FOLDER) / "survey-area.geojson", whole.encode())


def _alone(study: Study, epoch: Epoch) -> Study:
    return study.model_copy(update={"epochs": (epoch,)})


def _recognised(given: SurveyFiles) -> tuple[Epoch, Thermal | None, tuple[Message, ...]]:
    for path in (*given.multispectral, *([given.thermal] if given.thermal else [])):
        if info(path).tags.get(PICTURE) and not given.scale:
            raise InputError("operations.brightness", str(path))
    first, *more = given.multispectral
    base = recognise(first, *more, sensor=given.camera, day=given.day, scale=given.scale)
    if given.thermal is None:
        return base, base.thermal, ()
    if info(given.thermal).tags.get(PICTURE):  # a scale of reflectance makes no temperature
        raise InputError("operations.brightness", str(given.thermal))
    thermal, notes = temperature(given.thermal)
    return base, thermal, notes


def _grid(base: Epoch, given: SurveyFiles, site: Site) -> Grid:
    frame: SiteFrame = site.terrain.frame
    seen = placed(Path(next(iter(base.bands.values())).path), frame.crs_wkt)
    west, south, east, north = seen.bounds
    area = frame.project(site.project.area.outer).bounds
    if west >= area[2] or east <= area[0] or south >= area[3] or north <= area[1]:
        raise InputError("operations.epoch_elsewhere", str(given.multispectral[0]))
    cell = given.cell_m or seen.cell_m
    if not cell > 0.0:
        raise InputError("mosaic.cell", "--cell", least=0.005)
    left, top = seen.origin
    west = left + np.floor((west - left) / cell + 1e-6) * cell
    north = top + np.ceil((north - top) / cell - 1e-6) * cell
    cols, rows = (max(1, int(np.ceil(d / cell - 1e-6))) for d in (east - west, north - south))
    if cols * rows > MOST_CELLS:
        raise InputError("mosaic.too_fine", "--cell", cell_m=cell)
    return Grid.north_up(float(west), float(north), float(cell), cols, rows, frame.crs_wkt)


def _layers(base: Epoch, thermal: Thermal | None) -> dict[str, tuple[BandFile, float]]:
    """Return what is written, by name: the file, and what is added to its values."""
    layers = {band.value: (file, 0.0) for band, file in base.bands.items()}
    if thermal is not None:
        layers["temperature"] = thermal.file, _ZERO_C if thermal.unit == "C" else 0.0
    return layers


def _written(
    layers: Mapping[str, tuple[BandFile, float]], grid: Grid, out: Path, progress: Progress
) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for n, (name, (file, add)) in enumerate(layers.items()):
        part = progress.nth(n, len(layers))
        # Finer pixels are averaged: else single ones would stand for a whole cell.
        finer = placed(Path(file.path), grid.crs_wkt).cell_m < 0.75 * grid.cell_m
        files[name] = out / f"{name}.tif"
        with RasterWriter(files[name], grid) as writer:
            for block in _told_blocks(grid, part, name):
                values = read_aligned(
                    Path(file.path),
                    grid,
                    block,
                    file.band,
                    scale=file.scale,
                    offset=file.offset,
                    fill=file.fill,
                    resampling="average" if finer else "bilinear",
                )
                writer.write(block, (values + np.float32(add)).astype(np.float32))
    return files


def _terrain(site: Site, grid: Grid, path: Path, progress: Progress) -> Path:
    tags = {"VERTICAL_DATUM": "egm96"}
    with RasterWriter(path, grid, tags=tags) as writer:
        for block in _told_blocks(grid, progress, "terrain"):
            x0, y0 = grid.place(block.column + 0.5, block.row + 0.5)
            east, north = np.meshgrid(
                x0 + grid.cell_m * np.arange(block.columns),
                y0 - grid.cell_m * np.arange(block.rows),
            )
            heights: NDArray[np.float64] = site.terrain.height_at(east, north)
            writer.write(block, heights.astype(np.float32))
    return path


def _told_blocks(grid: Grid, progress: Progress, name: str) -> Iterator[Block]:
    whole = list(blocks(grid.height, grid.width))
    for n, block in enumerate(whole):
        progress.report(n / len(whole), "operations.bringing_onto_grid", name=name)
        yield block


def _lent(base: Epoch, given: SurveyFiles) -> tuple[dict[Band, BandFile], tuple[Message, ...]]:
    """Return a scene's bands that the survey's camera does not have, and what is told of them."""
    if given.scene is None:
        return {}, ()
    scene = recognise(given.scene)
    lent = {b: scene.bands[b] for b in _LENT if b in scene.bands and b not in base.bands}
    if not lent:
        raise InputError("operations.nothing_lent", str(given.scene))
    if scene.level is not base.level:
        raise InputError(
            "operations.other_level", str(given.scene), scene=scene.level.told, own=base.level.told
        )
    said = message(
        "operations.lent",
        bands=[band.told for band in lent],
        sensor=scene.sensor,
        day=scene.date,
        days=abs((scene.date - given.day).days),
        cell_m=info(Path(next(iter(lent.values())).path)).grid.cell_m,
    )
    return lent, (said,)


def _epoch(
    base: Epoch,
    files: Mapping[str, Path],
    lent: Mapping[Band, BandFile],
    notes: tuple[Message, ...],
    folder: Path,
) -> Epoch:
    def named(path: Path) -> BandFile:
        return BandFile(path=to_study_folder(folder.resolve(), path), scale=1.0, offset=0.0)

    bands = {band: named(files[band.value]) for band in base.bands}
    bands |= {
        band: file.model_copy(update={"path": to_study_folder(folder.resolve(), Path(file.path))})
        for band, file in lent.items()
    }
    thermal = None
    if "temperature" in files:
        heat = named(files["temperature"])
        thermal = Thermal(file=heat, quantity=ThermalQuantity.SURFACE, unit="K")
    return Epoch(
        date=base.date,
        sensor=base.sensor,
        level=base.level,
        bands=bands,
        thermal=thermal,
        notes=notes,
    )


def _added(
    study: Study | None, epoch: Epoch, terrain: Path, zones: Path | None, folder: Path
) -> Path:
    dem = BandFile(path=to_study_folder(folder.resolve(), terrain))
    if study is None or not study.epochs:
        kept = {} if study is None else study.model_dump(exclude={"epochs", "dem"})
        whole = Study.model_validate({**kept, "epochs": (epoch,), "dem": dem})
    else:
        epochs = tuple(sorted((*study.epochs, epoch), key=lambda one: one.date))
        whole = study.model_copy(update={"epochs": epochs, "dem": study.dem or dem})
    if zones is not None:
        named = {"zones": to_study_folder(folder.resolve(), zones), "zone_name": None}
        whole = whole.model_copy(update=named)
    write_study(folder / STUDY, whole)
    return folder / STUDY
