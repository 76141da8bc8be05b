"""What the scenes of study stages have in common: rasters that cover each other, one shown."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from missionplanner.ui.ecology.layers import SwipedLayer
from missionplanner.ui.ecology.views import LayerKey
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer


class RasterScene(QObject):
    """Subclasses fill `rasters` and draw the shown one in `refresh`.

    `title` heads the stage's own layers in the list of layers.
    `layers_changed` when the layer panel has to be made anew, `drawn` after each drawing.
    """

    layers_changed = Signal()
    drawn = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.rasters: list[SwipedLayer] = []
        self.title = ""
        self.front = False
        self._listed: object = None

    def layers(self) -> list[Layer]:
        """Return the layers from top to bottom."""
        return [*self.rasters]

    @property
    def shown(self) -> SwipedLayer | None:
        """The raster that is shown."""
        return next((layer for layer in self.rasters if layer.visible), None)

    def exported(self) -> tuple[str, dict[LayerKey, Path] | None]:
        """Return the shown raster as a map sheet names it, and rasters beside the study's own."""
        layer = self.shown
        return layer.key if layer else "", None

    @property
    def names(self) -> tuple[str, str]:
        """Names of the two sides of the swipe; empty where nothing is compared."""
        return "", ""

    def choose(self, chosen: Layer) -> None:
        """Show one raster in place of the others."""
        if chosen in self.rasters:
            for layer in self.rasters:
                layer.set_visible(layer is chosen)
            self.refresh()

    def show_front(self, front: bool) -> None:
        """Draw only while the stage is in front."""
        if front != self.front:
            self.front = front
            self.refresh()

    def refresh(self) -> None:
        """Draw the shown raster as is now asked."""
        self.tell_drawn()

    def redraw(self) -> None:
        """Draw again at the swipe's new place."""
        if (layer := self.shown) is not None:
            layer.redraw()

    def clear_hidden(self) -> SwipedLayer | None:
        """Clear what is not shown; return what is to be drawn, if anything."""
        layer = self.shown if self.front else None
        for other in self.rasters:
            if other is not layer:
                other.clear()
        return layer

    def tell_drawn(self) -> None:
        """Say that something was drawn, and whether the list of layers is another one."""
        self.drawn.emit()
        shown = self.shown
        scale = (shown.limits, shown.continuous) if shown else None
        listed = [(x.key, x.words, x.visible, id(x), scale) for x in self.layers()]
        if listed != self._listed or not self.front:
            self._listed = listed
            self.layers_changed.emit()
