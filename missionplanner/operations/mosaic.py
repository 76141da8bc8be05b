"""A quick map of one sensor's photos on the DEM: what was flown, in place, within minutes.

It is no photogrammetry: the ground is the DEM's, heights of trees and heaps that it does not have
displace what stands there. Of a thermal camera it holds temperature and of a multispectral one
reflectance, where the photos tell enough; else brightness as each photo has it.
"""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.imagery.cameras import by_camera
from missionplanner.imagery.folder import Seized, photo_files, read_card
from missionplanner.imagery.mosaic.align import Aligned, aligned
from missionplanner.imagery.mosaic.balance import Balance, Glances, balanced
from missionplanner.imagery.mosaic.bands import band_warps, shifts_px
from missionplanner.imagery.mosaic.lay import LaidBlock, Laying, laid
from missionplanner.imagery.mosaic.pictures import Pictures, need_opencv
from missionplanner.imagery.mosaic.posed import PosedPhotos, posed
from missionplanner.imagery.mosaic.ties import TiePoints, near_pairs, pictures_of, tie_points
from missionplanner.imagery.placing import placed
from missionplanner.imagery.radiometry.lens import told_interior
from missionplanner.imagery.radiometry.measure import Measure
from missionplanner.imagery.radiometry.micasense import read_band
from missionplanner.imagery.radiometry.reflectance import PanelAsked
from missionplanner.messages.message import Message, message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.sensor import Camera
from missionplanner.operations.control_fit import load_fit
from missionplanner.operations.mosaic_measure import MeasureAsked, measure, told, without_panel
from missionplanner.operations.site import Site, load_site
from missionplanner.project.store import load
from missionplanner.raster.files.writer import PICTURE, RasterWriter
from missionplanner.raster.grid import Grid
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress

PHOTOS, _RESULTS = "photos", "results"
MOST_CELLS = 4_000_000_000
_LEAST_CELL_M = 0.005
_NAMED = 5
# Every so manieth cell along and across tells how much of the area is shown; divides a block.
_SAMPLED = 4


@dataclass(frozen=True)
class MosaicAsked:
    """What is asked of a map.

    Attributes
    ----------
    sensor : str
        Key in the catalogue.
    photos : Path or None
        Folder of the photos; None: `photos` in the project's.
    cell_m : float or None
        None: the usual size of a pixel on the ground.
    tied : bool
        False: poses as told; no tie points are looked for.
    out : Path or None
        The file; None: in the project's results.
    measure : MeasureAsked
        What is known of light, air and panel.
    balanced : bool
        False: brightness as each photo has it, though neighbours differ.
    """

    sensor: str
    photos: Path | None = None
    cell_m: float | None = None
    tied: bool = True
    out: Path | None = None
    measure: MeasureAsked = field(default_factory=MeasureAsked)
    balanced: bool = True


@dataclass(frozen=True)
class QuickMap:
    """A map that was made.

    Attributes
    ----------
    file : Path
    cell_m : float
    photos : int
        Used.
    aligned : Aligned
    tie_points, tied_pairs : int
    shown_share : float
        Of the survey area.
    band_shifts_px : tuple of (float, float)
        In the middle of the picture.
    balance : Balance or None
        None: of a measure, of several lenses, of one photo, not asked for, or no better.
    holds : str
        'brightness', 'reflectance', or the unit of temperatures.
    seconds : float
    findings : tuple of Finding
    """

    file: Path
    cell_m: float
    photos: int
    aligned: Aligned
    tie_points: int
    tied_pairs: int
    shown_share: float
    band_shifts_px: tuple[tuple[float, float], ...]
    balance: Balance | None
    holds: str
    seconds: float
    findings: tuple[Finding, ...]


