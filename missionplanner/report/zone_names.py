"""Where the names of zones stand on a map: they hide neither one another nor small zones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from missionplanner.report.outlines import DrawnZone

_MM_PER_POINT = 25.4 / 72
_LETTER, _HEIGHT = 0.6, 1.25
"""Width of a bold Latin letter and height of a line, in sizes of the type."""

_AIR = 0.8


@dataclass(frozen=True)
class Box:
    """A field on the map, in its units."""

    west: float
    south: float
    east: float
    north: float

    def shared(self, other: "Box") -> float:
        """Return the area two fields have in common."""
        wide = min(self.east, other.east) - max(self.west, other.west)
        tall = min(self.north, other.north) - max(self.south, other.south)
        return max(wide, 0.0) * max(tall, 0.0)

    @property
    def area(self) -> float:
        """Width times height."""
        return (self.east - self.west) * (self.north - self.south)


def placed(
    outlines: Sequence[DrawnZone], view: Box, unit: float, size: float
) -> list[tuple[float, float]]:
    """Return the middle of each zone's name.

    A name stands within its zone where it fits; else above, below, right or left of it: where it
    covers least of other names, of the zones, and of what lies beyond the map.

    Parameters
    ----------
    outlines : sequence of DrawnZone
    view : Box
        The map.
    unit : float
        Units of the map in one millimetre of paper.
    size : float
        Of the type, points.
    """
    bodies = [_body(zone) for zone in outlines]
    taken: list[Box] = []
    places: dict[int, tuple[float, float]] = {}
    # Large zones first: their names have their place inside and are in nobody's way.
    for i in sorted(range(len(outlines)), key=lambda i: -bodies[i].area):
        zone = outlines[i]
        wide, tall = (side * unit for side in _extent(zone.name, size, warned=zone.warned))
        choices = _choices(zone, bodies[i], wide, tall, _AIR * unit)
        best = min(choices, key=lambda at: _cost(at, wide, tall, i, bodies, taken, view))
        taken.append(_around(best, wide, tall))
        # The mark takes the upper part of the field, the name the lower one.
        line = _extent(zone.name, size, warned=False)[1] * unit
        places[i] = (best[0], best[1] - (tall - line) / 2)
    return [places[i] for i in range(len(outlines))]


def _extent(name: str, size: float, *, warned: bool) -> tuple[float, float]:
    """Return width and height of a name in millimetres; its mark stands above it."""
    letters = sum(1.7 if glyph >= "\u2e80" else 1.0 for glyph in name)
    point = size * _MM_PER_POINT
    return letters * _LETTER * point, point * (_HEIGHT + (2.4 if warned else 0.0))


def _body(zone: DrawnZone) -> Box:
    points = np.concatenate(zone.rings)
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return Box(float(west), float(south), float(east), float(north))


def _choices(
    zone: DrawnZone, body: Box, wide: float, tall: float, air: float
) -> list[tuple[float, float]]:
    x, y = zone.place
    if wide <= body.east - body.west and tall <= (body.north - body.south) * 0.7:
        return [zone.place]
    up, down = body.north + air + tall / 2, body.south - air - tall / 2
    right, left = body.east + air + wide / 2, body.west - air - wide / 2
    return [(x, up), (x, down), (right, y), (left, y), (right, up), (left, down)]


def _cost(
    at: tuple[float, float],
    wide: float,
    tall: float,
    own: int,
    bodies: Sequence[Box],
    taken: Sequence[Box],
    view: Box,
) -> float:
    box = _around(at, wide, tall)
    beyond = box.area - box.shared(view)
    names = sum(box.shared(other) for other in taken)
    zones = sum(box.shared(body) for i, body in enumerate(bodies) if i != own)
    return 4 * beyond + 3 * names + zones


def _around(at: tuple[float, float], wide: float, tall: float) -> Box:
    return Box(at[0] - wide / 2, at[1] - tall / 2, at[0] + wide / 2, at[1] + tall / 2)
