"""The line of a corridor, which side of it ground lies on, and what ground it takes."""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.ops import split

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.patterns import CorridorSide, PatternAsked

Floats = NDArray[np.float64]

# A middle line is worked out from so many points of each bank, and smoothed over this many.
BANK_POINTS, SMOOTHED = 200, 4.0
# It is thinned by this share of the corridor's width, and goes on straight beyond both ends.
THINNED, BEYOND_M = 0.05, 1e5


def corridor_line(asked: PatternAsked, wanted: MultiPolygon, frame: SiteFrame) -> LineString:
    """Return the line that is asked for, or the middle line of the area; site metres."""
    if not asked.line:
        return middle_line(max(wanted.geoms, key=lambda part: part.area))
    lon = np.array([place.lon_deg for place in asked.line])
    lat = np.array([place.lat_deg for place in asked.line])
    return LineString(np.column_stack(frame.forward(lon, lat)))


def middle_line(area: Polygon) -> LineString:
    """Return the line half way between the two long banks of an area.

    The banks are the outline cut at the two points that lie farthest apart. Near these the middle
    is not to be told from the end of the area, so half a width of it is left out there.
    """
    ring = shapely.get_coordinates(area.exterior)[:-1]
    far = np.hypot(*(ring[:, None] - ring[None]).transpose(2, 0, 1))
    a, b = sorted(int(k) for k in np.unravel_index(int(far.argmax()), far.shape))
    banks = LineString(ring[a : b + 1]), LineString(np.vstack((ring[b:], ring[: a + 1]))[::-1])
    share = np.linspace(0.0, 1.0, BANK_POINTS)
    sides = [
        shapely.get_coordinates(shapely.line_interpolate_point(bank, share, normalized=True))
        for bank in banks
    ]
    middle = ndimage.gaussian_filter1d(0.5 * (sides[0] + sides[1]), SMOOTHED, axis=0)
    whole = LineString(middle)
    width_m = area.area / whole.length
    along = shapely.line_locate_point(whole, shapely.points(middle))
    kept = (along >= 0.5 * width_m) & (along <= whole.length - 0.5 * width_m)
    return LineString(middle[kept] if kept.sum() > 1 else middle).simplify(THINNED * width_m)


def gone_on(line: LineString) -> LineString:
    """Return a line that goes on straight beyond both ends."""
    xy = shapely.get_coordinates(line)
    first, last = xy[0] - xy[1], xy[-1] - xy[-2]
    before = xy[0] + BEYOND_M * first / np.hypot(*first)
    behind = xy[-1] + BEYOND_M * last / np.hypot(*last)
    return LineString(np.vstack((before, xy, behind)))


def across(line: LineString, x: Floats, y: Floats) -> Floats:
    """Return the distance of points from a line, m, positive on its left."""
    places = shapely.points(x, y)
    along = shapely.line_locate_point(line, places)
    ahead = shapely.line_interpolate_point(line, np.minimum(along + 1.0, line.length))
    behind = shapely.line_interpolate_point(line, np.maximum(along - 1.0, 0.0))
    way_x, way_y = (
        shapely.get_x(ahead) - shapely.get_x(behind),
        (shapely.get_y(ahead) - shapely.get_y(behind)),
    )
    left = way_x * (y - shapely.get_y(behind)) - way_y * (x - shapely.get_x(behind))
    return np.asarray(np.where(left >= 0.0, 1.0, -1.0) * shapely.distance(places, line))


def corridor_ground(
    asked: PatternAsked, wanted: MultiPolygon, frame: SiteFrame
) -> MultiPolygon | None:
    """Return the ground of a corridor, site metres; None: all that is wanted.

    On both sides of its line half of the width; on one side all of it.
    """
    if asked.width_m is None and asked.side is CorridorSide.BOTH:
        return None
    line = corridor_line(asked, wanted, frame)
    ground = shapely.convex_hull(wanted)
    if asked.width_m is not None:
        reach_m = asked.width_m * (0.5 if asked.side is CorridorSide.BOTH else 1.0)
        ground = line.buffer(reach_m, cap_style="flat", join_style="mitre", mitre_limit=2.0)
    parts = list(getattr(ground, "geoms", [ground]))
    if asked.side is not CorridorSide.BOTH:
        far = gone_on(line)
        pieces = [piece for part in parts for piece in split(part, far).geoms]
        sign = 1.0 if asked.side is CorridorSide.LEFT else -1.0
        parts = [piece for piece in pieces if sign * _side(far, piece) > 0.0]
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _side(line: LineString, piece: Polygon) -> float:
    place = piece.representative_point()
    return float(across(line, np.array([place.x]), np.array([place.y]))[0])
