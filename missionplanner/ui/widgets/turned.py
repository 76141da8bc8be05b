"""Which tabs of a panel or dock are in front and which folds are open, to turn one made anew so."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.pages import Pages
from missionplanner.ui.widgets.segments import Segments

TABS = "tabs"
"""Object name of the segments that turn pages; others are values, which the session keeps."""


@dataclass(frozen=True)
class Turned:
    """Of each part, in the order of the widgets: its page, its tab, whether it is open."""

    pages: tuple[int, ...]
    tabs: tuple[str, ...]
    folds: tuple[bool, ...]


def turned(part: QWidget) -> Turned:
    """Return how a panel or dock is turned."""
    return Turned(
        tuple(pages.page for pages in part.findChildren(Pages)),
        tuple(tabs.key() for tabs in part.findChildren(Segments, TABS)),
        tuple(fold.toggle.isChecked() for fold in part.findChildren(Fold)),
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
    if len(now.folds) == len(kept.folds):
        for fold, opened in zip(part.findChildren(Fold), kept.folds, strict=True):
            fold.toggle.setChecked(opened)