def quick_map(folder: Path, asked: MosaicAsked, progress: Progress) -> QuickMap:
    """Lay the photos of a sensor on the DEM and write them as a cloud-optimised GeoTIFF.

    Parameters
    ----------
    folder : Path
        The project; it need not be planned. Where photos of the sensor were adjusted to control
        points (`control_fit.fit_control`), the map stands on these.

    Raises
    ------
    InputError
        No such sensor or folder, no photo of the sensor, OpenCV is not there, the control points
        have been changed since the adjustment, or the panel that is named does not serve.
    OutputError
        The file cannot be written.
    Cancelled
    """
    begun = time.monotonic()
    _check(asked)
    with held(folder):
        project = load(folder)
        site = load_site(project, progress.part(0.0, 0.05))
        card = asked.photos or folder / PHOTOS
        seized, camera, findings = photos_of_sensor(asked, card, progress.part(0.05, 0.14))
        seized, panel = without_panel(
            seized, sensor(asked.sensor), asked.measure, progress.part(0.14, 0.15)
        )
        photos = _posed(site, folder, asked, seized, camera)
        glances = Glances(photos.interior.width, photos.interior.height)
        ties = _ties(asked, photos, site, glances, progress.part(0.15, 0.45))
        better = aligned(photos, ties, site.terrain, progress.part(0.45, 0.5))
        out = asked.out or folder / _RESULTS / f"mosaic-{asked.sensor}.tif"
        made_in(folder, out.parent)
        inside = photos.interior
        warps = band_warps(photos.files, inside.width, inside.height, progress.part(0.5, 0.52))
        part = progress.part(0.52, 0.55)
        made = _measured(better.photos, site, asked, seized, panel, part)
        real = made if isinstance(made, Measure) else None
        balance = None if real else _balance(asked, better.photos, site, glances)
        cell_m = _cell(asked, photos.gsd_m(site.terrain))
        laying = _laying(site, better.photos, cell_m, warps, real, balance)
        tags = _tags(asked, better, ties, real)
        shown = _write(site, laying, out, tags, real, progress.part(0.55, 1.0))
    progress.report(1.0, "mosaic.made")
    findings += (*_told(photos, seized, ties, asked, shown), *told(made, balance))
    return QuickMap(
        file=out,
        cell_m=cell_m,
        photos=len(photos),
        aligned=better,
        tie_points=len(ties),
        tied_pairs=ties.pairs,
        shown_share=shown,
        band_shifts_px=shifts_px(laying.warps, inside.width, inside.height),
        balance=balance,
        holds="brightness" if real is None else real.unit or "reflectance",
        seconds=time.monotonic() - begun,
        findings=findings,
    )


def photos_of_sensor(
    asked: MosaicAsked, card: Path, progress: Progress
) -> tuple[list[Seized], Camera, tuple[Finding, ...]]:
    """Return the photos of the sensor, its camera, and what was passed over."""
    wanted = sensor(asked.sensor)
    read = read_card(photo_files(card), progress, looked=False)
    groups = by_camera(read.seized, (wanted,))
    mine = {key[1]: seized for key, seized in groups.items() if key and key[0] == wanted.key}
    if not mine:
        raise InputError("mosaic.no_photos", str(card), sensor=asked.sensor)
    most = max(mine, key=lambda camera: len(mine[camera]))
    over = len(read.seized) + len(read.unread) - len(mine[most])
    told: tuple[Finding, ...] = ()
    if over:
        said = message("mosaic.passed_over", n=over)
        told = (Finding("MOSAIC-OVER", Severity.NOTE, card.name, said),)
    for error in read.unread[:_NAMED]:  # where photos are lost, their names are wanted
        name = Path(error.where).name
        told += (Finding("MOSAIC-UNREAD", Severity.WARNING, name, error.message),)
    return mine[most], most, told


