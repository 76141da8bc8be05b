"""The dominant direction of contour lines, for strips that climb little.

Strips stay straight: true contour lines bunch and spread, so strips along them leave gaps or
overlap twice. Each cell gets the one angle along which its ground rises least on average: the
weak axis of the structure tensor, the mean of grad(z) grad(z)^T over the cell.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import MultiPolygon

Floats = NDArray[np.float64]

# Ground is smoothed by this, and looked at in this step, m.
SMOOTHING_M = 25.0
STEP_M = 30.0


@dataclass(frozen=True)
class SlopeField:
    """Products of the gradient at points over the site.

    Attributes
    ----------
    x, y : float64 (n,), local metres
    xx, xy, yy : float64 (n,), products of the rises per metre east and north
    """

    x: Floats
    y: Floats
    xx: Floats
    xy: Floats
    yy: Floats


def slope_field(height_m: Floats, x0_m: float, y0_m: float, cell_m: float) -> SlopeField:
    """Return the gradient products of a terrain without NaN, row 0 in the south."""
    smooth = ndimage.gaussian_filter(height_m, SMOOTHING_M / cell_m, mode="nearest")
    north, east = (np.asarray(g) for g in np.gradient(smooth, cell_m))
    step = max(1, round(STEP_M / cell_m))
    rows, cols = np.mgrid[0 : height_m.shape[0] : step, 0 : height_m.shape[1] : step]
    e, n = east[::step, ::step].ravel(), north[::step, ::step].ravel()
    x, y = x0_m + cols.ravel() * cell_m, y0_m + rows.ravel() * cell_m
    return SlopeField(x, y, e * e, e * n, n * n)


def beneath(field: SlopeField, ground: MultiPolygon) -> SlopeField:
    """Return the points of a field that lie in some ground, local metres; all, where none does."""
    shapely.prepare(ground)
    inside = shapely.contains_xy(ground, field.x, field.y)
    if not inside.any():
        return field
    parts = (part[inside] for part in (field.x, field.y, field.xx, field.xy, field.yy))
    return SlopeField(*parts)


def contour_angle(field: SlopeField, mask: NDArray[np.bool_]) -> float:
    """Return the direction of least mean rise over the masked points, rad from east, in [0, pi).

    0 where no point is masked or the ground is level.
    """
    xx, xy, yy = field.xx[mask].sum(), field.xy[mask].sum(), field.yy[mask].sum()
    if xx + yy <= 0.0:
        return 0.0
    # Angle of the strong axis, then across it.
    steepest = 0.5 * np.arctan2(2.0 * xy, xx - yy)
    return float((steepest + 0.5 * np.pi) % np.pi)
