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
from missionplanner.messages.message import Message, message
from missionplanner.raster.files import RasterInfo, info, read_onto
from missionplanner.raster.files.gathered import Target, read_gathered
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.lattice import SiteGrid
from missionplanner.terrain.lidar import SUFFIXES, cloud_info, grid_points
from missionplanner.terrain.plausible import Undeclared, check_heights, undeclared

Floats = NDArray[np.float64]

SMOOTH_ABOVE_M = 15.0
"""A raster coarser than this is resampled by a cubic kernel: bilinear facets would show as edges.

GDAL's 'cubic' passes through the data; its 'cubic_spline' would cut summits (up to 11 m on 90 m
cells of jacksboro) and fill ravines.
"""

COUNTED_FROM = 4.0
"""A raster so many times finer than the grid is averaged window by window."""

HIGHEST_FROM = 1.3
"""From so many times finer on, a cell's highest value says more than its mean."""


@dataclass(frozen=True)
class HeightFile:
    """A file of heights.

    Attributes
    ----------
    path : Path
    vertical : str or None
        Vertical datum that the file names, None where it is silent.
    unit_m : float or None
        Metres in one stored unit of height, None where the file is silent.
    cell_m : float
        What the file resolves, metres.
    foot_map : bool
        Its horizontal coordinates are in feet.
    cloud : bool
        A point cloud, not a raster.
    spare_band : bool
        It has a second band, which is no mask.
    """

    path: Path
    vertical: str | None
    unit_m: float | None
    cell_m: float
    foot_map: bool = False
    cloud: bool = False
    spare_band: bool = False


@dataclass(frozen=True, eq=False)
class GridHeights:
    """Heights on the site grid; arrays (rows, cols) float64, row 0 south, metres, NaN unknown.

    Attributes
    ----------
    height_m : array
        Of the ground, above the sources' own datum.
    highest_m : array or None
        Of the highest thing in each cell; None where the source is no finer than the grid.
    told : tuple of Message
        What must be said of them, a sentence each.
    """

    height_m: Floats
    highest_m: Floats | None
    told: tuple[Message, ...] = ()


def describe(path: Path, lon_deg: float, lat_deg: float) -> HeightFile:
    """Read what a DEM file says of itself, near a place.

    Raises
    ------
    InputError
        See `raster.files.info` and `lidar.cloud_info`; or a picture instead of heights.
    """
    if path.suffix.lower() in SUFFIXES:
        cloud = cloud_info(path)
        says = cloud.says
        foot_map = says.unit_m != 1.0
        return HeightFile(
            path, says.datum, says.vertical_unit_m, cloud.spacing_m, foot_map, cloud=True
        )
    found = info(path)
    # A second band may be a mask (alpha); three or more are a picture.
    if found.count > 2 or found.dtype.startswith("complex"):
        raise InputError("terrain.picture", str(path), count=found.count, dtype=found.dtype)
    if found.coloured:
        raise InputError("terrain.colours", str(path))
    says = read_crs(found.grid.crs_wkt)
    foot_map = not says.geographic and says.unit_m != 1.0
    cell_m = _cell_m(found, lon_deg, lat_deg)
    spare = found.count == 2 and not found.masked
    return HeightFile(path, found.vertical, found.unit_m, cell_m, foot_map, spare_band=spare)


def read_lattice(
    paths: Sequence[Path], lattice: SiteGrid, kernel: str, void: float | None = None
) -> Floats:
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
        void,
    )
    return values


def read_heights(
    sources: Sequence[HeightFile], lattice: SiteGrid, unit_m: float, progress: Progress
) -> GridHeights:
    """Return the heights of sources of one kind, resolution, datum and unit on the site grid.

    Parameters
    ----------
    sources : sequence of HeightFile
    lattice : SiteGrid
    unit_m : float
        Metres in one stored unit.
    progress : Progress

    Raises
    ------
    InputError
        A file is damaged, or holds heights that no ground has.
    Cancelled
        The user stopped it.
    """
    read = _points if sources[0].cloud else _cells
    found = read(sources, lattice, unit_m, progress)
    names = ", ".join(str(source.path) for source in sources)
    check_heights(found.height_m, names)
    return found


def _points(
    sources: Sequence[HeightFile], lattice: SiteGrid, unit_m: float, progress: Progress
) -> GridHeights:
    grid = grid_points([source.path for source in sources], lattice, progress)
    told = []
    names = ", ".join(source.path.name for source in sources)
    if not grid.classified:
        told.append(message("terrain.no_ground", names=names))
    if grid.withheld:
        told.append(message("terrain.withheld", withheld=grid.withheld, names=names))
    return GridHeights(grid.height * unit_m, grid.highest * unit_m, tuple(told))


def _cells(
    sources: Sequence[HeightFile], lattice: SiteGrid, unit_m: float, progress: Progress
) -> GridHeights:
    paths = [source.path for source in sources]
    target = Target(
        lattice.frame.epsg, lattice.x0_m, lattice.y0_m, lattice.cell_m, lattice.rows, lattice.cols
    )
    counted = read_gathered(paths, target, progress.part(0.0, 0.8))
    void = undeclared(counted.low, counted.high, unit_m)
    value = None
    told = [message("terrain.spare_band", file=s.path.name) for s in sources if s.spare_band]
    if void:
        value = void.value
        told.append(_void_told(sources, void, counted.low, lattice.cell_m))
        counted = read_gathered(paths, target, progress.part(0.8, 1.0), value)
    finer = lattice.cell_m / sources[0].cell_m
    stored = counted.mean
    if finer < COUNTED_FROM:
        stored = read_lattice(paths, lattice, kernel_of(sources[0]), value)
    # The heights of a coarser raster are all on the grid already.
    highest = np.fmax(counted.high, stored) * unit_m if finer > HIGHEST_FROM else None
    return GridHeights(stored * unit_m, highest, tuple(told))


def kernel_of(source: HeightFile) -> str:
    """Return GDAL's kernel for a raster: cubic where it is coarse, else bilinear."""
    return "cubic" if source.cell_m > SMOOTH_ABOVE_M else "bilinear"


def _void_told(
    sources: Sequence[HeightFile], void: Undeclared, low: Floats, cell_m: float
) -> Message:
    names = ", ".join(source.path.name for source in sources)
    side_m = max(cell_m, sources[0].cell_m)
    count = int((low == void.value).sum() * (cell_m / side_m) ** 2) or 1
    return message(
        "terrain.undeclared_void",
        names=names,
        void=void.value,
        area=area_words(count * side_m**2),
        low_m=void.low_m,
        high_m=void.high_m,
    )


def area_words(area_m2: float) -> str:
    """Return an area for people: m2 below a hectare, else ha."""
    return f"{area_m2:,.0f} m²" if area_m2 < 10_000 else f"{area_m2 / 10_000:,.1f} ha"


def _cell_m(found: RasterInfo, lon_deg: float, lat_deg: float) -> float:
    says = read_crs(found.grid.crs_wkt)
    if not says.geographic:
        return found.grid.cell_m * says.unit_m
    step_x, step_y = found.grid.cell_x, found.grid.cell_y
    east = geodesic_distances_m([lon_deg, lon_deg + step_x], [lat_deg, lat_deg])[0]
    north = geodesic_distances_m([lon_deg, lon_deg], [lat_deg, lat_deg + step_y])[0]
    # 1/3 arc-second is 10.3 m by 8 m: the mean says what the DEM resolves.
    return math.sqrt(float(east * north))
