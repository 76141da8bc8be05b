"""Drag a corner, a new corner out of an edge, or a whole shape; letting go ends it."""

from abc import ABC, abstractmethod

from missionplanner.geo.drawing import (
    Place,
    crossing,
    shifted,
    with_corner,
    with_new_corner,
)
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


class DragEdge(Drag):
    """A new corner is drawn out of an edge."""

    def __init__(self, before: Floats, closed: bool, judge: Judge, edge: int) -> None:
        super().__init__(before, closed, judge)
        self._edge, self.dragged = edge, edge + 1

    def _moved(self, pointer: Pointer) -> Floats:
        return with_new_corner(self.before, self._edge, pointer.place)


class DragShape(Drag):
    """The whole shape follows the mouse."""

    whole = True

    def __init__(self, before: Floats, closed: bool, judge: Judge, start: Place) -> None:
        super().__init__(before, closed, judge)
        self._start = start

    def _moved(self, pointer: Pointer) -> Floats:
        return shifted(self.before, self._start, pointer.place)
