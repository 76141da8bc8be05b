"""Photos as a map is made of them: files, poses with how far they are trusted, and the camera."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.control.resection import place_sd_m, turn_sd_deg
from missionplanner.imagery.interior import Interior
from missionplanner.imagery.placing import PlacedPhotos
from missionplanner.model.control import ControlFit
from missionplanner.terrain.ground import Terrain

Floats = NDArray[np.float64]

# Of photos that were adjusted to control points: m, degrees.
_FITTED_M, _FITTED_DEG = 0.05, 0.05


@dataclass(frozen=True)
class PosedPhotos:
    """Photos of one camera over a terrain; n of them.

    Attributes
    ----------
    files : tuple of tuple of Path
        Of each, all its bands.
    places_m, axes : float64 (n, 3), (n, 3, 3)
        Site metres and EGM96; see `terrain.footprints`.
    place_sd_m, turn_sd_rad : float64 (n, 3)
    interior : Interior
    fitted : int
        How many were adjusted to control points.
    """

    files: tuple[tuple[Path, ...], ...]
    places_m: Floats
    axes: Floats
    place_sd_m: Floats
    turn_sd_rad: Floats
    interior: Interior
    fitted: int = 0

    def __len__(self) -> int:
        return len(self.files)

    def above_m(self, terrain: Terrain) -> Floats:
        """Return heights above the ground, (n,) m."""
        x, y, z = self.places_m.T
        return np.asarray(z - terrain.height_at(x, y), np.float64)

    def gsd_m(self, terrain: Terrain) -> float:
        """Return the usual size of a pixel on the ground below the camera, m."""
        return float(np.nanmedian(self.above_m(terrain))) / self.interior.fx

    def reach_m(self, terrain: Terrain) -> Floats:
        """Return how far from below a camera its frame reaches on level ground, (n,) m.

        Twice the height at most: what is seen flatter is no map.
        """
        i = self.interior
        half = np.hypot(i.width / i.fx, i.height / i.fy) / 2.0
        tilt = np.arccos(np.clip(-self.axes[:, 0, 2], -1.0, 1.0))
        flat = np.tan(np.minimum(tilt + np.arctan(half), np.arctan(2.0)))
        return np.asarray(1.3 * flat * self.above_m(terrain))

    def moved(self, places_m: Floats, axes: Floats) -> "PosedPhotos":
        """Return them at other poses."""
        return replace(self, places_m=places_m, axes=axes)


def posed(
    photos: PlacedPhotos,
    terrain: Terrain,
    fit: ControlFit | None,
    told: Interior | None = None,
) -> PosedPhotos:
    """Return the photos that look at the terrain from above it.

    Parameters
    ----------
    photos : PlacedPhotos
    terrain : Terrain
    fit : ControlFit or None
        Adjustment to control points of photos of the same sensor: its camera serves all, what the
        flight is off by is taken off all, and photos with marks stand where it has them.
    told : Interior, optional
        The inside of the camera as its maker measured it; else as of the catalogue.
    """
    x, y, z = photos.places_m.T
    use = np.flatnonzero(np.isfinite(z) & (z > terrain.height_at(x, y)))
    seized: Sequence[int] = use.tolist()
    mine = [photos.seized[k].photo for k in seized]
    places, axes = photos.places_m[use].copy(), photos.axes[use].copy()
    place_sd = np.array([place_sd_m(photo) for photo in mine]).reshape(-1, 3)
    turn_sd = np.radians([turn_sd_deg(photo) for photo in mine]).reshape(-1, 3)
    interior, fitted = told or Interior.of(photos.camera), 0
    if fit is not None:
        interior = Interior(**fit.camera.model_dump()).scaled(interior.width, interior.height)
        places += np.array(fit.shift_m)
        known = {pose.photo: pose for pose in fit.photos}
        for k, photo in enumerate(mine):
            if (pose := known.get(photo.name)) is not None:
                places[k] = pose.x_m, pose.y_m, pose.height_m
                axes[k] = np.array(pose.axes).reshape(3, 3)
                place_sd[k], turn_sd[k] = _FITTED_M, np.radians(_FITTED_DEG)
                fitted += 1
    files = tuple(photo.files for photo in mine)
    return PosedPhotos(files, places, axes, place_sd, turn_sd, interior, fitted)
