"""Drag a corner, a new corner out of an edge, or a whole shape; letting go ends it."""

from abc import ABC, abstractmethod

from missionplanner.geo.drawing import (
    Place,
    bearing,
    crossing,
    shifted,
    turned,
    with_corner,
    with_new_corner,
)
from missionplanner.geo.snapping import Guide, guides
from missionplanner.ui.map.tools.gesture import Floats, Gesture, Judge, Pointer, Sketch


class Drag(Gesture, ABC):
    """What all drags have in common: the shape before, as it is now, and why it is refused.

    Attributes
    ----------
    before, corners : ndarray (n, 2)
        Site metres.
    whole : bool
        The shape moves as a whole.
    """

    whole = False
    dragged: int | None = None

    def __init__(self, before: Floats, closed: bool, judge: Judge) -> None:
        super().__init__()
        self.before, self.corners = before, before
        self._closed, self._judge = closed, judge
        self._refused: str = ""

    def move(self, pointer: Pointer) -> None:
        """Follow the mouse, and judge what would be."""
        self.corners = self._moved(pointer)
        self._refused = self._judge(self.corners)

    def end(self) -> None:
        """Let go: refused shapes go back."""
        self.done = not self._refused and self.corners is not self.before

    def sketch(self) -> Sketch:
        """Return the shape with what it was."""
        met = crossing(self.corners, self._closed) if self._refused else None
        return Sketch(
            self.corners,
            self._closed,
            before=self.before,
            dragged=self.dragged,
            refused=self._refused,
            crossing=met,
        )

    @abstractmethod
    def _moved(self, pointer: Pointer) -> Floats:
        """Return the corners with the mouse at a place."""


class DragCorner(Drag):
    """A corner follows the mouse."""

    def __init__(self, before: Floats, closed: bool, judge: Judge, number: int) -> None:
        super().__init__(before, closed, judge)
        self.dragged = number

    def _moved(self, pointer: Pointer) -> Floats:
        return with_corner(self.before, self.dragged or 0, pointer.place)

    def guides(self) -> list[Guide]:
        """Return the lines in line with and across the edges that lead to the neighbours."""
        return guides_beside(self.before, self._closed, self.dragged or 0)


class DragEdge(Drag):
    """A new corner is drawn out of an edge."""

    def __init__(self, before: Floats, closed: bool, judge: Judge, edge: int) -> None:
        super().__init__(before, closed, judge)
        self._edge, self.dragged = edge, edge + 1

    def _moved(self, pointer: Pointer) -> Floats:
        return with_new_corner(self.before, self._edge, pointer.place)


class TurnShape(Drag):
    """The whole shape turns about a place with the mouse."""

    whole = True

    def __init__(
        self, before: Floats, closed: bool, judge: Judge, centre: Place, start: Place
    ) -> None:
        super().__init__(before, closed, judge)
        self._centre, self._start = centre, bearing(centre, start)
        self.turned_deg = 0.0

    def _moved(self, pointer: Pointer) -> Floats:
        by_deg = bearing(self._centre, pointer.place) - self._start
        self.turned_deg = (by_deg + 180.0) % 360.0 - 180.0
        return turned(self.before, self._centre, self.turned_deg)


class DragShape(Drag):
    """The whole shape follows the mouse."""

    whole = True

    def __init__(self, before: Floats, closed: bool, judge: Judge, start: Place) -> None:
        super().__init__(before, closed, judge)
        self._start = start

    def _moved(self, pointer: Pointer) -> Floats:
        return shifted(self.before, self._start, pointer.place)


def guides_beside(corners: Floats, closed: bool, number: int) -> list[Guide]:
    """Return the guides at both neighbours of a corner, by the edges beyond them."""
    count, found = len(corners), []
    for step in (1, -1):
        near, far = number + step, number + 2 * step
        if closed and count >= 4:
            near, far = near % count, far % count
        elif not (0 <= near < count and 0 <= far < count):
            continue
        found += guides(tuple(corners[near]), tuple(corners[far]))
    return found
