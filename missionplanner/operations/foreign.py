"""Naming the files of other programs, so that the user learns more than that we know them not."""

import json
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.vector.archive import parse_xml

_HEAD_BYTES = 8192
_LARGEST_BYTES = 50_000_000
_REMEDY = "plan it here and export a format that DJI Pilot 2 reads"


def foreign_mission(path: Path) -> str:
    """Return one line on a mission of another program, empty where the file is none.

    Known are QGroundControl's plan, MAVLink's list of waypoints, Litchi's table and the KML of
    DJI Pilot 1; told by how the file begins.
    """
    text = _head(path)
    first = text.partition("\n")[0].lower().replace(" ", "").replace('"', "")
    if text.startswith("QGC WPL"):
        return f"is a list of MAVLink waypoints (QGC WPL), which DJI cannot fly; {_REMEDY}"
    if text.startswith("{") and '"fileType"' in text and _is_plan(path):
        return f"is a plan of QGroundControl, which DJI cannot fly; {_REMEDY}"
    if first.startswith("latitude,longitude,altitude(m)"):
        return f"is a mission of Litchi, which does not fly the M300 or M350; {_REMEDY}"
    if "<kml" in text and ("xmlns:mis" in text or "<mis:" in text):
        return (
            "is a mission of DJI Pilot 1 (KML): import it in Pilot 2, save it there, and check "
            "what Pilot 2 exports"
        )
    return ""


def foreign_map(path: Path) -> str:
    """Return one line on a KML of areas or places, empty where the file is none."""
    if "<kml" not in _head(path) or path.stat().st_size > _LARGEST_BYTES:
        return ""
    try:
        parse_xml(path.read_bytes(), path.name)
    except (InputError, OSError):
        return ""
    return (
        "is a KML of areas or places, as of Google Earth, not a mission: make a project of it with "
        "missionplanner new"
    )


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
