"""Even out how bright neighbouring photos show the same ground: exposure and clouds differ.

Each photo gets one factor a band, as M. Brown and D. G. Lowe (Automatic panoramic image stitching
using invariant features, Int. J. Computer Vision 74, 2007, gain compensation) have it, here of
logarithms, so that a sum of squares is all there is to solve: what two photos show of places of the
ground that both see is to be equally bright, and each factor near 1. Of each pair the median over
places counts, which a shadow that wandered or a lorry does not move.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from missionplanner.imagery.mosaic.ground_rays import met
from missionplanner.imagery.mosaic.pictures import Pixels, sized
from missionplanner.imagery.mosaic.posed import PosedPhotos
from missionplanner.terrain.ground import Terrain

Floats = NDArray[np.float64]

# Longer side of what is compared, px; places along and across; the rim that is left out.
_SIDE, _ACROSS, _DOWN, _RIM = 96, 14, 10, 0.06
# Fewer places tell nothing of a pair; how sure a pair is, and how far a photo may be off, as logs.
_LEAST, _SURE, _FREE = 8, 0.05, 0.5
# Values darker than this share of the range tell noise, brighter ones are cut off.
_DARK, _BRIGHT = 0.03, 0.98
_MOST = 3.0


class Glances:
    """Small pictures of photos, kept while larger ones are looked at.

    Parameters
    ----------
    width, height : int
        Of the photos, px.
    """

    def __init__(self, width: int, height: int) -> None:
        shrink = min(1.0, _SIDE / max(width, height))
        self.size = max(2, round(width * shrink)), max(2, round(height * shrink))
        self.kept: dict[int, NDArray[np.float32]] = {}

    def keep(self, k: int, picture: Pixels) -> None:
        """Keep a small picture of a photo, brightness 0 to 1."""
        full = float(np.iinfo(picture.dtype).max)
        self.kept[k] = np.asarray(sized(picture, self.size) / np.float32(full), np.float32)


@dataclass(frozen=True)
class Balance:
    """Factors that even photos out.

    Attributes
    ----------
    gains : float64 (n, bands)
        Of each photo, 1/3 to 3.
    before, after : float
        How much pairs differ in the middle, share; without a pair both are nil.
    """

    gains: Floats
    before: float
    after: float


def balanced(
    glances: Glances, photos: PosedPhotos, terrain: Terrain, pairs: Sequence[tuple[int, int]]
) -> Balance:
    """Return the factors by which photos are to be multiplied.

    Parameters
    ----------
    glances : Glances
        Of all photos.
    pairs : sequence of (int, int)
        Photos that may show the same ground.
    """
    bands = glances.kept[0].shape[2]
    off = [_differing(glances, photos, terrain, a, b) for a, b in pairs]
    known = [(a, b, one) for (a, b), one in zip(pairs, off, strict=True) if one is not None]
    if not known:
        return Balance(np.ones((len(photos), bands)), 0.0, 0.0)
    first, second = np.array([(a, b) for a, b, _ in known]).T
    differ = np.array([one for *_, one in known])  # (pairs, bands), log of first over second
    row = np.arange(len(first))
    equations = sparse.csr_matrix(
        (
            np.concatenate((np.ones(len(first)), -np.ones(len(first)))),
            (np.concatenate((row, row)), np.concatenate((first, second))),
        ),
        shape=(len(first), len(photos)),
    )
    normal = equations.T @ equations / _SURE**2 + sparse.eye_array(len(photos)) / _FREE**2
    logs = splu(sparse.csc_matrix(normal)).solve(-(equations.T @ differ) / _SURE**2)
    logs = np.clip(np.asarray(logs).reshape(len(photos), bands), -np.log(_MOST), np.log(_MOST))
    left = differ + logs[first] - logs[second]
    return Balance(np.exp(logs), float(np.median(np.abs(differ))), float(np.median(np.abs(left))))


def _differing(
    glances: Glances, photos: PosedPhotos, terrain: Terrain, a: int, b: int
) -> Floats | None:
    """Return the median log of one photo's brightness over another's, (bands,); None: unknown."""
    i = photos.interior
    u = np.linspace(_RIM, 1.0 - _RIM, _ACROSS) * i.width
    v = np.linspace(_RIM, 1.0 - _RIM, _DOWN) * i.height
    pixels = np.stack(np.meshgrid(u, v), axis=-1).reshape(-1, 2)
    ways = i.rays(pixels, photos.axes[a])
    ground = met(terrain, np.broadcast_to(photos.places_m[a], ways.shape), ways)
    there = i.pixels(ground - photos.places_m[b], photos.axes[b])
    rim = _RIM * np.array([i.width, i.height])
    inside = np.isfinite(there).all(axis=1)
    inside &= (there > rim).all(axis=1) & (there < [i.width, i.height] - rim).all(axis=1)
    one = _at(glances, a, pixels[inside], (i.width, i.height))
    two = _at(glances, b, there[inside], (i.width, i.height))
    fair = ((one > _DARK) & (one < _BRIGHT) & (two > _DARK) & (two < _BRIGHT)).all(axis=1)
    if fair.sum() < _LEAST:
        return None
    return np.asarray(np.median(np.log(one[fair]) - np.log(two[fair]), axis=0), np.float64)


def _at(glances: Glances, k: int, pixels: Floats, whole: tuple[int, int]) -> NDArray[np.float32]:
    small = glances.kept[k]
    rows, cols = small.shape[:2]
    column = np.clip((pixels[:, 0] * cols / whole[0]).astype(np.int64), 0, cols - 1)
    row = np.clip((pixels[:, 1] * rows / whole[1]).astype(np.int64), 0, rows - 1)
    return np.asarray(small[row, column])
