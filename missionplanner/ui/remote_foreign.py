"""Area by grade of index rasters made elsewhere; run in the worker process."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.trust.sentences import reason
from missionplanner.ecology.trust.verdict import with_reasons
from missionplanner.model.ecology import (
    GRADE_BREAKS,
    GRADE_CODES,
    EpochIndex,
    GridNote,
    IndexResult,
)
from missionplanner.model.trust import Verdict
from missionplanner.raster.files import info, read_window
from missionplanner.raster.grid import blocks
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology_views import Day
from missionplanner.ui.remote_rasters import outline

_CLASSES = 50  # of a histogram, as `EpochIndex` tells


def index_of(rasters: Mapping[Day, Path], epsg: int, progress: Progress) -> IndexResult | None:
    """Return what rasters of IRSEI tell by themselves: means, histograms and area by grade.

    Nothing is known of how they were made, so there are no loadings; None: no raster.
    """
    if not rasters:
        return None
    days = sorted(rasters)
    epochs = []
    for place, day in enumerate(days):
        progress.report(place / len(days), "Reading the rasters")
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
