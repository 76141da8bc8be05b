"""A part that folds to one row, which names what it holds."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from missionplanner.ui.style.icons import icon
from missionplanner.ui.widgets.kit import Elided, column, row


class Fold(QWidget):
    """A row to open and close what is put into `box`; closed at first.

    While it is closed the row tells `tell`'s words beside its name, and `inside` is hidden. `fill`
    puts in what it holds when it is first opened: what nobody looks at is not made.
    """

    def __init__(self, words: str, gap: int = 8, fill: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._fill = fill
        self._told = ""
        self.toggle, self._note, self.inside = QToolButton(), Elided("small"), QWidget()
        self.toggle.setText(words)
        self.toggle.setObjectName("group")
        self.toggle.setCheckable(True)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = row(gap=8)
        head.addWidget(self.toggle)
        head.addWidget(self._note, 1)
        self.box = column(self.inside, (0, 4, 0, 0), gap)
        box = column(self)
        box.addLayout(head)
        box.addWidget(self.inside)
        self._on_toggle(False)
        self.toggle.toggled.connect(self._on_toggle)

    @property
    def words(self) -> str:
        """Return its name."""
        return self.toggle.text()

    def tell(self, words: str) -> None:
        """Say what it holds, in short."""
        self._told = words
        self._on_toggle(self.toggle.isChecked())

    def open(self) -> None:
        """Show what is inside."""
        self.toggle.setChecked(True)

    def make(self) -> None:
        """Put in what it holds, if that is not there yet."""
        if self._fill is not None:
            fill, self._fill = self._fill, None
            fill()

    def _on_toggle(self, on: bool) -> None:
        if on:
            self.make()
        self.toggle.setIcon(icon("caret-down" if on else "caret-right"))
        self.inside.setVisible(on)
        self._note.setText("" if on else self._told)
