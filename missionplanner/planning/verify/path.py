"""The path of a sortie as straight legs between its waypoints, and its points every few metres."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.plan import Waypoints

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Legs:
    """Measures of the n-1 legs between n waypoints, each array (n-1,), from positions alone.

    Attributes
    ----------
    level_m, rise_m, length_m : float64
        Length on the map, gain in height, and length in space, metres.
    east, north : float64
        Unit heading; nil on a vertical leg.
    speed_mps : float64
        Speed on the leg.
    """

    level_m: Floats
    rise_m: Floats
    length_m: Floats
    east: Floats
    north: Floats
    speed_mps: Floats

    @property
    def climb_mps(self) -> Floats:
        """Vertical speed, up positive, m/s.

        The speed of a leg is taken as that over the ground here (and as that in space in
        `time_s`): whichever the autopilot means, rates and times are not told too small. On legs
        steeper than 45 deg the vertical speed is the leg's speed.
        """
        run = np.maximum(self.level_m, np.abs(self.rise_m))
        return np.asarray(self.speed_mps * self.rise_m / np.where(run > 0, run, 1.0))

    @property
    def time_s(self) -> Floats:
        """Time at the leg's speed, s; infinite where the speed is nil."""
        with np.errstate(divide="ignore", invalid="ignore"):
            time = self.length_m / self.speed_mps
        return np.where(self.length_m > 0, time, 0.0)


def legs_of(points: Waypoints) -> Legs:
    """Return the legs between waypoints."""
    dx, dy, rise = np.diff(points.x_m), np.diff(points.y_m), np.diff(points.egm96_m)
    level = np.hypot(dx, dy)
    safe = np.where(level > 0, level, 1.0)
    return Legs(
        level_m=level,
        rise_m=rise,
        length_m=np.hypot(level, rise),
        east=dx / safe,
        north=dy / safe,
        speed_mps=points.speed_mps[:-1],
    )


@dataclass(frozen=True)
class Samples:
    """Points along a path.

    Attributes
    ----------
    x_m, y_m, z_m : float64 (m,)
        Site metres and EGM96.
    leg : int64 (m,)
        The leg a point lies on.
    share_m : float64 (m,)
        Metres of path the point stands for; they add up to the path's length.
    """

    x_m: Floats
    y_m: Floats
    z_m: Floats
    leg: NDArray[np.int64]
    share_m: Floats


def samples(x_m: Floats, y_m: Floats, z_m: Floats, step_m: float) -> Samples:
    """Return points on a polyline, none farther than `step_m` from the next.

    Every leg is cut into equal pieces of at most `step_m`; the points are the middles of the
    pieces together with the waypoints themselves (which stand for no length), so that sums of
    `share_m` are lengths and extremes at corners are not missed.
    """
    dx, dy, dz = np.diff(x_m), np.diff(y_m), np.diff(z_m)
    length = np.sqrt(dx * dx + dy * dy + dz * dz)
    pieces = np.maximum(np.ceil(length / step_m), 1.0).astype(np.int64)
    # Within a leg: corner, middle of piece 1, 2, ...
    count = pieces + 1
    leg = np.repeat(np.arange(len(length)), count)
    k = np.arange(len(leg)) - np.repeat(np.cumsum(count) - count, count)
    t = np.where(k > 0, (k - 0.5) / pieces[leg], 0.0)
    share = np.where(k > 0, length[leg] / pieces[leg], 0.0)
    last = max(len(length) - 1, 0)
    return Samples(
        x_m=np.append(x_m[leg] + t * dx[leg], x_m[-1]),
        y_m=np.append(y_m[leg] + t * dy[leg], y_m[-1]),
        z_m=np.append(z_m[leg] + t * dz[leg], z_m[-1]),
        leg=np.append(leg, last),
        share_m=np.append(share, 0.0),
    )
