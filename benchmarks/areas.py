"""The areas of the coverage comparison, in metres."""

from pathlib import Path

import numpy as np
from shapely import from_geojson
from shapely.geometry import Polygon

from missionplanner.geo.frames import SiteFrame

AREAS = ("P1_rect", "P1r_rect17", "P2_L", "P3_holes")
FRAME = SiteFrame(32650)


def read_area(path: Path) -> tuple[Polygon, tuple[float, float]]:
    """Return an area in metres from its own corner, and that corner in the frame's metres."""
    feature = from_geojson(path.read_text(encoding="utf-8"))
    polygon = next(iter(feature.geoms)) if hasattr(feature, "geoms") else feature
    area = FRAME.project(polygon)
    origin = (round(area.bounds[0]), round(area.bounds[1]))
    # The files round degrees to 0.1 mm; whether a line runs just on an edge must not hang on that.
    rings = [
        np.round(np.asarray(r.coords)[:, :2] - origin, 3) for r in (area.exterior, *area.interiors)
    ]
    return Polygon(rings[0], rings[1:]), origin
