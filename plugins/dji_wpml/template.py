"""`template.kml`: what Pilot 2 shows, edits and re-plans from.

The template is of type `waypoint`: from a mapping template Pilot 2 would compute its own lines
and drop ours. Heights stand in both datums, EGM96 in `height`, WGS 84 in `ellipsoidHeight`.
"""

from missionplanner.api import Mission

from .actions import action_groups
from .choices import Choices
from .config import execute_height_m, global_mps, leg_mps, mission_config
from .markup import Node, degrees, metres, number, render
from .turns import TURN, Turn, turns

# Payloads of the M300 and M350 that focus: P1, H20, H20T, H20N.
_FOCUSED = frozenset({42, 43, 50, 61})
NOWHERE = "0.000000,0.000000,0.000000"


def template_bytes(mission: Mission, choices: Choices) -> bytes:
    """Return `template.kml`."""
    made = str(choices.created_ms)
    return render(
        choices.version,
        [
            ("createTime", made),
            ("updateTime", made),
            mission_config(mission, choices),
            ("Folder", _folder(mission, choices)),
        ],
    )


def _folder(mission: Mission, choices: Choices) -> list[Node]:
    top_m = float(mission.waypoints.egm96_m.max()) - mission.home.ground_egm96_m
    body: list[Node] = [
        ("templateType", "waypoint"),
        ("templateId", 0),
        (
            "waylineCoordinateSysParam",
            [
                ("coordinateMode", "WGS84"),
                ("heightMode", "relativeToStartPoint" if choices.relative else "EGM96"),
                ("positioningType", "GPS"),
            ],
        ),
        ("autoFlightSpeed", number(global_mps(mission), 3)),
        # Required and, by the documentation, above take-off; no waypoint refers to it.
        ("globalHeight", metres(top_m)),
        ("caliFlightEnable", 0),
        ("gimbalPitchMode", "manual"),
        (
            "globalWaypointHeadingParam",
            [
                ("waypointHeadingMode", "followWayline"),
                ("waypointHeadingAngle", 0),
                ("waypointPoiPoint", NOWHERE),
                ("waypointHeadingPathMode", "followBadArc"),
                ("waypointHeadingPoiIndex", 0),
            ],
        ),
        ("globalWaypointTurnMode", TURN),
        ("globalUseStraightLine", 1),
    ]
    groups = action_groups(mission, choices)
    for i, turn in enumerate(turns(mission.waypoints)):
        body.append(("Placemark", _placemark(mission, choices, i, turn, groups.get(i, []))))
    if choices.payload:
        body.append(("payloadParam", _payload_param(choices)))
    return body


def _placemark(
    mission: Mission, choices: Choices, i: int, turn: Turn, groups: list[Node]
) -> list[Node]:
    points, speed = mission.waypoints, leg_mps(mission, i)
    egm96_m = points.egm96_m[i]
    own_speed = speed != global_mps(mission)
    speed_node: list[Node] = [("waypointSpeed", number(speed, 3))] if own_speed else []
    return [
        (
            "Point",
            [("coordinates", f"{degrees(points.lon_deg[i])},{degrees(points.lat_deg[i])}")],
        ),
        ("index", i),
        # DJI writes the same number into both where heights are above the take-off point.
        ("ellipsoidHeight", metres(execute_height_m(mission, choices, i))),
        ("height", metres(execute_height_m(mission, choices, i) if choices.relative else egm96_m)),
        ("useGlobalHeight", 0),
        *speed_node,
        turn_param(turn),
        ("useGlobalSpeed", 0 if own_speed else 1),
        ("useGlobalHeadingParam", 1),
        ("useGlobalTurnParam", 0),
        ("useStraightLine", 1),
        *groups,
    ]


def turn_param(turn: Turn) -> Node:
    """Return `waypointTurnParam`; the damping is rounded down, so that sums still fit."""
    damping = int(turn.damping_m * 1e6) / 1e6
    return (
        "waypointTurnParam",
        [
            ("waypointTurnMode", turn.mode),
            ("waypointTurnDampingDist", metres(damping)),
        ],
    )


def _payload_param(choices: Choices) -> list[Node]:
    payload = choices.payload
    if payload is None:
        return []
    body: list[Node] = [("payloadPositionIndex", payload.position)]
    if choices.focus and payload.enum in _FOCUSED:
        body.append(("focusMode", choices.focus))
    return [*body, ("imageFormat", payload.lens)] if payload.lens else body
