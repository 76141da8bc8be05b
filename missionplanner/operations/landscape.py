"""Landscape metrics of a land cover map: of the whole, or of a window about each cell."""

import math
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.landscape.metrics import landscape, moving_window
from missionplanner.errors import InputError
from missionplanner.geo.vertical import read_crs
from missionplanner.model.landscape import LandscapeResult
from missionplanner.raster.files import RasterWriter, info, read_codes
from missionplanner.raster.grid import Block, Grid
from missionplanner.storage.folders import made
from missionplanner.tasks.progress import Progress

Codes = NDArray[np.int32]

STRIP_CELLS = 2**20
"""About as many cells of a moving window's map are held at a time."""
_METRICS = ("patch_density", "diversity", "fractal_dimension")


def measure_landscape(
    path: Path, nodata: int | None, window: int, out: Path, progress: Progress
) -> LandscapeResult:
    """Measure a map of land cover; with a window write `out/landscape_*.tif`.

    The whole map is held in memory, some 45 bytes a cell; of a moving window, strips alone.

    Parameters
    ----------
    path : Path
        Integers; in metres, with square cells.
    nodata : int, optional
        Beside the file's own.
    window : int
        Cells along the side of a moving window, odd; 0: the whole map.
    out : Path
        Folder, made where it is absent.
    progress : Progress

    Raises
    ------
    InputError
        The file cannot be read, is not in metres, has no class; or the window has no middle.
    OutputError
    """
    grid = _metric(path)

    def read(block: Block) -> Codes:
        codes = read_codes(path, grid, block)
        return codes if nodata is None else np.where(codes == nodata, -1, codes).astype(np.int32)

    progress.report(0.0, "landscape.measuring")
    if not window:
        return _whole(read(Block(0, 0, grid.height, grid.width)), grid.cell_m)
    if window < 3 or window % 2 == 0:
        raise InputError("landscape.window_without_middle", size=window)
    return _windows(read, grid, window, out, progress)


def _metric(path: Path) -> Grid:
    grid = info(path).grid
    flat = read_crs(grid.crs_wkt) if grid.crs_wkt else None
    square = math.isclose(grid.cell_x, grid.cell_y, rel_tol=1e-6)
    if flat is None or flat.geographic or flat.unit_m != 1.0 or not square:
        raise InputError("landscape.not_metric", str(path))
    return grid


def _whole(codes: Codes, cell_m: float) -> LandscapeResult:
    found = landscape(codes, cell_m, -1)
    areas = _areas(codes, cell_m)
    return LandscapeResult(
        cell_m=cell_m,
        valid_m2=sum(areas.values()),
        classes_m2=areas,
        patch_density=float(found.patch_density),
        diversity=float(found.diversity),
        fractal_dimension=float(found.fractal_dimension),
    )


def _windows(
    read: Callable[[Block], Codes], grid: Grid, size: int, out: Path, progress: Progress
) -> LandscapeResult:
    """Measure strip by strip, each read with what its windows reach beyond it."""
    reach, areas = size // 2, dict[int, float]()
    rows = max(size, STRIP_CELLS // grid.width)
    folder = made(out)
    sums, count = np.zeros(len(_METRICS)), 0
    with ExitStack() as opened:
        writers = [
            opened.enter_context(RasterWriter(folder / f"landscape_{name}.tif", grid))
            for name in _METRICS
        ]
        for top in range(0, grid.height, rows):
            own = Block(top, 0, min(rows, grid.height - top), grid.width)
            first = max(0, top - reach)
            last = min(grid.height, top + own.rows + reach)
            codes = read(Block(first, 0, last - first, grid.width))
            inside = slice(top - first, top - first + own.rows)
            layers = _strip(codes, grid.cell_m, size, inside)
            for cover, area in _areas(codes[inside], grid.cell_m).items():
                areas[cover] = areas.get(cover, 0.0) + area
            for writer, layer in zip(writers, layers, strict=True):
                writer.write(own, layer.astype(np.float32))
            sums += [float(np.nansum(layer)) for layer in layers]
            count += int(np.isfinite(layers[0]).sum())
            progress.report(0.9 * (top + own.rows) / grid.height, "landscape.measuring")
    if not areas:
        raise InputError("landscape.no_class")
    density, diversity, dimension = (sums / max(count, 1)).tolist()
    return LandscapeResult(
        cell_m=grid.cell_m,
        valid_m2=sum(areas.values()),
        classes_m2=areas,
        patch_density=density,
        diversity=diversity,
        fractal_dimension=dimension,
        window=size,
        files={name: f"landscape_{name}.tif" for name in _METRICS},
    )


def _strip(
    codes: Codes, cell_m: float, size: int, inside: slice
) -> tuple[NDArray[np.float64], ...]:
    if not (codes >= 0).any():
        return (np.full(codes[inside].shape, math.nan),) * len(_METRICS)
    found = moving_window(codes, cell_m, size, -1)
    return tuple(getattr(found, name)[inside] for name in _METRICS)


def _areas(codes: Codes, cell_m: float) -> dict[int, float]:
    classes, counts = np.unique(codes[codes >= 0], return_counts=True)
    return {int(c): float(n) * cell_m**2 for c, n in zip(classes, counts, strict=True)}
