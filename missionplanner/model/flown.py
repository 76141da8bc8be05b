"""A sortie as it is flown, moment by moment: what profile, playback and cards read."""

import math
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Moment:
    """The aircraft at one moment; what is not known is NaN.

    Attributes
    ----------
    time_s, along_m : float
        Since take-off, and way flown.
    x_m, y_m, egm96_m, ground_m : float
        Site metres, height and the ground below, EGM96.
    clearance_m : float
        Distance in space to the nearest ground.
    speed_mps, heading_deg : float
        Along the way, and clockwise from the site frame's north.
    used_wh : float
        Energy used so far.
    strip : int
        Number of the strip, -1 between strips.
    """

    time_s: float
    along_m: float
    x_m: float
    y_m: float
    egm96_m: float
    ground_m: float
    clearance_m: float
    speed_mps: float
    heading_deg: float
    used_wh: float
    strip: int

    @property
    def agl_m(self) -> float:
        """Height straight above ground, m."""
        return self.egm96_m - self.ground_m


@dataclass(frozen=True)
class Shots:
    """The images of a sortie in the order they are taken, each array (n,).

    Attributes
    ----------
    time_s : float64, since take-off
    x_m, y_m, egm96_m : float64, site metres
    east, north : float64, unit heading
    """

    time_s: Floats
    x_m: Floats
    y_m: Floats
    egm96_m: Floats
    east: Floats
    north: Floats

    def __len__(self) -> int:
        return len(self.time_s)


