"""Set a single place by a click."""

from missionplanner.geo.drawing import Place
from missionplanner.ui.map.tools.gesture import Gesture, Pointer, Sketch


class PlacePoint(Gesture):
    """One click."""

    def __init__(self) -> None:
        super().__init__()
        self._place: Place | None = None

    def click(self, pointer: Pointer) -> None:
        """Set the place."""
        self._place, self.done = pointer.place, True

    def move(self, pointer: Pointer) -> None:
        """Show where it would be."""
        self._place = pointer.place

    def result(self) -> Place:
        """Return the place, site metres.

        Raises
        ------
        ValueError
            Before the mouse was over the map.
        """
        if self._place is None:
            raise ValueError("no place is set")
        return self._place

    def sketch(self) -> Sketch:
        """Return the place under the mouse."""
        return Sketch(ahead=self._place)
