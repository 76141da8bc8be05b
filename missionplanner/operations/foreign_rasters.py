"""Rasters made elsewhere: what they hold, their dates, and area by grade of those of the index."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.imagery.scenes.source import date_in
from missionplanner.ecology.trust.sentences import reason
from missionplanner.ecology.trust.verdict import with_reasons
from missionplanner.model.ecology import (
    GRADE_BREAKS,
    GRADE_CODES,
    EpochIndex,
    GridNote,
    IndexResult,
)
from missionplanner.model.raster_source import BandFound
from missionplanner.model.trust import Verdict
from missionplanner.raster.files import info, metric_epsg, read_window
from missionplanner.raster.files.layers import layers, typical
from missionplanner.raster.grid import blocks
from missionplanner.raster.overviews import coarse_onto, outline
from missionplanner.tasks.progress import Progress

Day = datetime.date

_CLASSES = 50  # of a histogram, as `EpochIndex` tells
_MOST_LOOKED_AT = 20  # bands of a file: each costs a few windows
_COARSE_CELLS = 200  # along a side: enough to see the range of a raster
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAMES = {
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


def bands_of(paths: Sequence[Path], progress: Progress) -> tuple[BandFound, ...]:
    """Tell what the bands of rasters seem to hold, by description, name and values.

    Raises
    ------
    InputError
        A raster cannot be read.
    """
    return tuple(band for path in paths for band in _bands(path, progress))


def frame_of(path: Path) -> int:
    """Return the EPSG code of a metric frame for a raster: its own, or its UTM zone's.

    Raises
    ------
    InputError
        The file cannot be read, names no system, or lies beyond UTM.
    """
    return metric_epsg(path)


def by_range(low: float, high: float) -> str:
    """Return what values of a range may be; empty where several indicators share it."""
    if low >= 200 and high <= 360:
        return "heat"
    if low >= 0 and high <= 1:
        return "irsei"
    return ""


def day_of(path: Path) -> Day | None:
    """Return the date in a file's name: 2016-07-01, 20160701, or a year alone; None: no date."""
    if found := date_in([path.stem]):
        return found
    year = _YEAR.search(path.stem)
    return datetime.date(int(year.group()), 7, 1) if year else None


def index_of(rasters: Mapping[Day, Path], epsg: int, progress: Progress) -> IndexResult | None:
    """Return what rasters of IRSEI tell by themselves: means, histograms and area by grade.

    Nothing is known of how they were made, so there are no loadings; None: no raster.
    """
    if not rasters:
        return None
    days = sorted(rasters)
    epochs = []
    for place, day in enumerate(days):
        progress.report(place / len(days), "operations.reading_rasters")
        epochs.append(_epoch(day, rasters[day], epsg, progress))
    return IndexResult(
        trust=with_reasons([reason("elsewhere", Verdict.LOOK)]),
        grid=_note(rasters[days[0]], epsg),
        indicators=(),
        pooled=True,
        paper_literal=False,
        limits={},
        epochs=tuple(epochs),
        transitions_m2=(),
        missing={},
        methods=(),
        warnings=(),
        files={},
    )


def _bands(path: Path, progress: Progress) -> list[BandFound]:
    progress.check()
    held = layers(path)
    count = len(held.names)
    numbers = [i for i in range(1, count + 2) if i != held.alpha][:count]
    found = [
        BandFound(path, number, count, words, unit, _named(words))
        for number, words, unit in zip(numbers, held.names, held.units, strict=True)
    ]
    if count > 1:
        # The file's name tells nothing of one of its bands: a number to know it by may.
        looked = count <= _MOST_LOOKED_AT
        return [replace(b, typical=typical(path, b.band)) for b in found] if looked else found
    return [replace(band, legend=band.legend or _guessed(path)) for band in found]


def _guessed(path: Path) -> str:
    if name := _named(path.stem):
        return name
    values = coarse_onto(path, metric_epsg(path), _COARSE_CELLS)
    known = values[np.isfinite(values)]
    return by_range(float(known.min()), float(known.max())) if known.size else ""


def _named(words: str) -> str:
    """Return what a name says that a raster holds; empty: nothing."""
    stem = re.sub(r"[\s-]", "_", words.lower())
    parts = stem.split("_")
    for name, known in _NAMES.items():
        if any(word == stem or word in parts or ("_" in word and word in stem) for word in known):
            return name
    return ""


def _epoch(day: Day, path: Path, epsg: int, progress: Progress) -> EpochIndex:
    grid = info(path).grid
    counts, total = np.zeros(_CLASSES, np.int64), 0.0
    grades = np.zeros(len(GRADE_CODES) + 1, np.int64)
    for block in blocks(grid.height, grid.width):
        progress.check()
        values = read_window(path, block.row, block.column, block.rows, block.columns)
        known = values[np.isfinite(values)]
        total += float(known.sum())
        counts += np.histogram(np.clip(known, 0.0, 1.0), _CLASSES, (0.0, 1.0))[0]
        grades += _codes(known)
    width_m, height_m = outline(path, epsg)[0][2:]
    cells = int(counts.sum())
    cell_m2 = width_m * height_m / (grid.width * grid.height)
    areas = {grade: float(grades[code]) * cell_m2 for grade, code in GRADE_CODES.items()}
    return EpochIndex(
        date=day,
        sensor="",
        eigenvalues=(),
        contributions=(),
        loadings={},
        flipped=(),
        unsure=(),
        mean=total / cells if cells else float("nan"),
        mean_pc1=float("nan"),
        valid_m2=cells * cell_m2,
        masked_m2=(grid.width * grid.height - cells) * cell_m2,
        grades_m2=areas,
        grades_pc1_m2={},
        histogram=tuple(counts.tolist()),
    )


def _codes(known: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return how many values have each grade's code; one on a break has the better grade."""
    codes = 1 + np.searchsorted(GRADE_BREAKS, known, side="right")
    return np.bincount(codes, minlength=len(GRADE_CODES) + 1)


def _note(path: Path, epsg: int) -> GridNote:
    grid = info(path).grid
    (west, south, _, height), cell_m = outline(path, epsg)
    return GridNote(
        epsg=epsg,
        cell_m=cell_m,
        width=grid.width,
        height=grid.height,
        west_m=west,
        north_m=south + height,
        resampling="nearest",
    )