@dataclass(frozen=True)
class FlownCourse:
    """One sortie from take-off to touch-down, as samples (m,) joined by straight lines.

    Take-off and landing are vertical. Clearance and energy are NaN where they are not worked out.

    Attributes
    ----------
    time_s, along_m : float64
        Never falling.
    x_m, y_m, egm96_m, ground_m, clearance_m, speed_mps, used_wh : float64
        As in `Moment`.
    strip : int32
        Of the piece that begins at a sample.
    passed : int64 (n,)
        The sample where each waypoint is passed.
    shots : Shots
    battery_wh : float
        What a full set holds.
    """

    time_s: Floats
    along_m: Floats
    x_m: Floats
    y_m: Floats
    egm96_m: Floats
    ground_m: Floats
    clearance_m: Floats
    speed_mps: Floats
    used_wh: Floats
    strip: NDArray[np.int32]
    passed: Ints
    shots: Shots
    battery_wh: float

    @property
    def length_m(self) -> float:
        """Way flown, take-off and landing included."""
        return float(self.along_m[-1])

    @property
    def duration_s(self) -> float:
        """From take-off to touch-down."""
        return float(self.time_s[-1])

    @property
    def measured(self) -> bool:
        """True where distances to the ground in space are known."""
        return bool(np.isfinite(self.clearance_m).any())

    def at_time(self, time_s: float) -> Moment:
        """Return the moment at a time since take-off; before and behind, the ends."""
        return self._at(self.time_s, time_s)

    def at_way(self, along_m: float) -> Moment:
        """Return the moment when so much way is flown."""
        return self._at(self.along_m, along_m)

    def way_at(self, time_s: float) -> float:
        """Return the way flown at a time."""
        return float(np.interp(time_s, self.time_s, self.along_m))

    def tightest(self) -> int | None:
        """Return the sample nearest to the ground in flight; None where that is not known.

        Take-off and landing are left out: there the ground is meant to be near.
        """
        inner = self.clearance_m[self.passed[0] : self.passed[-1] + 1]
        if not np.isfinite(inner).any():
            return None
        return int(self.passed[0] + np.nanargmin(inner))

    def nearest(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Return the way at which the course comes nearest to a place on the map, and how near."""
        if len(self.x_m) < 2:
            return 0.0, math.hypot(self.x_m[0] - x_m, self.y_m[0] - y_m)
        ax, ay = self.x_m[:-1], self.y_m[:-1]
        dx, dy = np.diff(self.x_m), np.diff(self.y_m)
        square = np.maximum(dx * dx + dy * dy, 1e-12)
        share = np.clip(((x_m - ax) * dx + (y_m - ay) * dy) / square, 0.0, 1.0)
        away = np.hypot(ax + share * dx - x_m, ay + share * dy - y_m)
        best = int(np.argmin(away))
        step = self.along_m[best + 1] - self.along_m[best]
        return float(self.along_m[best] + share[best] * step), float(away[best])

    def _at(self, axis: Floats, value: float) -> Moment:
        value = min(max(value, float(axis[0])), float(axis[-1]))
        k = min(max(bisect_right(axis, value) - 1, 0), len(axis) - 2)
        span = float(axis[k + 1] - axis[k])
        share = (value - float(axis[k])) / span if span > 0 else 0.0

        def mixed(column: Floats) -> float:
            return float(column[k] + share * (column[k + 1] - column[k]))

        return Moment(
            time_s=mixed(self.time_s),
            along_m=mixed(self.along_m),
            x_m=mixed(self.x_m),
            y_m=mixed(self.y_m),
            egm96_m=mixed(self.egm96_m),
            ground_m=mixed(self.ground_m),
            clearance_m=mixed(self.clearance_m),
            speed_mps=mixed(self.speed_mps),
            heading_deg=self._heading_deg(k),
            used_wh=mixed(self.used_wh),
            strip=int(self.strip[k]),
        )

    def _heading_deg(self, k: int) -> float:
        """Return the heading of a piece; on an upright one, that of the next level one."""
        moved = np.hypot(np.diff(self.x_m[k : k + 12]), np.diff(self.y_m[k : k + 12]))
        level = np.flatnonzero(moved > 1e-3)
        if not len(level):
            return 0.0
        i = k + int(level[0])
        east, north = self.x_m[i + 1] - self.x_m[i], self.y_m[i + 1] - self.y_m[i]
        return math.degrees(math.atan2(east, north)) % 360.0


@dataclass(frozen=True)
class StripFlown:
    """One strip of a course.

    Attributes
    ----------
    number : int
        As in the waypoints.
    from_m, to_m : float
        Ways along the course where it begins and ends.
    heading_deg : float
        Clockwise from the site frame's north, of its chord.
    agl_min_m, agl_max_m, clearance_min_m : float
        NaN where not known.
    duration_s : float
    shots : int
    """

    number: int
    from_m: float
    to_m: float
    heading_deg: float
    agl_min_m: float
    agl_max_m: float
    clearance_min_m: float
    duration_s: float
    shots: int


def strips_of(course: FlownCourse) -> tuple[StripFlown, ...]:
    """Return the strips of a course in the order they are flown."""
    edges = np.flatnonzero(np.diff(course.strip)) + 1
    starts, ends = np.concatenate(([0], edges)), np.append(edges, len(course.strip) - 1)
    return tuple(
        _strip(course, int(a), int(b))
        for a, b in zip(starts, ends, strict=True)
        if course.strip[a] >= 0 and b > a
    )


def _strip(course: FlownCourse, a: int, b: int) -> StripFlown:
    agl = course.egm96_m[a : b + 1] - course.ground_m[a : b + 1]
    near = course.clearance_m[a : b + 1]
    east, north = course.x_m[b] - course.x_m[a], course.y_m[b] - course.y_m[a]
    begin, end = float(course.time_s[a]), float(course.time_s[b])
    shots = (course.shots.time_s >= begin) & (course.shots.time_s <= end)
    return StripFlown(
        number=int(course.strip[a]),
        from_m=float(course.along_m[a]),
        to_m=float(course.along_m[b]),
        heading_deg=math.degrees(math.atan2(east, north)) % 360.0,
        agl_min_m=float(np.min(agl)),
        agl_max_m=float(np.max(agl)),
        clearance_min_m=float(np.min(near)),
        duration_s=end - begin,
        shots=int(shots.sum()),
    )


@dataclass(frozen=True)
class SunPath:
    """Where the sun stands through a day, each array (n,).

    Attributes
    ----------
    unix_s : float64, since 1970, UTC
    elevation_deg, azimuth_deg : float64, without refraction; clockwise from north, unwrapped
    """

    unix_s: Floats
    elevation_deg: Floats
    azimuth_deg: Floats

    def at(self, unix_s: float) -> tuple[float, float]:
        """Return elevation and azimuth (0 to 360) at a moment, degrees."""
        elevation = float(np.interp(unix_s, self.unix_s, self.elevation_deg))
        azimuth = float(np.interp(unix_s, self.unix_s, self.azimuth_deg))
        return elevation, azimuth % 360.0


@dataclass(frozen=True)
class FlownPlan:
    """One sensor's plan in flight.

    Attributes
    ----------
    courses : tuple of FlownCourse
        One a sortie, in the plan's order.
    least_m : float
        Distance to the ground that is asked for.
    wind_mps, wind_from_deg : float
        The wind it is planned for.
    sun : SunPath
        From the start of the day asked about.
    """

    courses: tuple[FlownCourse, ...]
    least_m: float
    wind_mps: float
    wind_from_deg: float
    sun: SunPath
