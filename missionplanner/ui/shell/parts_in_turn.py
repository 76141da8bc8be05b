"""F6 walks the parts of the window: rail, layers, map, what is below it, panel."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from missionplanner.ui.shell.workspace import Workspace


def next_part(space: Workspace) -> None:
    """Give the focus to the next part of the window that can be seen."""
    parts: list[QWidget] = [space.stack, space.rail, space.layers, space.map.canvas, space.docks]
    seen = [part for part in parts if part.isVisible()]
    focused = QApplication.focusWidget()
    now = next((k for k, part in enumerate(seen) if _holds(part, focused)), -1)
    for step in range(1, len(seen) + 1):
        first = first_stop(seen[(now + step) % len(seen)])
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def first_stop(part: QWidget) -> QWidget | None:
    """Return the first widget in a part that takes the focus by Tab; the chosen stage in a rail."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return part
    stops = [
        inner
        for inner in part.findChildren(QWidget)
        if inner.isVisible() and inner.isEnabled() and inner.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    chosen = [stop for stop in stops if stop.objectName() == "stage" and stop.property("checked")]
    return next(iter(chosen or stops), None)


def _holds(part: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (part is focused or part.isAncestorOf(focused))
