"""What is summed over the pixels of zones, block by block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change.sums import add_codes, add_squares, add_values
from missionplanner.model.ecology import (
    ABRUPT_CODES,
    DIRECTION_CODES,
    SIGNIFICANCE_CODES,
    AbruptChange,
    Direction,
    Significance,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GRADES = 6  # codes 0 to 5
_CODES = 4  # of direction, significance and abrupt change, 0 to 3


@dataclass(frozen=True, eq=False)
class ZoneSums:
    """Sums by zone; row 0 is what lies in no zone, row i the i-th zone.

    Attributes
    ----------
    cells : int64 (zones + 1,)
        All cells, valid or not.
    count, mean, squares : float64 (epochs, zones + 1)
        Valid index values, their mean, and their sum of squared deviations from it.
    grades : int64 (epochs, zones + 1, 6)
        Cells by grade code; 0 is nodata.
    trends, slope_sum : float64 (zones + 1,)
        Cells with a trend, and the sum of their slopes, 1/yr.
    degrading, improving : float64 (zones + 1,)
        Cells that degrade significantly; cells whose slope is beyond the tolerance upward.
    cvs, cv_sum : float64 (zones + 1,)
        Cells with a CV over time, and its sum.
    losses : float64 (zones + 1,)
        Cells with an abrupt loss.
    overlap : int
        Cells claimed by two zones or more.
    """

    cells: Ints
    count: Floats
    mean: Floats
    squares: Floats
    grades: Ints
    trends: Floats
    slope_sum: Floats
    degrading: Floats
    improving: Floats
    cvs: Floats
    cv_sum: Floats
    losses: Floats
    overlap: int = 0


@dataclass(frozen=True, eq=False)
class ZoneLayers:
    """The rasters of a block, each (rows, cols) or (epochs, rows, cols).

    Attributes
    ----------
    index : float (epochs, rows, cols), NaN nodata
    grades : integers (epochs, rows, cols), codes 1 to 5, anything else nodata
    slope, cv : float (rows, cols), NaN nodata
    direction, significance, abrupt : integers (rows, cols), 0 or less is nodata
    """

    index: NDArray[np.floating]
    grades: Sequence[NDArray[np.integer]] | NDArray[np.integer]
    slope: NDArray[np.floating]
    cv: NDArray[np.floating]
    direction: NDArray[np.integer]
    significance: NDArray[np.integer]
    abrupt: NDArray[np.integer]


def zone_sums(
    zones: NDArray[np.integer], zone_count: int, layers: ZoneLayers, overlap: int
) -> ZoneSums:
    """Sum a block.

    Parameters
    ----------
    zones : integers (rows, cols)
        0 none, else the number of the zone, from 1 to `zone_count`.
    zone_count : int
    layers : ZoneLayers
    overlap : int
        Cells of this block in two zones or more.
    """
    place, rows = np.ascontiguousarray(zones, dtype=np.int64).reshape(-1), zone_count + 1
    epochs = [_epoch(place, rows, values) for values in layers.index]
    directions = _codes(place, rows, layers.direction, _CODES)
    significances = _codes(place, rows, layers.significance, _CODES)
    abrupt = _codes(place, rows, layers.abrupt, _CODES)
    trends, slope_sum = _sums(place, rows, layers.slope)
    cvs, cv_sum = _sums(place, rows, layers.cv)
    return ZoneSums(
        cells=np.bincount(place, minlength=rows),
        count=np.array([count for count, _, _ in epochs]),
        mean=np.array([mean for _, mean, _ in epochs]),
        squares=np.array([squares for _, _, squares in epochs]),
        grades=np.array([_codes(place, rows, codes, _GRADES) for codes in layers.grades]),
        trends=trends,
        slope_sum=slope_sum,
        degrading=significances[:, SIGNIFICANCE_CODES[Significance.DEGRADING]].astype(np.float64),
        improving=directions[:, DIRECTION_CODES[Direction.IMPROVING]].astype(np.float64),
        cvs=cvs,
        cv_sum=cv_sum,
        losses=abrupt[:, ABRUPT_CODES[AbruptChange.LOSS]].astype(np.float64),
        overlap=overlap,
    )


@dataclass(frozen=True, eq=False)
class BlockSums:
    """The sums of a block, for the zones in it alone: of ten thousand zones it holds a few.

    Attributes
    ----------
    zones : int64 (k,)
        Numbers of the zones, 0 first.
    sums : ZoneSums
        Their rows.
    """

    zones: Ints
    sums: ZoneSums

    def without_rest(self) -> "BlockSums":
        """Return the sums of the zones alone: what is in no zone was counted elsewhere."""
        whole = {}
        for name, axis in _ZONE_AXIS.items():
            values = getattr(self.sums, name).copy()
            values[(slice(None),) * axis + (0,)] = 0
            whole[name] = values
        return BlockSums(self.zones, ZoneSums(**whole, overlap=self.sums.overlap))

    def widened(self, zone_count: int) -> ZoneSums:
        """Return the sums with a row for every zone."""
        spread = {
            name: _spread(getattr(self.sums, name), self.zones, zone_count + 1, axis)
            for name, axis in _ZONE_AXIS.items()
        }
        return ZoneSums(**spread, overlap=self.sums.overlap)


_ZONE_AXIS = {"count": 1, "mean": 1, "squares": 1, "grades": 1} | dict.fromkeys(
    ("cells", "trends", "slope_sum", "degrading", "improving", "cvs", "cv_sum", "losses"), 0
)


def part_sums(zones: NDArray[np.integer], layers: ZoneLayers, overlap: int) -> BlockSums:
    """Sum a block for the zones in it; arguments as of `zone_sums`."""
    numbers = np.union1d([0], zones).astype(np.int64)
    local = np.searchsorted(numbers, zones)
    return BlockSums(numbers, zone_sums(local, numbers.size - 1, layers, overlap))


def _spread(values: NDArray[Any], zones: Ints, rows: int, axis: int) -> NDArray[Any]:
    shape = list(values.shape)
    shape[axis] = rows
    wide = np.zeros(shape, values.dtype)
    wide[(slice(None),) * axis + (zones,)] = values
    return wide


def merged(parts: Iterable[ZoneSums]) -> ZoneSums:
    """Return the sums of all blocks, put together in the order given (Chan et al. 1983)."""
    return reduce(_joined, parts)


def _joined(a: ZoneSums, b: ZoneSums) -> ZoneSums:
    count = a.count + b.count
    share = np.divide(b.count, count, out=np.zeros_like(count), where=count > 0)
    apart = b.mean - a.mean
    return ZoneSums(
        cells=a.cells + b.cells,
        count=count,
        mean=a.mean + apart * share,
        squares=a.squares + b.squares + apart**2 * a.count * share,
        grades=a.grades + b.grades,
        trends=a.trends + b.trends,
        slope_sum=a.slope_sum + b.slope_sum,
        degrading=a.degrading + b.degrading,
        improving=a.improving + b.improving,
        cvs=a.cvs + b.cvs,
        cv_sum=a.cv_sum + b.cv_sum,
        losses=a.losses + b.losses,
        overlap=a.overlap + b.overlap,
    )


def _sums(place: Ints, rows: int, values: NDArray[np.floating]) -> tuple[Floats, Floats]:
    count, total = np.zeros(rows), np.zeros(rows)
    add_values(place, np.ascontiguousarray(values).reshape(-1), count, total)
    return count, total


def _epoch(place: Ints, rows: int, values: NDArray[np.floating]) -> tuple[Floats, Floats, Floats]:
    """Return count, mean (0 for none) and sum of squared deviations by zone."""
    count, total = _sums(place, rows, values)
    mean = np.divide(total, count, out=np.zeros(rows), where=count > 0)
    squares = np.zeros(rows)
    add_squares(place, np.ascontiguousarray(values).reshape(-1), mean, squares)
    return count, mean, squares


def _codes(place: Ints, rows: int, codes: NDArray[np.integer], columns: int) -> Ints:
    """Return cells by zone and code, (rows, columns)."""
    counts = np.zeros((rows, columns), np.int64)
    add_codes(place, np.ascontiguousarray(codes, dtype=np.int32).reshape(-1), counts)
    return counts
