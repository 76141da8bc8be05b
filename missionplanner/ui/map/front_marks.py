"""What a stage draws over the site's own layers while it is the one looked at."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer


class FrontMarks(QObject):
    """Layers of one group, listed above the site's; off the map while another stage is in front.

    Attributes
    ----------
    group, words : str
        Key and name of the group in the layer panel.
    quiet : frozenset of str
        Keys of the site's layers that stay off the map here until asked for.

    Signals
    -------
    changed
        Layers have come, gone, or have other words.
    """

    changed = Signal()
    quiet: frozenset[str] = frozenset()

    def __init__(self, canvas: Canvas, group: str, words: str) -> None:
        super().__init__(canvas)
        self.group, self.words = group, words

    @abstractmethod
    def layers(self) -> Sequence[Layer]:
        """Return the layers, highest first."""

    def show_front(self, in_front: bool) -> None:
        """Put the layers on the map, or take them off."""
        for layer in self.layers():
            layer.set_shown(in_front)

    @abstractmethod
    def click(self, x_m: float, y_m: float) -> bool:
        """Take a click at a place; False: it is for the site's own layers."""
