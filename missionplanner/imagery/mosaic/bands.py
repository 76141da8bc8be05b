"""How the pictures of a camera of several lenses lie on each other, band on the first.

The lenses stand beside each other and look a little apart; at one height above ground what follows
is a homography. It begins as the files tell it (`radiometry.lens`), else as a shift found by phase
correlation of edges (C. D. Kuglin and D. C. Hines, The phase correlation image alignment method,
IEEE Conf. Cybernetics and Society, 1975), since bands differ in brightness and not in where their
edges are. It is bettered by G. D. Evangelidis and E. Z. Psarakis, Parametric image alignment using
enhanced correlation coefficient maximization, IEEE Trans. PAMI 30(10), 2008, as OpenCV has it. What
counts is the median over some captures.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.mosaic.pictures import grey, read_pixels
from missionplanner.imagery.radiometry.lens import told_warp
from missionplanner.imagery.radiometry.micasense import read_band
from missionplanner.tasks.progress import Progress

try:
    import cv2
except ImportError:  # the extra `images` is not there: told before anything is asked of this
    pass

Floats = NDArray[np.float64]

_CAPTURES, _SIDE, _LEAST = 9, 800, 0.05
_ROUNDS, _CLOSE = 60, 1e-5
# A warp whose corners lie farther apart, px of the picture made smaller, was not found.
_FAR_PX = 30.0


def band_warps(
    files: Sequence[Sequence[Path]], width: int, height: int, progress: Progress
) -> Floats:
    """Return the homographies from places in the first band to those in each.

    Parameters
    ----------
    files : sequence of sequence of Path
        Bands of each capture.
    width, height : int
        Of the picture, px.

    Returns
    -------
    float64 (bands, 3, 3)
        Of pixels counted from the upper left corner; of a band that is too unlike to be sure as the
        files tell it, or the unit matrix.

    Raises
    ------
    InputError
        A band cannot be decoded.
    Cancelled
    """
    bands = max(len(one) for one in files)
    if bands < 2:
        return np.eye(3)[None]
    whole = [one for one in files if len(one) == bands]
    chosen = [whole[k] for k in np.unique(np.linspace(0, len(whole) - 1, _CAPTURES).astype(int))]
    shrink = min(1.0, _SIDE / max(width, height))
    size = max(1, round(width * shrink)), max(1, round(height * shrink))
    told = _told(chosen[0], width, height)
    # Four corners tell a homography, and their medians one that most captures agree on.
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    found = np.full((len(chosen), bands, 4, 2), np.nan)
    for n, one in enumerate(chosen):
        progress.report(n / len(chosen), "mosaic.bands")
        first = _edges(one[0], size)
        for band in range(1, bands):
            warp = _better(first, _edges(one[band], size), told[band], (width, height))
            if warp is not None:
                found[n, band] = _through(warp, corners)
    warps = np.array([np.eye(3) if one is None else one for one in told])
    for band in range(1, bands):
        known = np.isfinite(found[:, band]).all(axis=(1, 2))
        if known.any():
            ends = np.median(found[known, band], axis=0)
            warps[band] = cv2.getPerspectiveTransform(
                corners.astype(np.float32), ends.astype(np.float32)
            )
    return warps


def shifts_px(warps: Floats, width: int, height: int) -> tuple[tuple[float, float], ...]:
    """Return where the middle of the first band lies in each band less where in the first.

    Returns
    -------
    (x, y) of each band
        Pixels to the right and down.
    """
    middle = np.array([[width / 2.0, height / 2.0]])
    off = [(_through(warp, middle) - middle)[0] for warp in warps]
    return tuple((float(x), float(y)) for x, y in off)


def _told(files: Sequence[Path], width: int, height: int) -> list[Floats | None]:
    first, *others = [read_band(path) for path in files]
    if first is None:
        return [None] * len(files)
    return [
        None,
        *(None if one is None else told_warp(first, one, width, height) for one in others),
    ]


def _better(
    first: NDArray[np.float32],
    other: NDArray[np.float32],
    told: Floats | None,
    whole: tuple[int, int],
) -> Floats | None:
    """Return the homography, in pixels of the whole picture; None: not to be found."""
    rows, cols = first.shape
    # From the whole picture to the smaller, whose pixels OpenCV counts from their middles.
    made = np.array([[cols / whole[0], 0, -0.5], [0, rows / whole[1], -0.5], [0, 0, 1.0]])
    start = _shifted(first, other) if told is None else made @ told @ np.linalg.inv(made)
    if start is None:
        return None
    begun = (start / start[2, 2]).astype(np.float32)
    until = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _ROUNDS, _CLOSE)
    try:
        _, warp = cv2.findTransformECC(first, other, begun.copy(), cv2.MOTION_HOMOGRAPHY, until)
    except cv2.error:  # too unlike to come nearer
        warp = begun
    ends = np.array([(0, 0), (cols, 0), (cols, rows), (0, rows)], np.float64)
    off = np.abs(_through(np.asarray(warp, np.float64), ends) - _through(start, ends)).max()
    warp = begun if not off < _FAR_PX else warp
    return np.asarray(np.linalg.inv(made) @ np.asarray(warp, np.float64) @ made, np.float64)


def _shifted(first: NDArray[np.float32], other: NDArray[np.float32]) -> Floats | None:
    window = cv2.createHanningWindow(first.shape[::-1], cv2.CV_32F)
    (x, y), sure = cv2.phaseCorrelate(first, other, window)
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]]) if sure >= _LEAST else None


def _through(warp: Floats, points: Floats) -> Floats:
    ends = np.column_stack((points, np.ones(len(points)))) @ warp.T
    return np.asarray(ends[:, :2] / ends[:, 2:], np.float64)


def _edges(path: Path, size: tuple[int, int]) -> NDArray[np.float32]:
    picture = cv2.GaussianBlur(grey(read_pixels(path, size)).astype(np.float32), (0, 0), 1.2)
    across = cv2.Sobel(picture, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    return np.asarray(np.hypot(across, down), np.float32)
