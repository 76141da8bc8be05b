"""The route of one sortie on the map, with its number at the start."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import finalize

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QLabel
from shapely import LineString, get_coordinates, linestrings, simplify

from missionplanner.model.plan import LegKind, Sortie, Waypoints
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.plan.layers.route_item import Arrow, Bands, RouteItem, RouteLook
from missionplanner.ui.widgets import swatches

_ARROW_EVERY_M = 700.0
_TURN_M = 190.0  # a shorter way between strips is drawn as a turn, part of the solid line
_DRAWN_TO_M = 0.5  # terrain following adds points along a strip that a map does not need

Points = NDArray[np.float64]
Place = tuple[float, float]  # site metres


@dataclass(frozen=True, eq=False)
class Lines:
    """What is drawn of a route in any theme: (n, 2) lines, m; `strips` is what arrows lie on."""

    solid: list[Points]
    dashed: list[Points]
    strips: list[Points]

    @cached_property
    def arrows(self) -> list[Arrow]:
        """Arrows on the strips; from afar there is no room for them."""
        return _arrows_on(self.strips)


# Another theme, language or sensor draws the same routes again: by identity, as long as they live.
_known: dict[int, Lines] = {}


class RouteLayer(Layer):
    """One sortie, in one of four looks; its number stands at its start, `before` before it."""

    def __init__(
        self,
        canvas: Canvas,
        sortie: Sortie,
        colour: str,
        spacing_m: float,
        taken: Sequence[Place] = (),
        apart_m: float = 0.0,
        before: str = "",
    ) -> None:
        super().__init__(canvas, f"sortie-{sortie.number}", "routes")
        self.words = self.tr("Sortie {0}").format(sortie.number)
        self.short = str(sortie.number)
        self.colour = colour
        self.look = RouteLook.ALL
        self._number = f"{before}{sortie.number}"
        self._waypoints = sortie.waypoints
        lines = _lines(sortie.waypoints)
        self.badge = badge_place((lines.solid or lines.dashed)[0], taken, apart_m)
        self._route = RouteItem(
            lines.solid,
            lines.dashed,
            lambda: lines.arrows,
            colour,
            spacing_m,
            lambda: canvas.moving,
        )
        self.add(self._route, 31)
        self._put_badge()

    @property
    def slot(self) -> str:
        """All sorties as one."""
        return self.group

    def swatch(self) -> QLabel | None:
        """Return a line in the sortie's colour."""
        return swatches.line(self.colour)

    def show_look(self, look: RouteLook) -> None:
        """Draw it as one of all, as the one chosen, as another, or as out of date."""
        if look is self.look:
            return
        self.look = look
        self._route.show_look(look)
        self._raise(self._route, 36 if look is RouteLook.CHOSEN else 31)
        self._put_badge()

    def show_bands(self, bands: Bands | None) -> None:
        """Colour it by its distance to the ground; None: in its own colour."""
        self._route.show_bands(bands)

    def set_opacity(self, opacity: float) -> None:
        """Fade; the number stays."""
        self.opacity = opacity
        self._route.setOpacity(opacity)

    def _put_badge(self) -> None:
        for old in self._items[1:]:
            self._canvas.take(old)
        del self._items[1:]
        if self.look is not RouteLook.STALE:
            chosen = self.look is RouteLook.CHOSEN
            made = glyphs.badge(*self.badge, self._number, self.colour, chosen=chosen)
            self.add(made, 73 if chosen else 72)


def _lines(waypoints: Waypoints) -> Lines:
    key = id(waypoints)
    if key not in _known:
        _known[key] = Lines(*split(waypoints), _strips(waypoints))
        finalize(waypoints, _known.pop, key, None)
    return _known[key]


def badge_place(line: Points, taken: Sequence[Place], apart_m: float) -> Place:
    """Return the start of a line, or the first place on it that no other badge covers."""
    route = LineString(line)
    for along in np.arange(0.0, min(route.length, 8 * apart_m) + 1, max(apart_m / 4, 1.0)):
        here = route.interpolate(along)
        if all(math.hypot(here.x - x, here.y - y) >= apart_m for x, y in taken):
            return here.x, here.y
    return float(line[0, 0]), float(line[0, 1])


def split(waypoints: Waypoints) -> tuple[list[Points], list[Points]]:
    """Return the solid and the dashed parts of a route as (n, 2) lines, m, thinned for drawing."""
    xy = np.column_stack([waypoints.x_m, waypoints.y_m])
    along_m = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    solid: list[Points] = []
    dashed: list[Points] = []
    stretches = runs(waypoints)
    thinned = _thin([xy[first : last + 1] for first, last, _ in stretches])
    for (first, last, survey), part in zip(stretches, thinned, strict=True):
        turn = along_m[last] - along_m[first] < _TURN_M
        inner = first > 0 and last < len(waypoints) - 1
        (solid if survey or (inner and turn) else dashed).append(part)
    return _joined(solid), dashed


def runs(waypoints: Waypoints) -> list[tuple[int, int, bool]]:
    """Return (first point, last point, survey?) of each stretch of legs of one kind and strip."""
    legs = waypoints.leg[:-1]
    strips = waypoints.strip[:-1]
    if not len(legs):
        return []
    cuts = np.flatnonzero((np.diff(legs) != 0) | (np.diff(strips) != 0)) + 1
    starts = np.concatenate([[0], cuts])
    ends = np.concatenate([cuts, [len(legs)]])
    surveyed = legs[starts] == LegKind.SURVEY.value
    return list(zip(starts.tolist(), ends.tolist(), surveyed.tolist(), strict=True))


def arrows(waypoints: Waypoints) -> list[Arrow]:
    """Return (x, y, clockwise screen degrees) of arrows on every other strip."""
    return _arrows_on(_strips(waypoints))


def _strips(waypoints: Waypoints) -> list[Points]:
    xy = np.column_stack([waypoints.x_m, waypoints.y_m])
    return [xy[a : b + 1] for a, b, survey in runs(waypoints) if survey]


def _arrows_on(strips: list[Points]) -> list[Arrow]:
    made = []
    for strip in strips[::2]:
        line = LineString(strip)
        count = max(1, round(line.length / _ARROW_EVERY_M))
        for k in range(count):
            share = (k + 0.5) / count
            here = line.interpolate(share, normalized=True)
            ahead = line.interpolate(min(1.0, share + 1e-3), normalized=True)
            turn = math.degrees(math.atan2(here.y - ahead.y, ahead.x - here.x))
            made.append((here.x, here.y, turn))
    return made


def _thin(parts: list[Points]) -> list[Points]:
    """Return lines without the points that a map does not need; all in one go."""
    if not parts:
        return []
    whose = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    lines = simplify(linestrings(np.concatenate(parts), indices=whose), _DRAWN_TO_M)
    xy, whose = get_coordinates(lines, return_index=True)
    return np.split(xy, np.flatnonzero(np.diff(whose)) + 1)


def _joined(parts: list[Points]) -> list[Points]:
    joined: list[Points] = []
    for part in parts:
        if joined and np.array_equal(joined[-1][-1], part[0]):
            joined[-1] = np.concatenate([joined[-1], part[1:]])
        else:
            joined.append(part)
    return joined
