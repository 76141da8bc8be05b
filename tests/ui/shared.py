"""One window for the tests of a module that only read it: those marked `reads`.

A window with a planned project takes as long as fifty ordinary tests. A test that reads may show
stages and open dialogs that it closes again; what it turns, it turns back.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from shiboken6 import isValid

from missionplanner.ui.shell.main_window import MainWindow

Opening = Iterator[MainWindow]


class SharedWindow:
    """The window in use, made for the first test that reads, and gone when one wants its own."""

    def __init__(self) -> None:
        self._opening: Opening | None = None
        self._window: MainWindow | None = None
        self._stage = ""

    def take(self, make: Callable[[], Opening]) -> MainWindow:
        """Return the window as the test before it is to have left it."""
        if self._opening is None or self._window is None:
            self._opening = make()
            self._window = next(self._opening)
        self._window.resize(1366, 768)
        self._window.dialog = None
        return self._window

    def show_first_stage(self, window: MainWindow) -> None:
        """Show the stage that a project opens with."""
        assert window.workspace is not None
        buttons = window.workspace.rail.buttons
        self._stage = self._stage or next(k for k, b in buttons.items() if b.isChecked())
        window.workspace.show_stage(self._stage)

    def close(self) -> None:
        """Close the window, with every check that a window's end has."""
        opening, self._opening, self._window, self._stage = self._opening, None, None, ""
        if opening is not None:
            next(opening, None)
            delete_leavings()


def reads(node: pytest.Item) -> bool:
    """Return whether a test shares its window."""
    return node.get_closest_marker("reads") is not None


def left_as_it_was(window: MainWindow) -> bool:
    """Return whether nothing is edited, at work or asked."""
    session = window.session
    idle = not (session.busy or window.ecology.busy)
    dialog = window.dialog
    closed = dialog is None or not isValid(dialog) or not dialog.isVisible()
    return idle and closed and not session.unsaved and session.undo_words is None


def delete_leavings() -> None:
    """Delete what waits to be deleted: else each later change of style costs it anew."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def readers_first(items: list[pytest.Item]) -> None:
    """Put the tests of each module that share a window before the others, those of a study last."""
    places: dict[object, int] = {}
    for item in items:
        places.setdefault(item.path, len(places))

    def rank(item: pytest.Item) -> tuple[int, int]:
        studied = "studied" in getattr(item, "fixturenames", ())
        return places[item.path], (1 if studied else 0) if reads(item) else 2

    items.sort(key=rank)
