"""The verdict on a result: a badge with its shape, and the reasons below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from missionplanner.ecology.trust.sentences import follows, sentence, title
from missionplanner.model.trust import Trust, Verdict
from missionplanner.ui.style.language import short_language
from missionplanner.ui.widgets.kit import column, filled, label, row
from missionplanner.ui.widgets.tiles import state_mark

STATES = {Verdict.TRUST: "ok", Verdict.LOOK: "warn", Verdict.DO_NOT: "error"}
_MOST = 3
"""Reasons that are read at once; the tip holds all."""


class TrustBox(QWidget):
    """Stands on top of results; without a verdict it is not there."""

    def __init__(self) -> None:
        super().__init__()
        box = column(self, (0, 0, 0, 10))
        self._frame = filled("tile")
        box.addWidget(self._frame)
        self._lines = column(self._frame, (10, 8, 10, 8), 4)
        self.hide()

    def show_trust(self, trust: Trust | None) -> None:
        """Show a verdict; None: there is no result."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self.setVisible(trust is not None)
        if trust is None:
            return
        language = short_language()
        self._add(STATES[trust.verdict], title(trust.verdict, language), "head")
        said = [sentence(one, language) for one in trust.reasons]
        for one, line in list(zip(trust.reasons, said, strict=True))[:_MOST]:
            self._add(STATES[one.verdict], line, "small")
        if trust.reasons:
            more = len(said) - _MOST
            words = self.tr("{0} more").format(more) if more > 0 else ""
            if words:
                self._lines.addWidget(label(words, "small"))
        self._frame.setToolTip("\n".join([follows(trust.verdict, language), *said]))

    def _add(self, state: str, words: str, role: str) -> None:
        made = QWidget()
        line = row(made, gap=8)
        mark = state_mark(state, 16 if role == "head" else 12)
        line.addWidget(mark)
        line.addWidget(label(words, role, wrap=True), 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(made)
