"""The shapes of the open project in site metres: what can be chosen, dragged and drawn to."""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString, MultiPolygon, Polygon

from missionplanner.geo.drawing import Place, hit, hold, outline
from missionplanner.geo.forms import FormOnSite, on_site
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.forms import FormKind
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
    """A shape with its corners in degrees and in site metres; `form`: what it is, if not corners.

    `handles_m` are what is taken hold of, chosen and typed: the corners, or those of the form.
    """

    told: Outline
    corners_m: Floats
    line_m: LineString
    form: FormOnSite | None = None

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
        own = self.form.hold() if self.form is not None else None
        return own or hold(self.corners_m, self.closed)

    @property
    def handles_m(self) -> Floats:
        """What is taken hold of, (n, 2) site metres."""
        return self.form.handles() if self.form is not None else self.corners_m

    @property
    def handles_closed(self) -> bool:
        """True where the handles are corners of a ring."""
        return self.form.closed if self.form is not None else self.closed

    @property
    def loose(self) -> bool:
        """True where corners can be added and taken away."""
        return self.form is None or self.form.kind is FormKind.CORRIDOR

    @property
    def is_circle(self) -> bool:
        """True of a circle: its centre moves it, and it cannot be turned."""
        return self.form is not None and self.form.kind is FormKind.CIRCLE


def shapes_drawn(project: Project, frame: SiteFrame) -> tuple[ShapeDrawn, ...]:
    """Return every shape of a project."""
    made = []
    for told in outlines(project):
        x, y = frame.forward(told.corners_deg[:, 0], told.corners_deg[:, 1])
        corners = np.column_stack([x, y])
        line = outline(corners, told.closed)
        made.append(ShapeDrawn(told, corners, line, _form(told, corners, project, frame)))
    return tuple(made)


def _form(told: Outline, corners: Floats, project: Project, frame: SiteFrame) -> FormOnSite | None:
    """Return the form of a shape that still gives its ground."""
    if told.form is None:
        return None
    form = on_site(told.form, frame)
    rings = MultiPolygon([Polygon(corners)])
    if told.key.kind is Drawn.ZONE:
        rings = frame.project(project.threats.zones[told.key.number].polygon)
    return form if form.fits(rings) else None


def shape_at(
    shapes: tuple[ShapeDrawn, ...], stage: str, place: Place, reach_m: float
) -> ShapeDrawn | None:
    """Return the shape under a place, of those that a stage changes."""
    own = [shape for shape in shapes if shape.key.kind in OF_STAGE.get(stage, ())]
    found = hit(place, [(shape.corners_m, shape.closed) for shape in own], reach_m)
    return None if found is None else own[found]
