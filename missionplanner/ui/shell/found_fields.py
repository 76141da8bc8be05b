"""The fields and buttons of the panels, as what can be found by name and gone to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QSlider,
    QWidget,
)

from missionplanner.ui.shell.folding import PANEL
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.ui.widgets.fold import Fold

_KINDS = (QLineEdit, QComboBox, QAbstractSpinBox, QSlider, QAbstractButton)


@dataclass(frozen=True)
class FoundField:
    """A field by its name, the words of its stage, why it is not at hand, and the way to it."""

    words: str
    stage: str
    why_not: str
    go: Callable[[], object]


def fields_of(space: Workspace) -> Iterator[FoundField]:
    """Yield what the panels that were shown so far hold, in the order of the stages.

    The others are not made for this: that would take as long as to show each of them.
    """
    for key, panel in space.panels.made.items():
        seen: set[str] = set()
        for field in panel.findChildren(QWidget):
            words = _name(field)
            if words and words not in seen and _at_hand(field, panel):
                seen.add(words)
                why = "" if field.isEnabled() else field.toolTip() or words
                yield FoundField(
                    words, space.stages[key].words(), why, partial(_go, space, key, field)
                )


def _name(field: QWidget) -> str:
    if not isinstance(field, _KINDS) or field.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return ""
    text = field.text() if isinstance(field, QAbstractButton) else ""
    return (text or field.accessibleName()).replace("&", "").strip().rstrip("…")


def _folds(field: QWidget, panel: QWidget) -> list[Fold]:
    found, above = [], field.parentWidget()
    while above is not None and above is not panel:
        if isinstance(above, Fold):
            found.append(above)
        above = above.parentWidget()
    return found


def _at_hand(field: QWidget, panel: QWidget) -> bool:
    """Tell whether a field is shown, or would be if all that it lies in were unfolded."""
    part: QWidget | None = field
    while part is not None and part is not panel:
        above = part.parentWidget()
        folded = isinstance(above, Fold) and part is not above.toggle
        if part.isHidden() and not folded:
            return False
        part = above
    return True


def _go(space: Workspace, key: str, field: QWidget) -> None:
    panel = space.panels[key]
    space.show_stage(key)
    space.folding.fold(PANEL, False)
    for fold in _folds(field, panel):
        fold.open()
    for area in panel.findChildren(QScrollArea):
        if area.isAncestorOf(field):
            area.ensureWidgetVisible(field)
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
