"""What of the window folds where it is small, and how large the rest is; both are remembered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from missionplanner.ui.work.memory import Memory

LAYERS, DOCK, PANEL = "layers", "dock", "panel"
_WIDE_PX, _MIDDLE_PX, _NARROW_PX, _LOW_PX = 1600, 1280, 1100, 660


@dataclass(frozen=True)
class Room:
    """The kind of room a window has, logical pixels.

    Attributes
    ----------
    name : str
        Stable name: what the user folds in one kind stays so in that kind.
    folded : frozenset of str
        What is folded there until the user says otherwise.
    layers_px, panel_px, dock_px : int
        Sizes until the user drags an edge.
    compact : bool
        Menus stand behind one button, and stages have icons alone.
    """

    name: str
    folded: frozenset[str]
    layers_px: int
    panel_px: int
    dock_px: int
    compact: bool


def room_of(width_px: int, height_px: int) -> Room:
    """Return the kind of room of what is below the bar on top.

    Examples
    --------
    >>> room_of(1366, 728).folded
    frozenset()
    >>> sorted(room_of(960, 500).folded)
    ['dock', 'layers']
    """
    low, wide = height_px < _LOW_PX, width_px >= _WIDE_PX
    folded = {LAYERS} if width_px < _MIDDLE_PX else set()
    folded |= {DOCK} if low else set()
    across = next(
        name
        for name, least in (
            ("wide", _WIDE_PX),
            ("usual", _MIDDLE_PX),
            ("middle", _NARROW_PX),
            ("narrow", 0),
        )
        if width_px >= least
    )
    return Room(
        name=f"{across}-{'low' if low else 'high'}",
        folded=frozenset(folded),
        layers_px=256 if wide else 224,
        panel_px=340 if wide else 300,
        dock_px=236 if wide else 188,
        compact=width_px < _NARROW_PX,
    )


class Folding(QObject):
    """Folds parts by the room there is, and by what the user wants; `changed` after each fold.

    `parts` are told apart by key; `splitters` share the room: across (layers and map), sides
    (that and the panel) and down (map and dock).
    """

    changed = Signal()

    def __init__(
        self, parts: Mapping[str, QWidget], splitters: Mapping[str, QSplitter], memory: Memory
    ) -> None:
        super().__init__()
        self._parts, self._splitters, self._memory = parts, splitters, memory
        self.room: Room | None = None
        self._moved: set[str] = set()
        for name, splitter in splitters.items():
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            splitter.splitterMoved.connect(lambda *_, name=name: self._moved.add(name))

    def fit(self, width_px: int, height_px: int) -> bool:
        """Share the room out anew where it is of another kind; True then."""
        room = room_of(width_px, height_px)
        if room == self.room:
            return False
        self.keep()
        self.room = room
        folds = self._remembered("folds")
        for key, part in self._parts.items():
            part.setVisible(not folds.get(key, key in room.folded))
        self._share(room, width_px, height_px)
        self.changed.emit()
        return True

    def is_folded(self, key: str) -> bool:
        """Tell whether a part is folded away."""
        return self._parts[key].isHidden()

    def fold(self, key: str, folded: bool) -> None:
        """Fold a part away or unfold it; remembered for this kind of room."""
        self._parts[key].setVisible(not folded)
        self._remember("folds", {key: folded})
        self.changed.emit()

    def toggle(self, key: str) -> None:
        """Fold a part, or unfold it."""
        self.fold(key, not self.is_folded(key))

    def keep(self) -> None:
        """Remember the edges that were dragged."""
        sizes = {name: self._splitters[name].sizes() for name in self._moved}
        self._moved.clear()
        if sizes:
            self._remember("splits", sizes)

    def _share(self, room: Room, width_px: int, height_px: int) -> None:
        kept = self._remembered("splits")
        usual = {
            "across": [room.layers_px, max(200, width_px - room.layers_px - room.panel_px)],
            "sides": [max(200, width_px - room.panel_px), room.panel_px],
            "down": [max(160, height_px - room.dock_px), room.dock_px],
        }
        for name, splitter in self._splitters.items():
            sizes = kept.get(name, usual[name])
            known = isinstance(sizes, list) and len(sizes) == splitter.count()
            whole = known and all(isinstance(size, int) and size >= 0 for size in sizes)
            splitter.setSizes(sizes if whole else usual[name])

    def _remembered(self, what: str) -> dict[str, Any]:
        kept = self._memory.room(self.room.name if self.room else "").get(what)
        return kept if isinstance(kept, dict) else {}

    def _remember(self, what: str, values: dict[str, Any]) -> None:
        if self.room is not None:
            self._memory.keep_room(self.room.name, what, {**self._remembered(what), **values})


def splitter(*, down: bool = False) -> QSplitter:
    """Return a splitter for parts side by side, or `down` from each other."""
    return QSplitter(Qt.Orientation.Vertical if down else Qt.Orientation.Horizontal)


def share(room: QSplitter, *parts: QWidget, grows: int = 0) -> None:
    """Put parts into a splitter; one of them takes the room that the others leave."""
    for place, part in enumerate(parts):
        room.addWidget(part)
        room.setStretchFactor(place, int(place == grows))
