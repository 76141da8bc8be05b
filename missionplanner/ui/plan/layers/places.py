"""Single places: home, and the point under the profile's cursor."""

from PySide6.QtWidgets import QLabel

from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches


class HomeLayer(Layer):
    """The take-off place."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "home", "site")
        self.words = self.tr("Home")

    def swatch(self) -> QLabel | None:
        """Return a disc."""
        return swatches.disc(tokens().accent)

    def show_home(self, x_m: float, y_m: float) -> None:
        """Draw it."""
        self.clear()
        self.add(glyphs.home(x_m, y_m), 70)


class CursorLayer(Layer):
    """The dot that goes with the profile's cursor."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "cursor", "")

    def show_at(self, x_m: float, y_m: float) -> None:
        """Put the dot at a place."""
        if self._items:
            self._items[0].setPos(x_m, y_m)
        else:
            self.add(glyphs.dot(x_m, y_m), 74)
