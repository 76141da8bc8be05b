"""Which tabs of a panel or dock are in front and which folds are open, to turn one made anew so."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.pages import Pages
from missionplanner.ui.widgets.segments import Segments

TABS = "tabs"
"""Object name of the segments that turn pages; others are values, which the session keeps."""


Open = tuple[bool, tuple["Open", ...]]


@dataclass(frozen=True)
class Turned:
    """Of each part, in the order of the widgets: its page, its tab, whether it is open.

    `folds` are those that lie in no other; each is whether it is open, and the folds in it.
    """

    pages: tuple[int, ...]
    tabs: tuple[str, ...]
    folds: tuple[Open, ...]


def turned(part: QWidget) -> Turned:
    """Return how a panel or dock is turned."""
    return Turned(
        tuple(pages.page for pages in part.findChildren(Pages)),
        tuple(tabs.key() for tabs in part.findChildren(Segments, TABS)),
        _opened(part),
    )


def turn_again(part: QWidget, kept: Turned | None) -> None:
    """Turn a panel or dock as one like it was, as by clicks; one that has other parts stays."""
    now = turned(part) if kept is not None else None
    if kept is None or now is None or kept == now:
        return
    if len(now.pages) == len(kept.pages):
        for pages, page in zip(part.findChildren(Pages), kept.pages, strict=True):
            if page != pages.page:
                pages.turn(page)
    if len(now.tabs) == len(kept.tabs):
        for tabs, key in zip(part.findChildren(Segments, TABS), kept.tabs, strict=True):
            if key != tabs.key():
                tabs.choose(key)
                tabs.chosen.emit(key)
    _open_again(part, kept.folds)


def _opened(part: QWidget) -> tuple[Open, ...]:
    return tuple((fold.toggle.isChecked(), _opened(fold.inside)) for fold in _outer_folds(part))


def _open_again(part: QWidget, kept: tuple[Open, ...]) -> None:
    folds = _outer_folds(part)
    if len(folds) == len(kept):
        for fold, (opened, inner) in zip(folds, kept, strict=True):
            fold.toggle.setChecked(opened)  # what it holds is made by that, and folds are found
            _open_again(fold.inside, inner)


def _outer_folds(part: QWidget) -> list[Fold]:
    """Return the folds of a part that lie in no other fold of it."""
    found = part.findChildren(Fold)
    return [fold for fold in found if not any(one.inside.isAncestorOf(fold) for one in found)]
