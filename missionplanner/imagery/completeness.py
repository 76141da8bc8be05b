"""What flown photos show of the wanted ground, and where they leave holes.

A cell lacks when fewer flight lines or images show it than the asked overlap means
(`aircraft.overlap`). Where the plan itself promised just enough, an image a metre off its place
already makes cells lack by one, and no survey is flown so exactly; such cells are counted, but they
are no hole. A hole is ground that the plan promised and that

- no photo shows, or
- lacks, and a missing image of the plan would have shown it, or
- is shown by less than three quarters of the images it needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from missionplanner.aircraft.overlap import Needed, Shares, shares_of
from missionplanner.geo.frames import SiteFrame
from missionplanner.imagery.matching import Matched
from missionplanner.imagery.placing import PlacedPhotos
from missionplanner.model.completed import Completed, least_seen, verdict
from missionplanner.model.places import Position
from missionplanner.model.verification import ViewRasters
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.views import CellGrid, Frames, Views, count_views

Mask = NDArray[np.bool_]

_POOR_SHARE = 0.75
# Smaller holes than this many cells are not flown for.
_LEAST_CELLS = 4


@dataclass(frozen=True)
class Gap:
    """A connected piece of ground that is to be flown again: its size, and a place in it."""

    area_m2: float
    place: Position


@dataclass(frozen=True)
class SensorCompleteness:
    """What the photos of one sensor show.

    Attributes
    ----------
    certain : Shares
        Of the wanted cells, by photos that are there and sharp.
    expected : Shares
        By those and by photos that previews have announced; equal without any.
    promised : Shares
        By the plan.
    limit : float
        Least share seen, by the wind.
    verdict : Completed
    gsd_p50_m, gsd_p95_m : float
        Of cells seen; NaN: none is.
    incidence_p50_deg, incidence_p95_deg : float
        Angle between the most upright ray and the ground's normal.
    views : ViewRasters
    hole : bool (rows, cols)
    holes : tuple of Gap
        Largest first.
    """

    certain: Shares
    expected: Shares
    promised: Shares
    limit: float
    verdict: Completed
    gsd_p50_m: float
    gsd_p95_m: float
    incidence_p50_deg: float
    incidence_p95_deg: float
    views: ViewRasters
    hole: Mask
    holes: tuple[Gap, ...]


@dataclass(frozen=True)
class Judging:
    """What a sensor's photos are held against.

    Attributes
    ----------
    planned : ViewRasters
        What the plan promised.
    needed : Needed
    missing : Frames
        Images of the plan that no photo is.
    announced : bool (missing,)
        Which of these have been announced.
    beaufort : int or None
        Wind while it was flown; None: not known, and the stricter limit holds.
    """

    planned: ViewRasters
    needed: Needed
    missing: Frames
    announced: Mask
    beaufort: int | None


def completeness_of(
    photos: PlacedPhotos,
    matched: Matched,
    sees: Mask,
    judging: Judging,
    terrain: Terrain,
    progress: Progress,
) -> SensorCompleteness:
    """Return what the photos that count show of the ground.

    Raises
    ------
    Cancelled
    """
    grid = CellGrid.like(judging.planned, terrain)
    frames = flown_frames(photos, matched, sees)
    views = count_views(frames, terrain, grid, progress.part(0.0, 0.8), facing=True)
    missed = count_views(judging.missing, terrain, grid, progress.part(0.8, 1.0)).images > 0
    flown = _as_rasters(grid, views)
    hole = _large(_hole(flown, missed, judging))
    certain = shares_of(flown, judging.needed)
    promised = shares_of(judging.planned, judging.needed)
    limit = least_seen(judging.beaufort)
    gsd = _percentiles(flown.gsd_m[flown.wanted & (flown.images > 0)])
    steep = views.facing[flown.wanted & (flown.images > 0)]
    incidence = _percentiles(np.degrees(np.arccos(np.clip(steep, 0.0, 1.0))))
    return SensorCompleteness(
        certain=certain,
        expected=_expected(frames, certain, judging, grid, terrain, progress),
        promised=promised,
        limit=limit,
        verdict=verdict(certain.seen, certain.both, promised.both, limit),
        gsd_p50_m=gsd[0],
        gsd_p95_m=gsd[1],
        incidence_p50_deg=incidence[0],
        incidence_p95_deg=incidence[1],
        views=flown,
        hole=hole,
        holes=tuple(_holes(hole, flown, terrain.frame)),
    )


def _expected(
    frames: Frames,
    certain: Shares,
    judging: Judging,
    grid: CellGrid,
    terrain: Terrain,
    progress: Progress,
) -> Shares:
    if not judging.announced.any():
        return certain
    both = frames.joined(judging.missing.chosen(judging.announced))
    views = count_views(both, terrain, grid, progress.part(1.0, 1.0))
    return shares_of(_as_rasters(grid, views), judging.needed)


def flown_frames(photos: PlacedPhotos, matched: Matched, sees: Mask) -> Frames:
    """Return the frames of the photos that count, line by line."""
    chosen = np.flatnonzero(sees)
    order = chosen[np.argsort(matched.lines[chosen], kind="stable")]
    return Frames(photos.camera, photos.places_m[order], photos.axes[order], matched.lines[order])


def _as_rasters(grid: CellGrid, views: Views) -> ViewRasters:
    return ViewRasters(*grid.place, views.images, views.strips, views.gsd_m, grid.wanted)


def _hole(flown: ViewRasters, missed: Mask, judging: Judging) -> Mask:
    planned, asked = judging.planned, judging.needed
    lacks = (flown.images < asked.images) | (flown.strips < asked.strips)
    enough = (planned.images >= asked.images) & (planned.strips >= asked.strips)
    unseen = (flown.images == 0) & (planned.images > 0)
    poor = flown.images < _POOR_SHARE * asked.images
    return np.asarray(flown.wanted & (unseen | (enough & lacks & (missed | poor))), np.bool_)


def _large(hole: Mask) -> Mask:
    """Return holes without pieces that are not worth a flight."""
    labels, count = ndimage.label(hole, np.ones((3, 3)))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    return np.asarray(hole & (sizes[labels] >= _LEAST_CELLS), np.bool_)


def pieces_of(hole: Mask) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield rows and columns of each connected piece of a mask, the largest first."""
    labels, count = ndimage.label(hole, np.ones((3, 3)))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    for number in np.argsort(-sizes, kind="stable"):
        rows, cols = np.nonzero(labels == number + 1)
        yield rows, cols


def _holes(hole: Mask, views: ViewRasters, frame: SiteFrame) -> Iterator[Gap]:
    for rows, cols in pieces_of(hole):
        # A cell of the piece itself: the mean of a ring lies outside it.
        middle = int(np.argmin((rows - rows.mean()) ** 2 + (cols - cols.mean()) ** 2))
        lon, lat = frame.inverse(
            views.x0_m + cols[middle] * views.cell_m, views.y0_m + rows[middle] * views.cell_m
        )
        place = Position(lon_deg=float(lon), lat_deg=float(lat))
        yield Gap(float(len(rows)) * views.cell_m**2, place)


def _percentiles(values: NDArray[np.float32]) -> tuple[float, float]:
    if not values.size:
        return float("nan"), float("nan")
    p50, p95 = np.percentile(values, (50, 95))
    return float(p50), float(p95)
