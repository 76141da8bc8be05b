"""A LiDAR point cloud (LAS, LAZ) gridded to heights on the site's lattice.

Where the cloud is classified, its ground points (ASPRS class 2, and model key points, class 8) are
averaged in each cell. Where it is not, the highest point of each cell is taken, noise left out:
what stands there is then kept clear of too. Read in pieces, so that a cloud may be of any size.
Format: ASPRS LAS 1.4-R15, table 17 (classes).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import laspy
import numpy as np
from laspy.errors import LaspyException
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, uniform_filter

from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.geo.vertical import CrsSays, read_crs
from missionplanner.terrain.lattice import Lattice

Floats = NDArray[np.float64]

SUFFIXES = (".las", ".laz")
CHUNK_POINTS = 1_000_000
# Gaps of this many cells (shadows of buildings, water) are closed from their rims.
CLOSED_GAP_CELLS = 3
# Fewer ground points than this share mean that nobody classified the cloud.
LEAST_GROUND_SHARE = 0.01

_GROUND = (2, 8)
_NOISE = (7, 18)


@dataclass(frozen=True)
class CloudInfo:
    """What a point cloud says of itself: `spacing_m` is the mean distance between points."""

    path: Path
    says: CrsSays
    points: int
    spacing_m: float


def cloud_info(path: Path) -> CloudInfo:
    """Read the header of a LAS or LAZ file.

    Raises
    ------
    InputError
        No such file, not a point cloud, without points or coordinate system, or in degrees.
    """
    with _opened(path) as reader:
        header = reader.header
        crs = header.parse_crs()
        if crs is None:
            raise InputError(
                "the point cloud names no coordinate system",
                str(path),
                "write it in with your LiDAR software (GeoTIFF or WKT record)",
            )
        try:
            says = read_crs(crs.to_wkt())
        except InputError as error:
            raise InputError(error.what, str(path), error.remedy) from error
        if says.geographic:
            raise InputError(
                "the point cloud is in degrees", str(path), "project it to metres, for example UTM"
            )
        if header.point_count == 0:
            raise InputError("the point cloud has no points", str(path), "export it again")
        width, depth = (header.maxs - header.mins)[:2]
        spacing = math.sqrt(max(width * depth, 1e-6) / header.point_count) * says.unit_m
        return CloudInfo(path, says, header.point_count, spacing)


def grid_points(paths: Sequence[Path], lattice: Lattice) -> Floats:
    """Grid point clouds on a lattice.

    Returns
    -------
    (rows, cols) float64, row 0 south, in the cloud's own vertical unit and datum; NaN where there
    are no points and the gap is wider than `CLOSED_GAP_CELLS`.

    Raises
    ------
    InputError
        A file that is not a whole point cloud.
    """
    size = lattice.rows * lattice.cols
    total, count, top = np.zeros(size), np.zeros(size), np.full(size, -np.inf)
    for path in paths:
        for cell, z, ground in _placed(path, lattice):
            total += np.bincount(cell[ground], z[ground], size)
            count += np.bincount(cell[ground], minlength=size)
            np.maximum.at(top, cell, z)
    points = np.isfinite(top).sum()
    if (count > 0).sum() >= LEAST_GROUND_SHARE * max(points, 1) and points:
        height = np.divide(total, count, out=np.full(size, np.nan), where=count > 0)
    else:
        height = np.where(np.isfinite(top), top, np.nan)
    return close_gaps(height.reshape(lattice.rows, lattice.cols))


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


def _placed(
    path: Path, lattice: Lattice
) -> Iterator[tuple[NDArray[np.int64], Floats, NDArray[np.bool_]]]:
    """Yield, chunk by chunk, the cell, the height and whether it is ground, of points inside."""
    says = cloud_info(path).says
    frame = f"EPSG:{lattice.frame.epsg}"
    with _opened(path) as reader:
        for chunk in _chunks(reader, path):
            kinds = np.asarray(chunk.classification)
            x, y = transform(chunk.x, chunk.y, says.horizontal_wkt, frame)
            column = np.rint((x - lattice.x0_m) / lattice.cell_m)
            row = np.rint((y - lattice.y0_m) / lattice.cell_m)
            inside = (column >= 0) & (column < lattice.cols) & (row >= 0) & (row < lattice.rows)
            kept = inside & ~np.isin(kinds, _NOISE)
            cell = (row[kept] * lattice.cols + column[kept]).astype(np.int64)
            yield cell, np.asarray(chunk.z, np.float64)[kept], np.isin(kinds[kept], _GROUND)


def _chunks(reader: Any, path: Path) -> Iterator[Any]:
    try:
        yield from reader.chunk_iterator(CHUNK_POINTS)
    except Exception as error:
        # The decompressor (lazrs) raises its own kinds, without a common base.
        raise InputError(
            f"the point cloud breaks off ({error})", str(path), "copy it again"
        ) from error


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise InputError("no such file", str(path), "check the name")
    try:
        return laspy.open(path)
    except (LaspyException, OSError, ValueError) as error:
        raise InputError(
            f"not a readable point cloud ({error})", str(path), "give LAS or LAZ"
        ) from error
