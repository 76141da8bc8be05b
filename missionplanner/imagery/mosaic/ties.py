"""Tie points: places of the ground that two neighbouring photos both show.

Features by D. G. Lowe, Distinctive image features from scale-invariant keypoints, Int. J. Computer
Vision 60, 2004 (as OpenCV has them); a match must be better than the next best by his ratio, and
lie where all others of the pair do: within a few deviations of their median displacement from what
the poses and the DEM expect.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from missionplanner.imagery.mosaic.ground_rays import met
from missionplanner.imagery.mosaic.pictures import Pixels, grey, read_pixels
from missionplanner.imagery.mosaic.posed import PosedPhotos
from missionplanner.imagery.mosaic.side_by_side import in_order
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.ground import Terrain

try:
    import cv2
except ImportError:  # the extra `images` is not there: told before anything is asked of this
    pass

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Longer side of what features are looked for in, px; features a photo; neighbours of one.
_SIDE, _FEATURES, _NEIGHBOURS = 1000, 800, 8
_RATIO, _LEAST, _MOST = 0.8, 8, 40
# A match this far from where it is expected is none, share of the width.
_FAR_SHARE = 0.25


@dataclass(frozen=True)
class TiePoints:
    """Places in pairs of photos; k of them.

    Attributes
    ----------
    first, second : int64 (k,)
        Photos.
    first_px, second_px : float64 (k, 2)
        From the upper left corner of the whole picture.
    pairs : int
        Of photos that are tied.
    """

    first: Ints
    second: Ints
    first_px: Floats
    second_px: Floats
    pairs: int

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True)
class _Features:
    pixels: Floats
    words: NDArray[np.uint8]  # SIFT's are whole numbers up to 255
    ground_m: Floats


def tie_points(
    photos: PosedPhotos,
    terrain: Terrain,
    progress: Progress,
    seen: Callable[[int, Pixels], None] | None = None,
) -> TiePoints:
    """Return tie points between neighbouring photos.

    Parameters
    ----------
    seen : callable, optional
        Handed the number of each photo and its picture, made smaller, as it is looked at.

    Raises
    ------
    InputError
        A photo cannot be decoded.
    Cancelled
    """
    i = photos.interior
    shrink = min(1.0, _SIDE / max(i.width, i.height))
    size = max(1, round(i.width * shrink)), max(1, round(i.height * shrink))
    features: list[_Features] = []

    def looked_at(k: int) -> tuple[Pixels, _Features]:
        picture = read_pixels(photos.files[k][0], size)
        return picture, _features(photos, terrain, picture, k, i.width / size[0])

    progress.report(0.0, "mosaic.features", done=0, n=len(photos))
    for k, (picture, one) in enumerate(in_order(looked_at, range(len(photos)))):
        progress.report(0.8 * k / len(photos), "mosaic.features", done=k, n=len(photos))
        if seen is not None:
            seen(k, picture)
        features.append(one)
    pairs = near_pairs(photos, terrain)
    found = list(in_order(lambda pair: _matched(photos, features, *pair), pairs))
    tied = [one for one in found if len(one[2])]
    progress.report(1.0, "mosaic.tied", n=len(tied))
    if not tied:
        none = np.zeros((0, 2))
        return TiePoints(np.zeros(0, np.int64), np.zeros(0, np.int64), none, none, 0)
    return TiePoints(
        np.concatenate([np.full(len(p), a) for a, _, p, _ in tied]),
        np.concatenate([np.full(len(p), b) for _, b, p, _ in tied]),
        np.concatenate([p for *_, p, _ in tied]),
        np.concatenate([q for *_, q in tied]),
        len(tied),
    )


def pictures_of(photos: PosedPhotos, size: tuple[int, int]) -> Iterator[Pixels]:
    """Yield the first bands of all photos at a size; the next ones are decoded meanwhile.

    Raises
    ------
    InputError
        A photo cannot be decoded.
    """
    yield from in_order(lambda files: read_pixels(files[0], size), photos.files)


def _features(
    photos: PosedPhotos,
    terrain: Terrain,
    picture: Pixels,
    k: int,
    scale: float,
) -> _Features:
    # One of its own: it keeps what it works on, and others look for features meanwhile.
    points, words = cv2.SIFT.create(_FEATURES).detectAndCompute(grey(picture), None)
    if words is None:
        return _Features(np.zeros((0, 2)), np.zeros((0, 128), np.uint8), np.zeros((0, 3)))
    # OpenCV counts from the middle of the first pixel.
    pixels = (np.array([point.pt for point in points]) + 0.5) * scale
    ways = photos.interior.rays(pixels, photos.axes[k])
    ground = met(terrain, np.broadcast_to(photos.places_m[k], ways.shape), ways)
    known = np.isfinite(ground).all(axis=1)
    return _Features(pixels[known], np.asarray(words)[known].astype(np.uint8), ground[known])


def near_pairs(photos: PosedPhotos, terrain: Terrain) -> Iterator[tuple[int, int]]:
    """Yield pairs of near photos, each once."""
    if len(photos) < 2:
        return
    below = photos.places_m[:, :2]
    reach = photos.reach_m(terrain)
    near = min(_NEIGHBOURS + 1, len(photos))
    away, which = (np.asarray(a) for a in cKDTree(below).query(below, k=near))
    found = {
        (min(a, int(b)), max(a, int(b)))
        for a in range(len(photos))
        for b, d in zip(which[a], away[a], strict=True)
        if int(b) != a and d < reach[a]
    }
    yield from sorted(found)


def _matched(
    photos: PosedPhotos, features: list[_Features], a: int, b: int
) -> tuple[int, int, Floats, Floats]:
    """Return both photos with the places of the same ground in each, (k, 2) px."""
    one, two, none = features[a], features[b], np.zeros((0, 2))
    if min(len(one.pixels), len(two.pixels)) < 2:
        return a, b, none, none
    mine, theirs = one.words.astype(np.float32), two.words.astype(np.float32)
    best = cv2.BFMatcher(cv2.NORM_L2).knnMatch(mine, theirs, k=2)
    good = [m[0] for m in best if len(m) == 2 and m[0].distance < _RATIO * m[1].distance]
    p = one.pixels[[m.queryIdx for m in good]].reshape(-1, 2)
    q = two.pixels[[m.trainIdx for m in good]].reshape(-1, 2)
    offsets = one.ground_m[[m.queryIdx for m in good]].reshape(-1, 3) - photos.places_m[b]
    off = q - photos.interior.pixels(offsets, photos.axes[b])
    fine = np.isfinite(off).all(axis=1)
    fine &= np.linalg.norm(off, axis=1) < _FAR_SHARE * photos.interior.width
    for _ in range(3):
        if fine.sum() < _LEAST:
            return a, b, none, none
        middle = np.median(off[fine], axis=0)
        spread = 1.4826 * np.median(np.abs(off[fine] - middle), axis=0) + 1.0
        fine &= (np.abs(off - middle) < 4.0 * spread).all(axis=1)
    kept = np.flatnonzero(fine)
    kept = kept[np.linspace(0, len(kept) - 1, min(len(kept), _MOST)).astype(np.int64)]
    return a, b, p[kept], q[kept]
