"""The foot of a panel that edits: whether the plan is out of date by it, why, and the way back."""

from PySide6.QtWidgets import QWidget

from missionplanner.ui.plan.edit_effects import EditEffects
from missionplanner.ui.plan.intent_change import ChangeLine
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import column


class EditFoot(QWidget):
    """What was changed, what that does, and *Undo*."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.effects, self.change = EditEffects(session), ChangeLine(session)
        box = column(self, gap=4)
        box.addWidget(self.effects)
        box.addWidget(self.change)

    def refresh(self) -> None:
        """Show what holds now."""
        self.effects.refresh()
        self.change.refresh()
