"""What the panels have in common whose shapes are drawn on the map."""

from missionplanner.ui.plan.draw_buttons import DrawButtons
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.drawing import Drawing
from missionplanner.ui.plan.drawing_card import CardPlace
from missionplanner.ui.plan.intent_change import ChangeLine
from missionplanner.ui.plan.looked_note import LookedNote
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import column, label
from missionplanner.ui.widgets.panel import Panel


class DrawingPanel(Panel[Session]):
    """A panel with buttons to draw, a card of the shape that is changed, and a word about home.

    Subclasses put `buttons`, `card_place`, `over_home` and `looked` where they belong.
    """

    def __init__(self, session: Session, title: str, tools: tuple[Tool, ...]) -> None:
        super().__init__(session, title)
        self.over_home = label("", "error", wrap=True)
        self.looked, self.edited = LookedNote(session), ChangeLine(session)
        self.foot.addWidget(self.edited)
        self.buttons = DrawButtons(tools)
        self.buttons.asked.connect(self.asked)
        self.card_place = column()
        self._drawing: Drawing | None = None

    def draws_with(self, drawing: Drawing) -> None:
        """Show what is drawn on the map."""
        self._drawing = drawing
        self.card_place.addWidget(CardPlace(drawing))

    def refresh(self) -> None:
        """Show what may be drawn, and a zone over home."""
        wait = self.tr("Wait until the work is done")
        self.buttons.show_lock(wait if self.session.locked else "")
        over_home = self._drawing.over_home() if self._drawing else ""
        self.over_home.setText(over_home)
        self.over_home.setVisible(bool(over_home))
        self.looked.refresh(quiet=bool(over_home))
        self.edited.refresh()
