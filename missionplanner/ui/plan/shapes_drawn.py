"""The shapes of the open project in site metres: what can be chosen, dragged and drawn to."""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString

from missionplanner.geo.drawing import Place, hit, hold, outline
from missionplanner.geo.frames import SiteFrame
from missionplanner.project.document import Project
from missionplanner.project.outlines import Drawn, Floats, Outline, ShapeKey, outlines

OF_STAGE = {
    "site": (
        Drawn.AREA,
        Drawn.HOLE,
        Drawn.HOME,
        Drawn.LAUNCH_SITE,
        Drawn.STATION,
        Drawn.CONTROL_POINT,
    ),
    "threats": (Drawn.ZONE, Drawn.LINE),
    "plan": (Drawn.FLIGHT_LINE,),
}

SEES_ROUTES = ("plan",)
"""Stages where a click that no shape takes chooses a route."""


@dataclass(frozen=True)
class ShapeDrawn:
    """A shape with its corners in degrees and in site metres."""

    told: Outline
    corners_m: Floats
    line_m: LineString

    @property
    def key(self) -> ShapeKey:
        """Which shape it is."""
        return self.told.key

    @property
    def closed(self) -> bool:
        """True for a ring."""
        return self.told.closed

    @property
    def middle(self) -> Place:
        """Where it is taken hold of as a whole, site metres."""
        return hold(self.corners_m, self.closed)


def shapes_drawn(project: Project, frame: SiteFrame) -> tuple[ShapeDrawn, ...]:
    """Return every shape of a project."""
    made = []
    for told in outlines(project):
        x, y = frame.forward(told.corners_deg[:, 0], told.corners_deg[:, 1])
        corners = np.column_stack([x, y])
        made.append(ShapeDrawn(told, corners, outline(corners, told.closed)))
    return tuple(made)


def shape_at(
    shapes: tuple[ShapeDrawn, ...], stage: str, place: Place, reach_m: float
) -> ShapeDrawn | None:
    """Return the shape under a place, of those that a stage changes."""
    own = [shape for shape in shapes if shape.key.kind in OF_STAGE.get(stage, ())]
    found = hit(place, [(shape.corners_m, shape.closed) for shape in own], reach_m)
    return None if found is None else own[found]
