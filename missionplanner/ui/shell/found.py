"""What Ctrl+K finds: verbs, stages, layers and settings; `found_fields` has what stages hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from missionplanner.ui.map.layer import Layer
from missionplanner.ui.shell.actions import Actions
from missionplanner.ui.shell.workspace import Workspace

translate = QCoreApplication.translate  # a name that lupdate finds


@dataclass(frozen=True)
class Entry:
    """Something that can be found: words, what it is and its key, why not now, and the act.

    `tip` says more of it, and is looked through too.
    """

    words: str
    kind: str
    why_not: str
    act: Callable[[], object]
    tip: str = ""

    def rank(self, typed: str) -> int | None:
        """Return how well it fits what was typed, 0 the best; None: not at all."""
        words, sought = self.words.casefold(), typed.casefold().split()
        if not all(part in f"{words} {self.kind} {self.tip}".casefold() for part in sought):
            return None
        if not sought or words.startswith(sought[0]):
            return 0
        if any(word.startswith(sought[0]) for word in words.split()):
            return 1
        return 2 if sought[0] in words else 3


def found_in(actions: Actions, space: Workspace | None) -> tuple[Entry, ...]:
    """Return all that a window offers, what can be done now first."""
    entries = [*_verbs(actions), *_layers(space)]
    return tuple(sorted(entries, key=lambda entry: bool(entry.why_not)))


def _verbs(actions: Actions) -> Iterable[Entry]:
    for key, action in actions.by_key.items():
        verb = actions.verbs[key]
        stage = key.startswith("go_")
        kind = translate("Finder", "Stage") if stage else translate("Finder", "Action")
        if key in ("settings", "plugins", "theme", "language"):
            kind = translate("Finder", "Setting")
        kind = f"{kind} · {verb.shortcut}" if verb.shortcut else kind
        if key != "find":
            yield Entry(verb.words.rstrip("…"), kind, verb.why_not(), action.trigger)
    settings = actions["settings"].trigger
    for words in (
        translate("Finder", "Coordinate format"),
        translate("Finder", "Units: metres or feet, m/s or knots"),
        translate("Finder", "Grid or graticule over the map"),
    ):
        yield Entry(words, translate("Finder", "Setting"), "", settings)


def _layers(space: Workspace | None) -> Iterable[Entry]:
    if space is None:
        return
    for layer in space.map.scene.layers():
        if not layer.empty and layer.words:
            show = translate("Finder", "Hide") if layer.visible else translate("Finder", "Show")
            kind = translate("Finder", "Layer") + f" · {show}"
            yield Entry(layer.words, kind, "", partial(_turn, space, layer))


def _turn(space: Workspace, layer: Layer) -> None:
    space.map.scene.set_visible(layer, not layer.visible)
    space.layers.refresh()
