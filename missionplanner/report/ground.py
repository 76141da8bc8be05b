"""The raster of a map as one picture: colours of a legend over a shaded relief."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.legends import Legend, Limits
from missionplanner.report.relief import LEVEL

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

PAPER = (0xF4, 0xF5, 0xF6)
"""Of cells without a value, where no relief lies under them."""

_NO_HEIGHT = 0.957  # the tone of that paper
_RELIEF_SHOWS = 0.45  # share of a shadow that is seen through the colours


def coloured(
    values: NDArray[np.float64],
    legend: Legend,
    limits: Limits,
    tones: Floats | None,
    pixels: int,
) -> Bytes:
    """Colour a raster over its relief, in about as many pixels as it is printed with.

    Each pixel takes the cell it falls on, so that classes keep their colours and their edges.

    Parameters
    ----------
    values : (rows, cols) float64
        Row 0 in the north, NaN nodata; or codes, 0 nodata.
    limits : (low, high)
        Ends of a ramp.
    tones : (rows, cols) float64 or None
        Grey relief of the same extent, 0 to 1; of another size.
    pixels : int
        Along the width of the picture; it is not narrower than the raster unless that is much
        finer.

    Returns
    -------
    (rows, cols, 3) uint8, red, green, blue; row 0 in the north.
    """
    high, wide = values.shape
    shape = (max(1, round(high * pixels / wide)), pixels)
    painted = legend.paint(values[_nearest(shape, values.shape)], limits)
    clear = painted[..., 3] == 0
    made: Bytes = painted[..., :3]
    if tones is None:
        made[clear] = PAPER
        return made
    grey = tones[_nearest(shape, tones.shape)].astype(np.float32)
    # Level ground and what lies in the light keep the colours of the legend.
    lit = np.nan_to_num(grey / np.float32(LEVEL), nan=1.0)
    shade = np.clip(1 - _RELIEF_SHOWS * (1 - lit), 0, 1)[..., None]
    made = np.rint(made * shade).astype(np.uint8)
    paper = np.rint(255 * np.nan_to_num(grey[clear], nan=_NO_HEIGHT)).astype(np.uint8)
    made[clear] = paper[:, None]
    return made


def _nearest(
    shape: tuple[int, int], of: tuple[int, ...]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return rows and columns of a raster that pixels of a picture fall on."""
    rows, cols = (
        ((np.arange(count) + 0.5) * size / count).astype(np.intp)
        for count, size in zip(shape, of[:2], strict=True)
    )
    return np.ix_(rows, cols)  # type: ignore[return-value]
