"""What only some patterns promise: faces looked at squarely and finely, ground from all sides."""

from collections.abc import Iterator

from shapely.geometry import MultiPolygon

from missionplanner.model.finding import Finding
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import PatternShares, ViewRasters
from missionplanner.planning.verify.incidence import face_cell_m, face_findings, face_shares
from missionplanner.planning.verify.photos import Photos
from missionplanner.planning.verify.sides import side_findings, side_shares
from missionplanner.terrain.dem import Terrain


def cell_for(plan: SensorPlan, terrain: Terrain, cell_m: float | None) -> float | None:
    """Return the cell of the grid a plan is judged on; faces are narrow on the map."""
    return face_cell_m(terrain) if plan.intent.pattern is Pattern.FACE else cell_m


def pattern_shares(
    plan: SensorPlan, terrain: Terrain, photos: Photos, views: ViewRasters, wanted: MultiPolygon
) -> PatternShares:
    """Return what a plan's pattern promises beside what all do."""
    if plan.intent.pattern is Pattern.FACE:
        from_deg = plan.intent.views.face_from_deg
        found = face_shares(photos, plan.sensor, terrain, views, from_deg)
        return PatternShares(found.square, found.fine)
    if plan.intent.pattern is Pattern.OBLIQUE:
        return PatternShares(sides=side_shares(photos, plan.sensor, terrain, wanted))
    return PatternShares()


def pattern_findings(plan: SensorPlan, shares: PatternShares) -> Iterator[Finding]:
    """Yield where a plan falls short of what its pattern promises."""
    if shares.square is not None and shares.fine is not None:
        yield from face_findings(shares.square, shares.fine, plan.sensor)
    yield from side_findings(shares.sides, plan.sensor)
