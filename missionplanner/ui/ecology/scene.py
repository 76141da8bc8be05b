"""The layers of the Ecology stage, kept in step with the study."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from missionplanner.ecology.legends import Limits
from missionplanner.ecology.trust.sentences import short
from missionplanner.model.study import epoch_names
from missionplanner.ui.ecology.layers import (
    MASK_HEIGHT,
    OutlineLayer,
    PixelLayer,
    SwipedLayer,
    WarningLayer,
)
from missionplanner.ui.ecology.raster_scene import RasterScene
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.views import LayerKey, Picture, StudyView
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.swipe import Split
from missionplanner.ui.style.language import short_language

# Legend, one raster an epoch?; as listed from the top.
_RASTERS = (
    ("irsei", True),
    ("heat", True),
    ("greenness", True),
    ("wetness", True),
    ("dryness", True),
    ("erosion", True),
    ("slope", False),
    ("significance", False),
    ("cv_class", False),
    ("difference", False),
    ("look", True),
)
_OF_CHANGE = {"slope", "significance", "cv_class", "difference"}
_OF_INDEX = {"irsei", *_OF_CHANGE}
FIRST = "irsei"


class EcologyScene(RasterScene):
    """Draws the study; one raster at a time, since they cover each other."""

    def __init__(
        self, canvas: Canvas, ecology: EcologySession, split: Split, continuous: set[str]
    ) -> None:
        super().__init__(canvas)
        self._continuous = continuous
        self._canvas, self._ecology, self._split = canvas, ecology, split
        self.zones, self.warnings = OutlineLayer(canvas), WarningLayer(canvas)
        self.pixel = PixelLayer(canvas)
        self.mask = SwipedLayer(canvas, "water", "water", split, dated=True, group="ecology")
        self.mask.words = self.tr("Water and cloud")
        self.mask.height = MASK_HEIGHT
        ecology.study_changed.connect(self.show_study)
        ecology.foreign_changed.connect(self._on_foreign)
        ecology.edited.connect(self.refresh)  # what is stale is hatched
        ecology.epochs_picked.connect(self.refresh)
        ecology.picture_ready.connect(self._on_picture)
        ecology.pixel_changed.connect(self._on_pixel)
        ecology.zone_picked.connect(self._show_zones)
        self._make_layers()

    def layers(self) -> list[Layer]:
        """Return the layers from top to bottom."""
        masks = [self.mask] if self.mask.drawn or not self.mask.visible else []
        return [*self.rasters, *masks, self.zones, self.warnings]

    def exported(self) -> tuple[str, dict[LayerKey, Path] | None]:
        """Return the shown raster as a map sheet names it; the index where none is shown."""
        name, files = super().exported()
        return name or FIRST, files

    @property
    def names(self) -> tuple[str, str]:
        """Names of the two sides of the swipe; empty where nothing is compared."""
        view, layer = self._ecology.view, self.shown
        left, right = self._ecology.left, self._ecology.right
        if not self.front or view is None or layer is None or not layer.dated or left == right:
            return "", ""
        names = epoch_names(view.dates)
        return names[left], names[right]

    def show_study(self) -> None:
        """Draw another study."""
        self._make_layers()
        for layer in (*self.rasters, self.mask):
            layer.clear()
        self._show_zones()
        self._on_pixel()
        self.refresh()

    def refresh(self) -> None:
        """Draw the shown raster for the epochs now chosen."""
        layer = self.clear_hidden()
        if layer is not None:
            self._name(layer)
            layer.hatched = self._hatched(layer)
            limits = self._scale(layer)
            pictures = self._pictures(layer)
            if layer.dated and layer.ramp and limits is None:
                pictures = []
            # While another epoch is read the last one stays: a gap would flicker.
            if pictures or not layer.drawn:
                layer.show_pictures(pictures, limits)
        self._show_mask()
        self.tell_drawn()

    def redraw(self) -> None:
        """Draw again at the swipe's new place."""
        for layer in (self.shown, self.mask):
            if layer is not None:
                layer.redraw()

    def _make_layers(self) -> None:
        view = self._ecology.view
        wanted = _wanted(view, self._ecology)
        if [layer.key for layer in self.rasters] == [key for key, _, _, _ in wanted]:
            return
        # Once there is an index it is what one wants to see.
        new = FIRST not in [layer.key for layer in self.rasters]
        shown = self.shown.key if self.shown and not new else FIRST
        for old in self.rasters:
            old.clear()
            old.deleteLater()
        self.rasters = []
        for key, name, dated, words in wanted:
            layer = SwipedLayer(self._canvas, key, name, self._split, dated=dated, group="ecology")
            layer.words = words or self._short(key) or layer.words
            layer.shade(key in self._continuous)
            layer.shaded.connect(self._on_shaded)
            self.rasters.append(layer)
        keys = [layer.key for layer in self.rasters]
        for layer in self.rasters:
            layer.set_visible(layer.key == (shown if shown in keys else keys[0]))

    def _short(self, key: str) -> str:
        return {
            "irsei": "IRSEI",
            "heat": self.tr("Heat (LST)"),
            "greenness": self.tr("Greenness (NDVI)"),
            "wetness": self.tr("Wetness (WET)"),
            "dryness": self.tr("Dryness (NDBSI)"),
            "erosion": self.tr("Erosion (RUSLE)"),
            "slope": self.tr("Trend (Sen)"),
            "significance": self.tr("Significance"),
            "cv_class": self.tr("Variation (CV)"),
            "difference": self.tr("Difference"),
            "look": self.tr("Image"),
        }.get(key, "")

    def _name(self, layer: SwipedLayer) -> None:
        view = self._ecology.view
        if view is None or not (layer.dated or layer.key == "difference"):
            return
        names = epoch_names(view.dates)
        left, right = names[self._ecology.left], names[self._ecology.right]
        words = self._short(layer.key)
        if layer.key == "difference":
            layer.words = f"{words} {right} − {left}"
        else:
            layer.words = f"{words} {left} | {right}" if left != right else f"{words} {right}"

    def _hatched(self, layer: SwipedLayer) -> str:
        view = self._ecology.view
        trust = view.trust if view else None
        if trust is None or trust.trusted or layer.key not in _OF_INDEX:
            return ""
        return self.tr("Hatched: {0}").format(short(trust.verdict, short_language()))

    def _pictures(self, layer: SwipedLayer) -> list[Picture]:
        view = self._ecology.view
        if view is None:
            return []
        if layer.key in _OF_CHANGE and view.trust and not view.trust.comparable:
            return []
        if layer.key == "difference":
            return _difference(self._of_epochs("irsei", view))
        if layer.dated:
            return self._of_epochs(layer.key, view)
        picture = self._ecology.picture((layer.key, None))
        return [picture] if picture else []

    def _of_epochs(self, key: str, view: StudyView) -> list[Picture]:
        places = dict.fromkeys((self._ecology.left, self._ecology.right))
        found = [self._ecology.picture((key, view.dates[place])) for place in places]
        return [p for p in found if p] if all(found) else []

    def _scale(self, layer: SwipedLayer) -> Limits | None:
        """Return one scale for all epochs, so that colours mean the same while time goes by."""
        view = self._ecology.view
        if view is None or not (layer.dated and layer.ramp):
            return None
        return self._ecology.shelf.scale(view, layer.key, layer.name)

    def _on_shaded(self) -> None:
        self._continuous.clear()
        self._continuous.update(layer.key for layer in self.rasters if layer.continuous)
        self.refresh()

    def _show_mask(self) -> None:
        """Cover what the index leaves out though it was seen: water and cloud."""
        view = self._ecology.view
        if view is None or not (self.front and self.mask.visible):
            self.mask.clear()
            return
        seen = [self._of_epochs(name, view) for name in ("irsei", "greenness")]
        if all(seen):
            self.mask.show_pictures([_masked(a, b) for a, b in zip(*seen, strict=True)])

    def _on_picture(self, _key: object) -> None:
        self.refresh()

    def _on_foreign(self) -> None:
        self._make_layers()
        foreign = [layer for layer in self.rasters if layer.key.startswith("foreign")]
        if foreign:
            self.choose(foreign[-1])

    def _on_pixel(self) -> None:
        series = self._ecology.series
        if series is None:
            self.pixel.clear()
        else:
            self.pixel.show_at(series.x_m, series.y_m)

    def _show_zones(self) -> None:
        view = self._ecology.view
        zones = view.zones if view else ()
        self.zones.show_zones(zones, self._ecology.zone)
        rows = view.found.zones.zones if view and view.found.zones else ()
        warned = {row.name for row in rows if row.warnings}
        self.warnings.show_zones([zone for zone in zones if zone.name in warned])


