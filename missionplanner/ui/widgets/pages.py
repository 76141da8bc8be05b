"""A column of the dock: a head with one or several pages, a note, tools, and the page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QToolButton, QWidget

from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.kit import Elided, Whole, column, filled, label, row

Page = QWidget | Callable[[], QWidget]
"""A page, or what makes it when it is first turned to."""


class Pages(QWidget):
    """Pages by the words in the head; a single one has a plain title. `turned(int)`.

    `page` is the place of the one shown.
    """

    turned = Signal(int)

    def __init__(self, pages: Sequence[tuple[str, Page]], tools: Sequence[QToolButton] = ()):
        super().__init__()
        self.page = 0
        self._pages = [page for _, page in pages]
        self.note = Whole("small") if len(pages) > 1 else Elided("small")
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        bar = QWidget()
        bar.setFixedHeight(reach(36))
        head = row(bar, (12, 0, 8, 0), 12)
        for place, (words, _) in enumerate(pages):
            head.addWidget(self._tab(words, place) if len(pages) > 1 else label(words, "head"))
        head.addWidget(self.note, 1)
        for made in tools:
            head.addWidget(made)
        panel = filled("panel")
        column(self).addWidget(panel)
        box = column(panel)
        box.addWidget(bar)
        box.addWidget(self._stack, 1)
        self._show(0)
        self._group.idClicked.connect(self.turn)

    def turn(self, place: int) -> None:
        """Show a page."""
        self._show(place)
        if (button := self._group.button(place)) is not None:
            button.setChecked(True)
        self.turned.emit(place)

    def offer(self, place: int, on: bool) -> None:
        """Show or hide the tab of a page; one that is turned to gives way to the first."""
        if (button := self._group.button(place)) is not None:
            button.setVisible(on)
        if not on and self.page == place:
            self.turn(0)

    def _show(self, place: int) -> None:
        page = self._pages[place]
        if not isinstance(page, QWidget):
            page = self._pages[place] = page()
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.page = place

    def _tab(self, words: str, place: int) -> QPushButton:
        made = QPushButton(words)
        made.setObjectName("tab")
        made.setCheckable(True)
        made.setMinimumWidth(QFontMetrics(font(12, 600)).horizontalAdvance(words) + 4)
        made.setChecked(place == 0)
        self._group.addButton(made, place)
        return made
