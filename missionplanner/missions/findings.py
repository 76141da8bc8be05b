"""What can be said of a mission whatever file it will be written to."""

from collections.abc import Iterator

import numpy as np

from missionplanner.aircraft.catalogue import payload_note, unrecorded
from missionplanner.errors import PlannerError
from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.geo.geoid import undulation_m
from missionplanner.messages.message import Message, message
from missionplanner.missions.build import leg_lengths_m, strips_of
from missionplanner.model.ending import FinishAction
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mission import HEIGHT_RANGE_M, Mission
from missionplanner.model.sensor import TriggerMode

_DATUM_TOLERANCE_M = 0.001
_HOME_REACH_M = 50.0
# Landing where the route ends must be landing at home: no other ground was looked at.
_LANDING_REACH_M = 5.0


def check_mission(mission: Mission) -> tuple[Finding, ...]:
    """Return the findings on a mission, worst first."""
    found = [
        *_numbers(mission),
        *_distances(mission),
        *_heights(mission),
        *_speeds(mission),
        *_ends(mission),
        *_finish(mission),
        *_shooting(mission),
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda f: order.index(f.severity)))


def error_message(error: PlannerError, *, placed: bool = True) -> Message:
    """Return an error as the message of a finding: its place, what is wrong, and what to do.

    Parameters
    ----------
    error : PlannerError
    placed : bool
        False: without its place, where the finding names that.
    """
    what, place = error.message, error.place if placed else ""
    if error.remedy:
        if place:
            return message("missions.placed_error_with_help", place=place, what=what)
        return message("missions.error_with_help", what=what)
    return message("missions.placed_error", place=place, what=what) if place else what


def _numbers(mission: Mission) -> Iterator[Finding]:
    waypoints, most = mission.waypoints, mission.aircraft.max_waypoints
    if not 2 <= len(waypoints) <= most:
        yield _error("MIS-COUNT", mission, message("missions.count", n=len(waypoints), most=most))
    columns = (waypoints.lon_deg, waypoints.lat_deg, waypoints.egm96_m, waypoints.ellipsoid_m)
    if not all(np.isfinite(column).all() for column in columns):
        yield _error("MIS-NUMBER", mission, message("missions.no_number"))
    if np.abs(waypoints.lat_deg).max() > 90 or np.abs(waypoints.lon_deg).max() > 180:
        yield _error("MIS-PLACE", mission, message("missions.no_place"))


def _distances(mission: Mission) -> Iterator[Finding]:
    lengths, craft = leg_lengths_m(mission.waypoints), mission.aircraft
    for i in np.flatnonzero(lengths < craft.min_waypoint_distance_m):
        pair = {"i": i, "next": i + 1, "length_m": lengths[i], "aircraft": craft.name}
        least_m = craft.min_waypoint_distance_m
        yield _error("MIS-NEAR", mission, message("missions.near", least_m=least_m, **pair))
    for i in np.flatnonzero(lengths > craft.max_waypoint_distance_m):
        pair = {"i": i, "next": i + 1, "length_m": lengths[i], "aircraft": craft.name}
        most_m = craft.max_waypoint_distance_m
        yield _error("MIS-FAR", mission, message("missions.far", most_m=most_m, **pair))


def _heights(mission: Mission) -> Iterator[Finding]:
    waypoints = mission.waypoints
    above = waypoints.egm96_m - mission.home.ground_egm96_m
    low, high = HEIGHT_RANGE_M
    if above.min() < low or above.max() > high:
        yield _warning(
            "MIS-HEIGHT",
            mission,
            message("missions.height_range", min=above.min(), max=above.max(), low=low, high=high),
        )
    # One that the DEM gave clears the ground; the aircraft never sinks to it.
    if mission.rth_agl_max_m is None and mission.rth_height_m < above.max():
        yield _warning(
            "MIS-RTH",
            mission,
            message("missions.return_below", rth_height_m=mission.rth_height_m, max=above.max()),
        )
    if (waypoints.egm96_m < waypoints.ground_m).any():
        yield _error("MIS-GROUND", mission, message("missions.below_ground"))
    shift = waypoints.ellipsoid_m - waypoints.egm96_m
    wrong = np.abs(shift - undulation_m(waypoints.lon_deg, waypoints.lat_deg)).max()
    if wrong > _DATUM_TOLERANCE_M:
        yield _error("MIS-DATUM", mission, message("missions.datum", wrong=wrong))


def _speeds(mission: Mission) -> Iterator[Finding]:
    speeds, most = mission.waypoints.speed_mps[:-1], mission.aircraft.max_speed_mps
    if not (speeds > 0).all() or speeds.max() > most:
        yield _error(
            "MIS-SPEED",
            mission,
            message("missions.speed_range", min=speeds.min(), max=speeds.max(), most=most),
        )


def _ends(mission: Mission) -> Iterator[Finding]:
    place, waypoints = mission.home.position, mission.waypoints
    for name, end in ((message("missions.first"), 0), (message("missions.last"), -1)):
        away = geodesic_distances_m(
            [place.lon_deg, waypoints.lon_deg[end]], [place.lat_deg, waypoints.lat_deg[end]]
        )[0]
        if away > _HOME_REACH_M:
            yield _warning(
                "MIS-HOME", mission, message("missions.far_from_home", end=name, away_m=away)
            )


def _finish(mission: Mission) -> Iterator[Finding]:
    least_m = mission.rth_least_m
    if least_m is not None and mission.rth_height_m < least_m:
        told = message(
            "missions.return_too_low", rth_height_m=mission.rth_height_m, least_m=least_m
        )
        yield _error("MIS-RTH-LOW", mission, told)
    if mission.finish is FinishAction.LAND:
        place, points = mission.home.position, mission.waypoints
        away = geodesic_distances_m(
            [place.lon_deg, points.lon_deg[-1]], [place.lat_deg, points.lat_deg[-1]]
        )[0]
        if away > _LANDING_REACH_M:
            yield _error("MIS-LAND", mission, message("missions.lands_away", away_m=away))


def _shooting(mission: Mission) -> Iterator[Finding]:
    sensor, settings = mission.sensor, mission.settings
    if not strips_of(mission.waypoints):
        yield _warning("MIS-STRIPS", mission, message("missions.no_strip"))
    if settings.interval_s < sensor.min_interval_s - 1e-6:
        yield _error(
            "MIS-INTERVAL",
            mission,
            message(
                "missions.interval",
                interval_s=settings.interval_s,
                sensor=sensor.name,
                min_interval_s=sensor.min_interval_s,
            ),
        )
    if settings.blur_px is not None and settings.blur_px > sensor.max_blur_px:
        yield _warning(
            "MIS-BLUR",
            mission,
            message("missions.blur", blur_px=settings.blur_px, max_blur_px=sensor.max_blur_px),
        )
    if sensor.trigger is TriggerMode.SELF:
        yield Finding(
            "MIS-SELF",
            Severity.NOTE,
            mission.title,
            message("missions.fires_by_itself", sensor=sensor.name, interval_s=settings.interval_s),
        )

    if sensor.not_recorded:
        yield _warning(
            "MIS-NOT-RECORDED",
            mission,
            message("missions.not_recorded", what=unrecorded(sensor), sensor=sensor.name),
        )
    if sensor.wpml.note:
        yield Finding("MIS-PAYLOAD", Severity.NOTE, mission.title, payload_note(sensor))


def _error(code: str, mission: Mission, told: Message) -> Finding:
    return Finding(code, Severity.ERROR, mission.title, told)


def _warning(code: str, mission: Mission, told: Message) -> Finding:
    return Finding(code, Severity.WARNING, mission.title, told)
