"""Circles, corridors and rectangles in site metres: their handles, and the ground they take."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPolygon, Polygon

from missionplanner.errors import InputError
from missionplanner.geo.drawing import (
    LEAST_LINE,
    LEAST_RADIUS_M,
    Place,
    circle_deg,
    corridor_m,
    ring_polygon,
    scaled,
    turned,
)
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.shapes import multi
from missionplanner.model.forms import FormKind, ShapeForm

Floats = NDArray[np.float64]

Measure = Literal["radius", "width", "length"]
#: A form gives a polygon where their outlines lie nowhere farther apart than this share of its
#: size: a map's metre is not the ellipsoid's, and a circle of others has other corners.
_ALIKE, _ALIKE_M = 0.002, 0.05
_ROUND_CORNERS = 64


@dataclass(frozen=True, eq=False)
class FormOnSite:
    """A form in site metres.

    Attributes
    ----------
    kind : FormKind
    places : ndarray (n, 2)
        As of `ShapeForm`, site metres.
    size_m : float
        Radius or width, metres.
    """

    kind: FormKind
    places: Floats
    size_m: float

    @property
    def closed(self) -> bool:
        """True where the handles are corners of a ring."""
        return self.kind is FormKind.RECTANGLE

    def handles(self) -> Floats:
        """Return where it is taken hold of: centre and rim, the middle line, or four corners."""
        if self.kind is FormKind.CIRCLE:
            return np.vstack([self.places[0], self.places[0] + (self.size_m, 0.0)])
        if self.kind is FormKind.CORRIDOR:
            return self.places
        across = self.size_m / 2 * _across(self.places)
        start, end = self.places
        return np.array([start - across, end - across, end + across, start + across])

    def outline(self) -> Floats:
        """Return the corners of its ring, (n, 2) site metres, as it is drawn while it changes.

        Raises
        ------
        InputError
            A corridor without length or width.
        """
        if self.kind is FormKind.CIRCLE:
            angle = np.arange(_ROUND_CORNERS) * (2 * np.pi / _ROUND_CORNERS)
            around = np.column_stack([np.sin(angle), np.cos(angle)])
            return np.asarray(self.places[0] + self.size_m * around, dtype=np.float64)
        if self.kind is FormKind.RECTANGLE:
            return self.handles()
        return np.array(corridor_m(self.places, self.size_m).geoms[0].exterior.coords)[:-1]

    def with_handles(self, handles: Floats, moved: int | None = None) -> "FormOnSite":
        """Return it with its handles elsewhere; it stays what it is.

        Parameters
        ----------
        handles : ndarray (n, 2)
        moved : int, optional
            The only one that was moved: the rim follows the centre, and of a rectangle the
            opposite corner stays.
        """
        if self.kind is FormKind.CORRIDOR:
            return replace(self, places=np.asarray(handles, dtype=np.float64))
        if self.kind is FormKind.CIRCLE:
            radius = self.size_m if moved == 0 else float(np.hypot(*(handles[1] - handles[0])))
            return replace(self, places=np.array(handles[:1]), size_m=radius)
        if moved is not None:
            return self._with_corner(handles, moved)
        start, end = (handles[0] + handles[3]) / 2, (handles[1] + handles[2]) / 2
        width = float(np.hypot(*(handles[3] - handles[0])))
        return replace(self, places=np.array([start, end]), size_m=width)

    def _with_corner(self, handles: Floats, moved: int) -> "FormOnSite":
        corner, still = handles[moved], handles[(moved + 2) % 4]
        across = _across(self.places)
        along = np.array([across[1], -across[0]])
        reach = corner - still
        length, width = float(reach @ along), float(reach @ across)
        middle = (corner + still) / 2
        # As before it runs from the first handle to the second, whichever corner was moved.
        half = abs(length) / 2 * along
        return replace(self, places=np.array([middle - half, middle + half]), size_m=abs(width))

    def measures(self) -> dict[Measure, float]:
        """Return what of it can be typed, metres."""
        if self.kind is FormKind.CIRCLE:
            return {"radius": self.size_m}
        if self.kind is FormKind.CORRIDOR:
            return {"width": self.size_m}
        return {"length": self.length_m, "width": self.size_m}

    @property
    def length_m(self) -> float:
        """Length of the middle line, m; 0 of a circle."""
        return float(LineString(self.places).length) if len(self.places) > 1 else 0.0

    def with_measure(self, name: Measure, value_m: float) -> "FormOnSite":
        """Return it with another radius, width or length, about its middle."""
        if name != "length":
            return replace(self, size_m=value_m)
        middle = self.places.mean(axis=0)
        share = value_m / self.length_m
        return replace(self, places=middle + share * (self.places - middle))

    def moved(self, start: Place, end: Place) -> "FormOnSite":
        """Return it as far away as from `start` to `end`."""
        return replace(self, places=self.places + np.subtract(end, start))

    def turned(self, centre: Place, angle_deg: float) -> "FormOnSite":
        """Return it turned clockwise about a place."""
        return replace(self, places=turned(self.places, centre, angle_deg))

    def scaled(self, centre: Place, share: float) -> "FormOnSite":
        """Return it larger or smaller about a place.

        Raises
        ------
        InputError
            Where the share is not above 0.
        """
        return replace(self, places=scaled(self.places, centre, share), size_m=share * self.size_m)

    def grown(self, by_m: float) -> "FormOnSite":
        """Return it reaching farther out on all sides, or less far below 0.

        Raises
        ------
        InputError
            Nothing would be left of it.
        """
        if self.kind is FormKind.CIRCLE:
            return replace(self, size_m=self.size_m + by_m)
        ends = self.places.copy()
        for end, beside in ((0, 1), (-1, -2)):
            out = ends[end] - self.places[beside]
            length = float(np.hypot(*out))
            if length + by_m <= 0 or (length + 2 * by_m <= 0 and len(ends) == LEAST_LINE):
                raise InputError("drawing.no_ground")
            ends[end] = self.places[end] + by_m / length * out
        return replace(self, places=ends, size_m=self.size_m + 2 * by_m)

    def width_handle(self) -> Place | None:
        """Return where a corridor's width is taken hold of: on its edge; None: it has none."""
        if self.kind is not FormKind.CORRIDOR:
            return None
        start, end = self._longest()
        at = start + 0.75 * (end - start) + self.size_m / 2 * _across(np.array([start, end]))
        return float(at[0]), float(at[1])

    def width_at(self, place: Place) -> float:
        """Return the width of a corridor whose edge goes through a place, m."""
        start, end = self._longest()
        return 2.0 * abs(float(np.subtract(place, start) @ _across(np.array([start, end]))))

    def hold(self) -> Place | None:
        """Return where a corridor is taken hold of as a whole, beside the middles of its edges."""
        if self.kind is not FormKind.CORRIDOR:
            return None
        start, end = self._longest()
        x, y = start + 0.25 * (end - start)
        return float(x), float(y)

    def _longest(self) -> tuple[Floats, Floats]:
        edges = np.hypot(*np.diff(self.places, axis=0).T)
        at = int(np.argmax(edges))
        return self.places[at], self.places[at + 1]

    def polygon_deg(self, frame: SiteFrame) -> MultiPolygon:
        """Return the ground it takes, degrees; a circle's polygon holds the whole circle.

        Raises
        ------
        InputError
            Where it is too small, or has no length.
        """
        if self.kind is FormKind.CIRCLE:
            return circle_deg(frame, (self.places[0, 0], self.places[0, 1]), self.size_m)
        if self.kind is FormKind.CORRIDOR:
            return frame.unproject(corridor_m(self.places, self.size_m))
        if not min(self.size_m, self.length_m) >= LEAST_RADIUS_M:
            raise InputError("drawing.small_rectangle", least=LEAST_RADIUS_M)
        return multi(frame.unproject(ring_polygon(self.handles())))

    def fits(self, polygon_m: MultiPolygon) -> bool:
        """Tell whether it still gives a polygon in site metres."""
        try:
            band = self.kind is FormKind.CORRIDOR
            own = corridor_m(self.places, self.size_m) if band else multi(Polygon(self.outline()))
        except (InputError, ValueError):
            return False
        apart = own.boundary.hausdorff_distance(polygon_m.boundary)
        return bool(apart <= _ALIKE * max(self.size_m, self.length_m) + _ALIKE_M)


def on_site(form: ShapeForm, frame: SiteFrame) -> FormOnSite:
    """Return a form in site metres."""
    places = np.array(form.places, dtype=np.float64).reshape(-1, 2)
    x, y = frame.forward(places[:, 0], places[:, 1])
    return FormOnSite(form.kind, np.column_stack([x, y]), form.size_m)


def in_degrees(form: FormOnSite, frame: SiteFrame) -> ShapeForm:
    """Return a form in longitude and latitude."""
    lon, lat = frame.inverse(form.places[:, 0], form.places[:, 1])
    places = tuple((float(a), float(b)) for a, b in zip(lon, lat, strict=True))
    return ShapeForm(form.kind, places, form.size_m)


def rectangle_form(corners: Floats) -> FormOnSite:
    """Return the form of a rectangle's four corners, site metres."""
    blank = FormOnSite(FormKind.RECTANGLE, np.zeros((2, 2)), 0.0)
    return blank.with_handles(corners)


def _across(line: Floats) -> Floats:
    """Return the unit vector to the left of a line from its first place to its last."""
    x, y = line[-1] - line[0]
    length = float(np.hypot(x, y))
    return np.array([-y, x]) / length if length else np.array([0.0, 1.0])
