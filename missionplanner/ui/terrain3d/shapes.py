"""What is drawn in space, as arrays around a centre: no Qt, no OpenGL."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.model.places import Rect

Points = NDArray[np.float32]
Faces = NDArray[np.uint32]
Rgba = tuple[float, float, float, float]

#: Heights of the ground at places (n,), NaN where unknown.
HeightAt = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]

#: The most cells of terrain along one side: more is not seen, and slows the picture down.
MOST_CELLS = 512
_ALONG_EDGE_M = 20.0
_MEAN_LIGHT = 150.0  # of a relief: a picture over it is as bright as on the map


@dataclass(frozen=True)
class Mesh:
    """Triangles: corners (n, 3), three corners a face (m, 3), a colour for each corner (n, 4)."""

    corners: Points
    faces: Faces
    colours: Points


def terrain_mesh(
    x_m: NDArray[np.float64],
    y_m: NDArray[np.float64],
    height_m: NDArray[np.float32],
    rgba: NDArray[np.uint8],
    centre: tuple[float, float, float],
) -> Mesh:
    """Return the ground, thinned to `MOST_CELLS` a side; cells with unknown corners are left out.

    Parameters
    ----------
    x_m (cols,), y_m (rows,) : float64, site metres
    height_m : float32 (rows, cols), row 0 in the south, NaN unknown
    rgba : uint8 (rows, cols, 4), the picture laid over it
    centre : what is taken off the places, m
    """
    step = max(1, math.ceil(max(height_m.shape) / MOST_CELLS))
    z, picture = height_m[::step, ::step], rgba[::step, ::step]
    x, y = np.meshgrid(x_m[::step] - centre[0], y_m[::step] - centre[1])
    known = np.isfinite(z)
    level = np.where(known, z - centre[2], 0.0)
    corners = np.stack((x, y, level), axis=-1).reshape(-1, 3).astype(np.float32)
    rows, cols = z.shape
    k = np.arange(rows * cols, dtype=np.uint32).reshape(rows, cols)
    a, b, c, d = k[:-1, :-1], k[:-1, 1:], k[1:, 1:], k[1:, :-1]
    whole = known[:-1, :-1] & known[:-1, 1:] & known[1:, 1:] & known[1:, :-1]
    faces = np.concatenate([np.stack(t, axis=-1)[whole] for t in ((a, b, c), (a, c, d))])
    colours = picture.reshape(-1, 4).astype(np.float32) / 255.0
    return Mesh(corners, faces.astype(np.uint32), colours)


class HeightsOver:
    """A surface over the map: one height, or so much above the ground."""

    def __init__(self, value_m: float, ground: HeightAt | None = None) -> None:
        self._value_m, self._ground = value_m, ground

    def __call__(self, x_m: NDArray[np.float64], y_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return heights at places; ground that is not known counts as the mean of the rest."""
        if self._ground is None:
            return np.full(len(x_m), self._value_m)
        below = self._ground(x_m, y_m)
        known = below[np.isfinite(below)]
        mean = float(known.mean()) if len(known) else 0.0
        return np.nan_to_num(below, nan=mean) + self._value_m


def volume(
    polygon: Polygon | MultiPolygon,
    floor_m: HeightsOver,
    top_m: HeightsOver,
    colour: tuple[Rgba, Rgba],
    centre: tuple[float, float, float],
) -> Mesh:
    """Return a polygon between two surfaces: its sides, and its lid.

    `floor_m` and `top_m` give heights (n,) at places x, y (n,); `colour` that of sides and lid.
    """
    corners: list[NDArray[np.float64]] = []
    faces: list[NDArray[np.int64]] = []
    shades: list[NDArray[np.float64]] = []
    count = 0
    for part in getattr(polygon, "geoms", [polygon]):
        even = shapely.segmentize(part, _ALONG_EDGE_M)
        for ring in (even.exterior, *even.interiors):
            side, joined = _wall(np.asarray(ring.coords)[:, :2], floor_m, top_m)
            corners.append(side)
            faces.append(joined + count)
            shades.append(np.tile(colour[0], (len(side), 1)))
            count += len(side)
        lid, joined = _lid(even, top_m)
        corners.append(lid)
        faces.append(joined + count)
        shades.append(np.tile(colour[1], (len(lid), 1)))
        count += len(lid)
    return Mesh(
        (np.concatenate(corners) - centre).astype(np.float32),
        np.concatenate(faces).astype(np.uint32),
        np.concatenate(shades).astype(np.float32),
    )


def lay_over(
    rgba: NDArray[np.uint8],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    picture: NDArray[np.uint8],
    rect: Rect,
) -> None:
    """Lay a picture over a relief, in place: its colours, as light and dark as the relief is.

    Parameters
    ----------
    rgba : uint8 (rows, cols, 4), the relief at nodes `x` (cols,) and `y` (rows,), site metres
    picture : uint8 (r, c, 4), row 0 in the south; what is transparent in it stays relief
    rect : left, bottom, width and height of the picture, m
    """
    left, bottom, width, height = rect
    col = np.floor((x - left) / width * picture.shape[1]).astype(int)
    row = np.floor((y - bottom) / height * picture.shape[0]).astype(int)
    cols = np.flatnonzero((col >= 0) & (col < picture.shape[1]))
    rows = np.flatnonzero((row >= 0) & (row < picture.shape[0]))
    if not len(cols) or not len(rows):
        return
    inside = np.ix_(rows, cols)
    over = picture[np.ix_(row[rows], col[cols])].astype(np.float32)
    relief = rgba[inside].astype(np.float32)
    light = relief[..., :3].mean(axis=-1, keepdims=True) / _MEAN_LIGHT
    opaque = over[..., 3:] / 255.0
    mixed = opaque * over[..., :3] * np.clip(light, 0.35, 1.25) + (1 - opaque) * relief[..., :3]
    relief[..., :3] = np.clip(mixed, 0, 255)
    rgba[inside] = relief.astype(np.uint8)


def _wall(
    ring: NDArray[np.float64], floor_m: HeightsOver, top_m: HeightsOver
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    x, y = ring.T
    low = np.column_stack((x, y, floor_m(x, y)))
    high = np.column_stack((x, y, top_m(x, y)))
    n = len(ring)
    k = np.arange(n - 1)
    faces = np.concatenate(
        [np.column_stack((k, k + 1, k + 1 + n)), np.column_stack((k, k + 1 + n, k + n))]
    )
    return np.concatenate((low, high)), faces


def _lid(polygon: Polygon, top_m: HeightsOver) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    triangles = shapely.constrained_delaunay_triangles(polygon).geoms
    xy = np.concatenate([np.asarray(t.exterior.coords)[:3, :2] for t in triangles])
    lid = np.column_stack((xy, top_m(*xy.T)))
    return lid, np.arange(len(lid)).reshape(-1, 3)
