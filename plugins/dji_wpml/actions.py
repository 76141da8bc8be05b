"""What the camera does along the way, as DJI's action groups.

Only actions that DJI documents for the M300 are used: the gimbal is turned once at the first
waypoint, and each flight line has one group that takes photos by distance or by time, so that
nothing is shot in turns and on transit. A payload the aircraft does not know gets no action.
"""

from collections.abc import Iterator

from missionplanner.api import Mission, TriggerMode, strips_of

from .choices import NamedPayload
from .markup import Node, metres, number


def action_groups(mission: Mission, payload: NamedPayload | None) -> dict[int, list[Node]]:
    """Return the action groups by the index of the waypoint they stand at; ids are unique."""
    placed: dict[int, list[Node]] = {}
    if payload is None or mission.sensor.trigger is TriggerMode.SELF:
        return placed
    for group_id, (start, end, trigger, actions) in enumerate(_groups(mission, payload)):
        placed.setdefault(start, []).append(_group(group_id, start, end, trigger, actions))
    return placed


_Group = tuple[int, int, list[Node], list[tuple[str, list[Node]]]]
_REACHED: list[Node] = [("actionTriggerType", "reachPoint")]


def _groups(mission: Mission, payload: NamedPayload) -> Iterator[_Group]:
    pitch = mission.sensor.acquisition.gimbal_pitch_deg
    yield 0, 0, _REACHED, [("gimbalRotate", _gimbal(pitch, payload))]
    if mission.sensor.trigger is TriggerMode.SCAN:
        return  # a scanner takes no photos; what starts and ends its recording belongs here
    trigger = _trigger(mission)
    for start, end in strips_of(mission.waypoints):
        yield start, end, trigger, [("takePhoto", _photo(payload))]


def _trigger(mission: Mission) -> list[Node]:
    if mission.sensor.trigger is TriggerMode.TIME:
        kind, value = "multipleTiming", number(mission.settings.interval_s, 3)
    else:
        kind, value = "multipleDistance", metres(mission.settings.trigger_distance_m)
    return [("actionTriggerType", kind), ("actionTriggerParam", value)]


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


def _gimbal(pitch_deg: float, payload: NamedPayload) -> list[Node]:
    return [
        ("gimbalHeadingYawBase", "north"),
        ("gimbalRotateMode", "absoluteAngle"),
        ("gimbalPitchRotateEnable", 1),
        ("gimbalPitchRotateAngle", number(pitch_deg, 3)),
        ("gimbalRollRotateEnable", 0),
        ("gimbalRollRotateAngle", 0),
        ("gimbalYawRotateEnable", 0),
        ("gimbalYawRotateAngle", 0),
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
