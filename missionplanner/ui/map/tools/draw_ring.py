"""Draw a polygon: a click a corner, a double click or a click on the first ends it."""

import numpy as np

from missionplanner.geo.drawing import LEAST_RING, Place, crossing
from missionplanner.geo.snapping import Guide, guides
from missionplanner.ui.map.tools.gesture import Floats, Gesture, Judge, Pointer, Sketch


class DrawRing(Gesture):
    """Corners one after the other; a corner that makes edges cross is not taken.

    `judge` is asked about the whole ring.
    """

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge
        self._corners: list[Place] = []
        self._ahead: Place | None = None
        self._refused = ""
        self._crossing: Place | None = None

    def click(self, pointer: Pointer) -> None:
        """Set a corner, or end on the first."""
        if len(self._corners) >= LEAST_RING and pointer.at(self._corners[0]):
            self.end()
            return
        self.move(pointer)
        if self._crossing is None and pointer.place not in self._corners[-1:]:
            self._corners.append(pointer.place)
            self._ahead = None

    def move(self, pointer: Pointer) -> None:
        """Show the next edge; red where it crosses another."""
        self._ahead = pointer.place
        open_line = np.array([*self._corners, pointer.place])
        closes = bool(self._corners) and pointer.at(self._corners[0])
        self._crossing = None if closes else crossing(open_line, closed=False)
        self._refused = self._judge(open_line) if self._crossing is not None else ""

    def end(self) -> None:
        """Close the ring where it may be closed; else say why not, and go on."""
        ring = self.result()
        self._ahead = None
        self._refused = self._judge(ring)
        self._crossing = crossing(ring, closed=True)
        self.done = not self._refused

    def back(self) -> bool:
        """Take the last corner back."""
        if not self._corners:
            return False
        self._corners.pop()
        self._refused = ""
        self._crossing = None
        return True

    def guides(self) -> list[Guide]:
        """Return the lines in line with the last edge and across it; of a ring's first edge too."""
        placed = self._corners
        if len(placed) < 2:
            return []
        return [*guides(placed[-1], placed[-2]), *guides(placed[0], placed[1])]

    def result(self) -> Floats:
        """Return the corners, (n, 2) site metres."""
        return np.array(self._corners, dtype=np.float64).reshape(-1, 2)

    def sketch(self) -> Sketch:
        """Return the placed part, and the edge to the mouse."""
        return Sketch(
            self.result(),
            ahead=self._ahead,
            refused=self._refused,
            crossing=self._crossing,
        )
