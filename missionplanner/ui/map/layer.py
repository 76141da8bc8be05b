"""What every map layer has in common."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QLabel, QWidget

from missionplanner.ui.map.canvas import Canvas

_HEIGHT_KEY = 0  # of an item's data: the height that it was put at
NAMES_FROM = 60.0
"""Names and single marks lie from this height up: above all else, in whatever order that is."""
GROUND = -100.0
"""The lowest height that a layer has."""


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
        self._span: tuple[float, float] | None = None
        self._canvas = canvas
        self._items: list[QGraphicsItem] = []

    @property
    def slot(self) -> str:
        """What is lifted and lowered as one with it: its own key, but where many are one."""
        return self.key

    @property
    def highest(self) -> float | None:
        """How high its highest part was put, names left out; None: it has none."""
        own = [height for item in self._items if (height := _put_at(item)) is not None]
        return max((height for height in own if height < NAMES_FROM), default=None)

    def set_span(self, span: tuple[float, float] | None) -> None:
        """Lie between two heights, whatever heights its parts were put at; None: at those."""
        self._span = span
        for item in self._items:
            if (height := _put_at(item)) is not None:
                item.setZValue(self._lifted(height))

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
        self,
        path: QPainterPath,
        pen: QPen | None,
        height: float,
        fill: QColor | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Put a path on the map; `stays`: at its height, wherever the layer is lifted to."""
        item = self._canvas.put_path(path, pen, height, fill)
        self._own(item)
        if stays:
            item.setData(_HEIGHT_KEY, None)
            item.setZValue(height)

    def _raise(self, item: QGraphicsItem, height: float) -> None:
        """Put an item that is there already at another height."""
        item.setData(_HEIGHT_KEY, height)
        item.setZValue(self._lifted(height))

    def _lifted(self, height: float) -> float:
        if self._span is None or not GROUND <= height < NAMES_FROM:
            return height
        low, high = self._span
        return low + (high - low) * (height - GROUND) / (NAMES_FROM - GROUND)

    def _own(self, item: QGraphicsItem) -> None:
        self._raise(item, item.zValue())
        item.setVisible(self.in_sight)
        item.setOpacity(self.opacity)
        self._items.append(item)


def _put_at(item: QGraphicsItem) -> float | None:
    height = item.data(_HEIGHT_KEY)
    return None if height is None else float(height)
