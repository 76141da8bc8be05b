"""What a set of images shows of a piece of ground, cell by cell, planned or flown."""

import math
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from missionplanner.model.sensor import Camera
from missionplanner.model.verification import ViewRasters
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.footprints import GRAZE_M, add_views
from missionplanner.terrain.ground import Terrain

Floats = NDArray[np.float64]

#: Cell of the grid on which views are counted, metres, and the most cells it may have (about 70 MB
#: of rasters).
CELL_M = 5.0
MOST_CELLS = 4_000_000
#: Longest ray followed, metres: an oblique frame may reach above the horizon.
FAR_M = 2000.0
#: Images between two looks at whether the work is still wanted.
BATCH = 1000


@dataclass(frozen=True)
class Frames:
    """Images of one camera, sorted by flight line.

    Attributes
    ----------
    camera : Camera
    places_m : float64 (n, 3)
        x, y, height, site metres and EGM96.
    axes : float64 (n, 3, 3)
        Optical axis, frame's right and top of each; see `terrain.footprints`.
    lines : int32 (n,)
        Number of the flight line, equal ones side by side.
    far_m : float
        Longest ray followed, metres.
    """

    camera: Camera
    places_m: Floats
    axes: Floats
    lines: NDArray[np.int32]
    far_m: float = FAR_M

    def chosen(self, which: NDArray[np.bool_]) -> "Frames":
        """Return some of the frames; `which` is bool (n,)."""
        places, axes, lines = self.places_m[which], self.axes[which], self.lines[which]
        return replace(self, places_m=places, axes=axes, lines=lines)

    def joined(self, more: "Frames") -> "Frames":
        """Return these and more, line by line; all by this camera."""
        lines = np.concatenate((self.lines, more.lines))
        order = np.argsort(lines, kind="stable")
        places = np.concatenate((self.places_m, more.places_m))[order]
        axes = np.concatenate((self.axes, more.axes))[order]
        return replace(self, places_m=places, axes=axes, lines=lines[order])


@dataclass(frozen=True)
class CellGrid:
    """The cells that are judged, row 0 in the south.

    Attributes
    ----------
    x0_m, y0_m, cell_m : float
        Centre of the south-west cell, and the side of a cell.
    wanted : bool (rows, cols)
    ground_m : float64 (rows, cols)
        EGM96 heights, NaN: none known.
    rise_east, rise_north : float64 (rows, cols)
        Gradient of the ground, m per m.
    """

    x0_m: float
    y0_m: float
    cell_m: float
    wanted: NDArray[np.bool_]
    ground_m: Floats
    rise_east: Floats
    rise_north: Floats

    @classmethod
    def like(cls, views: ViewRasters, terrain: Terrain) -> "CellGrid":
        """Return the cells of rasters counted before, on a terrain."""
        return _on_ground((views.x0_m, views.y0_m, views.cell_m), views.wanted, terrain)

    @property
    def place(self) -> tuple[float, float, float]:
        """Return centre of the south-west cell, and size of a cell."""
        return self.x0_m, self.y0_m, self.cell_m


@dataclass(frozen=True)
class Views:
    """What each cell of a grid gets.

    Attributes
    ----------
    images : uint16 (rows, cols)
    strips : uint8 (rows, cols)
        Flight lines that see it.
    gsd_m : float32 (rows, cols)
        Finest ground sample distance; NaN where unseen.
    facing : float32 (rows, cols) or (0, 0)
        Greatest cosine of the angle of incidence; 0 where unseen. Empty: not asked for.
    """

    images: NDArray[np.uint16]
    strips: NDArray[np.uint8]
    gsd_m: NDArray[np.float32]
    facing: NDArray[np.float32]


