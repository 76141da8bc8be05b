"""Naming the files of other programs, so that the user learns more than that we know them not."""

import json
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.vector.archive import parse_xml

_HEAD_BYTES = 8192
_LARGEST_BYTES = 50_000_000
_REMEDY = message("operations.foreign.plan_here")


def foreign_mission(path: Path) -> Message | None:
    """Return what a mission of another program is, None where the file is none.

    Known are QGroundControl's plan, MAVLink's list of waypoints, Litchi's table and the KML of
    DJI Pilot 1; told by how the file begins.
    """
    text = _head(path)
    first = text.partition("\n")[0].lower().replace(" ", "").replace('"', "")
    if text.startswith("QGC WPL"):
        return message("operations.foreign.mavlink", help=_REMEDY)
    if text.startswith("{") and '"fileType"' in text and _is_plan(path):
        return message("operations.foreign.ground_control", help=_REMEDY)
    if first.startswith("latitude,longitude,altitude(m)"):
        return message("operations.foreign.litchi", help=_REMEDY)
    if "<kml" in text and ("xmlns:mis" in text or "<mis:" in text):
        return message("operations.foreign.pilot_1")
    return None


def foreign_map(path: Path) -> Message | None:
    """Return what a KML of areas or places is, None where the file is none."""
    if "<kml" not in _head(path) or path.stat().st_size > _LARGEST_BYTES:
        return None
    try:
        parse_xml(path.read_bytes(), path.name)
    except (InputError, OSError):
        return None
    return message("operations.foreign.map")


def _head(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD_BYTES).decode("utf-8-sig", "replace").lstrip()
    except OSError:
        return ""


def _is_plan(path: Path) -> bool:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            return False
        found = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("fileType") == "Plan"
