"""Totals of districts spread smoothly over their cells, each total kept (Tobler 1979).

A district's border no longer shows as a step, and yet its cells add up to its figure. Rounds pass
over the whole raster: what is larger than `IN_MEMORY_CELLS` lies in files and is worked on row by
row, with the same result to the last bit.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from missionplanner.compiled import kernel
from missionplanner.errors import InputError
from missionplanner.storage.kept_rows import KeptRows, RowsInFile, RowsInMemory

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Codes = NDArray[np.int32]

IN_MEMORY_CELLS = 2_000_000
"""Largest raster held in memory: 24 MB."""

ROUNDS = 200

_STRIP_CELLS = 2**19


@dataclass(frozen=True)
class Planes:
    """Room for a raster of codes and two of densities.

    Attributes
    ----------
    rows, cols : int
    codes : KeptRows
        int32.
    densities : pair of KeptRows
        float32.
    """

    rows: int
    cols: int
    codes: KeptRows
    densities: tuple[KeptRows, KeptRows]

    def strips(self) -> Iterator[tuple[int, int]]:
        """Yield first row and row behind the last of strips that together are the raster."""
        step = max(1, _STRIP_CELLS // self.cols)
        for start in range(0, self.rows, step):
            yield start, min(start + step, self.rows)


@contextmanager
def planes(rows: int, cols: int, folder: Path | None = None) -> Iterator[Planes]:
    """Make room for a raster: in files of a folder where it is large, else in memory.

    Parameters
    ----------
    rows, cols : int
    folder : Path or None
        Exists; None: in memory, however large.

    Raises
    ------
    OutputError
        The files cannot be made.
    """
    with ExitStack() as stack:

        def room(name: str, dtype: DTypeLike) -> KeptRows:
            if folder is None or rows * cols <= IN_MEMORY_CELLS:
                return RowsInMemory(rows, cols, dtype)
            return stack.enter_context(RowsInFile(folder / name, cols, dtype))

        codes = room("smooth_codes.bin", np.int32)
        pair = room("smooth_first.bin", np.float32), room("smooth_second.bin", np.float32)
        yield Planes(rows, cols, codes, pair)


def pycnophylactic(
    districts: Codes, totals: Floats, cell_m: float, rounds: int = ROUNDS
) -> Singles:
    """Return a smooth density per km2 that keeps each district's total, of a raster in memory.

    Parameters
    ----------
    districts : (rows, cols) int32
        0 none, else 1 + index of the district. Whole districts: one cut by the raster's edge would
        put its total into the part on it.
    totals : (n,) float64, not negative
    cell_m : float
    rounds : int
        Each smooths by the mean of the four neighbours, then gives each district its total again.

    Returns
    -------
    (rows, cols) float32, NaN outside.

    Raises
    ------
    InputError
        A total is negative, or a district has no cell.
    """
    with planes(*districts.shape) as room:
        room.codes.write(0, districts)
        found = [piece for _, piece in smoothed(room, totals, cell_m, rounds)]
    whole: Singles = np.concatenate(found)
    return whole


def smoothed(
    room: Planes,
    totals: Floats,
    cell_m: float,
    rounds: int = ROUNDS,
    told: Callable[[float], object] = lambda share: None,
) -> Iterator[tuple[int, Singles]]:
    """Yield the first row and the densities of strips, as `pycnophylactic` returns them.

    Parameters
    ----------
    room : Planes
        Its codes are written.
    totals, cell_m, rounds
        See `pycnophylactic`.
    told : callable
        Takes the share done after each round, and may end the work by raising.

    Raises
    ------
    InputError
        See `pycnophylactic`.
    """
    if (totals < 0).any():
        raise InputError("indicators.district_negative", "pycnophylactic")
    cells = _counted(room, totals.size)
    if (cells == 0).any():
        lost = int(np.flatnonzero(cells == 0)[0]) + 1
        raise InputError("indicators.district_without_cell", "pycnophylactic", district=lost)
    before, after = room.densities
    flat = np.append(0.0, totals / cells).astype(np.float32)
    for start, stop in room.strips():
        before.write(start, flat[room.codes.read(start, stop)])
    factor = np.ones(totals.size + 1)
    for number in range(rounds):
        sums = np.zeros(totals.size + 1)
        for start, stop in room.strips():
            smooth = np.zeros((stop - start, room.cols), np.float32)
            _smooth(
                _around(before, room, start, stop),
                _around(room.codes, room, start, stop),
                factor,
                smooth,
                sums,
            )
            after.write(start, smooth)
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = np.where(sums > 0, np.append(0.0, totals) / sums, 0.0)
        before, after = after, before
        told((number + 1) / rounds)
    per_km2 = factor * 1e6 / (cell_m * cell_m)
    for start, stop in room.strips():
        density = before.read(start, stop)
        _as_density(density, room.codes.read(start, stop), per_km2)
        yield start, density


def _counted(room: Planes, count: int) -> NDArray[np.int64]:
    """Return the cells of each district, (count,)."""
    cells = np.zeros(count + 1, np.int64)
    for start, stop in room.strips():
        cells += np.bincount(room.codes.read(start, stop).ravel(), minlength=count + 1)[: count + 1]
    return cells[1:]


def _around(rows: KeptRows, room: Planes, start: int, stop: int) -> NDArray[Any]:
    """Return a strip with a row on either side; beyond the raster it is 0, as outside districts."""
    low, high = max(0, start - 1), min(stop + 1, room.rows)
    found = rows.read(low, high)
    if low == start or high == stop:
        found = np.pad(found, ((low == start, high == stop), (0, 0)))
    return found


@kernel
def _smooth(
    density: Singles, districts: Codes, factor: Floats, smooth: Singles, sums: Floats
) -> None:
    """Write means of cell and neighbours inside, nothing flows out; add them up by district.

    `density` and `districts` have a row more above and below than `smooth`.
    """
    rows, cols = smooth.shape
    for i in range(rows):
        r = i + 1
        for c in range(cols):
            own = districts[r, c]
            if own == 0:
                continue
            total, count = density[r, c] * factor[own], 1.0
            if districts[r - 1, c] > 0:
                total += density[r - 1, c] * factor[districts[r - 1, c]]
                count += 1.0
            if districts[r + 1, c] > 0:
                total += density[r + 1, c] * factor[districts[r + 1, c]]
                count += 1.0
            if c > 0 and districts[r, c - 1] > 0:
                total += density[r, c - 1] * factor[districts[r, c - 1]]
                count += 1.0
            if c < cols - 1 and districts[r, c + 1] > 0:
                total += density[r, c + 1] * factor[districts[r, c + 1]]
                count += 1.0
            smooth[i, c] = total / count
            sums[own] += smooth[i, c]


@kernel
def _as_density(density: Singles, districts: Codes, factor: Floats) -> None:
    """Multiply by each district's factor; NaN outside."""
    for r in range(density.shape[0]):
        for c in range(density.shape[1]):
            own = districts[r, c]
            density[r, c] = density[r, c] * factor[own] if own > 0 else np.nan
