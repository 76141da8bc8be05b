"""The layer panel: groups, eyes, order; the chosen layer has its opacity and its legend."""

from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from missionplanner.ui.ecology.layers import SwipedLayer
from missionplanner.ui.map.backdrops import GROUP as BACKDROPS
from missionplanner.ui.map.backdrops import BackdropLayer
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.plan.layers.routes import RouteLayer
from missionplanner.ui.plan.session import Session
from missionplanner.ui.shell.layer_folds import LayerFolds
from missionplanner.ui.shell.layer_group import LayerGroup
from missionplanner.ui.shell.layer_order import LayerOrder, passed
from missionplanner.ui.shell.row_moves import MovedRow, RowButton, RowMoves
from missionplanner.ui.shell.scene import Scene
from missionplanner.ui.shell.sortie_chips import SortieChips
from missionplanner.ui.style.icons import icon
from missionplanner.ui.style.reach import reach
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, column, filled, label, row, scrolled
from missionplanner.ui.widgets.panel import clear
from missionplanner.ui.widgets.slider import ShareSlider

Kind = TypeVar("Kind", bound=QWidget)


class LayerPanel(QWidget):
    """One row a layer that has something to show."""

    def __init__(
        self, session: Session, scene: Scene, order: LayerOrder, folds: LayerFolds
    ) -> None:
        super().__init__()
        self._session, self._scene, self._order, self._folds = session, scene, order, folds
        panel = filled("panel")
        column(self).addWidget(panel)
        outer = column(panel, (8, 8, 0, 8))
        head = row(margins=(4, 0, 0, 0))
        title = label(self.tr("Layers"), "head")
        title.setFixedHeight(28)
        head.addWidget(title)
        outer.addLayout(head)
        outer.addSpacing(4)
        self._inside = inside = filled("inside")
        self._rows = column(inside, (0, 0, 6, 0))
        outer.addWidget(scrolled(inside), 1)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._shown: tuple[object, ...] = ()
        # One change is told of by several: another sensor has other routes, other courses, and
        # another sortie in front.
        scene.layers_changed.connect(self._soon.start)
        order.changed.connect(self.refresh)
        session.pick_changed.connect(self._soon.start)

    def show_stage(self) -> None:
        """Make the rows anew where another stage in front has others."""
        if self._soon.isActive() or self._shown != self._front():
            self.refresh()

    def _front(self) -> tuple[object, ...]:
        return self._scene.in_ecology, self._scene.front, self._scene.over, self._session.stale

    def stop(self) -> None:
        """Refresh no more; before the widget is thrown away."""
        self._soon.stop()

    def refresh(self) -> None:
        """Make the rows anew."""
        self._soon.stop()
        self._shown = self._front()
        # A row that is thrown away would hand its focus on, and the list would roll to it.
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.setFocus()
        clear(self._rows)
        groups = dict(self._groups())
        listed = self._listed()
        for key in self._order.groups([*groups]):
            layers = [layer for layer in listed if layer.group == key]
            if not layers:
                continue
            words = groups[key]
            self._rows.addWidget(self._group(key, words, layers))
            if not self._is_folded(key):
                self._add(layers)
        self._rows.addStretch()

    def _listed(self) -> list[Layer]:
        """Return the layers that have something to show, from top to bottom."""
        return self._order.ordered(x for x in self._scene.layers() if not x.empty)

    def _groups(self) -> tuple[tuple[str, str], ...]:
        routes, airspace = ("routes", self.tr("Routes")), ("airspace", self.tr("Airspace"))
        site, terrain = ("site", self.tr("Site")), ("terrain", self.tr("Terrain"))
        below = (BACKDROPS, self.tr("Background"))
        if self._scene.in_ecology:
            return ("ecology", self._scene.front.title), site, below, terrain, airspace, routes
        over = self._scene.over
        own = ((over.group, over.words),) if over else ()
        return *own, routes, airspace, site, below, terrain

    def _is_chosen(self, layer: Layer) -> bool:
        picked = self._folds.picked(study=self._scene.in_ecology)
        shown = self._scene.front.shown
        return layer.key == picked or (not picked and layer is shown)

    def _on_pick(self, layer: Layer) -> None:
        raster = layer in self._scene.front.rasters
        self._folds.pick("" if raster else layer.key, study=self._scene.in_ecology)
        if raster:
            self._scene.set_visible(layer, True)
        self.refresh()

    def _add(self, layers: list[Layer]) -> None:
        """Add rows; sorties stand side by side, so that the rest stays in sight."""
        sorties = [x for x in layers if isinstance(x, RouteLayer) and x.group == "routes"]
        if sorties:
            self._rows.addWidget(self._chips(sorties))
        for layer in layers:
            if layer not in sorties:
                self._rows.addWidget(self._row(layer, layer.words))

    def _chips(self, sorties: list[RouteLayer]) -> SortieChips:
        session = self._session
        made = SortieChips(sorties, session.sortie if session.focused else None)
        made.setProperty("slot", sorties[0].slot)
        made.setProperty("group", sorties[0].group)
        made.chosen.connect(self._on_chip)
        made.toggled.connect(lambda k: self._on_hide(sorties[k]))
        return made

    def _on_chip(self, index: int) -> None:
        if self._session.focused and self._session.sortie == index:
            self._session.pick_all()
        else:
            self._session.pick_sortie(index)

    def _on_hide(self, layer: Layer) -> None:
        self._scene.set_visible(layer, not layer.visible)
        self.refresh()

    def _row(self, layer: Layer, words: str) -> "LayerRow":
        made = LayerRow(layer, self._scene, words, self._is_chosen(layer))
        made.setProperty("slot", layer.slot)
        made.setProperty("group", layer.group)
        pick = partial(self._on_pick, layer)
        again = (self.tr("All as at first"), self._order.restore, self._order.moved)
        if isinstance(layer, BackdropLayer):
            away = partial(self._scene.backdrops.remove, layer)
            made.setToolTip(f"{layer.path}\n{self._moved_how()}")
            RowMoves(
                made,
                self._inside,
                partial(self._rows_of, BACKDROPS),
                partial(self._move_backdrop, layer),
                pick,
                ((self.tr("Remove from the map"), away, True), again),
            )
        elif isinstance(layer, SwipedLayer):  # one of them is shown, at one height
            RowMoves(made, self._inside, lambda: [made], lambda _to: None, pick)
        else:
            made.setToolTip(made.toolTip() or self._moved_how())
            group = partial(self._rows_of, layer.group)
            RowMoves(made, self._inside, group, partial(self._move, layer), pick, (again,))
        return made

    def _moved_how(self) -> str:
        return self.tr("Drag to another place, or Alt and an arrow key; right click for more")

    def _rows_of(self, group: str) -> list[QWidget]:
        """Return the rows of a group from top to bottom."""
        return [line for line in self._in_list(QWidget) if line.property("group") == group]

    def _in_list(self, kind: type[Kind]) -> list[Kind]:
        if self._soon.isActive():
            self.refresh()
        listed = (self._rows.itemAt(place) for place in range(self._rows.count()))
        found = (item.widget() for item in listed if item is not None)
        return [widget for widget in found if isinstance(widget, kind)]

    def _move(self, layer: Layer, to: int) -> None:
        """Lay a layer at another place of its group, 0 the top."""
        rows = self._rows_of(layer.group)
        slots = [*dict.fromkeys(str(line.property("slot")) for line in rows)]
        beside, above = passed(slots, layer.slot, to)
        self._order.move(layer.slot, beside, above=above)
        self._focus_on(layer.slot)

    def _move_backdrop(self, layer: BackdropLayer, to: int) -> None:
        backdrops = self._scene.backdrops
        backdrops.move(layer, len(backdrops.layers) - 1 - to)
        self._focus_on(layer.key)

    def _move_group(self, group: str, to: int) -> None:
        keys = [made.key for made in self._in_list(LayerGroup)]
        beside, above = passed(keys, group, to)
        usual = [key for key, _ in self._groups()]
        self._order.move_group(usual, group, beside, above=above)
        self._focus_on(group)

    def _focus_on(self, key: str) -> None:
        """Keep the focus on what was moved, so that a key moves it on."""
        for line in self._in_list(LayerRow):
            if key in (line.layer.key, line.layer.slot):
                line.eye.setFocus()
        for made in self._in_list(LayerGroup):
            if made.key == key:
                made.eye.setFocus()

    def _group(self, key: str, words: str, layers: list[Layer]) -> QWidget:
        stale = key == "routes" and self._session.stale
        made = LayerGroup(
            key,
            words,
            self.tr("stale") if stale else "",
            folded=self._is_folded(key),
            seen=any(layer.visible for layer in layers),
            solo=self._scene.solo == key,
            partly=bool(self._seen_before(key, layers)),
        )
        made.folded.connect(lambda: self._on_fold(key))
        made.eyed.connect(lambda: self._on_eyes(key, layers))
        made.soloed.connect(lambda: self._on_solo(key))
        made.setToolTip(self._moved_how())
        again = (self.tr("All as at first"), self._order.restore, self._order.moved)
        RowMoves(
            made,
            self._inside,
            partial(self._in_list, LayerGroup),
            partial(self._move_group, key),
            partial(self._on_fold, key),
            (again,),
        )
        return made

    def _is_folded(self, group: str) -> bool:
        return self._folds.is_folded(group, study=self._scene.in_ecology)

    def _on_fold(self, key: str) -> None:
        self._folds.toggle(key, study=self._scene.in_ecology)
        self.refresh()

    def _on_eyes(self, key: str, layers: list[Layer]) -> None:
        """Hide a group, or show again what was seen of it; all, where each was hidden by itself."""
        seen = {layer.key for layer in layers if layer.visible}
        back = set() if seen else self._seen_before(key, layers) or self._all_of(layers)
        self._folds.hide(key, seen, study=self._scene.in_ecology)
        for layer in layers:
            if layer.visible is not (layer.key in back):
                self._scene.set_visible(layer, layer.key in back)
        self.refresh()

    def _all_of(self, layers: list[Layer]) -> set[str]:
        """Return the keys of a group; of rasters that take each other's place the first alone."""
        rasters = [one.key for one in layers if one in self._scene.front.rasters]
        return {one.key for one in layers} - set(rasters[1:])

    def _seen_before(self, key: str, layers: list[Layer]) -> set[str]:
        before = self._folds.seen_before(key, study=self._scene.in_ecology)
        return before & {layer.key for layer in layers}

    def _on_solo(self, key: str) -> None:
        self._scene.show_solo("" if self._scene.solo == key else key)
        self.refresh()


