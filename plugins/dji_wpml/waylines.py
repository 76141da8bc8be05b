"""`waylines.wpml`: what the aircraft flies. Heights are above the WGS 84 ellipsoid."""

from missionplanner.api import Mission, leg_lengths_m

from .actions import action_groups
from .choices import Choices
from .config import global_mps, leg_mps, mission_config
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
        ("executeHeightMode", "WGS84"),
        ("waylineId", 0),
        ("distance", metres(float(leg_lengths_m(mission.waypoints).sum()))),
        ("duration", number(mission.duration_s, 3)),
        ("autoFlightSpeed", number(global_mps(mission), 3)),
    ]
    groups = action_groups(mission, choices.payload)
    for i, turn in enumerate(turns(mission.waypoints)):
        body.append(("Placemark", _placemark(mission, i, turn, groups.get(i, []))))
    return body


def _placemark(mission: Mission, i: int, turn: Turn, groups: list[Node]) -> list[Node]:
    points = mission.waypoints
    return [
        (
            "Point",
            [("coordinates", f"{degrees(points.lon_deg[i])},{degrees(points.lat_deg[i])}")],
        ),
        ("index", i),
        ("executeHeight", metres(points.ellipsoid_m[i])),
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
