"""What every map layer has in common."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QLabel, QWidget

from missionplanner.ui.map.canvas import Canvas


class Layer(QObject):
    """Items on the canvas that are shown, hidden and faded together.

    Attributes
    ----------
    key : str
        Stable name; visibility is remembered under it.
    group : str
        Key of the group in the layer panel.
    words, short : str
        Name in the layer panel; where `short` is set, layers of many stand side by side.
    note : str
        When it is seen, in a word or two.
    """

    def __init__(self, canvas: Canvas, key: str, group: str) -> None:
        super().__init__(canvas)
        self.key, self.group = key, group
        self.words = key
        self.short = self.note = ""
        self.visible = True
        self.opacity = 1.0
        self._shown, self._aside = True, False
        self._canvas = canvas
        self._items: list[QGraphicsItem] = []

    def swatch(self) -> QLabel | None:
        """Return the legend mark, made anew."""
        return None

    def legend_box(self) -> QWidget | None:
        """Return what the colours mean, made anew; it stands below the chosen layer."""
        return None

    @property
    def empty(self) -> bool:
        """True where there is nothing to show; the panel then leaves the layer out."""
        return not self._items

    def set_visible(self, visible: bool) -> None:
        """Show or hide."""
        self.visible = visible
        self._show_items()

    def set_shown(self, shown: bool) -> None:
        """Keep the layer off the map whatever its eye says: another stage is in front."""
        self._shown = shown
        self._show_items()

    def set_aside(self, aside: bool) -> None:
        """Keep the layer off the map for a while: another group is shown alone."""
        self._aside = aside
        self._show_items()

    @property
    def in_sight(self) -> bool:
        """True where its items are drawn."""
        return self.visible and self._shown and not self._aside

    def _show_items(self) -> None:
        for item in self._items:
            item.setVisible(self.in_sight)

    def set_opacity(self, opacity: float) -> None:
        """Fade; 0 to 1."""
        self.opacity = opacity
        for item in self._items:
            item.setOpacity(opacity)

    def clear(self) -> None:
        """Take every item off the map."""
        for item in self._items:
            self._canvas.take(item)
        self._items.clear()

    def add(self, item: QGraphicsItem, height: float) -> None:
        """Put an item on the map."""
        self._own(self._canvas.put(item, height))

    def add_path(
        self, path: QPainterPath, pen: QPen | None, height: float, fill: QColor | None = None
    ) -> None:
        """Put a path on the map."""
        self._own(self._canvas.put_path(path, pen, height, fill))

    def _own(self, item: QGraphicsItem) -> None:
        item.setVisible(self.in_sight)
        item.setOpacity(self.opacity)
        self._items.append(item)
