"""`waylines.wpml`: what the aircraft flies. Heights: WGS 84, or above take-off."""

from missionplanner.api import Mission, leg_lengths_m

from .actions import action_groups
from .choices import Choices
from .config import execute_height_m, global_mps, leg_mps, mission_config
from .markup import Node, degrees, metres, number, render
from .template import NOWHERE, turn_param
from .turns import Turn, turns


def waylines_bytes(mission: Mission, choices: Choices) -> bytes:
    """Return `waylines.wpml`."""
    return render(
        choices.version,
        [mission_config(mission, choices), ("Folder", _folder(mission, choices))],
    )


def _folder(mission: Mission, choices: Choices) -> list[Node]:
    body: list[Node] = [
        ("templateId", 0),
        ("executeHeightMode", "relativeToStartPoint" if choices.relative else "WGS84"),
        ("waylineId", 0),
        ("distance", metres(float(leg_lengths_m(mission.waypoints).sum()))),
        ("duration", number(mission.duration_s, 3)),
        ("autoFlightSpeed", number(global_mps(mission), 3)),
    ]
    groups = action_groups(mission, choices)
    for i, turn in enumerate(turns(mission.waypoints)):
        body.append(("Placemark", _placemark(mission, choices, i, turn, groups.get(i, []))))
    return body


def _placemark(
    mission: Mission, choices: Choices, i: int, turn: Turn, groups: list[Node]
) -> list[Node]:
    points = mission.waypoints
    return [
        (
            "Point",
            [("coordinates", f"{degrees(points.lon_deg[i])},{degrees(points.lat_deg[i])}")],
        ),
        ("index", i),
        ("executeHeight", metres(execute_height_m(mission, choices, i))),
        ("waypointSpeed", number(leg_mps(mission, i), 3)),
        (
            "waypointHeadingParam",
            [
                ("waypointHeadingMode", "followWayline"),
                ("waypointHeadingAngle", 0),
                ("waypointPoiPoint", NOWHERE),
                ("waypointHeadingAngleEnable", 0),
                ("waypointHeadingPathMode", "followBadArc"),
                ("waypointHeadingPoiIndex", 0),
            ],
        ),
        turn_param(turn),
        ("useStraightLine", 1),
        *groups,
    ]
