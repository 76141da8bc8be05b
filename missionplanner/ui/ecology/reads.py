"""Short reads of rasters, run in a thread; the window itself never imports this.

Pictures are read onto the map's frame, whatever the file's own; at most `LONGEST` cells a side.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from missionplanner.ecology.imagery.looks import read_look
from missionplanner.ecology.imagery.study_files import write_study
from missionplanner.ecology.legends import Limits, legend, names
from missionplanner.model.raster_source import BandFound
from missionplanner.model.study import Epoch, Study
from missionplanner.operations import foreign_rasters, raster_figures
from missionplanner.raster.overviews import picture_onto
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology.views import LONGEST, Day, Picture, Series

LOOK_LONGEST = 1000


def picture(path: Path, epsg: int, name: str, progress: Progress) -> Picture:
    """Read a raster for the map; a raster of classes keeps its codes."""
    progress.check()
    kernel = "nearest" if is_codes(name) else "average"
    values, rect = picture_onto(path, epsg, LONGEST, kernel)
    return Picture(values.astype(np.float32), rect)


def is_codes(name: str) -> bool:
    """Tell whether a legend's rasters hold codes."""
    return name in names() and legend(name).kind == "codes"


def scale(paths: Sequence[Path], epsg: int, name: str, progress: Progress) -> Limits:
    """Return the ends of one scale for the rasters of all epochs."""
    return raster_figures.scale(paths, epsg, name, progress)


def look_picture(folder: Path, epoch: Epoch, epsg: int, progress: Progress) -> Picture:
    """Read an epoch's bands as a picture in colours for the map."""
    progress.check()
    look = read_look(folder, epoch, epsg, LOOK_LONGEST)
    return Picture(np.ascontiguousarray(look.rgba[::-1]), look.rect)


def series(
    rasters: Sequence[Path | None],
    trend: Sequence[Path | None],
    days: Sequence[Day],
    place: tuple[int, float, float],
    progress: Progress,
) -> Series:
    """Read the index of every epoch and the trend at a place of the map (EPSG, x, y)."""
    found = raster_figures.place_history(rasters, trend, days, place, progress)
    return Series(
        place[1],
        place[2],
        found.values,
        found.years,
        found.slope,
        found.intercept,
        found.p,
        found.slope_low,
        found.slope_high,
    )


def bands_of(paths: Sequence[Path], progress: Progress) -> tuple[BandFound, ...]:
    """Tell what the bands of rasters seem to hold."""
    return foreign_rasters.bands_of(paths, progress)


def save(path: Path, study: Study, progress: Progress) -> None:
    """Write a study's file."""
    progress.check()
    write_study(path, study)
