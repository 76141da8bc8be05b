"""What a study loses at its edges: files that do not reach as far as the others."""

from collections.abc import Iterator
from pathlib import Path

from missionplanner.ecology.engine.bands.epochs import files_of, reference
from missionplanner.ecology.engine.bands.lattice import Bounds
from missionplanner.ecology.imagery.study_files import at
from missionplanner.messages.message import Message, message
from missionplanner.model.study import Indicator, Study
from missionplanner.raster.files import placed
from missionplanner.raster.grid import Grid

TOLD_BELOW = 0.98
"""A share of ground left that is told of; less is the edge of a scene."""


def ground_warnings(study: Study, folder: Path, grid: Grid) -> Iterator[Message]:
    """Yield what a small band, or a small DEM, takes from the rasters.

    Parameters
    ----------
    study : Study
        With resolved epochs.
    folder : Path
    grid : Grid
        The lattice.
    """
    if study.grid.extent == "common":
        yield from _shrunk(study, folder, grid)
    if study.dem and Indicator.EROSION in study.index.indicators and not study.erosion.slope_length:
        dem = placed(at(folder, study.dem.path), grid.crs_wkt).bounds
        covered = _shared(dem, grid.bounds) / _area(grid.bounds)
        if covered < TOLD_BELOW:
            yield message("engine.dem_covers", share=100 * covered)


def _shrunk(study: Study, folder: Path, grid: Grid) -> Iterator[Message]:
    whole = placed(reference(study.epochs[0], folder), grid.crs_wkt).bounds
    left = _shared(whole, grid.bounds) / _area(whole)
    if left >= TOLD_BELOW:
        return
    files = [path for epoch in study.epochs for path in files_of(epoch, folder)]
    smallest = min(files, key=lambda path: _shared(whole, placed(path, grid.crs_wkt).bounds))
    yield message("engine.ground_lost", share=100 * left, file=smallest.name)


def _shared(a: Bounds, b: Bounds) -> float:
    return max(min(a[2], b[2]) - max(a[0], b[0]), 0.0) * max(min(a[3], b[3]) - max(a[1], b[1]), 0.0)


def _area(box: Bounds) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
