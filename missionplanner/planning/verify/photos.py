"""Where images are taken, worked out from the waypoints alone.

A strip is a run of survey legs with one strip number. Along it, as it is flown, the images lie
every trigger distance, measured in space along the curve; the first where the waypoint of the
strip's start is passed, half way through the turn, the last at or before that of its end.

A camera that fires by time does so every `interval_s` from the strip's start. One that fires by
itself has a clock that knows nothing of strips: half an interval passes, on average, before its
first image.

Several strips may be one flight line, see `flight_lines`; it counts once for sidelap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.aircraft import Aircraft
from missionplanner.model.flown import Shots
from missionplanner.model.patterns import StripAim
from missionplanner.model.plan import FlightSettings, LegKind, Sortie
from missionplanner.model.sensor import TriggerMode
from missionplanner.planning.verify.flight_lines import flight_lines, lines_aimed
from missionplanner.planning.verify.track import track_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Strip:
    """One run of survey legs.

    Attributes
    ----------
    sortie, number : int
        Index of the sortie, and the strip's number in its waypoints.
    points_m : float64 (n, 3)
        Waypoints, site metres and EGM96.
    flown_m : float64 (m, 3)
        Points of the flown curve.
    time_s : float64 (m,)
        When they are passed, since the strip's start.
    begins_s : float
        When that is, since the sortie's first waypoint.
    """

    sortie: int
    number: int
    points_m: Floats
    flown_m: Floats
    time_s: Floats
    begins_s: float = 0.0


@dataclass(frozen=True)
class Photos:
    """All images of a plan, sorted by flight line.

    Attributes
    ----------
    cameras : float64 (n, 5)
        x, y, height (site metres, EGM96), and where the top of the frame points, unit vector to
        east and north: ahead, or as the strip's aim says.
    lines : int32 (n,)
        Number of the flight line, equal ones side by side.
    pitch_deg : float64 (n,)
        Of the gimbal; NaN: as the sensor says.
    sorties, strips : int32 (n,)
        Index of the sortie that takes the image, and number of its strip.
    shortest_s : float
        Least time between two images of a strip, s; infinite without two.
    shortest_in : Strip or None
        The strip in which that happens.
    """

    cameras: Floats
    lines: NDArray[np.int32]
    pitch_deg: Floats
    sorties: NDArray[np.int32]
    strips: NDArray[np.int32]
    shortest_s: float
    shortest_in: Strip | None

    def __len__(self) -> int:
        return len(self.lines)


def strips_of(sorties: tuple[Sortie, ...], turn_mps2: float) -> list[Strip]:
    """Return the runs of survey legs, in flying order."""
    return [
        strip for index, sortie in enumerate(sorties) for strip in _runs(index, sortie, turn_mps2)
    ]


def _runs(index: int, sortie: Sortie, turn_mps2: float) -> Iterator[Strip]:
    points = sortie.waypoints
    place = np.column_stack((points.x_m, points.y_m, points.egm96_m))
    track = track_of(points, turn_mps2)
    survey = points.leg[:-1] == LegKind.SURVEY
    begin = 0
    for k in range(len(survey) + 1):
        goes_on = k < len(survey) and survey[k] and points.strip[k] == points.strip[begin]
        if goes_on and survey[begin]:
            continue
        if k > begin and survey[begin]:
            part = slice(track.passed[begin], track.passed[k] + 1)
            yield Strip(
                sortie=index,
                number=int(points.strip[begin]),
                points_m=place[begin : k + 1],
                flown_m=track.places_m[part],
                time_s=track.time_s[part] - track.time_s[part.start],
                begins_s=float(track.time_s[part.start]),
            )
        begin = k


def photos_of(
    sorties: tuple[Sortie, ...],
    settings: FlightSettings,
    trigger: TriggerMode,
    turn_mps2: float,
    aims: Sequence[StripAim] = (),
) -> Photos:
    """Return every image of a plan.

    Parameters
    ----------
    sorties : tuple of Sortie
    settings : FlightSettings
        Only the trigger distance, or the interval of a camera that fires by time, is read.
    trigger : TriggerMode
    turn_mps2 : float
        The aircraft's acceleration in turns.
    aims : sequence of StripAim
        Of each strip, by its number; empty: all look as the sensor says.
    """
    strips = strips_of(sorties, turn_mps2)
    cameras, pitches, whose = [np.empty((0, 5))], [np.empty(0)], [np.empty((0, 3), np.int32)]
    shortest, where = np.inf, None
    places = [strip.points_m for strip in strips]
    looking = [aims[strip.number] for strip in strips] if aims else []
    numbers = lines_aimed(places, looking) if aims else flight_lines(places)
    for strip, line in sorted(zip(strips, numbers, strict=True), key=lambda s: s[1]):
        images, times = _along(strip, settings, trigger)
        cameras.append(_turned(images, strip, aims))
        pitch = aims[strip.number].pitch_deg if aims else np.nan
        pitches.append(np.full(len(images), pitch))
        own = np.array((line, strip.sortie, strip.number), np.int32)
        whose.append(np.tile(own, (len(images), 1)))
        gap = float(np.diff(times).min(initial=np.inf))
        if gap < shortest:
            shortest, where = gap, strip
    line_of, sortie_of, strip_of = np.ascontiguousarray(np.concatenate(whose).T)
    return Photos(
        np.concatenate(cameras), line_of, np.concatenate(pitches), sortie_of, strip_of,
        shortest, where,
    )  # fmt: skip


def _turned(images: Floats, strip: Strip, aims: Sequence[StripAim]) -> Floats:
    """Return the cameras of a strip with the tops of their frames where its aim points."""
    if not aims:
        return images
    yaw = np.radians(aims[strip.number].yaw_deg)
    return np.column_stack((images[:, :3], np.tile((np.sin(yaw), np.cos(yaw)), (len(images), 1))))


def shots_of(
    sortie: Sortie,
    settings: FlightSettings,
    trigger: TriggerMode,
    aircraft: Aircraft,
    aims: Sequence[StripAim] = (),
) -> Shots:
    """Return the images of one sortie in order; times since its first waypoint."""
    cameras, times = [np.empty((0, 5))], [np.empty(0)]
    for strip in strips_of((sortie,), aircraft.turn_acceleration_mps2):
        images, seconds = _along(strip, settings, trigger)
        cameras.append(_turned(images, strip, aims))
        times.append(strip.begins_s + seconds)
    x, y, height, east, north = np.concatenate(cameras).T
    return Shots(np.concatenate(times), x, y, height, east, north)


def _along(strip: Strip, settings: FlightSettings, trigger: TriggerMode) -> tuple[Floats, Floats]:
    """Return cameras (n, 5) and their times (n,) from the strip's start."""
    step = np.diff(strip.flown_m, axis=0)
    length = np.sqrt((step**2).sum(axis=1))
    time = np.diff(strip.time_s)
    by_distance = trigger is TriggerMode.DISTANCE
    gap = settings.trigger_distance_m if by_distance else settings.interval_s
    mark = np.concatenate(([0.0], np.cumsum(length if by_distance else time)))
    first = 0.5 * gap if trigger is TriggerMode.SELF else 0.0
    at = np.arange(first, mark[-1] * (1 + 1e-9), gap)
    leg = np.clip(np.searchsorted(mark, at, side="right") - 1, 0, len(step) - 1)
    span = mark[leg + 1] - mark[leg]
    share = np.divide(at - mark[leg], span, out=np.zeros_like(at), where=span > 0)
    place = strip.flown_m[leg] + share[:, None] * step[leg]
    clock = strip.time_s[leg] + share * time[leg]
    return np.column_stack((place, _headings(step)[leg])), clock


def _headings(step: Floats) -> Floats:
    """Return the unit heading (n, 2) of each leg; the whole strip's on a vertical leg."""
    level = np.hypot(step[:, 0], step[:, 1])
    upright = level < 1e-6
    chord = step[:, :2].sum(axis=0) + np.array((0.0, 1e-9))
    way = np.where(upright[:, None], chord, step[:, :2])
    return np.asarray(way / np.hypot(way[:, 0], way[:, 1])[:, None])
