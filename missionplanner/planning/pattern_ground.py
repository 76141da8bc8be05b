"""What of an area a pattern takes: all of it, a corridor, or faces."""

from shapely.geometry import MultiPolygon

from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.corridor_line import corridor_ground
from missionplanner.planning.face_ground import face_ground, steepest_deg
from missionplanner.terrain.dem import Terrain

__all__ = ["pattern_ground", "steepest_deg"]


def pattern_ground(
    terrain: Terrain, wanted: MultiPolygon, intent: PlanIntent
) -> MultiPolygon | None:
    """Return the ground that the intent's pattern is meant for, site metres; None: all of it."""
    asked = intent.views
    if intent.pattern is Pattern.CORRIDOR:
        return corridor_ground(asked, wanted, terrain.frame)
    if intent.pattern is Pattern.FACE:
        return face_ground(terrain, wanted, asked.face_from_deg)
    return None
