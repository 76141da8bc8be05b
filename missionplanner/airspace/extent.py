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


def ground_needed(
    area: SurveyArea, home: Position | None, stops: Sequence[Position] = ()
) -> BaseGeometry:
    """Return what the terrain must lie under, degrees: the area, home, and the stops of a route."""
    places = [*([] if home is None else [home]), *stops]
    if not places:
        return area.outer
    points = [Point(place.lon_deg, place.lat_deg) for place in places]
    return shapely.union_all([area.outer, *points])


def ground_margin_m(area: SurveyArea, home: Position | None, threats: Threats) -> float:
    """Return how far around `ground_needed` the terrain should be known, if there is any, m.

    Where a zone, its height left out of account, cuts off a part of the area from the rest or
    from home, the way leads around it: then as far as its ends, up to `FARTHEST_M`.
    """
    needed = ground_needed(area, home)
    frame = SiteFrame.around(needed.centroid.x, needed.centroid.y)
    near = shapely.box(*frame.project(needed).bounds)
    far = near.buffer(FARTHEST_M, join_style="mitre")
    zones = [frame.project(z.polygon) for z in threats.zones]
    zones = [zone.intersection(far) for zone in zones if zone.intersects(near)]
    places = list(frame.project(area.outer).geoms)
    if home is not None:
        places.append(Point(*(float(v) for v in frame.forward(home.lon_deg, home.lat_deg))))
    if not zones or _joined(places, zones, near.buffer(BESIDE_M, join_style="mitre")):
        return BESIDE_M
    west, south, east, north = near.bounds
    ends = unary_union(zones).buffer(ROOM_M).bounds
    beyond = (west - ends[0], south - ends[1], ends[2] - east, ends[3] - north)
    return float(max(BESIDE_M, *beyond))


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