def _posed(
    site: Site, folder: Path, asked: MosaicAsked, seized: list[Seized], camera: Camera
) -> PosedPhotos:
    home_m = site.scenario.home.ground_egm96_m
    at = placed(seized, camera, site.terrain.frame, home_m)
    fit = load_fit(folder)
    mine = fit if fit is not None and fit.sensor == asked.sensor else None
    band = read_band(seized[0].photo.path) if len(seized[0].photo.files) > 1 else None
    inside = told_interior(band, camera.width_px, camera.height_px) if band else None
    photos = posed(at, site.terrain, mine, inside)
    if not len(photos):
        raise InputError("mosaic.none_above", str(asked.photos or folder / PHOTOS))
    return photos


def _ties(
    asked: MosaicAsked, photos: PosedPhotos, site: Site, glances: Glances, progress: Progress
) -> TiePoints:
    if asked.tied:
        return tie_points(photos, site.terrain, progress, glances.keep)
    none = np.zeros(0, np.int64)
    return TiePoints(none, none, np.zeros((0, 2)), np.zeros((0, 2)), 0)


def _measured(
    photos: PosedPhotos,
    site: Site,
    asked: MosaicAsked,
    seized: list[Seized],
    panel: PanelAsked,
    progress: Progress,
) -> Measure | Message | None:
    known = {one.photo.path: one.photo for one in seized}
    mine = [known[files[0]] for files in photos.files]
    above_m = photos.above_m(site.terrain)
    return measure(mine, above_m, sensor(asked.sensor), asked.measure, panel, progress)


def _balance(
    asked: MosaicAsked, photos: PosedPhotos, site: Site, glances: Glances
) -> Balance | None:
    """Return how photos are evened out; None: not asked for, no better, or of several lenses.

    Of one lens alone: else bands would be evened, apart.
    """
    if not asked.balanced or len(photos) < 2 or len(photos.files[0]) > 1:
        return None
    if not glances.kept:
        for k, picture in enumerate(pictures_of(photos, glances.size)):
            glances.keep(k, picture)
    found = balanced(glances, photos, site.terrain, list(near_pairs(photos, site.terrain)))
    # Photos alike to a hundredth are spoilt by factors that follow noise.
    return found if found.after < found.before else None


def _cell(asked: MosaicAsked, gsd_m: float) -> float:
    return max(round(gsd_m, 3), _LEAST_CELL_M) if asked.cell_m is None else asked.cell_m


def _check(asked: MosaicAsked) -> None:
    need_opencv()
    if asked.cell_m is not None and not _LEAST_CELL_M <= asked.cell_m <= 100.0:
        raise InputError("mosaic.cell", "--cell", least=_LEAST_CELL_M)


def _laying(
    site: Site,
    photos: PosedPhotos,
    cell_m: float,
    warps: np.ndarray,
    real: Measure | None,
    balance: Balance | None,
) -> Laying:
    west, south, east, north = site.terrain.frame.project(site.project.area.outer).bounds
    reach = float(photos.reach_m(site.terrain).max())
    x, y = photos.places_m[:, 0], photos.places_m[:, 1]
    west, east = max(west, x.min() - reach), min(east, x.max() + reach)
    south, north = max(south, y.min() - reach), min(north, y.max() + reach)
    if west >= east or south >= north:
        raise InputError("mosaic.elsewhere")
    west, north = np.floor(west / cell_m) * cell_m, np.ceil(north / cell_m) * cell_m
    cols, rows = int(np.ceil((east - west) / cell_m)), int(np.ceil((north - south) / cell_m))
    if cols * rows > MOST_CELLS:
        raise InputError("mosaic.too_fine", "--cell", cell_m=cell_m)
    wkt = site.terrain.frame.crs_wkt
    grid = Grid.north_up(float(west), float(north), cell_m, cols, rows, wkt)
    # Finer pixels than cells would be picked at random: pictures are made smaller first.
    shrink = min(1.0, photos.gsd_m(site.terrain) / cell_m)
    i = photos.interior
    size = max(16, round(i.width * shrink)), max(16, round(i.height * shrink))
    pictures = Pictures(photos.files, size, read=None if real is None else real.read)
    bands = pictures[0].shape[2]
    if len(warps) < bands:  # one lens: red, green and blue are of one picture
        warps = np.repeat(np.eye(3)[None], bands, axis=0)
    gains = balance.gains if balance else None
    return Laying(photos, site.terrain, grid, pictures, size, warps[:bands], gains)


