"""Indicators that the imagery and files of a study cannot give, and what can be done about it."""

from PySide6.QtWidgets import QWidget

from missionplanner.messages.casing import sentence_case
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.study import Indicator
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import button, column, label

_LEAST = 2


def indicator_of(missing: Message) -> Indicator | None:
    """Return the indicator that a message of `EpochView.missing` is of; None: it names none."""
    name = missing.values.get("name")
    key = name.code.rpartition(".")[2] if isinstance(name, Message) else ""
    return Indicator(key) if key in tuple(Indicator) else None


class LackingNote(QWidget):
    """Hidden where nothing is lacking or left out."""

    def __init__(self, ecology: EcologySession) -> None:
        super().__init__()
        self._ecology = ecology
        box = column(self, (0, 6, 0, 0), 6)
        self.told = label("", "small", wrap=True)
        self.leave = button(self.tr("Leave it out"))
        self.leave.setToolTip(self.tr("The index is made of the others, and says so"))
        self.left = label("", "small", wrap=True)
        box.addWidget(self.told)
        box.addWidget(self.left)
        self.leave.setProperty("tight", True)
        box.addWidget(self.leave)
        self.leave.clicked.connect(self._on_leave)

    @property
    def lacking(self) -> dict[Indicator, str]:
        """Indicators that an epoch cannot give, of those wanted, each with the first reason."""
        view, study = self._ecology.view, self._ecology.study
        found: dict[Indicator, str] = {}
        if view is None or study is None:
            return found
        for epoch in view.epochs:
            for words in epoch.missing:
                name = indicator_of(words)
                if name in study.index.indicators and name is not None:
                    found.setdefault(name, sentence_case(sentence(words)))
        return found

    def refresh(self) -> None:
        """Show what is lacking and what is left out."""
        study, lacking = self._ecology.study, self.lacking
        if study is None:
            return
        several = len(lacking) > 1
        self.leave.setText(self.tr("Leave them out") if several else self.tr("Leave it out"))
        self.told.setText("\n".join(lacking.values()))
        self.told.setStyleSheet(f"color: {tokens().warn};")
        kept = len(study.index.indicators) - len(lacking)
        asked = bool(lacking) and not study.index.accept_missing
        self.told.setVisible(asked)
        self.leave.setVisible(asked)
        self.leave.setEnabled(kept >= _LEAST and not self._ecology.locked)
        gone = [sentence(name.told) for name in Indicator if name not in study.index.indicators]
        self.left.setText(self.tr("Left out: {0}").format(self.tr(", ").join(gone)))
        self.left.setVisible(bool(gone))
        self.setVisible(asked or bool(gone))  # not even a gap where there is nothing to say

    def _on_leave(self) -> None:
        study, lacking = self._ecology.study, self.lacking
        if study is not None and lacking:
            kept = tuple(name for name in study.index.indicators if name not in lacking)
            self._ecology.edit_index(self.tr("Leave out what is lacking"), indicators=kept)
