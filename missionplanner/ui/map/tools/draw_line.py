"""Draw a line, or the middle of a corridor: a click a corner, a double click ends it."""

import numpy as np
from shapely.geometry import MultiPolygon

from missionplanner.errors import InputError
from missionplanner.geo.drawing import LEAST_LINE, Place, corridor_m
from missionplanner.geo.snapping import Guide, guides
from missionplanner.ui.map.tools.gesture import Floats, Gesture, Pointer, Sketch


class DrawLine(Gesture):
    """Corners one after the other; with a width, the ground beside the line is its body."""

    def __init__(self, width_m: float | None = None) -> None:
        super().__init__()
        self.width_m = width_m
        self._corners: list[Place] = []
        self._ahead: Place | None = None

    def click(self, pointer: Pointer) -> None:
        """Set a corner."""
        if pointer.place not in self._corners[-1:]:
            self._corners.append(pointer.place)
        self._ahead = None

    def move(self, pointer: Pointer) -> None:
        """Show the next edge."""
        self._ahead = pointer.place

    def end(self) -> None:
        """End where two corners are set."""
        self._ahead = None
        self.done = len(self._corners) >= LEAST_LINE

    def back(self) -> bool:
        """Take the last corner back."""
        if not self._corners:
            return False
        self._corners.pop()
        return True

    def guides(self) -> list[Guide]:
        """Return the lines in line with the last edge and across it."""
        placed = self._corners
        if len(placed) < 2:
            return []
        return guides(placed[-1], placed[-2])

    def result(self) -> Floats:
        """Return the corners, (n, 2) site metres."""
        return np.array(self._corners, dtype=np.float64).reshape(-1, 2)

    def sketch(self) -> Sketch:
        """Return the line, and what a corridor takes up to the mouse."""
        return Sketch(self.result(), ahead=self._ahead, body=self._body())

    def _body(self) -> MultiPolygon | None:
        ahead = [] if self._ahead is None else [self._ahead]
        try:
            return corridor_m([*self._corners, *ahead], self.width_m) if self.width_m else None
        except InputError:  # no length yet: there is nothing to show
            return None
