"""The rasters of the Security stage on the map, one or two side by side."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from missionplanner.ecology.legends import Legend, legend
from missionplanner.ecology.trust.sentences import short
from missionplanner.model.security import IndicatorSpec
from missionplanner.model.study import epoch_names
from missionplanner.ui.ecology.layers import SwipedLayer
from missionplanner.ui.ecology.raster_scene import RasterScene
from missionplanner.ui.ecology.views import LayerKey, Picture
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.swipe import Split
from missionplanner.ui.security.names import title_of
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.style.language import short_language

_RASTERS = (
    ("grade_vw", "security"),
    ("grade_cw", "security"),
    ("esi_vw", "esi"),
    ("esi_cw", "esi"),
    ("difference", "difference"),
)
_PAIRS = {"grade_vw": "grade_cw", "grade_cw": "grade_cw", "esi_vw": "esi_cw", "esi_cw": "esi_cw"}
_INDICATOR = "indicator"
_STOPS = ("#F4F4F2", "#C3CEDA", "#86A2C3", "#47709F", "#1B3B66")


class SecurityScene(RasterScene):
    """Draws what the session looks at; one raster at a time, since they cover each other."""

    def __init__(self, canvas: Canvas, session: SecuritySession, split: Split) -> None:
        super().__init__(canvas)
        self._canvas, self._session, self._split = canvas, session, split
        self._indicator = ""
        session.view_changed.connect(self.show_results)
        session.picked.connect(self._on_picked)
        session.ecology.epochs_picked.connect(self.refresh)
        session.reader.picture_ready.connect(self._on_picture)
        self._make_layers()

    @property
    def names(self) -> tuple[str, str]:
        """Names of the two sides of the swipe; empty where nothing is compared."""
        layer = self.shown
        if not self.front or layer is None or not layer.dated:
            return "", ""
        left, right = self._years()
        how = self._how(layer)
        if how == "image":
            return self.tr("Image {0}").format(right), self._side(layer.key, right)
        if how == "weights":
            return f"CW {right}", f"VW {right}"
        return (left, right) if left != right else ("", "")

    def show_results(self) -> None:
        """Draw other results."""
        self._make_layers()
        self.refresh()

    def refresh(self) -> None:
        """Draw the shown raster for the years now chosen."""
        layer = self.clear_hidden()
        if layer is not None:
            self._name(layer)
            pictures = self._pictures(layer)
            # While another year is read the last one stays: a gap would flicker.
            if pictures or not layer.drawn:
                layer.show_pictures(pictures)
        self.tell_drawn()

    def exported(self) -> tuple[str, dict[LayerKey, Path] | None]:
        """Return the shown raster as a map sheet names it, and the rasters that can be written."""
        view, layer = self._session.view, self.shown
        files: dict[LayerKey, Path] = {}
        for (name, day), path in (view.files if view else {}).items():
            if name in (*_PAIRS, "difference"):
                files["esi_difference" if name == "difference" else name, day] = path
        for name, _, path in self._session.foreign:
            files[name, None] = path
            self._session.ecology.legends[name] = "esi"
        key = layer.key if layer else ""
        return "esi_difference" if key == "difference" else key, files

    # ---- layers

    def _make_layers(self) -> None:
        wanted = self._wanted()
        if [layer.key for layer in self.rasters] == [key for key, _, _ in wanted]:
            self._tell_breaks()
            for layer in self.rasters:
                self._name(layer)
            return
        shown = self.shown.key if self.shown else ""
        for old in self.rasters:
            old.clear()
            old.deleteLater()
        self.rasters = []
        for key, name, dated in wanted:
            layer = SwipedLayer(self._canvas, key, name, self._split, dated=dated, group="ecology")
            self.rasters.append(layer)
        keys = [layer.key for layer in self.rasters]
        newest = keys[-1] if keys and keys[-1].startswith("foreign") else ""
        first = newest or (shown if shown in keys else keys[0] if keys else "")
        for layer in self.rasters:
            self._name(layer)
            layer.set_visible(layer.key == first)
        self._tell_breaks()

    def _hatched(self, layer: SwipedLayer) -> str:
        """Return what the legend says of hatched levels; what goes into them stays plain."""
        view = self._session.view
        trust = view.found.trust if view and view.found else None
        plain = layer.key == _INDICATOR or layer.key.startswith("foreign")
        if trust is None or trust.trusted or plain:
            return ""
        return self.tr("Hatched: {0}").format(short(trust.verdict, short_language()))

    def _wanted(self) -> list[tuple[str, str, bool]]:
        """Return (key, legend, one an epoch?) of the rasters there are."""
        view = self._session.view
        there = {name for name, _ in view.files} if view else set()
        made = [(key, name, True) for key, name in _RASTERS if key in there]
        if self._session.indicator in there:
            made.append((_INDICATOR, "esi", True))
        return [*made, *((key, "esi", False) for key, _, _ in self._session.foreign)]

    def _tell_breaks(self) -> None:
        """Let the legends of levels name the breaks in force."""
        view = self._session.view
        if view is None or view.found is None:
            return
        for layer in self.rasters:
            if layer.name == "security":
                layer.legend = with_breaks(legend("security"), view.found.breaks)
            elif layer.key == _INDICATOR:
                layer.legend = self._plain()

    def _plain(self) -> Legend:
        """Return a ramp for the indicator chosen, over its range in all years."""
        view, spec = self._session.view, self._spec()
        found = view.found if view else None
        low, high = found.limits.get(spec.key, (None, None)) if found and spec else (None, None)
        unit = spec.unit if spec else ""
        title = title_of(spec) if spec else ""
        return replace(
            legend("esi"), titles=(title, title), units=(unit, unit), low=low, high=high,
            stops=_STOPS, places=2,
        )  # fmt: skip

    def _spec(self) -> IndicatorSpec | None:
        system = self._session.system
        specs = system.indicators if system else ()
        return next((spec for spec in specs if spec.key == self._session.indicator), None)

    # ---- words

    def _short(self, key: str) -> str:
        spec = self._spec()
        foreign = {name: words for name, words, _ in self._session.foreign}
        return {
            "grade_vw": self.tr("Levels, VW"),
            "grade_cw": self.tr("Levels, CW"),
            "esi_vw": self.tr("ESI, VW"),
            "esi_cw": self.tr("ESI, CW"),
            "difference": self.tr("VW − CW"),
            _INDICATOR: f"{spec.key}  {title_of(spec)}" if spec else "",
            **foreign,
        }.get(key, key)

    def _name(self, layer: SwipedLayer) -> None:
        left, right = self._years()
        words = self._short(layer.key)
        if layer.dated and layer is self.shown and right:
            both = self._how(layer) == "years" and left != right
            words = f"{words} {left} | {right}" if both else f"{words} {right}"
        layer.words = words
        layer.hatched = self._hatched(layer)

    def _side(self, key: str, year: str) -> str:
        if key in _PAIRS:
            return f"{'VW' if key.endswith('vw') else 'CW'} {year}"
        return year

    def _years(self) -> tuple[str, str]:
        ecology = self._session.ecology
        if ecology.view is None or not ecology.view.dates:
            return "", ""
        names = epoch_names(ecology.view.dates)
        return names[ecology.left], names[ecology.right]

    def _how(self, layer: SwipedLayer) -> str:
        """Return what is compared on a layer: weights only where there are both."""
        how = self._session.comparison
        return "years" if how == "weights" and layer.key not in _PAIRS else how

    # ---- pictures

    def _pictures(self, layer: SwipedLayer) -> list[Picture]:
        view = self._session.ecology.view
        if view is None or not view.dates:
            return []
        left, right = (
            view.dates[self._session.ecology.left],
            view.dates[self._session.ecology.right],
        )
        name = self._session.indicator if layer.key == _INDICATOR else layer.key
        if not layer.dated:
            return self._read([(layer.key, None)])
        how = self._how(layer)
        if how == "image":
            return self._read([("look", right), (name, right)])
        if how == "weights":
            stem = name.rpartition("_")[0]
            return self._read([(f"{stem}_cw", right), (f"{stem}_vw", right)])
        return self._read(list(dict.fromkeys([(name, left), (name, right)])))

    def _read(self, keys: Sequence[LayerKey]) -> list[Picture]:
        """Return the pictures once all are there."""
        found = [self._session.picture(key) for key in keys]
        return [picture for picture in found if picture] if all(found) else []

    def _on_picture(self, _key: object) -> None:
        self.refresh()

    def _on_picked(self) -> None:
        if self._session.indicator != self._indicator:
            self._indicator = self._session.indicator
            self._make_layers()
        self.refresh()


def _brief(words: str) -> str:
    """Return a level in words for which the list of layers has room."""
    return words.removeprefix("Relatively ").capitalize()


def with_breaks(known: Legend, breaks: Sequence[float]) -> Legend:
    """Return a legend of levels with other breaks."""
    ends = [None, *breaks, None]
    classes = tuple(
        replace(item, low=ends[place], high=ends[place + 1], en=_brief(item.en))
        for place, item in enumerate(known.classes)
    )
    return replace(known, classes=classes)