def _wanted(view: StudyView | None, ecology: EcologySession) -> list[tuple[str, str, bool, str]]:
    """Return (key, legend, one an epoch?, words or empty) of the rasters there are."""
    if view is None:
        return []
    files = view.files
    there = {name for name, _ in files}
    made = []
    for key, dated in _RASTERS:
        has = "irsei" in there and len(view.dates) > 1 if key == "difference" else key in there
        if has:
            made.append((key, "" if key == "look" else key, dated, ""))
    if view.made_elsewhere:
        listed = {key for key, *_ in made} | set(ecology.legends)
        others = dict.fromkeys(key for key in files if key[0] not in listed)
        made += [(name, name, True, "") for name in dict.fromkeys(name for name, _ in others)]
    made += [(key, ecology.legends[key], False, words) for key, words, _ in ecology.foreign]
    return made


def _masked(index: Picture, greenness: Picture) -> Picture:
    if index.values.shape != greenness.values.shape:
        return Picture(np.zeros_like(index.values), index.rect)
    masked = np.isnan(index.values) & np.isfinite(greenness.values)
    return Picture(masked.astype(np.float32), index.rect)


def _difference(pictures: Sequence[Picture]) -> list[Picture]:
    if len(pictures) != 2 or pictures[0].values.shape != pictures[1].values.shape:
        return []
    values = pictures[1].values - pictures[0].values
    return [Picture(values.astype(np.float32), pictures[1].rect)]
