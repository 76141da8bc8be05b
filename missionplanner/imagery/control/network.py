"""Photos, points and marks as one system of equations: what is unknown, and how each one acts.

Unknown are what all photos of the flight are off by, the inside of the camera, six numbers of each
photo (place and a small turn), and three of each point. What photos and measurements tell of them
are observations too, each with its standard deviation, so that the system always has a solution.
Residuals are divided by their standard deviations.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from missionplanner.imagery.interior import Interior, turned

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SHIFT, CAMERA, POSE, POINT = 3, 4, 6, 3
_COMMON = SHIFT + CAMERA
# Standard deviations: off together (east, north, up; a barometer's height may be far off), focal
# length and principal point as shares of focal length and width, and distortion.
_SHIFT_M = np.array([5.0, 5.0, 30.0])
_FOCAL, _PRINCIPAL, _K1, _STEP = 0.01, 0.005, 0.05, 1e-6


@dataclass(frozen=True)
class MarkNetwork:
    """What was observed; n photos, m points, k marks.

    Attributes
    ----------
    interior : Interior
    places_m : float64 (n, 3)
    axes : float64 (n, 3, 3)
    place_sd_m : float64 (n, 3)
    turn_sd_rad : float64 (n, 3)
        About east, north and up.
    points_m : float64 (m, 3)
        Site metres and EGM96.
    point_sd_m : float64 (m, 3)
        inf: nothing is known of the point but its marks.
    photo, point : int64 (k,)
    marks_px : float64 (k, 2)
    mark_sd_px : float
    """

    interior: Interior
    places_m: Floats
    axes: Floats
    place_sd_m: Floats
    turn_sd_rad: Floats
    points_m: Floats
    point_sd_m: Floats
    photo: Ints
    point: Ints
    marks_px: Floats
    mark_sd_px: float

    @property
    def unknowns(self) -> int:
        """How many there are."""
        return _COMMON + POSE * len(self.places_m) + POINT * len(self.points_m)

    def without_marks(self, which: NDArray[np.bool_]) -> "MarkNetwork":
        """Return it without some marks; bool (k,)."""
        left = ~which
        return replace(
            self, photo=self.photo[left], point=self.point[left], marks_px=self.marks_px[left]
        )

    def split(self, x: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return shift (3,), camera (4,), poses (n, 6) and points' corrections (m, 3)."""
        n = len(self.places_m)
        poses = x[_COMMON : _COMMON + POSE * n].reshape(n, POSE)
        return x[:SHIFT], x[SHIFT:_COMMON], poses, x[_COMMON + POSE * n :].reshape(-1, POINT)

    def camera(self, of: Floats) -> Interior:
        """Return the inside of the camera with corrections (4,): focal, principal point, k1."""
        i = self.interior
        return replace(
            i,
            fx=i.fx * (1.0 + _FOCAL * of[0]),
            fy=i.fy * (1.0 + _FOCAL * of[0]),
            cx=i.cx + _PRINCIPAL * i.width * of[1],
            cy=i.cy + _PRINCIPAL * i.width * of[2],
            k1=i.k1 + _K1 * of[3],
        )

    def placed(self, x: Floats) -> tuple[Floats, Floats]:
        """Return the photos' places (n, 3) and axes (n, 3, 3)."""
        shift, _, poses, _ = self.split(x)
        return self.places_m + shift + poses[:, :3], turned(self.axes, poses[:, 3:])

    def points(self, x: Floats) -> Floats:
        """Return the points' places (m, 3)."""
        return self.points_m + self.split(x)[3]

    def residuals(self, x: Floats) -> Floats:
        """Return all residuals over their standard deviations; marks first, two each."""
        shift, camera, poses, moved = self.split(x)
        marks = (self._seen(x) - self.marks_px) / self.mark_sd_px
        known = np.where(np.isfinite(self.point_sd_m), moved / self.point_sd_m, 0.0)
        return np.concatenate(
            (
                np.where(np.isfinite(marks), marks, 1e3).ravel(),
                shift / _SHIFT_M,
                camera,
                (poses[:, :3] / self.place_sd_m).ravel(),
                (poses[:, 3:] / self.turn_sd_rad).ravel(),
                known.ravel(),
            )
        )

    def point_rows(self, k: int) -> slice:
        """Return the rows of `residuals` that hold what was measured of a point."""
        n = len(self.places_m)
        first = 2 * len(self.photo) + _COMMON + POSE * n + POINT * k
        return slice(first, first + POINT)

    def _seen(self, x: Floats) -> Floats:
        places, axes = self.placed(x)
        inside = self.camera(self.split(x)[1])
        offsets = self.points(x)[self.point] - places[self.photo]
        return inside.pixels(offsets, axes[self.photo])

    def jacobian(self, x: Floats) -> sparse.csr_matrix:
        """Return the derivatives of `residuals`; of the marks by differences, all marks at once."""
        base, k = self._seen(x), len(self.photo)
        cols, values = [], []
        for columns, change in self._changes(x):
            slope = (self._seen(x + change) - base) / (_STEP * self.mark_sd_px)
            cols.append(np.repeat(columns, 2))
            values.append(np.nan_to_num(slope).ravel())
        place = np.tile(np.arange(2 * k), len(cols)), np.concatenate(cols)
        marks = sparse.coo_matrix((np.concatenate(values), place), (2 * k, self.unknowns))
        return sparse.csr_matrix(sparse.vstack((marks.tocsr(), self._told())))

    def _told(self) -> sparse.csr_matrix:
        """Return the derivatives of what was told beforehand: one unknown a row."""
        n = len(self.places_m)
        known = np.where(np.isfinite(self.point_sd_m), 1.0 / self.point_sd_m, 0.0)
        pose = 1.0 / self.place_sd_m.ravel(), 1.0 / self.turn_sd_rad.ravel()
        weights = np.concatenate((1.0 / _SHIFT_M, np.ones(CAMERA), *pose, known.ravel()))
        # The residuals hold all places before all turns, the unknowns those of a photo together.
        order = np.arange(self.unknowns)
        of_photo = _COMMON + np.arange(POSE * n).reshape(n, 2, 3)
        order[_COMMON : _COMMON + POSE * n] = of_photo.swapaxes(0, 1).ravel()
        size = (self.unknowns, self.unknowns)
        return sparse.csr_matrix((weights, (np.arange(self.unknowns), order)), shape=size)

    def _changes(self, x: Floats) -> list[tuple[Ints, Floats]]:
        """Return, for each kind of unknown, which one acts on each mark, and a small change."""
        n, k = len(self.places_m), len(self.photo)
        first = _COMMON + POSE * n
        found = [(np.full(k, j), np.array([j])) for j in range(_COMMON)]
        for j in range(POSE):
            found.append((_COMMON + POSE * self.photo + j, _COMMON + POSE * np.arange(n) + j))
        for j in range(POINT):
            each = first + POINT * np.arange(len(self.points_m)) + j
            found.append((first + POINT * self.point + j, each))
        steps = []
        for columns, moved in found:
            change = np.zeros_like(x)
            change[moved] = _STEP
            steps.append((np.asarray(columns, np.int64), change))
        return steps
