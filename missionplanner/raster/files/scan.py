"""Numbers of a band that lie beyond what they can be, found by reading the whole of it once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from missionplanner.raster.files.aligned import checked_band, stored_values
from missionplanner.raster.files.shared import source
from missionplanner.raster.grid import blocks

MOST = 16
"""Different numbers that may be fill; more of them are values of another unit."""


@dataclass(frozen=True)
class Outlying:
    """What lies beyond.

    Attributes
    ----------
    counts : mapping
        Stored number -> cells; `MOST` of them at most.
    whole : bool
        There are more than that.
    cells : int
        With a value, beyond or not.
    least, greatest : float
        Of all values, scale and offset applied; infinite where there is none.
    """

    counts: Mapping[float, int]
    whole: bool
    cells: int
    least: float
    greatest: float


def outlying(
    path: Path,
    band: int,
    bounds: tuple[float, float],
    affine: tuple[float | None, float | None] = (None, None),
    fill: tuple[float, ...] = (),
) -> Outlying:
    """Return the stored numbers of a band whose values lie beyond `bounds`.

    Parameters
    ----------
    path : Path
    band : int
        From 1.
    bounds : (float, float)
        Least and greatest value, scale and offset applied.
    affine : (float or None, float or None)
        Scale and offset; None: what the file itself names.
    fill : tuple of float
        Stored numbers known to be no value.

    Raises
    ------
    InputError
        The file is absent, damaged, or lacks the band.
    """
    state = path.stat() if path.is_file() else None
    stamp = (state.st_mtime_ns, state.st_size) if state else (0, 0)
    return _outlying(path, stamp, band, bounds, affine, fill)


@lru_cache(maxsize=256)
def _outlying(
    path: Path,
    stamp: tuple[int, int],
    band: int,
    bounds: tuple[float, float],
    affine: tuple[float | None, float | None],
    fill: tuple[float, ...],
) -> Outlying:
    counts: Counter[float] = Counter()
    cells, least, greatest, whole = 0, np.inf, -np.inf, False
    with source(path) as opened:
        checked_band(opened, band)
        data = opened.data
        scale = data.scales[band - 1] if affine[0] is None else affine[0]
        offset = data.offsets[band - 1] if affine[1] is None else affine[1]
        for block in blocks(data.height, data.width):
            stored = stored_values(opened, band, block, fill)
            known = stored[np.isfinite(stored)]
            values = known * scale + offset
            cells += known.size
            if known.size:
                least, greatest = min(least, values.min()), max(greatest, values.max())
            beyond = known[(values < bounds[0]) | (values > bounds[1])]
            numbers, found = np.unique(beyond, return_counts=True)
            if not whole:
                counts.update(dict(zip(numbers.tolist(), found.tolist(), strict=True)))
                whole = len(counts) > MOST
    kept = dict(counts.most_common(MOST))
    return Outlying(kept, whole, cells, float(least), float(greatest))
