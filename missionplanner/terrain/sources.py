"""Where heights come from: what a raster or point cloud says, and its values on the lattice."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.geo.vertical import read_crs
from missionplanner.raster.files import RasterInfo, info, read_onto
from missionplanner.terrain.lattice import Lattice
from missionplanner.terrain.lidar import SUFFIXES, cloud_info, grid_points

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Source:
    """A file of heights.

    Attributes
    ----------
    path : Path
    vertical : str or None
        Vertical datum that the file names, None where it is silent.
    unit_m : float
        Metres in one stored unit, 1 where the file is silent.
    cell_m : float
        What the file resolves, metres.
    cloud : bool
        A point cloud, not a raster.
    """

    path: Path
    vertical: str | None
    unit_m: float
    cell_m: float
    cloud: bool = False


def describe(path: Path, lon_deg: float, lat_deg: float) -> Source:
    """Read what a DEM file says of itself, near a place.

    Raises
    ------
    InputError
        See `raster.files.info` and `lidar.cloud_info`; or a picture instead of heights.
    """
    if path.suffix.lower() in SUFFIXES:
        cloud = cloud_info(path)
        unit = cloud.says.vertical_unit_m or cloud.says.unit_m
        return Source(path, cloud.says.datum, unit, cloud.spacing_m, cloud=True)
    found = info(path)
    # A second band may be a mask (alpha); three or more are a picture.
    if found.count > 2 or found.dtype.startswith("complex"):
        raise InputError(
            f"has {found.count} bands of {found.dtype}, not one of heights",
            str(path),
            "give the elevation raster, not a picture",
        )
    return Source(path, found.vertical, found.unit_m or 1.0, _cell_m(found, lon_deg, lat_deg))


def read_lattice(paths: Sequence[Path], lattice: Lattice, kernel: str) -> Floats:
    """Return raster values on the site grid: (rows, cols) float64, row 0 south, NaN nodata."""
    values: Floats = read_onto(
        paths,
        lattice.frame.epsg,
        lattice.x0_m,
        lattice.y0_m,
        lattice.cell_m,
        lattice.rows,
        lattice.cols,
        kernel,
    )
    return values


def read_sources(sources: Sequence[Source], lattice: Lattice, kernel: str) -> Floats:
    """Return the heights (m) of sources of one kind and unit on the site grid."""
    paths = [source.path for source in sources]
    cloud = sources[0].cloud
    return grid_points(paths, lattice).height if cloud else read_lattice(paths, lattice, kernel)


def _cell_m(found: RasterInfo, lon_deg: float, lat_deg: float) -> float:
    says = read_crs(found.grid.crs_wkt)
    if not says.geographic:
        return found.grid.cell_m * says.unit_m
    step_x, step_y = found.grid.cell_x, found.grid.cell_y
    east = geodesic_distances_m([lon_deg, lon_deg + step_x], [lat_deg, lat_deg])[0]
    north = geodesic_distances_m([lon_deg, lon_deg], [lat_deg, lat_deg + step_y])[0]
    # 1/3 arc-second is 10.3 m by 8 m: the mean says what the DEM resolves.
    return math.sqrt(float(east * north))
