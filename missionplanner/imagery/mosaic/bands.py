"""How far the pictures of a camera of several lenses lie apart, band against the first.

The lenses stand beside each other and look a little apart; at one height above ground what follows
is a shift. It is found by phase correlation of edges (C. D. Kuglin and D. C. Hines, The phase
correlation image alignment method, IEEE Conf. Cybernetics and Society, 1975), since bands differ in
brightness and not in where their edges are, as the median over some captures.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.mosaic.pictures import grey, read_pixels
from missionplanner.tasks.progress import Progress

try:
    import cv2
except ImportError:  # the extra `images` is not there: told before anything is asked of this
    pass

Floats = NDArray[np.float64]

_CAPTURES, _SIDE, _LEAST = 9, 800, 0.05


def band_shifts_px(
    files: Sequence[Sequence[Path]], width: int, height: int, progress: Progress
) -> Floats:
    """Return where the ground of the first band lies in each band less where in the first.

    Parameters
    ----------
    files : sequence of sequence of Path
        Bands of each capture.
    width, height : int
        Of the picture, px.

    Returns
    -------
    float64 (bands, 2)
        Pixels to the right and down; nil where too little stands out to be sure.

    Raises
    ------
    InputError
        A band cannot be decoded.
    Cancelled
    """
    bands = max(len(one) for one in files)
    shrink = min(1.0, _SIDE / max(width, height))
    size = max(1, round(width * shrink)), max(1, round(height * shrink))
    whole = [one for one in files if len(one) == bands]
    chosen = [whole[k] for k in np.unique(np.linspace(0, len(whole) - 1, _CAPTURES).astype(int))]
    found = np.full((len(chosen), bands, 2), np.nan)
    for n, one in enumerate(chosen):
        progress.report(n / len(chosen), "mosaic.bands")
        first = _edges(one[0], size)
        window = cv2.createHanningWindow(size, cv2.CV_32F)
        for band in range(1, bands):
            (x, y), sure = cv2.phaseCorrelate(first, _edges(one[band], size), window)
            if sure >= _LEAST:
                found[n, band] = x * width / size[0], y * height / size[1]
    found[:, 0] = 0.0
    known = np.isfinite(found).any(axis=0)
    middle = np.nanmedian(np.where(known, found, 0.0), axis=0)
    return np.asarray(middle, np.float64)


def _edges(path: Path, size: tuple[int, int]) -> NDArray[np.float32]:
    picture = cv2.GaussianBlur(grey(read_pixels(path, size)).astype(np.float32), (0, 0), 1.2)
    across = cv2.Sobel(picture, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    return np.asarray(np.hypot(across, down), np.float32)
