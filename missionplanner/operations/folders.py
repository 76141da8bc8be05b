"""Folders that results are written to."""

from missionplanner.storage.folders import made, made_in

__all__ = ["made", "made_in"]
