"""From a sensor's plan to missions: one a sortie."""

import math
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.geo.frames import bearing_deg, geodesic_distances_m
from missionplanner.missions.names import mission_title
from missionplanner.model.ending import RETURN_RANGE_M, RouteEnding
from missionplanner.model.mission import Mission
from missionplanner.model.patterns import StripAim
from missionplanner.model.plan import LegKind, SensorPlan, Sortie, Waypoints
from missionplanner.model.verification import SortieFigures

# DJI's own default; the aircraft climbs at least this high before it goes anywhere.
_LEAST_TAKEOFF_M = 20.0
_RTH_MARGIN_M = 10.0
_AS_WORKED_OUT = RouteEnding()


class Judged(Protocol):
    """What the verifier says of a plan, or of a flight without strips."""

    @property
    def sorties(self) -> tuple[SortieFigures, ...]:
        """Figures, a sortie each."""


def build_missions(
    plan: SensorPlan, judged: Judged, title: str, ending: RouteEnding = _AS_WORKED_OUT
) -> tuple[Mission, ...]:
    """Return one mission a sortie, in sortie order.

    Length, time and images are those of `judged`, the plan's verification. Waypoints nearer to
    each other than the aircraft accepts become one. The return height is the sortie's own, from
    the ground on its ways home; in a plan judged before that was measured it clears the highest
    waypoint of the whole plan, because the way home may lead over any of it. One that `ending`
    asks for stands in its place, and `check_mission` refuses it where it is lower.

    Raises
    ------
    InputError
        A sortie has fewer than two distinct waypoints.
    """
    top_m = max((float(s.waypoints.egm96_m.max()) for s in plan.sorties), default=0.0)
    return tuple(
        _mission(plan, sortie, figures, title, (top_m, ending))
        for sortie, figures in zip(plan.sorties, judged.sorties, strict=True)
    )


def leg_lengths_m(waypoints: Waypoints) -> NDArray[np.float64]:
    """Return the (n - 1,) lengths (m) of the slanted legs, on the WGS 84 ellipsoid."""
    flat = geodesic_distances_m(waypoints.lon_deg, waypoints.lat_deg)
    slanted: NDArray[np.float64] = np.hypot(flat, np.diff(waypoints.ellipsoid_m))
    return slanted


def without_crowding(waypoints: Waypoints, least_m: float) -> Waypoints:
    """Return the waypoints with those closer than `least_m` to their forerunner left out.

    The kept point takes over the leg of the one left out. The last point always stays: where it
    is too close, its forerunner goes.
    """
    keep = [0]
    owner = [0]
    for i in range(1, len(waypoints)):
        if _gap_m(waypoints, keep[-1], i) >= least_m:
            keep.append(i)
            owner.append(i)
        else:
            owner[-1] = i
    last = len(waypoints) - 1
    if keep[-1] != last:
        keep = [*keep[:-1], last] if len(keep) > 1 else [*keep, last]
        owner = [*owner[: len(keep) - 1], last]
    places, legs = np.array(keep), np.array(owner)
    return replace(
        waypoints,
        **{name: getattr(waypoints, name)[places] for name in _PLACE},
        **{name: getattr(waypoints, name)[legs] for name in _LEG},
    )


_PLACE = ("lon_deg", "lat_deg", "x_m", "y_m", "egm96_m", "ellipsoid_m", "ground_m")
_LEG = ("speed_mps", "leg", "strip")


def ascent_and_return_m(first_m: float, wished_m: float) -> tuple[float, float]:
    """Return the heights above home (m) of take-off and return, within what can be set.

    Parameters
    ----------
    first_m : float
        Of the first waypoint above home.
    wished_m : float
        Of the return.
    """
    return_m = float(min(max(wished_m, RETURN_RANGE_M[0]), RETURN_RANGE_M[1]))
    return float(min(max(first_m, _LEAST_TAKEOFF_M), return_m)), return_m


def strips_of(waypoints: Waypoints) -> tuple[tuple[int, int], ...]:
    """Return (first, last) waypoint index of every flight line, in flying order."""
    lines: list[tuple[int, int]] = []
    strip = waypoints.strip.tolist()
    for i in np.flatnonzero(waypoints.leg[:-1] == LegKind.SURVEY.value).tolist():
        joined = lines and lines[-1][1] == i and strip[i] == strip[i - 1]
        if joined:
            lines[-1] = (lines[-1][0], i + 1)
        else:
            lines.append((i, i + 1))
    return tuple(lines)


def _gap_m(waypoints: Waypoints, a: int, b: int) -> float:
    flat = geodesic_distances_m(waypoints.lon_deg[[a, b]], waypoints.lat_deg[[a, b]])[0]
    return math.hypot(flat, waypoints.ellipsoid_m[b] - waypoints.ellipsoid_m[a])


def _mission(
    plan: SensorPlan,
    sortie: Sortie,
    figures: SortieFigures,
    title: str,
    of_plan: tuple[float, RouteEnding],
) -> Mission:
    waypoints = without_crowding(sortie.waypoints, plan.aircraft.min_waypoint_distance_m)
    if len(waypoints) < 2 or leg_lengths_m(waypoints).sum() <= 0:
        raise InputError("missions.no_two_waypoints", sortie.name)
    top_m, ending = of_plan
    home, least_m = plan.home_of(sortie), figures.return_height_m
    if least_m is None:
        least_m = math.ceil(top_m - home.ground_egm96_m + _RTH_MARGIN_M)
    first_m = float(waypoints.egm96_m[0]) - home.ground_egm96_m
    takeoff_m, least_m = ascent_and_return_m(first_m, least_m)
    rth_m, agl_max_m = least_m, figures.return_agl_max_m
    if ending.return_height_m is not None:
        takeoff_m, rth_m = ascent_and_return_m(first_m, ending.return_height_m)
        agl_max_m = None if agl_max_m is None else agl_max_m + rth_m - least_m
    carried = "+".join(sorted(sensor.key for sensor in plan.carried))
    return Mission(
        title=mission_title(title, carried, sortie.number),
        carried=carried,
        aircraft=plan.aircraft,
        sensor=plan.sensor,
        settings=plan.settings,
        home=home,
        waypoints=waypoints,
        takeoff_height_m=takeoff_m,
        rth_height_m=rth_m,
        length_m=figures.length_m,
        duration_s=figures.duration_s,
        photos=figures.photos,
        rth_agl_max_m=agl_max_m,
        rth_least_m=least_m,
        finish=ending.finish,
        lost_link=ending.lost_link,
        aims=_from_true_north(plan.aims, waypoints),
    )


def _from_true_north(aims: tuple[StripAim, ...], waypoints: Waypoints) -> tuple[StripAim, ...]:
    """Return aims with their bearings counted from true north instead of the grid's.

    What lies between both is read from the waypoints, whose places are known either way.
    """
    far = int(np.hypot(waypoints.x_m - waypoints.x_m[0], waypoints.y_m - waypoints.y_m[0]).argmax())
    east, north = waypoints.x_m[far] - waypoints.x_m[0], waypoints.y_m[far] - waypoints.y_m[0]
    true_deg = bearing_deg(
        float(waypoints.lon_deg[0]), float(waypoints.lat_deg[0]),
        float(waypoints.lon_deg[far]), float(waypoints.lat_deg[far]),
    )  # fmt: skip
    turn_deg = true_deg - math.degrees(math.atan2(east, north))
    return tuple(replace(aim, yaw_deg=(aim.yaw_deg + turn_deg) % 360.0) for aim in aims)
