"""`missionplanner trend`: change of every cell over the epochs, block by block."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change import tallies
from missionplanner.ecology.change.headline import beyond_chance
from missionplanner.ecology.change.tallies import TrendTally, tally
from missionplanner.ecology.engine.alone import alone
from missionplanner.ecology.engine.freshness import fingerprint, tags, work_key
from missionplanner.ecology.engine.index_stage import run_index
from missionplanner.ecology.engine.lattice import Lattice, lattice
from missionplanner.ecology.engine.place import Place
from missionplanner.ecology.engine.results import made, save, saved
from missionplanner.ecology.engine.scratch import Counted, Made, Scratch
from missionplanner.ecology.legends import legend
from missionplanner.ecology.mann_kendall import EXACT_UP_TO, critical_score, significances
from missionplanner.ecology.seasonal import lone_months, months
from missionplanner.ecology.sen import decimal_year, directions
from missionplanner.ecology.trend import trend
from missionplanner.ecology.variation import LEAST_MEAN, cv_classes, temporal_cv
from missionplanner.ecology.work_folder import WORK
from missionplanner.errors import InputError
from missionplanner.model.ecology import IndexResult, TrendResult
from missionplanner.model.study import Study, TrendOptions
from missionplanner.raster.files import RasterWriter, read_aligned
from missionplanner.raster.graph import run_blocks
from missionplanner.raster.grid import Block, Grid, blocks
from missionplanner.storage.atomic import remove
from missionplanner.tasks.progress import Progress

STAGE = "trend"
RESULT = "trend.json"

LAYERS: dict[str, tuple[str, float]] = {
    "slope": ("float32", math.nan),
    "intercept": ("float32", math.nan),
    "z": ("float32", math.nan),
    "p": ("float32", math.nan),
    "cv": ("float32", math.nan),
    "n": ("uint16", 0),
    "direction": ("uint8", 0),
    "significance": ("uint8", 0),
    "cv_class": ("uint8", 0),
}
"""Rasters written: name, type and nodata."""

FILES = {name: f"{STAGE}/{name}.tif" for name in LAYERS}

STACK_BYTES = 2**27
"""Most that the epochs of one block may take; with many epochs blocks become smaller."""


@dataclass(frozen=True)
class Series:
    """The index of all epochs, and how its change is judged; small and picklable.

    Attributes
    ----------
    files : tuple of Path
        Index rasters, in the order of the epochs.
    grid : Grid
    years : tuple of float
    seasons : tuple of int or None
        Months, with the seasonal option.
    options : TrendOptions
    dtype : str
    """

    files: tuple[Path, ...]
    grid: Grid
    years: tuple[float, ...]
    seasons: tuple[int, ...] | None
    options: TrendOptions
    dtype: str

    def stack(self, block: Block) -> NDArray[np.floating]:
        """Return the index over a block, (epochs, rows, columns)."""
        epochs = [read_aligned(path, self.grid, block, dtype=self.dtype) for path in self.files]
        return np.stack(epochs)


@alone
def run_trend(study: Study, place: Place, progress: Progress) -> TrendResult:
    """Find the change of every cell; write `trend/*.tif` and `trend.json`.

    Raises
    ------
    InputError
        One epoch only, no cell with enough valid epochs, or whatever `run_index` raises.
    OutputError
        Results cannot be written.
    """
    refuse_one_epoch(study)
    index = run_index(study, place, progress.part(0.0, 0.6))
    where = lattice(study, place)
    study = of_index(study, index)
    refuse_one_epoch(study, "; the others have no clear cell")
    series = series_of(study, place, where, index)
    settings = _settings(study)
    mark = fingerprint(STAGE, settings, series.files, place)
    if kept := saved(place.out / RESULT, TrendResult, mark):
        progress.report(1.0, STAGE)
        return kept
    scratch = Scratch(place.out.resolve() / WORK / work_key(STAGE, settings, series.files, place))
    pieces = list(blocks(where.grid.height, where.grid.width, side_of(place, len(series.files))))
    whole = _counted(series, scratch, pieces, place, progress.part(0.6, 0.9))
    notes = tags(STAGE, settings, series.files, mark, place)
    remove(place.out / RESULT)
    _write(made(place, STAGE), where.grid, scratch, pieces, notes, progress.part(0.9, 1.0))
    result = save(place.out / RESULT, _result(study, index, where, whole))
    scratch.remove()
    return result


def _counted(
    series: Series, scratch: Scratch, pieces: Sequence[Block], place: Place, progress: Progress
) -> TrendTally:
    """Work on all blocks and return what was counted, put together in their order."""
    counted = run_blocks(
        partial(_once, series, scratch),
        pieces,
        scheduler=place.scheduler,
        workers=place.workers,
        progress=progress,
        words=STAGE,
    )
    whole = tallies.merged(tallies.unpacked(part) for part in counted)
    if not whole.valid:
        raise InputError(
            f"no cell has {series.options.min_epochs} epochs that can be compared",
            STAGE,
            "check the masks, lower trend.min_epochs, or add epochs",
        )
    return whole


def of_index(study: Study, index: IndexResult) -> Study:
    """Return the study with the epochs that the index has: those without a clear cell are not."""
    left = {fact.date for fact in index.facts if fact.left_out}
    kept = tuple(epoch for epoch in study.epochs if epoch.date not in left)
    return study.model_copy(update={"epochs": kept})


def refuse_one_epoch(study: Study, why: str = "") -> None:
    """Raise an `InputError` where a study has one epoch only."""
    if len(study.epochs) < 2:
        raise InputError(
            f"a trend needs at least two epochs{why}", "epochs", "add an epoch of another date"
        )


def series_of(study: Study, place: Place, where: Lattice, index: IndexResult) -> Series:
    """Return the index rasters of a study with their dates."""
    dates = [epoch.date for epoch in study.epochs]
    return Series(
        # Absolute: the workers of a cluster have another current folder.
        files=tuple(place.out.resolve() / index.files[f"irsei_{day}"] for day in dates),
        grid=where.grid,
        years=tuple(decimal_year(day) for day in dates),
        seasons=months(dates) if study.trend.seasonal else None,
        options=study.trend,
        dtype=place.dtype,
    )


def side_of(place: Place, epochs: int) -> int:
    """Return the side of a block, cells: smaller where many epochs lie on each other."""
    cell_bytes = np.dtype(place.dtype).itemsize * epochs
    most = math.isqrt(STACK_BYTES // cell_bytes)
    # Files have tiles of 512: a power of two cuts as few of them as can be.
    return min(place.block_cells, max(128, 1 << (most.bit_length() - 1)))


def _settings(study: Study) -> dict[str, object]:
    """Return what the rasters depend on: thresholds of warnings are no part of it."""
    options = study.trend.model_dump(exclude={"warn_degraded_share", "warn_poor_share"})
    return {"trend": options, "dates": [str(epoch.date) for epoch in study.epochs]}


def _once(series: Series, scratch: Scratch, block: Block) -> Counted:
    return scratch.once(block, partial(_made, series))


def _made(series: Series, block: Block) -> Made:
    """Return a block's layers, (layers, rows, columns) in the order of `LAYERS`, with counts."""
    stack, options = series.stack(block), series.options
    found = trend(stack, series.years, seasons=series.seasons, min_epochs=options.min_epochs)
    varied = temporal_cv(stack, options.cv_ddof, options.min_epochs)
    direction = directions(found.slope, options.stable_per_year)
    significance = significances(found.z, found.p, options.significance)
    classes = cv_classes(varied.cv)
    counts = tally(
        direction,
        significance,
        classes,
        found.slope,
        found.p,
        found.exact_pixels,
        varied.near_zero,
    )
    layers = (
        *(found.slope, found.intercept, found.z, found.p, varied.cv),
        *(found.count, direction, significance, classes),
    )
    return np.stack(layers, dtype=np.float32, casting="unsafe"), tallies.packed(counts)


