"""What a raster file says of its bands, georeferenced or not."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasterio.enums import ColorInterp
from rasterio.windows import Window

from missionplanner.raster.files.opened import opened, values_of

_PATCH, _PATCHES = 32, 8


@dataclass(frozen=True)
class FileBands:
    """The bands of a raster file.

    Attributes
    ----------
    names : tuple of str
        Descriptions of the bands, '' where there is none; the alpha band is not among them.
    units : tuple of str
        Units of the same bands, '' where there is none.
    dtype : str
        Of the first band, as stored.
    scaled : bool
        The file names a scale or an offset itself.
    alpha : int or None
        Number of the alpha band, from 1.
    nodata : float or None
        Of the first band, as the file tags it.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    dtype: str
    scaled: bool
    alpha: int | None
    nodata: float | None = None


def layers(path: Path) -> FileBands:
    """Read what a raster says of its bands, without their values.

    Raises
    ------
    InputError
        The file is absent, or no raster.
    """
    with opened(path) as data:
        alpha = next(
            (i for i, kind in enumerate(data.colorinterp, 1) if kind is ColorInterp.alpha), None
        )
        kept = [i for i in range(data.count) if i + 1 != alpha]
        return FileBands(
            names=tuple(data.descriptions[i] or "" for i in kept),
            units=tuple(data.units[i] or "" for i in kept),
            dtype=data.dtypes[0],
            scaled=any(value != 1 for value in data.scales) or any(data.offsets),
            alpha=alpha,
            nodata=data.nodata,
        )


def typical(path: Path, band: int = 1) -> float:
    """Return the median of patches of a band, its own scale applied; NaN where nothing is valid.

    Parameters
    ----------
    path : Path
    band : int
        From 1.

    Raises
    ------
    InputError
        The file is absent, or no raster.
    """
    with opened(path) as data:
        # Windows, since thinning a raster without overviews reads the whole of it.
        windows = [
            Window(column, row, _PATCH, _PATCH).intersection(Window(0, 0, data.width, data.height))
            for row in _starts(data.height)
            for column in _starts(data.width)
        ]
        values = np.concatenate([values_of(data, band, window=one).ravel() for one in windows])
    # Mosaics without a nodata tag are 0 around the site.
    valid = values[np.isfinite(values) & (values != 0)]
    return float(np.median(valid)) if valid.size else float("nan")


def _starts(length: int) -> list[int]:
    step = max(_PATCH, length // _PATCHES)
    return list(range(0, length, step))
