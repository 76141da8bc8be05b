"""What every gesture has in common: it begins, follows the mouse, goes back, and ends or not."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from missionplanner.geo.drawing import Place
from missionplanner.geo.snapping import Guide, SnapKind

Floats = NDArray[np.float64]
Judge = Callable[[Floats], str]
"""Says why corners would not be taken, in the window's language; nothing where they would."""


def no_corners() -> Floats:
    """Return an empty list of corners."""
    return np.empty((0, 2))


@dataclass(frozen=True)
class Pointer:
    """Where the mouse is, site metres: drawn to what is near, and how far that reaches."""

    place: Place
    reach_m: float
    snapped: SnapKind | None = None
    guided: tuple[tuple[Place, Place], ...] = ()

    def at(self, other: Place) -> bool:
        """Tell whether a place is under the mouse."""
        return bool(np.hypot(*np.subtract(self.place, other)) <= self.reach_m)


@dataclass(frozen=True)
class Sketch:
    """What is drawn of a gesture, site metres.

    Attributes
    ----------
    corners : ndarray (n, 2)
        Placed corners.
    closed : bool
        A ring that is whole already.
    ahead : tuple of float or None
        Where the next corner would be.
    body : MultiPolygon or None
        The ground a line or circle takes.
    before : ndarray (n, 2)
        The shape as it was.
    dragged : int or None
        Number of the corner that follows the mouse.
    refused : str
        Why it would not be taken as it is now.
    crossing : tuple of float or None
        Where it crosses itself.
    guides : tuple of (start, end)
        Lines that the mouse was drawn to.
    handles : ndarray (n, 2) or None
        What is held in place of corners.
    """

    corners: Floats = field(default_factory=no_corners)
    closed: bool = False
    ahead: Place | None = None
    body: MultiPolygon | None = None
    before: Floats = field(default_factory=no_corners)
    dragged: int | None = None
    refused: str = ""
    crossing: Place | None = None
    guides: tuple[tuple[Place, Place], ...] = ()
    handles: Floats | None = None

    def beside(self) -> list[Place]:
        """Return the other ends of the edges that meet at the mouse."""
        if self.handles is not None:
            return []
        if self.dragged is None:
            return [tuple(self.corners[-1])] if len(self.corners) else []
        count = len(self.corners)
        ends = [self.dragged - 1, self.dragged + 1]
        return [tuple(self.corners[end % count]) for end in ends if self.closed or 0 <= end < count]


class Gesture:
    """One gesture. It is over when `done`; one that is thrown away before has changed nothing.

    Attributes
    ----------
    done : bool
        It has ended well, and its result may be read.
    """

    def __init__(self) -> None:
        self.done = False

    def click(self, pointer: Pointer) -> None:
        """Take a click: for gestures of several clicks."""

    def move(self, pointer: Pointer) -> None:
        """Follow the mouse."""

    def end(self) -> None:
        """End where enough is drawn: double click, Enter, letting go."""

    def back(self) -> bool:
        """Take the last corner back; False where there is none."""
        return False

    def guides(self) -> list[Guide]:
        """Return the lines that the mouse is drawn to where nothing else is near."""
        return []

    def sketch(self) -> Sketch:
        """Return what is to be drawn."""
        return Sketch()