def _write(
    folder: Path,
    grid: Grid,
    scratch: Scratch,
    pieces: Sequence[Block],
    notes: dict[str, str],
    progress: Progress,
) -> None:
    """Write the rasters out of the block files, one after the other."""
    for place, (name, (dtype, nodata)) in enumerate(LAYERS.items()):
        told = progress.nth(place, len(LAYERS))
        colours = legend(name).by_code() if dtype == "uint8" else None
        with RasterWriter(
            folder / f"{name}.tif", grid, dtype, nodata, notes | _meaning(name), colours
        ) as out:
            for done, block in enumerate(pieces, 1):
                out.write(block, scratch.array(block)[place].astype(dtype))
                told.report(done / len(pieces), STAGE)


def _meaning(name: str) -> dict[str, str]:
    if name == "intercept":
        return {"MEANING": "median(y) - slope * median(t), t in years since the first epoch"}
    return {"MEANING": "Sen's slope per year"} if name == "slope" else {}


def _result(study: Study, index: IndexResult, where: Lattice, whole: TrendTally) -> TrendResult:
    cell = where.cell_m2
    return TrendResult(
        grid=where.note,
        n_epochs=len(study.epochs),
        years=tuple(decimal_year(epoch.date) for epoch in study.epochs),
        significance=study.trend.significance,
        stable_per_year=study.trend.stable_per_year,
        exact_null=whole.exact == whole.valid,
        exact_m2=whole.exact * cell,
        classes_m2={word: cells * cell for word, cells in whole.directions().items()},
        significant_m2={word: cells * cell for word, cells in whole.significances().items()},
        cross_m2={
            word: {other: cells * cell for other, cells in row.items()}
            for word, row in whole.crossed().items()
        },
        cv_m2={word: cells * cell for word, cells in whole.variations().items()},
        mean_slope_per_year=whole.slope_sum / whole.valid,
        valid_m2=whole.valid * cell,
        trust=index.trust,
        beyond_chance=beyond_chance(study, index, whole, cell),
        methods=_methods(study),
        told=index.told,
        warnings=tuple(_warnings(study, index, whole, cell)),
        files=FILES,
    )


