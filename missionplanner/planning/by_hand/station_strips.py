"""Strips through camera stations that are given one by one: those of photos taken before.

Photos in the order of their time make lines; a line is flown as strips on which images every
trigger distance fall on the stations. Where the camera fired unevenly a new strip begins, so that
the count starts anew there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.patterns import StripAim
from missionplanner.planning.by_hand.runs import Run

Floats = NDArray[np.float64]

# An image may be off its station by this along a strip, and a strip beside its stations, m.
ALONG_M, BESIDE_M = 0.4, 0.3
# A step longer than this share of the usual one ends a line, and one that goes astray from both of
# its neighbours; so does a camera turned by as much.
GAP_SHARE, ASTRAY_DEG, PITCH_DEG, YAW_DEG = 1.8, 25.0, 3.0, 20.0
# A strip goes on behind its last station by this share of a trigger distance.
BEHIND_SHARE = 0.35
# Aims are rounded to this, degrees: lines that look alike are one sort of view.
AIM_DEG = 0.5


@dataclass(frozen=True)
class CameraStations:
    """Where images were taken, in their order; arrays (n,), n >= 1.

    Attributes
    ----------
    places_m : float64 (n, 3)
        Site metres and EGM96.
    pitch_deg, yaw_deg : float64
        Of the camera; yaw from the site grid's north.
    seconds : float64
        Since the first; NaN: not known.
    """

    places_m: Floats
    pitch_deg: Floats
    yaw_deg: Floats
    seconds: Floats

    def __len__(self) -> int:
        return len(self.places_m)


@dataclass(frozen=True)
class StationStrips:
    """Strips through stations.

    Attributes
    ----------
    lines : tuple of tuples of Run
        The strips of each line, numbered through; with heights.
    aims : tuple of StripAim
        Of each strip, by its number.
    trigger_m : float
        Distance between images, m.
    speed_mps : float or None
        Usual ground speed; None: no times are known.
    """

    lines: tuple[tuple[Run, ...], ...]
    aims: tuple[StripAim, ...]
    trigger_m: float
    speed_mps: float | None


def station_strips(stations: CameraStations) -> StationStrips:
    """Return strips through all stations, in their order."""
    step = np.diff(stations.places_m, axis=0)
    length = np.sqrt((step**2).sum(axis=1))
    on = _on_lines(stations, step, length)
    trigger_m = float(np.median(length[on])) if on.any() else 10.0
    pause = np.diff(stations.seconds)
    timed = on & np.isfinite(pause)
    total_s = float(pause[timed].sum())
    lines: list[tuple[Run, ...]] = []
    aims: list[StripAim] = []
    edges = np.flatnonzero(~on) + 1
    for first, last in zip((0, *edges), (*edges, len(stations)), strict=True):
        aim = _aim(stations, slice(first, last))
        runs = []
        for points in _pieces(stations, first, last, trigger_m):
            runs.append(Run(len(aims), np.ascontiguousarray(points[:, :2]), points[:, 2].copy()))
            aims.append(aim)
        lines.append(tuple(runs))
    speed_mps = float(length[timed].sum()) / total_s if total_s > 0.0 else None
    return StationStrips(tuple(lines), tuple(aims), trigger_m, speed_mps)


def turned_by(one_deg: Floats, other_deg: Floats) -> Floats:
    """Return the angles between bearings, in [0, 180]."""
    return np.asarray(np.abs(np.mod(one_deg - other_deg + 180.0, 360.0) - 180.0))


def _on_lines(stations: CameraStations, step: Floats, length: Floats) -> NDArray[np.bool_]:
    """Return which steps from station to station lie on a line, bool (n - 1,)."""
    if len(stations) < 3:
        return np.zeros(max(0, len(stations) - 1), np.bool_)
    way = step / np.maximum(length, 1e-9)[:, None]
    ahead = (way[1:] * way[:-1]).sum(axis=1) > np.cos(np.radians(ASTRAY_DEG))
    aligned = np.zeros(len(length), np.bool_)
    aligned[1:] |= ahead
    aligned[:-1] |= ahead
    usual_m = float(np.median(length[aligned])) if aligned.any() else np.inf
    steady = (np.abs(np.diff(stations.pitch_deg)) <= PITCH_DEG) & (
        turned_by(stations.yaw_deg[1:], stations.yaw_deg[:-1]) <= YAW_DEG
    )
    return np.asarray(aligned & steady & (length <= GAP_SHARE * usual_m) & (length > 0.1))


def _aim(stations: CameraStations, line: slice) -> StripAim:
    yaw = np.radians(stations.yaw_deg[line])
    middle = np.degrees(np.arctan2(np.median(np.sin(yaw)), np.median(np.cos(yaw))))
    pitch_deg = float(np.median(stations.pitch_deg[line]))
    return StripAim(
        float(np.round(pitch_deg / AIM_DEG) * AIM_DEG),
        float(np.round(middle / AIM_DEG) * AIM_DEG % 360.0),
    )


def _pieces(stations: CameraStations, first: int, last: int, trigger_m: float) -> Iterator[Floats]:
    """Yield the points (m, 3) of each strip of a line."""
    places = stations.places_m[first:last]
    way = np.diff(places, axis=0)
    along = np.concatenate(([0.0], np.cumsum(np.sqrt((way**2).sum(axis=1)))))
    yaw = np.radians(stations.yaw_deg[first])
    alone = np.array((np.sin(yaw), np.cos(yaw), 0.0))
    begin = 0
    while begin < len(places):
        off_m = np.abs(along[begin:] - along[begin] - trigger_m * np.arange(len(places) - begin))
        late = np.flatnonzero(off_m > ALONG_M)
        end = begin + (int(late[0]) if len(late) else len(places) - begin) - 1
        part = places[begin : end + 1]
        ahead = way[end] if end < len(way) else (way[end - 1] if len(way) else alone)
        ahead = ahead / max(float(np.sqrt((ahead**2).sum())), 1e-9)
        yield _straightened(np.vstack((part, part[-1] + BEHIND_SHARE * trigger_m * ahead)))
        begin = end + 1


def _straightened(points: Floats) -> Floats:
    """Return points of a way less those that lie on it anyhow (Douglas and Peucker, in space)."""
    chord = points[-1] - points[0]
    share = (points - points[0]) @ chord / max(float(chord @ chord), 1e-9)
    off = points - points[0] - np.clip(share, 0.0, 1.0)[:, None] * chord
    away = np.sqrt((off**2).sum(axis=1))
    k = int(np.argmax(away))
    if away[k] <= BESIDE_M:
        return points[[0, -1]]
    return np.vstack((_straightened(points[: k + 1])[:-1], _straightened(points[k:])))
