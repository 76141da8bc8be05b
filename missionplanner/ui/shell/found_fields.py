"""Fields and buttons of the stages, as Ctrl+K finds them: gone to or pressed, folded or not."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from missionplanner.ui.shell.folding import PANEL
from missionplanner.ui.shell.found import Entry
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.ui.widgets.fold import Fold

_FIELDS = (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractSlider, QCheckBox)


def fields_of(space: Workspace) -> Iterator[tuple[Entry, ...]]:
    """Yield what can be gone to, stage by stage; a panel that nobody has seen yet is made for it.

    What is hidden, but for being folded away, has no use now and is left out.
    """
    for key, stage in space.stages.items():
        found: dict[str, Entry] = {}
        for part, folds in _parts_of(space.panels[key]):
            words = _name_of(part)
            where = " · ".join([stage.words(), *(fold.words for fold in folds)])
            act = partial(_go, space, key, words)
            found.setdefault(words, Entry(words, where, "", act, part.toolTip()))
        yield tuple(found.values())


def _parts_of(panel: QWidget) -> Iterator[tuple[QWidget, list[Fold]]]:
    """Yield fields and buttons with a name, and the folds they lie in, the outermost first."""
    for fold in panel.findChildren(Fold):
        _make_whole(fold)
    for part in panel.findChildren(QWidget):
        folds = _folds_above(part, panel) if _name_of(part) else None
        if folds is not None:
            yield part, folds


def _make_whole(fold: Fold) -> None:
    """Put into a fold, and into those in it, what they hold: nobody may have opened them yet."""
    fold.make()
    for inner in fold.inside.findChildren(Fold):
        _make_whole(inner)


def _name_of(part: QWidget) -> str:
    """Return the name of a field or a button; empty: neither, or a part of one."""
    if isinstance(part, QScrollBar) or isinstance(part.parent(), QAbstractSpinBox | QComboBox):
        return ""
    if isinstance(part, QAbstractButton):
        return (part.accessibleName() or part.text()).strip().rstrip("…")
    return part.accessibleName() if isinstance(part, _FIELDS) else ""


def _folds_above(part: QWidget, panel: QWidget) -> list[Fold] | None:
    """Return the folds that a part of a panel lies in; None: it is hidden by something else."""
    folds: list[Fold] = []
    above: QWidget | None = part
    while above is not None and above is not panel:
        holder = above.parentWidget()
        if isinstance(holder, Fold) and above is holder.inside:
            folds.insert(0, holder)
        elif above.isHidden():
            return None
        above = holder
    return folds


def _go(space: Workspace, key: str, words: str) -> None:
    """Show a part of a stage with the focus on it; a button is pressed, where it can be."""
    space.folding.fold(PANEL, False)
    space.show_stage(key)
    # Looked for anew: a panel that is shown may make its parts again.
    named = (pair for pair in _parts_of(space.panels[key]) if _name_of(pair[0]) == words)
    part, folds = next(named, (None, []))
    if part is None:
        return
    holder = part.parentWidget()
    for fold in [*folds, *([holder] if isinstance(holder, Fold) else ())]:
        fold.open()
    part.setFocus(Qt.FocusReason.ShortcutFocusReason)
    # What was folded away has its place only when the panel is laid out.
    QTimer.singleShot(0, part, partial(_scroll_to, part))
    if isinstance(holder, Fold) or isinstance(part, QCheckBox):
        return
    if isinstance(part, QAbstractButton):
        part.click()


def _scroll_to(part: QWidget) -> None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(part)
