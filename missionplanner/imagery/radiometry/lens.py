"""The inside of a MicaSense lens, as its file tells it, and where it looks beside the first.

In XMP stand the focal length, the principal point (mm) and D. C. Brown's distortion (three radial
terms, two tangential ones, which are far below a pixel and left out), and on newer cameras the turn
of each lens against the first (RigRelatives, degrees about x, y, z; MicaSense, imageprocessing).
"""

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.interior import Interior
from missionplanner.imagery.radiometry.micasense import MicaBand, listed

Floats = NDArray[np.float64]


def told_interior(band: MicaBand, width: int, height: int) -> Interior | None:
    """Return the inside of a lens; None: its file does not tell it.

    Three radial terms become two, by least squares over the frame.
    """
    focal, centre = (
        listed(band.words, "PerspectiveFocalLength"),
        listed(band.words, "PrincipalPoint"),
    )
    if len(focal) != 1 or len(centre) != 2 or not band.px_per_mm:
        return None
    in_mm = band.words.get("camera:PerspectiveFocalLengthUnits", "") == "mm"
    f = focal[0] * band.px_per_mm if in_mm else focal[0]
    if not 0.3 * width < f < 20.0 * width:
        return None
    k = (*listed(band.words, "PerspectiveDistortion")[:3], 0.0, 0.0, 0.0)[:3]
    r2 = np.linspace(0.0, (width**2 + height**2) / (4.0 * f**2), 50)
    radial = r2 * (k[0] + r2 * (k[1] + r2 * k[2]))
    k1, k2 = np.linalg.lstsq(np.column_stack((r2, r2**2)), radial, rcond=None)[0]
    cx, cy = centre[0] * band.px_per_mm, centre[1] * band.px_per_mm
    return Interior(width, height, f, f, cx, cy, float(k1), float(k2))


def told_warp(first: MicaBand, other: MicaBand, width: int, height: int) -> Floats | None:
    """Return the homography (3, 3) from places in the first band to those in another, far away.

    None: the files do not tell it. Distortion is left out.
    """
    a, b = told_interior(first, width, height), told_interior(other, width, height)
    turns = listed(other.words, "RigRelatives")
    if a is None or b is None or len(turns) != 3:
        return None
    # The turn brings the other lens's rays to the first's: its inverse is what is wanted.
    warp = _matrix(b) @ _turned(np.radians(turns)).T @ np.linalg.inv(_matrix(a))
    return np.asarray(warp / warp[2, 2], np.float64)


def _matrix(i: Interior) -> Floats:
    return np.array([[i.fx, 0.0, i.cx], [0.0, i.fy, i.cy], [0.0, 0.0, 1.0]])


def _turned(turns_rad: Floats) -> Floats:
    (cx, cy, cz), (sx, sy, sz) = np.cos(turns_rad), np.sin(turns_rad)
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_x @ about_y @ about_z, np.float64)
