"""Missions that look like ours and are another maker's or another program's."""

from .fleet import drone_of, flown_by_fly
from .opened import Opened

_SPACES = {
    "uav.com/wpmz": "DJI Fly",
    "autel": "Autel",
}


def foreign(package: Opened) -> str:
    """Return one line on a mission that Pilot 2 cannot use; empty for one of Pilot 2's kind."""
    for mark, maker in _SPACES.items():
        if any(mark in space.lower() for space in package.spaces):
            return _line(maker)
    sheets = package.sheets
    # DJI Fly writes a template without a Folder, and one number for all consumer aircraft.
    if sheets and all(flown_by_fly(drone_of(sheet)) for sheet in sheets):
        return _line("DJI Fly")
    return ""


def _line(maker: str) -> str:
    why = "for consumer aircraft" if maker == "DJI Fly" else "for aircraft of that maker"
    return f"is a mission of {maker}, {why}: Pilot 2 and the M300 or M350 cannot use it"
