"""Missions that look like ours and are another maker's or another program's."""

from missionplanner.api import Message, message

from .fleet import drone_of, flown_by_fly
from .opened import OpenedPackage

_SPACES = {
    "uav.com/wpmz": "DJI Fly",
    "autel": "Autel",
}


def foreign(package: OpenedPackage) -> Message | None:
    """Return what a mission is that Pilot 2 cannot use; None for one of Pilot 2's kind."""
    for mark, maker in _SPACES.items():
        if any(mark in space.lower() for space in package.spaces):
            return _line(maker)
    sheets = package.sheets
    # DJI Fly writes a template without a Folder, and one number for all consumer aircraft.
    if sheets and all(flown_by_fly(drone_of(sheet)) for sheet in sheets):
        return _line("DJI Fly")
    return None


def _line(maker: str) -> Message:
    why = message("dji_wpml.of_that_maker")
    if maker == "DJI Fly":
        why = message("dji_wpml.of_consumers")
    return message("dji_wpml.foreign", maker=maker, why=why)