def _write(
    site: Site,
    laying: Laying,
    out: Path,
    tags: dict[str, str],
    real: Measure | None,
    progress: Progress,
) -> float:
    """Write the map; return the share of the survey area that it shows."""
    dtype = str(laying.pictures[0].dtype)
    nodata, names = (0.0, ()) if real is None else (float("nan"), real.names)
    unit = "" if real is None else real.unit
    bands, area = len(laying.warps), site.terrain.frame.project(site.project.area.outer)
    shapely.prepare(area)
    shown = 0
    with RasterWriter(
        out, laying.grid, dtype, nodata, tags, bands=bands, names=names, unit=unit
    ) as writer:
        for one in laid(laying, progress.part(0.0, 0.9)):
            if bands == 1:
                writer.write(one.block, one.pixels[0])
            else:
                writer.write(one.block, one.pixels)
            shown += _inside(area, laying.grid, one)
        progress.report(0.9, "mosaic.writing")
        writer.finish()
    sample_m2 = (laying.grid.cell_m * _SAMPLED) ** 2
    return min(1.0, shown * sample_m2 / max(float(area.area), 1e-9))


def _inside(area: MultiPolygon, grid: Grid, one: LaidBlock) -> int:
    """Return how many of a block's sampled cells show something and lie within the area."""
    rows, cols = np.nonzero(one.which[::_SAMPLED, ::_SAMPLED] >= 0)
    x0, y0 = grid.place(one.block.column + 0.5, one.block.row + 0.5)
    step = grid.cell_m * _SAMPLED
    return int(shapely.contains_xy(area, x0 + step * cols, y0 - step * rows).sum())


def _tags(
    asked: MosaicAsked, better: Aligned, ties: TiePoints, real: Measure | None
) -> dict[str, str]:
    names = "\n".join(str(file.name) for files in better.photos.files for file in files)
    after = "" if better.after_px is None else f"{better.after_px:.2f}"
    method = "photos laid on the DEM; seams by nadir distance; no photogrammetry"
    holds = {PICTURE: "1", "METHOD": method} if real is None else dict(real.tags)
    return holds | {
        "SENSOR": asked.sensor,
        "PHOTOS": str(len(better.photos)),
        "PHOTOS_SHA256": hashlib.sha256(names.encode()).hexdigest(),
        "CONTROL_PHOTOS": str(better.photos.fitted),
        "TIE_POINTS": str(len(ties)),
        "TIE_RESIDUAL_PX": after,
    }


def _told(
    photos: PosedPhotos, seized: list[Seized], ties: TiePoints, asked: MosaicAsked, shown: float
) -> Iterator[Finding]:
    yield Finding("MOSAIC-QUICK", Severity.NOTE, "", message("mosaic.quick"))
    if len(photos) < len(seized):
        said = message("mosaic.not_above", n=len(seized) - len(photos))
        yield Finding("MOSAIC-HEIGHT", Severity.WARNING, "", said)
    if asked.tied and len(photos) > 1:
        tied = np.unique(np.concatenate((ties.first, ties.second)))
        if len(tied) < len(photos):
            said = message("mosaic.untied", n=len(photos) - len(tied))
            yield Finding("MOSAIC-TIES", Severity.WARNING, "", said)
    if not photos.fitted:
        yield Finding("MOSAIC-CONTROL", Severity.NOTE, "", message("mosaic.no_control"))
    if shown < 0.95:
        said = message("mosaic.part", share=100 * shown)
        yield Finding("MOSAIC-PART", Severity.WARNING, "", said)
