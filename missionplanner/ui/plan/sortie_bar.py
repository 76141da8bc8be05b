"""What can be done by hand with the sortie chosen, and with one strip of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QWidget

from missionplanner.model.edits import (
    LockStrip,
    MoveCut,
    PlanEdit,
    RaiseSortie,
    ReverseStrip,
    SkipStrip,
    UnlockStrip,
)
from missionplanner.model.flown import strips_of
from missionplanner.ui.plan.picked import Picked, PickKind
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.style.tokens import ink_on
from missionplanner.ui.widgets.kit import button, label, row
from missionplanner.ui.widgets.numbers import number

_RAISES_M = (20, 10, 5, -5, -10, -20)
_CUTS = (-3, -2, -1, 1, 2, 3)


class SortieBar(QFrame):
    """Shown where a sortie is chosen; `start_asked` before the next click sets the take-off."""

    start_asked = Signal()

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setObjectName("float")
        self._session = session
        self.chip, self.note = QLabel(), label("", "small")
        self.chip.setFixedHeight(22)
        line = row(self, (10, 5, 8, 5), 6)
        line.addWidget(self.chip)
        self.higher = self._button(self.tr("Raise…"), "arrow-line-up", self._offer_heights)
        self.cut = self._button(self.tr("Cut…"), "scissors", self._offer_cuts)
        self.start = self._button(self.tr("Start…"), "house-simple", self.start_asked)
        self.back = self._button(self.tr("Undo"), "arrow-u-up-left", session.undo)
        self.keep = button(self.tr("Keep"), "", "floppy-disk")
        self.keep.clicked.connect(session.save)
        for part in (self.higher, self.cut, self.start, self.note, self.back, self.keep):
            line.addWidget(part)
        self.start.setToolTip(self.tr("The next click on the map is where all sorties start"))
        self.keep.setToolTip(self.tr("Save the plan with what was changed by hand"))
        session.pick_changed.connect(self.refresh)
        session.by_hand.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen and what was changed; hidden where there is neither."""
        session, sortie = self._session, self._session.sortie_shown
        edits, by_hand = len(session.by_hand.edits), session.by_hand
        chosen = session.focused and sortie is not None
        self.chip.setVisible(chosen)
        for part in (self.higher, self.cut, self.start):
            part.setVisible(chosen)
            part.setEnabled(not session.stale and not session.locked)
        if chosen and sortie is not None:
            hue = tokens().sortie(session.sortie)
            self.chip.setText(f" {sortie.number} ")
            self.chip.setStyleSheet(
                f"background: {hue}; color: {ink_on(hue)}; border-radius: 5px; "
                "font-weight: 600; padding: 0 4px;"
            )
        words = self.tr("judging…") if by_hand.judging else self.tr("{0} changed by hand")
        self.note.setText(words.format(edits) if edits or by_hand.judging else "")
        self.note.setVisible(bool(self.note.text()))
        self.back.setVisible(bool(edits))
        self.keep.setVisible(bool(edits))
        self.keep.setEnabled(not by_hand.judging and not session.busy)
        self.adjustSize()

    @property
    def wanted(self) -> bool:
        """True where the bar has something to offer."""
        return self._session.focused or bool(self._session.by_hand.edits)

    def _button(
        self, words: str, glyph: str, act: Callable[[], object] | SignalInstance
    ) -> QPushButton:
        made = button(words, "", glyph)
        made.clicked.connect(act)
        return made

    def _offer_heights(self) -> None:
        menu = QMenu(self)
        for metres in _RAISES_M:
            up = self.tr("{0} m higher") if metres > 0 else self.tr("{0} m lower")
            menu.addAction(up.format(abs(metres)), partial(self._raise, metres))
        self._open(menu, self.higher)

    def _offer_cuts(self) -> None:
        menu = QMenu(self)
        for strips in _CUTS:
            words = {
                1: self.tr("Ends 1 strip later"),
                -1: self.tr("Ends 1 strip earlier"),
            }.get(strips, self.tr("Ends {0} strips later"))
            if strips < -1:
                words = self.tr("Ends {0} strips earlier")
            menu.addAction(words.format(abs(strips)), partial(self._cut, strips))
        self._open(menu, self.cut)

    def _open(self, menu: QMenu, above: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(above.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def _raise(self, metres: float) -> None:
        sortie = self._session.sortie_shown
        if sortie is not None:
            up = self.tr("Raise sortie {0}") if metres > 0 else self.tr("Lower sortie {0}")
            edit = RaiseSortie(sortie=sortie.number, metres=metres)
            self._session.edit_plan(up.format(sortie.number), edit)

    def _cut(self, strips: int) -> None:
        sortie = self._session.sortie_shown
        if sortie is not None:
            edit = MoveCut(sortie=sortie.number, strips=strips)
            self._session.edit_plan(self.tr("Cut sortie {0}").format(sortie.number), edit)


class StripButtons(QWidget):
    """What can be done with the strip that a card tells of."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._strip, self._place, self._count = -1, 0, 0
        line = row(self, gap=14)
        self.skip = self._button(self.tr("Skip"), self.tr("Do not fly this strip"))
        self.turn = self._button(self.tr("Reverse"), self.tr("Fly it from its other end"))
        self.lock = self._button(self.tr("Lock"), self.tr("Let nothing change this strip"))
        self.cut = self._button(
            self.tr("Cut here"), self.tr("This strip and those behind it go to the next sortie")
        )
        for part in (self.skip, self.turn, self.lock, self.cut):
            line.addWidget(part)
        line.addStretch()
        self.skip.clicked.connect(lambda: self._do(SkipStrip(strip=self._strip), self.skip))
        self.turn.clicked.connect(lambda: self._do(ReverseStrip(strip=self._strip), self.turn))
        self.lock.clicked.connect(self._on_lock)
        self.cut.clicked.connect(self._on_cut)

    def show_picked(self, picked: Picked) -> None:
        """Offer what fits a place of a sortie; nothing between strips."""
        course = self._session.course
        here = course.at_way(picked.along_m).strip if course else -1
        strips = [s.number for s in strips_of(course)] if course else []
        self._strip, self._count = here, len(strips)
        self._place = strips.index(here) if here in strips else 0
        self._show_lock()
        self.setVisible(here >= 0 and picked.kind is not PickKind.WAY)
        free = here >= 0 and not self._session.stale and not self._session.locked
        why = "" if free else self.tr("Plan again first")
        for part in (self.skip, self.turn, self.lock, self.cut):
            part.setEnabled(free)
            part.setToolTip(why or str(part.property("tip")))

    def _button(self, words: str, tip: str) -> QPushButton:
        made = button(words, "text")
        made.setProperty("tip", tip)
        return made

    @property
    def _locked(self) -> bool:
        plan = self._session.plan_shown
        return plan is not None and self._strip in plan.locked

    def _show_lock(self) -> None:
        """Offer to lock the strip, or to unlock it; a locked one is not changed otherwise."""
        words, tip = self.tr("Lock"), self.tr("Let nothing change this strip")
        if self._locked:
            words, tip = self.tr("Unlock"), self.tr("This strip was locked: let it be changed")
        self.lock.setText(words)
        self.lock.setProperty("tip", tip)

    def _on_lock(self) -> None:
        kind = UnlockStrip if self._locked else LockStrip
        self._do(kind(strip=self._strip), self.lock)

    def _do(self, edit: PlanEdit, by: QPushButton) -> None:
        words = self.tr("{0} strip {1}").format(by.text(), number(self._place + 1))
        self._session.edit_plan(words, edit)

    def _on_cut(self) -> None:
        sortie = self._session.sortie_shown
        if sortie is not None:
            edit = MoveCut(sortie=sortie.number, strips=self._place - self._count)
            self._session.edit_plan(self.tr("Cut sortie {0}").format(sortie.number), edit)
