"""Short reads of rasters, run in a thread; the window itself never imports this.

Pictures are read onto the map's frame, whatever the file's own; at most `LONGEST` cells a side.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.legends import Limits, legend, names
from missionplanner.ecology.sen import slope_limits
from missionplanner.ecology.studies import write_study
from missionplanner.model.study import Epoch, Study
from missionplanner.raster.files import epsg_wkt, metric_epsg, placed, read_onto
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology_views import LONGEST, Day, Picture, Series, decimal_year
from missionplanner.ui.looks import read_look
from missionplanner.ui.views import Rect

LOOK_LONGEST = 1000
_COARSE_CELLS = 200
_GUESSES = {
    "irsei": ("irsei", "rsei"),
    "greenness": ("ndvi", "greenness", "evi"),
    "wetness": ("wet", "wetness"),
    "dryness": ("ndbsi", "dryness", "ndsi"),
    "heat": ("lst", "heat", "temperature"),
    "erosion": ("rusle", "erosion", "soil_loss"),
    "grade": ("grade",),
    "slope": ("slope", "sen"),
    "significance": ("significance",),
    "direction": ("direction",),
    "cv_class": ("cv_class",),
    "cv": ("cv",),
    "esi": ("esi", "security"),
}


def picture(path: Path, epsg: int, name: str, progress: Progress) -> Picture:
    """Read a raster for the map; a raster of classes keeps its codes."""
    progress.check()
    rect, cell_m = outline(path, epsg)
    left, bottom, width, height = rect
    cell_m = max(cell_m, max(width, height) / LONGEST)
    rows, cols = max(1, round(height / cell_m)), max(1, round(width / cell_m))
    kernel = "nearest" if is_codes(name) else "average"
    start = (left + cell_m / 2, bottom + cell_m / 2)
    values = read_onto([path], epsg, *start, cell_m, rows, cols, kernel)
    return Picture(values.astype(np.float32), (left, bottom, cols * cell_m, rows * cell_m))


def is_codes(name: str) -> bool:
    """Tell whether a legend's rasters hold codes."""
    return name in names() and legend(name).kind == "codes"


def outline(path: Path, epsg: int) -> tuple[Rect, float]:
    """Return where a raster lies on the map's frame, and the size of its cells there, m."""
    there = placed(path, epsg_wkt(epsg))
    west, south, east, north = there.bounds
    return (west, south, east - west, north - south), there.cell_m


def scale(paths: Sequence[Path], epsg: int, name: str, progress: Progress) -> Limits:
    """Return the ends of one scale for the rasters of all epochs, from a coarse look at each."""
    seen = []
    for path in paths:
        progress.check()
        seen.append(_coarse(path, epsg).ravel())
    return legend(name).limits(np.concatenate(seen))


def _coarse(path: Path, epsg: int) -> NDArray[np.float64]:
    rect, cell_m = outline(path, epsg)
    cell_m = max(cell_m, max(rect[2:]) / _COARSE_CELLS)
    shape = max(1, int(rect[3] / cell_m)), max(1, int(rect[2] / cell_m))
    start = (rect[0] + cell_m / 2, rect[1] + cell_m / 2)
    return read_onto([path], epsg, *start, cell_m, *shape, "nearest")


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
    values = tuple(_at(path, place, progress) for path in rasters)
    years = tuple(decimal_year(day) for day in days)
    slope, intercept, p = (_at(path, place, progress) for path in trend)
    low, high = slope_limits(years, values)
    return Series(place[1], place[2], values, years, slope, intercept, p, low, high)


def _at(path: Path | None, place: tuple[int, float, float], progress: Progress) -> float:
    progress.check()
    if path is None or not path.is_file():
        return math.nan
    epsg, x_m, y_m = place
    return float(read_onto([path], epsg, x_m, y_m, 1e-3, 1, 1, "nearest")[0, 0])


def guess(paths: Sequence[Path], progress: Progress) -> tuple[tuple[Path, str], ...]:
    """Tell by name, tag and values what rasters hold: (file, legend or empty) each."""
    return tuple((path, _guessed(path, progress)) for path in paths)


def _guessed(path: Path, progress: Progress) -> str:
    progress.check()
    stem = path.stem.lower().replace("-", "_")
    parts = stem.split("_")
    for name, words in _GUESSES.items():
        if any(word == stem or word in parts or ("_" in word and word in stem) for word in words):
            return name
    values = _coarse(path, metric_epsg(path))
    known = values[np.isfinite(values)]
    return by_range(float(known.min()), float(known.max())) if known.size else ""


def by_range(low: float, high: float) -> str:
    """Return what values of a range may be; empty where several indicators share it."""
    if low >= 200 and high <= 360:
        return "heat"
    if low >= 0 and high <= 1:
        return "irsei"
    return ""


def save(path: Path, study: Study, progress: Progress) -> None:
    """Write a study's file."""
    progress.check()
    write_study(path, study)