def _methods(study: Study) -> tuple[str, ...]:
    options = study.trend
    compared = "epochs of the same month (Hirsch and Slack)" if options.seasonal else "all epochs"
    null = (
        "normal" if options.seasonal else f"exact for n <= {EXACT_UP_TO} without ties, else normal"
    )
    return (
        f"Sen's slope: median of differences over years between {compared}; paper 1, section 3.4",
        "Intercept: median(y) - slope * median(t), t in years since the first epoch (Conover 1980)",
        f"Mann-Kendall: Var(S) corrected for ties, which the paper leaves out; p {null}",
        f"Stable: slopes up to {options.stable_per_year:g} per year; significant: p <= "
        f"{options.significance:g}; cells need {options.min_epochs} valid epochs",
        f"Beyond chance: Benjamini and Hochberg (1995) over all cells, false discovery rate "
        f"{options.significance:g}",
        f"CV of each cell over time, ddof {options.cv_ddof}; none where the mean is within "
        f"{LEAST_MEAN:g} of 0",
    )


def _warnings(study: Study, index: IndexResult, whole: TrendTally, cell_m2: float) -> list[str]:
    options, dates = study.trend, [epoch.date for epoch in study.epochs]
    found = [
        f"epoch {fact.date}: left out, {fact.left_out}" for fact in index.facts if fact.left_out
    ]
    if never_significant(len(dates), options):
        found.append(
            f"{len(dates)} epochs: no significance can be reached at {options.significance:g}"
        )
    if not index.pooled:
        found.append(
            "the index is normalised by epoch: a change of the whole scene cannot be seen; "
            "take index.normalise = pooled"
        )
        # Pooled epochs share their indicators; others may lack one each.
        if len({tuple(sorted(index.missing.get(str(day), {}))) for day in dates}) > 1:
            found.append("the epochs are not made of the same indicators: steps may be due to it")
    if options.seasonal and (lone := lone_months(dates)):
        found.append(f"months with one epoch only add nothing: {', '.join(map(str, lone))}")
    if whole.near_zero:
        area = whole.near_zero * cell_m2
        found.append(f"{area:.0f} m2 have a mean within {LEAST_MEAN:g} of 0 and no CV")
    return found


def never_significant(epochs: int, options: TrendOptions) -> bool:
    """Tell whether so few epochs cannot be significant, whatever their values."""
    if options.seasonal or epochs > EXACT_UP_TO:
        return epochs < 4
    return critical_score(epochs, options.significance) is None
