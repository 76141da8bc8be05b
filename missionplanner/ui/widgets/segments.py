"""A row of choices of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.kit import filled, row


class Segments(QWidget):
    """Choices side by side; `chosen(str)` tells the key the user picked.

    `by_words`: longer words get more room; else all are as wide.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], key: str = "", *, by_words: bool = False
    ) -> None:
        super().__init__()
        self._by_words = by_words
        self.setFixedHeight(reach(30))
        self._track = filled("segments")
        row(self).addWidget(self._track)
        self._box = row(self._track, (2, 2, 2, 2), 2)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._keys: list[str] = []
        self.offer(choices, key)

    def offer(self, choices: Sequence[tuple[str, str]], key: str) -> None:
        """Replace the choices; (key, words) each."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._keys = [k for k, _ in choices]
        for number, (_, words) in enumerate(choices):
            made = QPushButton(words)
            made.setCheckable(True)
            made.setMinimumWidth(10)
            self._group.addButton(made, number)
            self._box.addWidget(made, len(words) if self._by_words else 1)
        self.choose(key)

    def choose(self, key: str) -> None:
        """Show a choice as chosen, without a signal."""
        if key in self._keys:
            made = self._group.button(self._keys.index(key))
            made.setChecked(True)
            # A focus ring on another one would look like a second choice, after *Undo*.
            if any(other.hasFocus() for other in self._group.buttons()):
                made.setFocus()

    def key(self) -> str:
        """Return the chosen key; empty where nothing is."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
