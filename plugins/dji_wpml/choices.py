"""What the writer lets the user choose, and the payload that follows from it."""

import math
from dataclasses import dataclass, replace

from missionplanner.api import FormatOption, InputError, LostLink, Sensor, TriggerMode

OPTIONS = (
    FormatOption(
        "wpmz-version",
        "1.0.6",
        "version of the format; 1.0.2 for controllers with old firmware",
        ("1.0.6", "1.0.2"),
    ),
    FormatOption(
        "payload",
        "catalogue",
        "payload named in the file: the catalogue's, an H20 in its place, or none (then the "
        "camera is set to its timer by hand)",
        ("catalogue", "h20", "none"),
    ),
    FormatOption(
        "rc-lost",
        "project",
        "when the remote controller is lost: as the project says, or for these files alone: return "
        "home, hover, or fly the route to its end",
        ("project", "go-back", "hover", "continue"),
    ),
    FormatOption(
        "trigger",
        "catalogue",
        "when a photo is due: by the catalogue, each so many metres, or each so many seconds",
        ("catalogue", "distance", "time"),
    ),
    FormatOption(
        "gimbal",
        "photos",
        "the gimbal is turned with every photo, so that it stays so after a change of batteries, "
        "or once where each strip begins",
        ("photos", "strips"),
    ),
    FormatOption(
        "position",
        "catalogue",
        "where the payload hangs: 0 front left, 1 front right, 2 top",
        ("catalogue", "0", "1", "2"),
    ),
    FormatOption(
        "p1-lens",
        "catalogue",
        "payloadSubEnumValue of a P1: by DJI's documentation of WPML 1.0.0 (0, 1, 2 for 24, 35, 50 "
        "mm), or 0, as three public transcriptions of exports have it; neither is proven",
        ("catalogue", "0"),
    ),
    FormatOption(
        "focus",
        "leave",
        "leave it to the pilot, focus by itself at the first waypoint, or the calibrated focus "
        "(payloads that DJI documents it for: the M300's and M350's)",
        ("leave", "first-point", "calibrated"),
    ),
    FormatOption(
        "point-cloud",
        "on",
        "a laser (L1) records its point cloud from the first strip to the last",
        ("on", "off"),
    ),
    FormatOption(
        "heights",
        "egm96",
        "heights above sea level, or above the take-off point: then take off at the planned home, "
        "for every metre that it lies higher or lower the whole route does",
        ("egm96", "take-off"),
    ),
    FormatOption(
        "most-points",
        "65535",
        "most waypoints in a file, 2 to 65535; longer sorties become several files, each flown "
        "from home",
    ),
    FormatOption(
        "thin-m",
        "0",
        "leave out waypoints that lie within so many metres, 0 to 5, of the line between their "
        "neighbours",
    ),
    FormatOption(
        "created-ms",
        # 2026-01-01. Fixed, so that the same plan gives the same bytes.
        "1767225600000",
        "time of creation in the file, milliseconds since 1970",
    ),
)

_H20, _P1 = 42, 50
_LOST = {
    "project": None,
    "go-back": LostLink.RETURN,
    "hover": LostLink.HOVER,
    "continue": LostLink.CONTINUE,
}
_FOCUS = {"leave": None, "first-point": "firstPoint", "calibrated": "custom"}


@dataclass(frozen=True)
class NamedPayload:
    """The payload as it is named in the file; `lens` is the imageFormat word or None."""

    enum: int
    sub_enum: int
    position: int
    lens: str | None


@dataclass(frozen=True)
class Choices:
    """The options, understood; `lost_link` None: as the mission says."""

    version: str
    payload: NamedPayload | None
    lost_link: LostLink | None
    created_ms: int
    by_time: bool = False
    gimbal_with_photos: bool = True
    focus: str | None = None
    point_cloud: bool = True
    relative: bool = False
    most_points: int = 65535
    thin_m: float = 0.0


def understood(values: dict[str, str], sensor: Sensor) -> Choices:
    """Return the options of one export.

    Raises
    ------
    InputError
        The time of creation is not a whole number, or a number is out of its range.
    """
    try:
        created = int(values["created-ms"])
    except ValueError as error:
        raise InputError("dji_wpml.not_whole", "created-ms") from error
    by_time = sensor.trigger is TriggerMode.TIME
    if values["trigger"] != "catalogue":
        by_time = values["trigger"] == "time"
    return Choices(
        version=values["wpmz-version"],
        payload=_placed(_payload(sensor, values["payload"]), values),
        lost_link=_LOST[values["rc-lost"]],
        created_ms=created,
        by_time=by_time,
        gimbal_with_photos=values["gimbal"] == "photos",
        focus=_FOCUS[values["focus"]],
        point_cloud=values["point-cloud"] == "on",
        relative=values["heights"] == "take-off",
        most_points=int(_between(values, "most-points", 2, 65535)),
        thin_m=_between(values, "thin-m", 0, 5),
    )


def _between(values: dict[str, str], name: str, low: float, high: float) -> float:
    try:
        value = float(values[name])
    except ValueError:
        value = math.nan
    if not low <= value <= high or (high > 5 and value != int(value)):
        raise InputError("dji_wpml.out_of_range", name, text=values[name], low=low, high=high)
    return value


def _placed(payload: NamedPayload | None, values: dict[str, str]) -> NamedPayload | None:
    """Return the payload where, and with the sub-number, that the user asks for."""
    if payload is None:
        return None
    if values["position"] != "catalogue":
        payload = replace(payload, position=int(values["position"]))
    if payload.enum == _P1 and values["p1-lens"] != "catalogue":
        payload = replace(payload, sub_enum=int(values["p1-lens"]))
    return payload


def _payload(sensor: Sensor, choice: str) -> NamedPayload | None:
    wpml = sensor.wpml
    if wpml.enum is None or choice == "none":
        return None
    named = NamedPayload(wpml.enum, wpml.sub_enum, wpml.position, wpml.lens)
    return named if choice == "catalogue" else replace(named, enum=_H20, sub_enum=0, lens=None)
