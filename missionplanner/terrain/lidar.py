"""A LiDAR point cloud (LAS, LAZ) gridded to heights on the site's lattice.

Where the cloud is classified, its ground points (ASPRS class 2, and model key points, class 8) are
averaged in each cell. Where it is not, the highest point of each cell is taken, and said so: that
is the top of trees and roofs. Noise (7, 18) and points flagged as withheld are left out. Read in
pieces, so that a cloud may be of any size.
Format: ASPRS LAS 1.4-R15, table 17 (classes).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import laspy
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, uniform_filter

from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.geo.vertical import CrsSays
from missionplanner.messages.message import message
from missionplanner.tasks.progress import Progress, silent
from missionplanner.terrain.apart import Died, apart, possible
from missionplanner.terrain.las_crs import read_las_crs
from missionplanner.terrain.las_header import read_header
from missionplanner.terrain.lattice import SiteGrid

Floats = NDArray[np.float64]

SUFFIXES = (".las", ".laz")
CHUNK_POINTS = 1_000_000
CHUNK_BYTES = 64 * 2**20
# Gaps of this many cells (shadows of buildings, water) are closed from their rims.
CLOSED_GAP_CELLS = 3
# Fewer ground points than this share mean that nobody classified the cloud.
LEAST_GROUND_SHARE = 0.01

_READING = message("terrain.reading_cloud")
_GROUND = (2, 8)
_NOISE = (7, 18)
_NEEDED = (
    laspy.DecompressionSelection.XY_RETURNS_CHANNEL
    | laspy.DecompressionSelection.Z
    | laspy.DecompressionSelection.CLASSIFICATION
    | laspy.DecompressionSelection.FLAGS
)


@dataclass(frozen=True)
class CloudInfo:
    """What a point cloud says of itself: `spacing_m` is the mean distance between points."""

    path: Path
    says: CrsSays
    points: int
    spacing_m: float
    point_bytes: int


@dataclass(frozen=True, eq=False)
class CloudGrid:
    """Point clouds on a lattice; arrays (rows, cols) float64, row 0 south.

    Attributes
    ----------
    height, highest : array
        Of the ground, and of the highest point, in the cloud's own unit and datum; NaN where there
        are no points and the gap is wider than `CLOSED_GAP_CELLS`.
    classified : bool
        False: nobody marked the ground, and `height` is the top of whatever stands there.
    withheld : int
        Points left out because their file marks them as withheld.
    """

    height: Floats
    highest: Floats
    classified: bool
    withheld: int


def cloud_info(path: Path) -> CloudInfo:
    """Read the header of a LAS or LAZ file.

    Raises
    ------
    InputError
        No such file, not a point cloud, a header that does not fit the file, without points or
        coordinate system, or in degrees.
    """
    header = read_header(path)
    says = read_las_crs(header.projection, path)
    if says.geographic:
        raise InputError("terrain.cloud_degrees", str(path))
    if header.points == 0:
        raise InputError("terrain.cloud_empty", str(path))
    width, depth = (b - a for a, b in zip(header.low[:2], header.high[:2], strict=True))
    spacing = math.sqrt(max(width * depth, 1e-6) / header.points) * says.unit_m
    return CloudInfo(path, says, header.points, spacing, header.point_bytes)


def grid_points(
    paths: Sequence[Path], lattice: SiteGrid, progress: Progress | None = None
) -> CloudGrid:
    """Grid point clouds on a lattice.

    Raises
    ------
    InputError
        A file that is not a whole point cloud.
    Cancelled
        The user stopped it.
    """
    telling = progress or silent()
    if not (any(read_header(path).compressed for path in paths) and possible()):
        return grid_here(paths, lattice, telling)
    telling.report(0.0, _READING)
    try:
        return apart(grid_here, telling, paths, lattice)
    except Died as error:
        raise InputError("terrain.cloud_packed_damaged", ", ".join(map(str, paths))) from error


def grid_here(
    paths: Sequence[Path], lattice: SiteGrid, progress: Progress | None = None
) -> CloudGrid:
    """Grid point clouds in this process, see `grid_points`."""
    told = progress or silent()
    size = lattice.rows * lattice.cols
    total, count, top = np.zeros(size), np.zeros(size), np.full(size, -np.inf)
    withheld = 0
    for number, path in enumerate(paths):
        for part in _placed(path, lattice, told.nth(number, len(paths))):
            total += np.bincount(part.cell[part.ground], part.z[part.ground], size)
            count += np.bincount(part.cell[part.ground], minlength=size)
            np.maximum.at(top, part.cell, part.z)
            withheld += part.withheld
    points = np.isfinite(top).sum()
    classified = bool(points and (count > 0).sum() >= LEAST_GROUND_SHARE * points)
    highest = np.where(np.isfinite(top), top, np.nan)
    height = highest
    if classified:
        height = np.divide(total, count, out=np.full(size, np.nan), where=count > 0)
    height, highest = (
        close_gaps(values.reshape(lattice.rows, lattice.cols)) for values in (height, highest)
    )
    return CloudGrid(height, np.fmax(height, highest), classified, withheld)


def close_gaps(height: Floats, cells: int = CLOSED_GAP_CELLS) -> Floats:
    """Fill voids up to twice `cells` wide with the mean of their rims, ring by ring.

    Voids at the outside stay; the data is not grown.
    """
    known = np.isfinite(height)
    around = np.ones((2 * cells + 1, 2 * cells + 1), dtype=bool)
    wanted = binary_closing(np.pad(known, cells), around)[cells:-cells, cells:-cells] & ~known
    filled = height.copy()
    for _ in range(cells):
        have = np.isfinite(filled)
        share = uniform_filter(have.astype(np.float64), 3, mode="constant")
        mean = uniform_filter(np.where(have, filled, 0.0), 3, mode="constant")
        reached = wanted & ~have & (share > 0.05)
        filled[reached] = mean[reached] / share[reached]
    return filled


@dataclass(frozen=True, eq=False)
class _Points:
    """Points inside a lattice: cell, height and whether they are ground; how many were withheld."""

    cell: NDArray[np.int64]
    z: Floats
    ground: NDArray[np.bool_]
    withheld: int


def _placed(path: Path, lattice: SiteGrid, progress: Progress) -> Iterator[_Points]:
    found = cloud_info(path)
    frame = f"EPSG:{lattice.frame.epsg}"
    done = 0
    with _opened(path) as reader:
        for chunk in _chunks(reader, path, max(1, CHUNK_BYTES // found.point_bytes)):
            done += len(chunk)
            progress.report(min(done / found.points, 1.0), _READING)
            kinds = np.asarray(chunk.classification)
            withheld = np.asarray(chunk.withheld, bool)
            x, y = transform(chunk.x, chunk.y, found.says.horizontal_wkt, frame)
            z = np.asarray(chunk.z, np.float64)
            column = np.rint((x - lattice.x0_m) / lattice.cell_m)
            row = np.rint((y - lattice.y0_m) / lattice.cell_m)
            inside = (column >= 0) & (column < lattice.cols) & (row >= 0) & (row < lattice.rows)
            kept = inside & ~np.isin(kinds, _NOISE) & ~withheld & np.isfinite(z)
            cell = (row[kept] * lattice.cols + column[kept]).astype(np.int64)
            ground = np.isin(kinds[kept], _GROUND)
            yield _Points(cell, z[kept], ground, int((withheld & inside).sum()))


def _chunks(reader: Any, path: Path, points: int) -> Iterator[Any]:
    chunks = reader.chunk_iterator(min(points, CHUNK_POINTS))
    while True:
        try:
            chunk = next(chunks)
        except StopIteration:
            return
        except BaseException as error:
            _refuse(path, error)
            raise
        yield chunk


def _opened(path: Path) -> Any:
    try:
        # One thread at a time, and nothing of the extended records: both may be of any size.
        return laspy.open(
            path,
            laz_backend=laspy.LazBackend.Lazrs,
            read_evlrs=False,
            decompression_selection=_NEEDED,
        )
    except BaseException as error:
        _refuse(path, error)
        raise


def _refuse(path: Path, error: BaseException) -> None:
    """Raise an error of ours for whatever laspy and its decompressor meet in a damaged file.

    They raise kinds without a common base; a panic of the decompressor, which is written in Rust,
    is not even an `Exception`.
    """
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        raise InputError("terrain.cloud_breaks_off", str(path), reason=error) from error
