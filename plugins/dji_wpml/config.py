"""The part that both files share: how to get there, what to do at the end, and what flies."""

from missionplanner.api import FinishAction, LostLink, Mission

from .choices import Choices
from .markup import Node, metres, number

# Top of the range the format gives for the transition speed.
_MOST_MPS = 15.0
_SECURITY_RANGE_M = (1.2, 1500.0)
_FINISH = {
    FinishAction.RETURN: "goHome",
    FinishAction.LAND: "autoLand",
    FinishAction.HOVER: "noAction",
}


def mission_config(mission: Mission, choices: Choices) -> Node:
    """Return `missionConfig`, in DJI's order.

    `executeRCLostAction` is always written, as FlightHub 2 does; `takeOffRefPoint` never, because
    it is not for the M300.
    """
    low, high = _SECURITY_RANGE_M
    lost = choices.lost_link or mission.lost_link
    body: list[Node] = [
        ("flyToWaylineMode", "safely"),
        ("finishAction", _FINISH[mission.finish]),
        ("exitOnRCLost", "goContinue" if lost is LostLink.CONTINUE else "executeLostAction"),
        ("executeRCLostAction", "hover" if lost is LostLink.HOVER else "goBack"),
        ("takeOffSecurityHeight", metres(min(max(mission.takeoff_height_m, low), high))),
        ("globalTransitionalSpeed", transitional_mps(mission)),
        ("globalRTHHeight", metres(mission.rth_height_m)),
        (
            "droneInfo",
            [
                ("droneEnumValue", mission.aircraft.wpml_enum),
                ("droneSubEnumValue", mission.aircraft.wpml_sub_enum),
            ],
        ),
    ]
    payload = choices.payload
    if payload:
        body.append(
            (
                "payloadInfo",
                [
                    ("payloadEnumValue", payload.enum),
                    ("payloadSubEnumValue", payload.sub_enum),
                    ("payloadPositionIndex", payload.position),
                ],
            )
        )
    return ("missionConfig", body)


def transitional_mps(mission: Mission) -> str:
    """Return the speed to the first waypoint and back to a break point."""
    return number(min(mission.settings.transit_speed_mps, _MOST_MPS), 3)


def global_mps(mission: Mission) -> float:
    """Return the route's own speed: the highest of all legs.

    The M300's waypoint engine rejects a local speed above the global one.
    """
    return float(mission.waypoints.speed_mps[:-1].max())


def leg_mps(mission: Mission, i: int) -> float:
    """Return the speed on the leg that begins at a waypoint; at the last one, that before."""
    return float(mission.waypoints.speed_mps[min(i, len(mission.waypoints) - 2)])


def execute_height_m(mission: Mission, choices: Choices, i: int) -> float:
    """Return what the aircraft flies at: above the ellipsoid, or above the take-off point."""
    if choices.relative:
        return float(mission.waypoints.egm96_m[i]) - mission.home.ground_egm96_m
    return float(mission.waypoints.ellipsoid_m[i])
