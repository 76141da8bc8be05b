"""In what order layers lie: as they were made to, or as the user has dragged them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from missionplanner.ui.map.layer import GROUND, NAMES_FROM, Layer
from missionplanner.ui.shell.scene import Scene
from missionplanner.ui.work.memory import Memory

_TOP = 50.0  # what is drawn and measured lies above, and names above that


class LayerOrder(QObject):
    """Lifts the scene's layers; remembered for the project or study that is open.

    Layers that are one (the sorties, the backgrounds, a study's rasters) have one *slot*. As long
    as nothing is moved, each part of a layer lies at the height it was made for. What is moved
    takes a place among the others, and these keep theirs. Names and single marks lie above all.

    Signals
    -------
    changed
        Something was moved.
    """

    changed = Signal()

    def __init__(self, scene: Scene, memory: Memory, place: str) -> None:
        super().__init__(scene)
        self._scene, self._memory, self._place = scene, memory, place
        kept = memory.layers(place)
        self._slots, self._groups = _names(kept.get("order")), _names(kept.get("groups"))
        scene.layers_changed.connect(self.lift)
        self.lift()

    @property
    def moved(self) -> bool:
        """True where the user has moved anything."""
        return bool(self._slots)

    def ordered(self, layers: Iterable[Layer]) -> list[Layer]:
        """Return layers from top to bottom."""
        order = {slot: place for place, slot in enumerate(self._order())}
        return sorted(layers, key=lambda layer: order.get(layer.slot, len(order)))

    def groups(self, usual: Sequence[str]) -> list[str]:
        """Return the groups from top to bottom; `usual` is their order before any was moved."""
        return arranged(usual, self._groups)

    def move(self, slot: str, beside: str, *, above: bool) -> None:
        """Lay a slot right above or below another one."""
        self._slots = put_beside(self._order(), [slot], beside, above=above)
        self._keep()

    def move_group(self, usual: Sequence[str], group: str, beside: str, *, above: bool) -> None:
        """Lay all layers of a group above or below all of another one."""
        order = self._order()
        held = self._held()
        own = [slot for slot in order if held[slot] == group]
        others = [slot for slot in order if held[slot] == beside]
        self._groups = put_beside(self.groups(usual), [group], beside, above=above)
        if own and others:
            edge = others[0] if above else others[-1]
            self._slots = put_beside(order, own, edge, above=above)
        self._keep()

    def restore(self) -> None:
        """Let all lie as before anything was moved."""
        self._slots, self._groups = [], []
        self._keep()

    def lift(self) -> None:
        """Put every layer where it belongs."""
        layers = self._scene.layers()
        if not self._slots:
            for layer in layers:
                layer.set_span(None)
            return
        order = self._order()
        step = (_TOP - GROUND) / len(order)
        for layer in layers:
            top = _TOP - step * order.index(layer.slot)
            layer.set_span((top - step, top))

    def _order(self) -> list[str]:
        return arranged(self._usual(), self._slots)

    def _usual(self) -> list[str]:
        """Return the slots of the scene by the heights that they were made for, highest first."""
        heights: dict[str, float] = {}
        for layer in self._scene.layers():
            # One that is nothing but names and marks lies above the others anyway.
            height = NAMES_FROM if layer.highest is None else layer.highest
            known = heights.get(layer.slot)
            heights[layer.slot] = height if known is None else max(known, height)
        return sorted(heights, key=lambda slot: -heights[slot])

    def _held(self) -> dict[str, str]:
        return {layer.slot: layer.group for layer in self._scene.layers()}

    def _keep(self) -> None:
        self._memory.keep_layers(self._place, order=self._slots, groups=self._groups)
        self.lift()
        self.changed.emit()


def arranged(usual: Sequence[str], moved: Sequence[str]) -> list[str]:
    """Return names in the order that some of them were moved to; new ones keep their neighbour.

    A name that `moved` does not know comes right below the one that is usually above it.
    """
    made = [name for name in moved if name in usual]
    for place, name in enumerate(usual):
        if name not in made:
            above = usual[place - 1] if place else None
            made.insert(made.index(above) + 1 if above else 0, name)
    return made


def put_beside(
    order: Iterable[str], moved: Sequence[str], beside: str, *, above: bool
) -> list[str]:
    """Return names with some of them moved right above or below another one."""
    if beside in moved:
        return list(order)
    others = [name for name in order if name not in moved]
    at = others.index(beside) + (0 if above else 1)
    return [*others[:at], *moved, *others[at:]]


def passed(order: Sequence[str], moved: str, to: int) -> tuple[str, bool]:
    """Return the last one that a name passes on its way to a place, and whether it lies above it.

    What is lowered comes to lie below all that it passes, what is lifted above.
    """
    at = order.index(moved)
    to = min(max(to, 0), len(order) - 1)
    return order[to], to < at


def _names(kept: object) -> list[str]:
    return [str(name) for name in kept] if isinstance(kept, list) else []
