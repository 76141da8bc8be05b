"""What a judgement matrix says of itself: eigenvalue, consistency, and what fits least."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from missionplanner.ecology.security.ahp import ACCEPTED_CR
from missionplanner.model.security import Consistency, Suspect
from missionplanner.ui.security.judging.bars import Bar, BarRows
from missionplanner.ui.security.judging.numbers import shown
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import button, column, label, row
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.tiles import Figure, Tiles

_WIDE_PX, _ALIKE = 260, 1e-9


class Verdict(QWidget):
    """`fit_asked(str, str, float)`: put the value that fits in place of the worst judgement."""

    fit_asked = Signal(str, str, float)

    def __init__(self) -> None:
        super().__init__()
        self._worst: Suspect | None = None
        self.setFixedWidth(_WIDE_PX)
        self.tiles, self.bars = Tiles(), BarRows()
        self.words = label("", wrap=True)
        self.fit = button("", "text")
        self.fit.clicked.connect(self._on_fit)
        box = column(self, gap=8)
        box.addWidget(label(self.tr("Consistency"), "head"))
        box.addWidget(self.tiles)
        box.addWidget(self.words)
        line = row()
        line.addWidget(self.fit)
        line.addStretch()
        box.addLayout(line)
        box.addSpacing(4)
        box.addWidget(label(self.tr("Weights"), "head"))
        box.addWidget(self.bars)

    def show_verdict(self, found: Consistency, table: str) -> None:
        """Show what was found; `table` is the title of the random index."""
        bad = found.cr >= ACCEPTED_CR
        alike = max(found.weights) - min(found.weights) < _ALIKE and not bad
        self.tiles.show_figures(
            [
                Figure("λmax", number(found.lambda_max, 3)),
                Figure("CI", number(found.ci, 3)),
                Figure("RI", number(found.ri, 2)),
                Figure("CR", number(found.cr, 3), "", "warn" if bad else "" if alike else "ok"),
            ]
        )
        self.tiles.setToolTip(self.tr("Random index: {0}").format(table))
        self._worst = found.suspects[0] if bad and found.suspects else None
        self.words.setText(self._told(found, bad, alike, table))
        self.words.setMinimumHeight(self.words.heightForWidth(_WIDE_PX))
        self.words.setStyleSheet(f"color: {tokens().warn if bad else tokens().muted};")
        self.fit.setVisible(self._worst is not None)
        if self._worst is not None:
            self.fit.setText(self.tr("Use {0}").format(shown(fitting(self._worst))))
        pairs = zip(found.names, found.weights, strict=True)
        self.bars.show_bars([Bar(name, weight) for name, weight in pairs])

    def _told(self, found: Consistency, bad: bool, alike: bool, table: str) -> str:
        if alike:  # consistent, but nothing is held above anything
            return self.tr("All weigh the same. Random index: {0}").format(table)
        if not bad or self._worst is None:
            return self.tr("CR is below {0}. Random index: {1}").format(ACCEPTED_CR, table)
        worst = self._worst
        words = self.tr(
            "CR is not below {0}. Worst: {1} against {2} is {3}; {4} would fit. Random index: {5}"
        )
        fits = shown(fitting(worst))
        return words.format(ACCEPTED_CR, worst.row, worst.column, shown(worst.value), fits, table)

    def _on_fit(self) -> None:
        if self._worst is not None:
            self.fit_asked.emit(self._worst.row, self._worst.column, fitting(self._worst))


def fitting(suspect: Suspect) -> float:
    """Return the value that would fit, as people judge: whole numbers and their reciprocals."""
    value = suspect.fitting
    if value >= 1:
        return float(min(round(value), 9))
    return 1.0 / min(round(1 / value), 9)
