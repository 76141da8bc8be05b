"""QGroundControl's `.plan`: mission, geofence of our zones, the home as rally point; and back.

Form and numbers: QGroundControl's developer guide, *Plan file format*, and MAVLink's common
message set. Zones are exclusion fences: they have no heights there, so one counts at every height.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.api import (
    Datum,
    FinishAction,
    InputError,
    Mission,
    ReadRoute,
    SingleFileFormat,
    TriggerMode,
    Zone,
    read_object,
    strips_of,
)

# MAVLink commands (MAV_CMD) and frames (MAV_FRAME) of the common message set.
_WAYPOINT, _HOVER, _RETURN, _LAND, _TAKE_OFF = 16, 17, 20, 21, 22
_SPEED, _MOUNT, _TRIGGER = 178, 205, 206
_PLACES = frozenset({_WAYPOINT, 17, 18, 19, 82})
_SEA_LEVEL, _MISSION, _ABOVE_HOME = 0, 2, 3
_DATUMS = {0: Datum.EGM96, 5: Datum.EGM96, 3: Datum.HOME, 6: Datum.HOME}
_MOST_ITEMS = 200_000


class PlanFormat(SingleFileFormat):
    """The format `qgc`; see `missionplanner.api.MissionFormat`."""

    name = "qgc"
    title = "QGroundControl plan with geofence and rally point"
    suffix = ".plan"

    def document(self, mission: Mission) -> bytes:
        """Return the plan; heights are above mean sea level (EGM96)."""
        home = mission.home
        place = [home.position.lat_deg, home.position.lon_deg]
        plan = {
            "fileType": "Plan",
            "groundStation": "QGroundControl",
            "version": 1,
            "mission": {
                "cruiseSpeed": mission.settings.speed_mps,
                "hoverSpeed": mission.settings.speed_mps,
                "firmwareType": 12,
                "vehicleType": 2,
                "globalPlanAltitudeMode": 2,
                "items": [
                    {**item, "doJumpId": n} for n, item in enumerate(_items(mission), start=1)
                ],
                "plannedHomePosition": [*place, home.ground_egm96_m],
                "version": 2,
            },
            "geoFence": {"circles": [], "polygons": list(_fence(mission.zones)), "version": 2},
            "rallyPoints": {"points": [[*place, mission.rth_height_m]], "version": 2},
        }
        return (json.dumps(plan, indent=1, ensure_ascii=False) + "\n").encode()

    def read(self, path: Path) -> ReadRoute:
        """Return the waypoints, those of surveys too; raises InputError."""
        plan = read_object(path)
        mission = plan.get("mission")
        if plan.get("fileType") != "Plan" or not isinstance(mission, dict):
            raise InputError("qgc_plan.no_plan", str(path))
        try:
            places = list(_read(mission.get("items"), mission.get("cruiseSpeed")))
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise InputError("qgc_plan.no_plan", str(path)) from error
        if len(places) < 2:
            raise InputError("qgc_plan.no_waypoints", str(path))
        frames = {int(frame) for frame, *_ in places}
        unknown = frames - set(_DATUMS)
        if unknown:
            raise InputError("qgc_plan.no_frame", str(path), frame=min(unknown))
        datums = {_DATUMS[frame] for frame in frames}
        if len(datums) > 1:
            raise InputError("qgc_plan.mixed_frames", str(path))
        _, lat, lon, height, speed = np.array(places, dtype=np.float64).T
        if not (np.abs(lat) <= 90).all() or not (np.abs(lon) <= 180).all():
            raise InputError("qgc_plan.no_plan", str(path))
        return ReadRoute(path.stem, lon, lat, height, datums.pop(), speed)


def _items(mission: Mission) -> Iterator[dict[str, Any]]:
    points, settings, camera = mission.waypoints, mission.settings, mission.sensor
    fires = camera.trigger is not TriggerMode.SELF
    starts = {start for start, _ in strips_of(points)}
    ends = {end for _, end in strips_of(points)}
    place = mission.home.position
    top = mission.home.ground_egm96_m + mission.takeoff_height_m
    yield _item(_TAKE_OFF, _SEA_LEVEL, [0, 0, 0, None, place.lat_deg, place.lon_deg, top], top)
    if fires:
        pitch = camera.acquisition.gimbal_pitch_deg
        yield _item(_MOUNT, _MISSION, [pitch, 0, 0, 0, 0, 0, 2])
    before = math.nan
    for i in range(len(points)):
        lat, lon, height = (float(a[i]) for a in (points.lat_deg, points.lon_deg, points.egm96_m))
        yield _item(_WAYPOINT, _SEA_LEVEL, [0, 0, 0, None, lat, lon, height], height)
        speed = float(points.speed_mps[i])
        if i < len(points) - 1 and speed != before:
            before = speed
            yield _item(_SPEED, _MISSION, [1, speed, -1, 0, 0, 0, 0])
        if fires and i in ends:
            yield _item(_TRIGGER, _MISSION, [0, 0, 1, 0, 0, 0, 0])
        if fires and i in starts:
            yield _item(_TRIGGER, _MISSION, [settings.trigger_distance_m, 0, 1, 0, 0, 0, 0])
    yield _finish(mission)


def _finish(mission: Mission) -> dict[str, Any]:
    """Return what is done behind the last waypoint; landing is above home, see `check_mission`."""
    points = mission.waypoints
    lat, lon, height = (float(a[-1]) for a in (points.lat_deg, points.lon_deg, points.egm96_m))
    if mission.finish is FinishAction.HOVER:
        return _item(_HOVER, _SEA_LEVEL, [0, 0, 0, None, lat, lon, height], height)
    if mission.finish is FinishAction.LAND:
        ground = mission.home.ground_egm96_m
        return _item(_LAND, _SEA_LEVEL, [0, 0, 0, None, lat, lon, ground], ground)
    return _item(_RETURN, _MISSION, [0, 0, 0, 0, 0, 0, 0])


def _item(
    command: int, frame: int, params: list[float | None], height: float | None = None
) -> dict[str, Any]:
    item: dict[str, Any] = {
        "type": "SimpleItem",
        "autoContinue": True,
        "command": command,
        "frame": frame,
        "params": params,
    }
    if height is not None:
        item |= {"AMSLAltAboveTerrain": None, "Altitude": height, "AltitudeMode": 2}
    return item


def _fence(zones: tuple[Zone, ...]) -> Iterator[dict[str, Any]]:
    for zone in zones:
        for polygon in zone.polygon.geoms:
            ring = [[lat, lon] for lon, lat, *_ in polygon.exterior.coords][:-1]
            yield {"inclusion": False, "polygon": ring, "version": 1}


def _read(items: object, cruise: object) -> Iterator[tuple[float, float, float, float, float]]:
    speed = float(cruise) if isinstance(cruise, int | float) else math.nan
    held: tuple[float, float, float, float] | None = None
    for item in _flat(items):
        command, params = item["command"], item["params"]
        if command == _SPEED and isinstance(params[1], int | float) and params[1] > 0:
            speed = float(params[1])
        elif command in _PLACES:
            lat, lon, height = (float(value) for value in params[4:7])
            if not all(math.isfinite(value) for value in (lat, lon, height)):
                raise ValueError
            place = (float(item["frame"]), lat, lon, height)
            if command == _HOVER and held == place:
                continue  # it stays where it is: the end, and no further place
            if held is not None:
                yield (*held, speed)
            held = place
    if held is not None:
        yield (*held, speed)


def _flat(items: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield simple items, those that a survey has made of itself too."""
    if not isinstance(items, list) or len(items) > _MOST_ITEMS or depth > 4:
        raise ValueError
    for item in items:
        inner = item.get("TransectStyleComplexItem")
        if item.get("type") == "SimpleItem":
            yield item
        elif isinstance(inner, dict):
            yield from _flat(inner.get("Items"), depth + 1)


FORMATS = (PlanFormat(),)