def grid_over(wanted: MultiPolygon, terrain: Terrain, cell_m: float | None = None) -> CellGrid:
    """Return the cells over the bounds of a wanted area.

    Parameters
    ----------
    wanted : MultiPolygon
        Site metres; a cell belongs to it by its centre. Of an area so small or thin that centres
        miss half of it, every cell that it touches counts.
    terrain : Terrain
    cell_m : float or None
        None: `CELL_M`, or what keeps the grid within `MOST_CELLS`.
    """
    west, south, east, north = wanted.bounds
    if cell_m is None:
        cell_m = max(CELL_M, math.sqrt((east - west) * (north - south) / MOST_CELLS))
    cols = max(math.ceil((east - west) / cell_m), 1)
    rows = max(math.ceil((north - south) / cell_m), 1)
    x0, y0 = west + cell_m / 2, south + cell_m / 2
    x = x0 + cell_m * np.arange(cols)
    y = y0 + cell_m * np.arange(rows)
    mask = _within(wanted, x, y, cell_m)
    return _on_ground((x0, y0, cell_m), mask, terrain)


def count_views(
    frames: Frames, terrain: Terrain, grid: CellGrid, progress: Progress, *, facing: bool = False
) -> Views:
    """Count the images and lines that see each cell.

    Parameters
    ----------
    facing : bool
        True: the angle of incidence too.

    Raises
    ------
    Cancelled
    """
    shape, camera = grid.ground_m.shape, frames.camera
    views = Views(
        np.zeros(shape, np.uint16),
        np.zeros(shape, np.uint8),
        np.full(shape, np.inf, np.float32),
        np.zeros(shape if facing else (0, 0), np.float32),
    )
    last = np.full(shape, -1, np.int32)
    for start in range(0, len(frames.lines), BATCH):
        progress.report(start / len(frames.lines), "planning.counting")
        part = slice(start, start + BATCH)
        add_views(
            frames.places_m[part], frames.axes[part], frames.lines[part],
            camera.sensor_width_mm / (2 * camera.focal_mm),
            camera.sensor_height_mm / (2 * camera.focal_mm),
            frames.far_m, GRAZE_M,
            terrain.height_m, terrain.x0_m, terrain.y0_m, terrain.cell_m,
            grid.ground_m, grid.rise_east, grid.rise_north, *grid.place,
            camera.sensor_width_mm / camera.width_px / camera.focal_mm,
            camera.sensor_height_mm / camera.height_px / camera.focal_mm,
            views.images, views.strips, views.gsd_m, views.facing, last,
        )  # fmt: skip
    views.gsd_m[~np.isfinite(views.gsd_m)] = np.nan
    return views


def gradient(terrain: Terrain, x_m: Floats, y_m: Floats, cell_m: float) -> tuple[Floats, Floats]:
    """Return the rise to the east and to the north across each cell, m per m.

    From side to side of the cell, or of a node's own square where that is larger; nil where the
    DEM does not know both sides.
    """
    half = 0.5 * max(cell_m, terrain.cell_m)
    east = terrain.height_at(x_m + half, y_m) - terrain.height_at(x_m - half, y_m)
    north = terrain.height_at(x_m, y_m + half) - terrain.height_at(x_m, y_m - half)
    return np.nan_to_num(east) / (2.0 * half), np.nan_to_num(north) / (2.0 * half)


def _on_ground(
    place: tuple[float, float, float], wanted: NDArray[np.bool_], terrain: Terrain
) -> CellGrid:
    x0, y0, cell_m = place
    rows, cols = wanted.shape
    east, north = np.meshgrid(x0 + cell_m * np.arange(cols), y0 + cell_m * np.arange(rows))
    slopes = gradient(terrain, east, north, cell_m)
    return CellGrid(*place, wanted, terrain.height_at(east, north), *slopes)


def _within(wanted: MultiPolygon, x: Floats, y: Floats, cell_m: float) -> NDArray[np.bool_]:
    shapely.prepare(wanted)
    east, north = np.meshgrid(x, y)
    inside = np.asarray(shapely.contains_xy(wanted, east, north), dtype=np.bool_)
    if inside.sum() * cell_m**2 > 0.5 * wanted.area:
        return inside
    half = cell_m / 2
    cells = shapely.box(east - half, north - half, east + half, north + half)
    return np.asarray(shapely.intersects(wanted, cells), dtype=np.bool_)
