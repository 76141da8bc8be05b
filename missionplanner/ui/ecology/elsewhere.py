"""Whether a study lies on the ground of the site that is open; no Qt."""

import math

from missionplanner.geo.frames import SiteFrame, geodesic_distances_m
from missionplanner.model.places import Rect
from missionplanner.ui.ecology.views import StudyView

Seen = tuple[float, float, float, float]
"""Left, bottom, right and top of a site's ground, m."""


def lies_elsewhere(rect: Rect, seen: Seen) -> bool:
    """Tell whether a study's ground (left, bottom, width, height) and a site's have none in common.

    A place that the site's frame cannot tell is none of its ground.
    """
    left, bottom, width, height = rect
    if not all(math.isfinite(value) for value in rect):
        return True
    beside = left > seen[2] or left + width < seen[0]
    return beside or bottom > seen[3] or bottom + height < seen[1]


def away_km(view: StudyView, seen: Seen) -> float:
    """Return how far the middle of a study is from that of a site, km; NaN where it is unknown."""
    left, bottom, width, height = view.rect
    frame = SiteFrame(view.epsg)
    own = frame.inverse(left + width / 2, bottom + height / 2)
    site = frame.inverse((seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2)
    lon, lat = zip(own, site, strict=True)
    if not all(math.isfinite(float(value)) for value in (*lon, *lat)):
        return math.nan
    return float(geodesic_distances_m(lon, lat)[0]) / 1000.0
