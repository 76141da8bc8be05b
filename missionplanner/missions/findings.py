"""What can be said of a mission whatever file it will be written to."""

from collections.abc import Iterator

import numpy as np

from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.geo.geoid import undulation_m
from missionplanner.missions.build import leg_lengths_m, strips_of
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import Mission
from missionplanner.model.sensor import TriggerMode

# Heights above home that DJI's waypoint engine of the M300 takes (Mobile SDK v4, DJIWaypointV2).
HEIGHT_RANGE_M = (-200.0, 500.0)
_DATUM_TOLERANCE_M = 0.001
_HOME_REACH_M = 50.0


def check_mission(mission: Mission) -> tuple[Finding, ...]:
    """Return the findings on a mission, worst first."""
    found = [
        *_numbers(mission),
        *_distances(mission),
        *_heights(mission),
        *_speeds(mission),
        *_ends(mission),
        *_shooting(mission),
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda f: order.index(f.severity)))


def _numbers(mission: Mission) -> Iterator[Finding]:
    waypoints, most = mission.waypoints, mission.aircraft.max_waypoints
    if not 2 <= len(waypoints) <= most:
        yield _error("MIS-COUNT", mission, f"{len(waypoints)} waypoints; from 2 to {most} can fly")
    columns = (waypoints.lon_deg, waypoints.lat_deg, waypoints.egm96_m, waypoints.ellipsoid_m)
    if not all(np.isfinite(column).all() for column in columns):
        yield _error("MIS-NUMBER", mission, "a position or a height is not a number")
    if np.abs(waypoints.lat_deg).max() > 90 or np.abs(waypoints.lon_deg).max() > 180:
        yield _error("MIS-PLACE", mission, "a position lies outside the Earth's degrees")


def _distances(mission: Mission) -> Iterator[Finding]:
    lengths, craft = leg_lengths_m(mission.waypoints), mission.aircraft
    for i in np.flatnonzero(lengths < craft.min_waypoint_distance_m):
        yield _error(
            "MIS-NEAR",
            mission,
            f"waypoints {i} and {i + 1} are {lengths[i]:.2f} m apart; the {craft.name} "
            f"needs {craft.min_waypoint_distance_m:g} m",
        )
    for i in np.flatnonzero(lengths > craft.max_waypoint_distance_m):
        yield _error(
            "MIS-FAR",
            mission,
            f"waypoints {i} and {i + 1} are {lengths[i]:.0f} m apart; the {craft.name} "
            f"takes {craft.max_waypoint_distance_m:g} m",
        )


def _heights(mission: Mission) -> Iterator[Finding]:
    waypoints = mission.waypoints
    above = waypoints.egm96_m - mission.home.ground_egm96_m
    low, high = HEIGHT_RANGE_M
    if above.min() < low or above.max() > high:
        yield _warning(
            "MIS-HEIGHT",
            mission,
            f"heights above home run from {above.min():.0f} to {above.max():.0f} m; beyond "
            f"{low:g} to {high:g} m the aircraft may refuse: choose another home",
        )
    if mission.rth_height_m < above.max():
        yield _warning(
            "MIS-RTH",
            mission,
            f"the return height ({mission.rth_height_m:.0f} m above home) is below the highest "
            f"waypoint ({above.max():.0f} m)",
        )
    if (waypoints.egm96_m < waypoints.ground_m).any():
        yield _error("MIS-GROUND", mission, "a waypoint lies below the ground")
    shift = waypoints.ellipsoid_m - waypoints.egm96_m
    wrong = np.abs(shift - undulation_m(waypoints.lon_deg, waypoints.lat_deg)).max()
    if wrong > _DATUM_TOLERANCE_M:
        yield _error(
            "MIS-DATUM", mission, f"EGM96 and ellipsoidal heights disagree by {wrong:.3f} m"
        )


def _speeds(mission: Mission) -> Iterator[Finding]:
    speeds, most = mission.waypoints.speed_mps[:-1], mission.aircraft.max_speed_mps
    if not (speeds > 0).all() or speeds.max() > most:
        yield _error(
            "MIS-SPEED",
            mission,
            f"speeds run from {speeds.min():.1f} to {speeds.max():.1f} m/s; "
            f"above 0 and up to {most:g} m/s can be flown",
        )


def _ends(mission: Mission) -> Iterator[Finding]:
    place, waypoints = mission.home.position, mission.waypoints
    for name, end in (("first", 0), ("last", -1)):
        away = geodesic_distances_m(
            [place.lon_deg, waypoints.lon_deg[end]], [place.lat_deg, waypoints.lat_deg[end]]
        )[0]
        if away > _HOME_REACH_M:
            yield _warning(
                "MIS-HOME", mission, f"the {name} waypoint is {away:.0f} m away from home"
            )


def _shooting(mission: Mission) -> Iterator[Finding]:
    sensor, settings = mission.sensor, mission.settings
    if not strips_of(mission.waypoints):
        yield _warning("MIS-STRIPS", mission, "no flight line: no photo would be taken")
    if settings.interval_s < sensor.min_interval_s - 1e-6:
        yield _error(
            "MIS-INTERVAL",
            mission,
            f"a photo every {settings.interval_s:.2f} s; the {sensor.name} needs "
            f"{sensor.min_interval_s:g} s: fly slower",
        )
    if settings.blur_px is not None and settings.blur_px > sensor.max_blur_px:
        yield _warning(
            "MIS-BLUR",
            mission,
            f"motion blur of {settings.blur_px:.1f} pixels; {sensor.max_blur_px:g} accepted",
        )
    if sensor.trigger is TriggerMode.SELF:
        yield Finding(
            "MIS-SELF",
            Severity.NOTE,
            mission.title,
            f"the {sensor.name} fires by itself: set it to one image every "
            f"{settings.interval_s:.1f} s or less before take-off",
        )

    if sensor.not_recorded:
        yield _warning(
            "MIS-NOT-RECORDED",
            mission,
            f"no {sensor.not_recorded} is recorded: the mission takes photos with the "
            f"{sensor.name} and starts nothing else",
        )
    if sensor.wpml.note:
        yield Finding("MIS-PAYLOAD", Severity.NOTE, mission.title, sensor.wpml.note)


def _error(code: str, mission: Mission, message: str) -> Finding:
    return Finding(code, Severity.ERROR, mission.title, message)


def _warning(code: str, mission: Mission, message: str) -> Finding:
    return Finding(code, Severity.WARNING, mission.title, message)
