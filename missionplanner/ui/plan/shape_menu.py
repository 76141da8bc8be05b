"""What can be done to a chosen shape as a whole: turned, scaled, grown, cut out of, joined."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from missionplanner.project.outlines import Drawn, ShapeKey
from missionplanner.ui.plan.shape_edits import ShapeEdits
from missionplanner.ui.widgets.kit import button, column, label, row

Act = Callable[[float], str]


class ShapeMenu(QWidget):
    """A button with a menu; what needs a number asks for it in the card, Enter does it."""

    def __init__(self, edits: ShapeEdits) -> None:
        super().__init__()
        self._edits = edits
        self._act: Act | None = None
        self.button = button(self.tr("Change the whole shape"), "", "arrows-clockwise")
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self.number, self.go = QLineEdit(), button(self.tr("Do it"), "primary")
        self._asked, self.wrong = label("", "muted"), label("", "error", wrap=True)
        self._field = QWidget()
        field = column(self._field, gap=4)
        field.addWidget(self._asked)
        line = row(gap=8)
        line.addWidget(self.number, 1)
        line.addWidget(self.go)
        field.addLayout(line)
        box = column(self, gap=8)
        for part in (self.button, self._field, self.wrong):
            box.addWidget(part)
        self._ask(None)
        self.menu.aboutToShow.connect(self.fill)
        self.number.returnPressed.connect(self._do)
        self.go.clicked.connect(self._do)

    def refresh(self) -> None:
        """Show it where a shape with corners is chosen."""
        chosen = self._edits.chosen
        shown = chosen is not None and chosen.kind.point is None
        self.setVisible(shown)
        if not shown:
            self._ask(None)

    def fill(self) -> None:
        """Fill the menu for the shape that is chosen now."""
        self.menu.clear()
        edits, chosen = self._edits, self._edits.chosen
        if chosen is None:
            return
        asks: list[tuple[str, str, str, Act]] = [
            (self.tr("Turn…"), self.tr("Degrees, clockwise"), "", edits.turn),
            (self.tr("Scale…"), self.tr("Percent of its size"), "100", self._scale),
        ]
        if chosen.kind not in (Drawn.LINE, Drawn.FLIGHT_LINE):
            words = self.tr("Metres outwards, below 0 inwards")
            asks.append((self.tr("Grow or shrink…"), words, "", edits.grow))
        for words, asked, first, act in asks:
            made = self.menu.addAction(words)
            made.triggered.connect(partial(self._ask, act, asked, first))
        others = edits.others()
        if others:
            self._add_menu(self.tr("Cut out"), others, edits.cut)
            self._add_menu(self.tr("Join with"), others, edits.join)

    def _scale(self, percent: float) -> str:
        return self._edits.scale(percent / 100.0)

    def _add_menu(
        self, words: str, others: list[tuple[ShapeKey, str]], act: Callable[[ShapeKey], str]
    ) -> None:
        inner = self.menu.addMenu(words)
        for key, name in others:
            made = inner.addAction(name)
            made.triggered.connect(partial(self._say_of, act, key))

    def _say_of(self, act: Callable[[ShapeKey], str], key: ShapeKey, _on: bool = False) -> None:
        self._say(act(key))

    def _ask(self, act: Act | None, asked: str = "", first: str = "", _on: bool = False) -> None:
        self._act = act
        self._field.setVisible(act is not None)
        self._asked.setText(asked)
        self.number.setAccessibleName(asked)
        self.number.setText(first)
        self._say("")
        if act is not None:
            self.number.setFocus()
            self.number.selectAll()

    def _do(self) -> None:
        if self._act is None:
            return
        try:
            value = float(self.number.text().strip().replace("−", "-").replace(",", "."))
        except ValueError:
            value = float("nan")
        if not abs(value) < 1e5:
            self._say(self.tr("Type a number"))
            return
        refused = self._act(value)
        if refused:
            self._say(refused)
        else:
            self._ask(None)

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