class LayerRow(MovedRow):
    """Eye, legend mark, name; the chosen layer also has its opacity and its legend."""

    def __init__(self, layer: Layer, scene: Scene, words: str, rich: bool) -> None:
        super().__init__()
        self.layer, self._scene = layer, scene
        self.eye = RowButton()
        self._percent = label("", "small", right=True)
        compact = words != layer.words
        self._name = label(words) if compact else Elided()
        self._name.setText(words)
        self.setToolTip(layer.words if compact else "")
        self._legend = layer.legend_box() if rich else None
        panel = filled("row")
        panel.setProperty("on", rich)
        column(self).addWidget(panel)
        box = column(panel, (4, 4, 8, 8) if rich else (4, 0, 0, 0), 4)
        box.addWidget(self._line(compact, rich))
        if rich:
            self._add_opacity(box)
        else:
            self.setFixedHeight(reach(24))
        self._show_eye()

    def _line(self, compact: bool, rich: bool) -> QWidget:
        made = QWidget()
        line = row(made, (4 if compact else 8, 0, 0, 0), 3 if compact else 6)
        self.eye.setFixedSize(reach(20), reach(20))
        self.eye.setIconSize(QSize(16, 16))
        self.eye.setAccessibleName(self.tr("Show {0}").format(self.layer.words))
        self.eye.clicked.connect(self._on_eye)
        line.addWidget(self.eye)
        raster = isinstance(self.layer, SwipedLayer)
        # Below a chosen layer stands its whole legend.
        mark = None if rich else self.layer.swatch()
        if mark is not None:
            line.addWidget(mark)
        line.addWidget(self._name, 0 if compact else 1)
        if compact:
            line.addStretch()
        if not rich and self.layer.note:
            line.addWidget(label(self.layer.note, "small", right=True))
        if not rich and (raster or self.layer.key in ("threat", "coverage")):
            line.addWidget(self._percent)
            self._say(self.layer.opacity)
        return made

    def _add_opacity(self, box: QVBoxLayout) -> None:
        """Add what the layer picked has more than others: its opacity, and its legend."""
        self._percent.setFixedWidth(36)
        slider = ShareSlider(self.layer.opacity, self.tr("Opacity"))
        slider.moved.connect(self._on_opacity)
        line = row(margins=(36, 0, 0, 0), gap=8)
        line.addWidget(label(self.tr("Opacity"), "small"))
        line.addWidget(slider, 1)
        line.addWidget(self._percent)
        box.addLayout(line)
        if self._legend is not None:
            below = row(margins=(36, 0, 0, 0))
            below.addWidget(self._legend, 1)
            box.addLayout(below)
        self._say(self.layer.opacity)

    def _on_eye(self) -> None:
        self._scene.set_visible(self.layer, not self.layer.visible)
        self._show_eye()

    def _on_opacity(self, share: float) -> None:
        self._scene.set_opacity(self.layer, share)
        self._say(share)

    def _say(self, share: float) -> None:
        self._percent.setText(f"{100 * share:.0f} %")

    def _show_eye(self) -> None:
        seen = self.layer.visible
        self.eye.setIcon(
            icon("eye" if seen else "eye-slash", tokens().muted if seen else tokens().control)
        )
        self.eye.setToolTip(self.tr("Hide") if seen else self.tr("Show"))
        if bool(self._name.property("role")) is seen:  # else it is as it should be already
            self._name.setProperty("role", "" if seen else "muted")
            self._name.style().polish(self._name)
