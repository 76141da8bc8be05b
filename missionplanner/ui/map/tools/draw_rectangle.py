"""Draw a rectangle: two clicks set an edge, a third how far it reaches."""

import numpy as np

from missionplanner.geo.drawing import Place, rectangle
from missionplanner.ui.map.tools.gesture import Floats, Gesture, Judge, Pointer, Sketch


class DrawRectangle(Gesture):
    """An edge in any direction, and the depth; `judge` is asked about the whole ring."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge
        self._edge: list[Place] = []
        self._ahead: Place | None = None
        self._refused = ""

    def click(self, pointer: Pointer) -> None:
        """Set an end of the edge, then the depth."""
        self._ahead = pointer.place
        if len(self._edge) < 2:
            if pointer.place not in self._edge:
                self._edge.append(pointer.place)
                self._ahead = None
            return
        self.end()

    def move(self, pointer: Pointer) -> None:
        """Show what the mouse would make."""
        self._ahead = pointer.place
        self._refused = ""

    def end(self) -> None:
        """End where the rectangle holds ground."""
        if self._ahead is None or len(self._edge) < 2:
            return
        self._refused = self._judge(self.result())
        self.done = not self._refused

    def back(self) -> bool:
        """Take the last end of the edge back."""
        if not self._edge:
            return False
        self._edge.pop()
        self._refused = ""
        return True

    def result(self) -> Floats:
        """Return the corners, (n, 2) site metres."""
        if len(self._edge) == 2 and self._ahead is not None:
            return rectangle(self._edge[0], self._edge[1], self._ahead)
        return np.array(self._edge, dtype=np.float64).reshape(-1, 2)

    def sketch(self) -> Sketch:
        """Return the edge, or the whole ring."""
        whole = len(self._edge) == 2 and self._ahead is not None
        ahead = None if whole else self._ahead
        return Sketch(self.result(), closed=whole, ahead=ahead, refused=self._refused)
