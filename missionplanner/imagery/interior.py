"""Where a point of the ground lies in a picture, and the ray through a place of a picture.

The model is that of a lens with radial distortion (D. C. Brown, Decentering distortion of lenses,
Photogrammetric Engineering 32(3), 1966, its radial part): with u, v the tangents of a ray to the
right and to the top of the frame, and r2 = u2 + v2,

    x = cx + fx u (1 + k1 r2 + k2 r2^2)        y = cy - fy v (1 + k1 r2 + k2 r2^2)

in pixels from the upper left corner of the upper left pixel.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.sensor import Camera

Floats = NDArray[np.float64]
_ROUNDS = 12


@dataclass(frozen=True)
class Interior:
    """The inside of a camera, in pixels.

    Attributes
    ----------
    width, height : int
    fx, fy : float
        Focal length over the pixel's pitch.
    cx, cy : float
        Principal point, from the upper left corner.
    k1, k2 : float
    """

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float
    k1: float = 0.0
    k2: float = 0.0

    @classmethod
    def of(cls, camera: Camera) -> "Interior":
        """Return that of a camera as the catalogue or the photo tells it: without distortion."""
        return cls(
            camera.width_px,
            camera.height_px,
            camera.focal_mm / camera.sensor_width_mm * camera.width_px,
            camera.focal_mm / camera.sensor_height_mm * camera.height_px,
            camera.width_px / 2.0,
            camera.height_px / 2.0,
        )

    def scaled(self, width: int, height: int) -> "Interior":
        """Return that of the same picture made smaller or larger."""
        a, b = width / self.width, height / self.height
        return Interior(
            width, height, self.fx * a, self.fy * b, self.cx * a, self.cy * b, self.k1, self.k2
        )

    def pixels(self, offsets_m: Floats, axes: Floats) -> Floats:
        """Return where points lie in pictures, (n, 2) px; NaN behind the camera.

        Parameters
        ----------
        offsets_m : float64 (n, 3)
            From the camera, metres east, north, up.
        axes : float64 (n, 3, 3) or (3, 3)
            Optical axis, frame's right and top; see `terrain.footprints`.
        """
        depth, right, top = np.moveaxis(np.einsum("...ij,...j->...i", axes, offsets_m), -1, 0)
        depth = np.where(depth > 0.0, depth, np.nan)
        u, v = right / depth, top / depth
        r2 = u * u + v * v
        bent = 1.0 + r2 * (self.k1 + r2 * self.k2)
        return np.stack((self.cx + self.fx * u * bent, self.cy - self.fy * v * bent), axis=-1)

    def rays(self, pixels: Floats, axes: Floats) -> Floats:
        """Return unit vectors (n, 3) east, north, up through places (n, 2) of a picture."""
        p = (pixels[..., 0] - self.cx) / self.fx
        q = (self.cy - pixels[..., 1]) / self.fy
        u, v = p.copy(), q.copy()
        for _ in range(_ROUNDS):  # the distortion is small: undoing it converges at once
            r2 = u * u + v * v
            bent = 1.0 + r2 * (self.k1 + r2 * self.k2)
            u, v = p / bent, q / bent
        ways = np.einsum("...i,...ij->...j", np.stack((np.ones_like(u), u, v), axis=-1), axes)
        return np.asarray(ways / np.linalg.norm(ways, axis=-1)[..., None], np.float64)


def turned(axes: Floats, turns_rad: Floats) -> Floats:
    """Return axes (n, 3, 3) turned by rotation vectors (n, 3) in east, north, up.

    O. Rodrigues' formula, to which a short vector may be added as to any number.
    """
    angle = np.linalg.norm(turns_rad, axis=-1)[..., None]
    about = turns_rad / np.where(angle > 0.0, angle, 1.0)
    about, angle = about[..., None, :], angle[..., None]
    along = np.sum(about * axes, axis=-1, keepdims=True) * about
    across = np.cross(np.broadcast_to(about, axes.shape), axes)
    return np.asarray(along + (axes - along) * np.cos(angle) + across * np.sin(angle))
