"""What indicators lack, all at once, and the button that leaves them out."""

from PySide6.QtWidgets import QWidget

from missionplanner.ui.security.figures.dialog import FiguresDialog, ask_figures
from missionplanner.ui.security.names import lacks_words, several
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import button, column, label


class LackingBox(QWidget):
    """Hidden where nothing is lacking and nothing left out."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__()
        self._session = session
        box = column(self, gap=6)
        self.told = label("", wrap=True)
        self.give = button(self.tr("Type or paste figures…"), "", "table")
        self.give.setToolTip(self.tr("Figures of districts, in a table of this study"))
        self.leave = button(self.tr("Leave out what is lacking"))
        self.leave.setToolTip(
            self.tr("The rest of a layer keeps the layer's weight; the result says what it lacks")
        )
        self.left = label("", "small", wrap=True)
        self.back = button(self.tr("Take all in again"), "text")
        for part in (self.told, self.give, self.leave, self.left, self.back):
            box.addWidget(part)
        self.give.clicked.connect(self.ask_figures)
        self.leave.clicked.connect(self._on_leave)
        self.back.clicked.connect(self._on_back)

    def refresh(self) -> None:
        """Show what is lacking and what is left out."""
        session = self._session
        lacking, gone = session.lacking, session.left_out
        self.setVisible(bool(lacking or gone))
        groups: dict[str, list[str]] = {}
        for key, lacks in lacking.items():
            groups.setdefault(lacks, []).append(key)
        words = self.tr("{0}: {1}")
        lines = [words.format(several(keys), lacks_words(lacks)) for lacks, keys in groups.items()]
        self.told.setText("\n".join(lines))
        self.told.setStyleSheet(f"color: {tokens().warn};")
        self.left.setText(self.tr("Left out: {0}").format(several(gone)))
        whole = len(session.system.keys) if session.system else 0
        for part in (self.told, self.leave):
            part.setVisible(bool(lacking))
        of_districts = [*lacking.values(), *(session.lacks(key) for key in gone)]
        self.give.setVisible(bool({"table", "districts"} & {*of_districts}))
        self.give.setEnabled(not session.locked)
        self.leave.setEnabled(not session.busy and len(lacking) + len(gone) < whole)
        for part in (self.left, self.back):
            part.setVisible(bool(gone))
        self.back.setEnabled(not session.busy)

    def ask_figures(self) -> FiguresDialog:
        """Open the table of figures; does not block."""
        return ask_figures(self._session, self)

    def _on_leave(self) -> None:
        session = self._session
        words = self.tr("Leave out what is lacking")
        session.edit_left_out(words, (*session.left_out, *session.lacking))

    def _on_back(self) -> None:
        self._session.edit_left_out(self.tr("Take all indicators in again"), ())
