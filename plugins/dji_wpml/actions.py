"""What the camera does along the way, as DJI's action groups.

Only actions that DJI documents for the M300 are used. Each flight line has one group that turns the
gimbal and takes a photo, by distance or by time, as DJI's own files for the M30T do: after a change
of batteries the gimbal is down with the next photo, wherever the route goes on, and nothing is shot
in turns and on transit. A payload the aircraft does not know gets no action.
"""

from collections.abc import Iterator

from missionplanner.api import Mission, TriggerMode, strips_of

from .choices import Choices, NamedPayload
from .markup import Node, metres, number


def action_groups(mission: Mission, choices: Choices) -> dict[int, list[Node]]:
    """Return the action groups by the index of the waypoint they stand at; ids are unique."""
    placed: dict[int, list[Node]] = {}
    payload = choices.payload
    if payload is None or mission.sensor.trigger is TriggerMode.SELF:
        return placed
    groups = _groups(mission, payload, choices)
    for group_id, (start, end, trigger, actions) in enumerate(groups):
        placed.setdefault(start, []).append(_group(group_id, start, end, trigger, actions))
    return placed


# Payloads that record a point cloud: L1 (DJI WPML 1.0.0), L2 (DJI Cloud API, payloadEnumValue 84).
_LASERS = frozenset({90742, 84})
_Group = tuple[int, int, list[Node], list[tuple[str, list[Node]]]]
_REACHED: list[Node] = [("actionTriggerType", "reachPoint")]


def _groups(mission: Mission, payload: NamedPayload, choices: Choices) -> Iterator[_Group]:
    photo = ("takePhoto", _photo(payload))
    trigger = _trigger(mission, choices)
    strips = strips_of(mission.waypoints)
    cloud = choices.point_cloud and payload.enum in _LASERS and bool(strips)
    if cloud:
        yield strips[0][0], strips[0][0], _REACHED, [_cloud("startRecord", payload)]
    for start, end in strips:
        aimed = ("gimbalRotate", _gimbal(mission, start, payload))
        if mission.sensor.trigger is TriggerMode.SCAN:  # it measures without a shutter
            yield start, start, _REACHED, [aimed]
        elif choices.gimbal_with_photos:
            yield start, end, trigger, [aimed, photo]
        else:
            yield start, start, _REACHED, [aimed]
            yield start, end, trigger, [photo]
    if cloud:
        yield strips[-1][1], strips[-1][1], _REACHED, [_cloud("stopRecord", payload)]


def _trigger(mission: Mission, choices: Choices) -> list[Node]:
    if choices.by_time:
        kind, value = "multipleTiming", number(mission.settings.interval_s, 3)
    else:
        kind, value = "multipleDistance", metres(mission.settings.trigger_distance_m)
    return [("actionTriggerType", kind), ("actionTriggerParam", value)]


def _cloud(operate: str, payload: NamedPayload) -> tuple[str, list[Node]]:
    place: Node = ("payloadPositionIndex", payload.position)
    return ("recordPointCloud", [place, ("recordPointCloudOperate", operate)])


def _group(
    group_id: int, start: int, end: int, trigger: list[Node], actions: list[tuple[str, list[Node]]]
) -> Node:
    body: list[Node] = [
        ("actionGroupId", group_id),
        ("actionGroupStartIndex", start),
        ("actionGroupEndIndex", end),
        ("actionGroupMode", "sequence"),
        ("actionTrigger", trigger),
    ]
    for action_id, (function, parameters) in enumerate(actions):
        action: list[Node] = [
            ("actionId", action_id),
            ("actionActuatorFunc", function),
            ("actionActuatorFuncParam", parameters),
        ]
        body.append(("action", action))
    return ("actionGroup", body)


def _gimbal(mission: Mission, start: int, payload: NamedPayload) -> list[Node]:
    """Return how the gimbal is turned for the strip that begins at a waypoint.

    A strip of its own aim has a bearing too, from -180 to 180 degrees, whichever way it is flown.
    """
    pitch_deg, yaw_deg = mission.sensor.acquisition.gimbal_pitch_deg, 0.0
    if mission.aims:
        aim = mission.aims[int(mission.waypoints.strip[start])]
        pitch_deg, yaw_deg = aim.pitch_deg, (aim.yaw_deg + 180.0) % 360.0 - 180.0
    return [
        ("gimbalHeadingYawBase", "north"),
        ("gimbalRotateMode", "absoluteAngle"),
        ("gimbalPitchRotateEnable", 1),
        ("gimbalPitchRotateAngle", number(pitch_deg, 3)),
        ("gimbalRollRotateEnable", 0),
        ("gimbalRollRotateAngle", 0),
        ("gimbalYawRotateEnable", 1 if mission.aims else 0),
        ("gimbalYawRotateAngle", number(yaw_deg, 3)),
        ("gimbalRotateTimeEnable", 0),
        ("gimbalRotateTime", 0),
        ("payloadPositionIndex", payload.position),
    ]


def _photo(payload: NamedPayload) -> list[Node]:
    # The lens of one photo (payloadLensIndex) is not for the M300: the mission's own setting,
    # imageFormat, is pointed to instead.
    return [
        ("payloadPositionIndex", payload.position),
        ("useGlobalPayloadLensIndex", 1 if payload.lens else 0),
    ]
