"""How far the ground must be known: under the area, its home, and the ways around zones."""

from collections.abc import Sequence

import shapely
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position

#: Ground known around area and home without a zone in the way, metres.
BESIDE_M = 400.0
#: Ways around zones are looked for this far from area and home, metres: a battery's flight
#: reaches no farther out and back.
FARTHEST_M = 4000.0
#: Room beside a zone for the way around it, metres.
ROOM_M = 50.0


def ground_needed(area: SurveyArea, home: Position | None, threats: Threats) -> BaseGeometry:
    """Return what the terrain must lie under, degrees: area, home, zones that part them.

    Where a zone, its height left out of account, cuts off a part of the area from the rest or
    from home, the way leads around it: it is taken in whole, up to `FARTHEST_M` away.
    """
    asked = [area.outer] if home is None else [area.outer, Point(home.lon_deg, home.lat_deg)]
    needed = shapely.union_all(asked)
    middle = needed.centroid
    frame = SiteFrame.around(middle.x, middle.y)
    near = shapely.box(*frame.project(needed).bounds)
    zones = [
        zone.intersection(near.buffer(FARTHEST_M, join_style="mitre"))
        for zone in (frame.project(z.polygon) for z in threats.zones)
        if zone.intersects(near)
    ]
    places = [*(frame.project(area.outer).geoms), *(frame.project(p) for p in asked[1:])]
    if not zones or _joined(places, zones, near.buffer(BESIDE_M, join_style="mitre")):
        return needed
    around = unary_union(zones).buffer(ROOM_M)
    return shapely.union_all([needed, frame.unproject(shapely.box(*around.bounds))])


def _joined(
    places: Sequence[BaseGeometry], zones: Sequence[BaseGeometry], known: BaseGeometry
) -> bool:
    """Return whether what is left of all places lies in one piece of the known, free ground."""
    blocked = unary_union(zones)
    free = known.difference(blocked)
    pieces = list(getattr(free, "geoms", [free]))
    left = MultiPolygon(
        [
            part
            for place in places
            if place.area > 0
            for rest in (place.difference(blocked),)
            for part in getattr(rest, "geoms", [rest])
            if part.area > 1.0
        ]
    )
    wanted = [*left.geoms, *(place for place in places if place.area == 0)]
    found = {k for place in wanted for k, piece in enumerate(pieces) if piece.intersects(place)}
    return len(found) <= 1
