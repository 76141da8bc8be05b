"""Rasters coloured by a legend, one or two side by side; zones; the place looked at."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QLabel, QWidget
from shapely import union_all
from shapely.geometry.base import BaseGeometry

from missionplanner.ecology.legends import Legend, Limits, legend, names
from missionplanner.model.places import Rect
from missionplanner.ui.ecology.views import Picture, ZoneOutline
from missionplanner.ui.map import glyphs
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.hatching import Hatching
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_polygons, pen
from missionplanner.ui.map.swipe import Split, SwipeImage
from missionplanner.ui.style.language import short_language
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches
from missionplanner.ui.widgets.legend_box import LegendBox, Shading

_HEIGHT = -55.0
_CONTINUOUS = "_continuous"  # how the legend without grades is called
MASK_HEIGHT = -54.0


class SwipedLayer(Layer):
    """A raster with its legend; with two states, cut at the swipe.

    `shaded()` when the user asks for grades, or for a continuous scale.

    Parameters
    ----------
    name : str
        Legend; empty: pictures that have their colours (RGBA).
    dated : bool
        One raster an epoch.

    Attributes
    ----------
    drawn_picture : RGBA and rectangle, or None
        The picture drawn last, of the newest epoch shown.
    hatched : str
        What the legend says of hatched colours, which are not to be believed as they stand; empty:
        they are plain.
    """

    shaded = Signal()

    def __init__(
        self, canvas: Canvas, key: str, name: str, split: Split, *, dated: bool, group: str
    ) -> None:
        super().__init__(canvas, key, group)
        self.name, self.dated = name, dated
        self.legend: Legend | None = legend(name) if name else None
        self._both = f"{name}{_CONTINUOUS}" in names()
        self.words = self.legend.title(short_language()) if self.legend else key
        self.opacity = 0.9
        self.limits = (0.0, 1.0)
        self.height = _HEIGHT
        self.hatched = ""
        self._split = split
        self.drawn_picture: tuple[NDArray[np.uint8], Rect] | None = None
        self._images: list[SwipeImage] = []

    @property
    def slot(self) -> str:
        """All of a stage as one: one of them is shown."""
        return "rasters"

    @property
    def empty(self) -> bool:
        """Listed as soon as there is a file, drawn when it is read."""
        return False

    def swatch(self) -> QLabel | None:
        """Return a square of the legend's colours."""
        if self.legend is None:
            return swatches.ramp(["#7A8B6F", "#B7A98B", "#56697A"])
        if self.legend.classes:
            return swatches.ramp([item.colour for item in self.legend.classes])
        return swatches.ramp(self.legend.stops)

    def legend_box(self) -> QWidget | None:
        """Return what the colours mean."""
        if self.legend is None:
            return None
        shading = Shading(self.continuous) if self._both else None
        if shading is not None:
            shading.chosen.connect(self._on_shading)
        box = LegendBox(self.legend, self.limits, shading)
        if self.hatched:
            box.add_hatched(self.hatched)
        return box

    @property
    def ramp(self) -> bool:
        """True where the ends of the scale have to be found."""
        return self.legend is not None and self.legend.kind == "ramp" and not self._both

    @property
    def continuous(self) -> bool:
        """True where a raster that has grades is shown without them."""
        return self.legend is not None and self.legend.name != self.name and self._both

    def shade(self, continuous: bool) -> None:
        """Paint by grades or by a continuous scale, where a raster has both."""
        if self._both:
            self.legend = legend(f"{self.name}{_CONTINUOUS}" if continuous else self.name)

    def _on_shading(self, key: str) -> None:
        self.shade(key == "continuous")
        self.shaded.emit()

    def show_pictures(self, pictures: Sequence[Picture], limits: Limits | None = None) -> None:
        """Draw one picture, or two beside the swipe; `limits` of a ramp's scale, None: theirs."""
        self.clear()
        if limits is not None:
            self.limits = limits
        elif self.legend is not None and pictures and not self.legend.classes:
            self.limits = self.legend.limits(np.concatenate([p.values.ravel() for p in pictures]))
        self.drawn_picture = None
        for place, picture in enumerate(pictures):
            side = (-1, 1)[place] if len(pictures) == 2 else 0
            split: Split = self._split if side else _whole
            painted = self._painted(picture)
            self.drawn_picture = painted, picture.rect
            image = SwipeImage(
                side, split, hatched=bool(self.hatched), image=painted, axisOrder="row-major",
                levels=(0, 255), autoLevels=False,
            )  # fmt: skip
            image.setRect(QRectF(*picture.rect))
            self._images.append(image)
            self.add(image, self.height)

    def clear(self) -> None:
        """Take the pictures off the map."""
        super().clear()
        self._images = []

    @property
    def drawn(self) -> int:
        """Number of pictures on the map."""
        return len(self._images)

    def _painted(self, picture: Picture) -> NDArray[np.uint8]:
        if self.legend is None or picture.values.ndim == 3:
            return np.asarray(picture.values, dtype=np.uint8)
        limits = None if self.legend.classes else self.limits
        return self.legend.paint(picture.values, limits)

    def redraw(self) -> None:
        """Draw again; the swipe has moved."""
        for image in self._images:
            image.update()


def _whole() -> float | None:
    return None


class OutlineLayer(Layer):
    """Zones of the study, with their names; the chosen one is heavier."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "study-zones", "ecology")
        self.words = self.tr("Zones")

    def swatch(self) -> QLabel | None:
        """Return an empty square."""
        return swatches.outline(tokens().ink)

    def show_zones(self, zones: Sequence[ZoneOutline], chosen: str) -> None:
        """Draw them."""
        self.clear()
        theme = tokens()
        for zone in zones:
            on = zone.name == chosen
            path = path_of_polygons(zone.polygon_m)
            self.add_path(path, pen(theme.casing, 5 if on else 3.4, 170), 15)
            self.add_path(path, pen(theme.link if on else theme.ink, 2.4 if on else 1.2), 16)
            place = _free(zone, zones).representative_point()
            self.add(glyphs.label(place.x, place.y, zone.name), 60)


def _free(zone: ZoneOutline, zones: Sequence[ZoneOutline]) -> BaseGeometry:
    """Return what smaller zones leave of one: a pit in its buffer keeps a name of its own."""
    whole = zone.polygon_m
    smaller = [other.polygon_m for other in zones if other.polygon_m.area < whole.area]
    left = whole.difference(union_all(smaller))
    return whole if left.is_empty else left


class WarningLayer(Layer):
    """Zones to be warned of: hatched, since a colour alone says nothing to some eyes."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "warnings", "ecology")
        self.words = self.tr("Warning zones")

    def swatch(self) -> QLabel | None:
        """Return a hatched square."""
        return swatches.hatch(tokens().error)

    def show_zones(self, zones: Sequence[ZoneOutline]) -> None:
        """Draw them."""
        self.clear()
        theme = tokens()
        for zone in zones:
            path = path_of_polygons(zone.polygon_m)
            self.add(Hatching(path, theme.error, theme.error, 0, 110), 13)
            self.add_path(path, pen(theme.casing, 4, 190), 17)
            self.add_path(path, pen(theme.error, 2), 18)


class PixelLayer(Layer):
    """The place whose history is shown."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, "pixel", "")

    def show_at(self, x_m: float, y_m: float) -> None:
        """Put the ring at a place."""
        if self._items:
            self._items[0].setPos(x_m, y_m)
        else:
            self.add(glyphs.ring(x_m, y_m), 75)
