"""Judge the parts of one layer, or the layers, against each other."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QWidget

from missionplanner.ecology.security.ahp import judged, priorities
from missionplanner.model.security import Consistency, Judgements, RandomIndex
from missionplanner.project.history import History
from missionplanner.ui.dialogs.losing import ask_before_losing
from missionplanner.ui.security.judging.grid import JudgementGrid
from missionplanner.ui.security.judging.numbers import shown
from missionplanner.ui.security.judging.verdict import Verdict
from missionplanner.ui.widgets.kit import button, column, label, row
from missionplanner.ui.widgets.roomy import fit, roomy

Steps = History[Judgements, str]


def _changes(before: Judgements, after: Judgements) -> frozenset[str]:
    return frozenset() if before == after else frozenset({"judgements"})


class JudgementDialog(QDialog):
    """`asked(Judgements)` when the user takes the matrix over; judgements can be undone."""

    asked = Signal(object)

    def __init__(
        self,
        title: str,
        judgements: Judgements,
        titles: Mapping[str, str],
        index: RandomIndex,
        table: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._index, self._table = index, table
        self.grid, self.verdict = JudgementGrid(judgements, titles), Verdict()
        self.remark = label("", "error", wrap=True)
        self.consistency: Consistency = priorities(judgements, index)
        self._first, self._history = judgements, History(judgements, _changes)
        self.question: QMessageBox | None = None
        self._lay_out(title)
        self.grid.edited.connect(self._on_edit)
        self.grid.refused.connect(self.remark.setText)
        self.verdict.fit_asked.connect(self._on_fit)
        for keys, step in (
            ("Ctrl+Z", History.undo),
            ("Ctrl+Shift+Z", History.redo),  # as in the window, on every system
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, step))
        self._judge()

    def _lay_out(self, title: str) -> None:
        box, below = roomy(self)
        box.addWidget(label(title, "title"))
        told = self.tr(
            "How many times as important is the row as the column? 1 equal, 3 moderately, "
            "5 strongly, 7 very strongly, 9 extremely. The other half follows."
        )
        box.addWidget(label(told, "muted", wrap=True))
        middle = row(gap=24)
        left = column(gap=8)
        left.addWidget(self.grid, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.remark)
        left.addStretch()
        middle.addLayout(left, 1)
        middle.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(middle)
        box.addStretch()
        below.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        line = row(gap=8)
        line.addStretch()
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.go = button(self.tr("Take over"))
        self.go.setProperty("primary", True)
        self.go.setDefault(False)
        self.go.setAutoDefault(False)  # Enter ends a judgement, not the dialog
        cancel.setAutoDefault(False)
        self.go.clicked.connect(self._on_go)
        line.addWidget(cancel)
        line.addWidget(self.go)
        return line

    def _judge(self) -> None:
        found = priorities(self.grid.judgements, self._index)
        self.consistency = found
        self.verdict.show_verdict(found, self._table)
        bad = found.cr >= 0.1 and found.suspects
        worst = found.suspects[0] if bad else None
        self.grid.mark_worst((worst.row, worst.column) if worst else None)
        fit(self)  # more is to be said of what does not fit

    def _on_edit(self, made: Judgements) -> None:
        self._history, _ = self._history.apply(self.windowTitle(), made)
        self.remark.setText("")
        self._judge()

    def _step(self, step: Callable[[Steps], tuple[Steps, frozenset[str]]]) -> None:
        self._history, _ = step(self._history)
        self.grid.show_judgements(self._history.present)
        self.remark.setText("")
        self._judge()

    def reject(self) -> None:
        """Close; where something was judged, only when that is confirmed."""
        if self._history.present == self._first:
            super().reject()
            return
        words = self.tr("What was judged here would be lost.")
        self.question = ask_before_losing(self, words, self.tr("Go on judging"))

    def _on_fit(self, name: str, other: str, value: float) -> None:
        names = self.grid.judgements.names
        self.grid.put(names.index(name), names.index(other), shown(value))

    def _on_go(self) -> None:
        self.asked.emit(self.grid.judgements)
        self.accept()


def equal(names: tuple[str, ...]) -> Judgements:
    """Return a matrix in which nothing is more important than anything else."""
    return Judgements(names=names, values=((1.0,) * len(names),) * len(names))


def fits(judgements: Judgements | None, names: tuple[str, ...]) -> Judgements:
    """Return a matrix over exactly these names: what is judged is kept, the rest is equal."""
    made = equal(names)
    if judgements is None:
        return made
    places = {name: place for place, name in enumerate(judgements.names)}
    for i, row_name in enumerate(names):
        for column_name in names[i + 1 :]:
            if row_name in places and column_name in places:
                value = judgements.values[places[row_name]][places[column_name]]
                made = judged(made, row_name, column_name, value)
    return made
