"""What every stage's panel has in common: title, note, a body that scrolls, and a foot."""

from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from missionplanner.ui.widgets.kit import Elided, column, filled, label, row, scrolled, spread
from missionplanner.ui.work.session import WorkSession

GAP = 12


SessionT = TypeVar("SessionT", bound=WorkSession)


class Panel(QWidget, Generic[SessionT]):
    """A stage. Subclasses fill `body` once and show the session in `refresh`.

    Signals
    -------
    asked(str)
        Key of an action that needs a dialog.
    stage_asked(str)
        Key of a stage to go to.
    """

    asked = Signal(str)
    stage_asked = Signal(str)

    def __init__(self, session: SessionT, title: str) -> None:
        super().__init__()
        self.session = session
        panel = filled("panel")
        column(self).addWidget(panel)
        outer = column(panel, (0, GAP, 0, GAP))
        self.note = Elided("small")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = row(margins=(16, 0, 16, 0), gap=8)
        head.addWidget(label(title, "title"))
        head.addWidget(self.note, 1)
        outer.addLayout(head)
        outer.addSpacing(GAP)
        inside = filled("inside")
        self.body = column(inside, (16, 0, 16, 0))
        outer.addWidget(scrolled(inside), 1)
        self.foot = column(margins=(16, 8, 16, 0))
        outer.addLayout(self.foot)

    def refresh(self) -> None:
        """Show what the session holds; called when the panel is shown and when it changes."""

    def show_lock(self, *fields: QWidget) -> None:
        """Disable fields while nothing may be edited, and say why in their tips and the note."""
        why = self.tr("Wait until the work is done") if self.session.locked else ""
        for field in fields:
            field.setEnabled(not why)
            field.setToolTip(why or str(field.property("tip") or ""))
        if why:
            self.note.setText(why)

    def head(self, words: str, gap_above: int = GAP) -> None:
        """Add a heading."""
        self.body.addSpacing(gap_above)
        self.body.addWidget(label(words, "head"))
        self.body.addSpacing(4)

    def put(self, part: QWidget | QLayout, gap_above: int = 0) -> None:
        """Add a part to the body."""
        self.body.addSpacing(gap_above)
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)


class Facts(QWidget):
    """Names at the left, values at the right; long values take a line of their own."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column(self, gap=6)

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        """Replace what is shown."""
        clear(self._box)
        for name, value in facts:
            self._box.addWidget(_fact(name, value))


def _fact(name: str, value: str) -> QWidget:
    made = QWidget()
    left: QLabel = label(name, "muted")
    if len(name) + len(value) <= 38:
        row(made).addLayout(spread(left, label(value, right=True)))
        return made
    box = column(made, gap=2)
    box.addWidget(left)
    box.addWidget(label(value, wrap=True))
    return made


def clear(box: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            # A layout shows its widgets a moment later; hidden, one taken out before stays unseen.
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


AnyPanel = Panel[Any]
"""A panel of whichever stage."""
