"""What the aircraft does where its route ends or its link is lost, and how high it comes home."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from missionplanner.model.ending import FinishAction, LostLink
from missionplanner.project.edits import set_ending
from missionplanner.ui.plan.intent_field import AskField, FieldRow
from missionplanner.ui.plan.intent_numbers import Bound, Quantity, plain, span
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import column, label

translate = QCoreApplication.translate  # a name that lupdate finds


@dataclass(frozen=True)
class _ReturnHeight(Quantity):
    """A return height; `session` knows what the plan shown needs at least."""

    session: Session | None = None

    @property
    def least_m(self) -> float | None:
        """The least that is safe for every sortie; None: not planned, or planned for else."""
        return max(_needed_m(self.session), default=None) if self.session else None

    def broken(self, fields: dict[str, float | None]) -> Bound | None:
        """Return a bound that a number breaks: its own, or that of the ways home."""
        least_m, own = self.least_m, super().broken(fields)
        low = any(v is not None and least_m is not None and v < least_m for v in fields.values())
        return Bound(">=", least_m) if own is None and low and least_m is not None else own

    def too_low(self, text: str) -> bool:
        """Return whether a text is a height that could be flown elsewhere, but not here."""
        try:
            fields = self.typed(text)
        except ValueError:
            return False
        return super().broken(fields) is None and self.broken(fields) is not None


class EndingForm(QWidget):
    """Each change can be undone, and leaves the plan as it is.

    Signals
    -------
    typed
        `fault` may be another.
    """

    typed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.finish, self.lost = QComboBox(), QComboBox()
        for action, words in self._finishes().items():
            self.finish.addItem(words, action.value)
        for lost, words in self._losses().items():
            self.lost.addItem(words, lost.value)
        self._quantity = _ReturnHeight("ending.return_height_m", digits=0, session=session)
        self.return_height = AskField(self.tr("Return height"), self.tr("m"), self._quantity)
        self.return_height.setToolTip(
            self.tr("Above the take-off place; empty: what each sortie needs")
        )
        self.line = FieldRow(self.return_height)
        box = column(self, gap=4)
        named = (
            (self.finish, self.tr("At the route's end")),
            (self.lost, self.tr("When the remote controller is lost")),
        )
        for combo, name in named:
            combo.setAccessibleName(name)
            box.addWidget(label(name, "head"))
            box.addWidget(combo)
            box.addSpacing(4)
        box.addWidget(self.line)
        self.finish.activated.connect(self._on_finish)
        self.lost.activated.connect(self._on_lost)
        self.return_height.settled.connect(self._on_height)
        self.return_height.typed.connect(self._on_typed)

    @property
    def fault(self) -> str:
        """What is wrong with the height, typed or saved; empty: nothing."""
        project, field = self._session.project, self.return_height
        if project is None:
            return ""
        if field.fault and not self._quantity.too_low(field.edit.text()):
            return field.fault
        return ending_fault(self._session, typed=bool(field.fault))

    def refresh(self) -> None:
        """Show what the project says."""
        project = self._session.project
        if project is None:
            return
        ending = project.document.ending
        self.finish.setCurrentIndex(self.finish.findData(ending.finish.value))
        self.lost.setCurrentIndex(self.lost.findData(ending.lost_link.value))
        self.return_height.show_intent(project.document)
        needed = _needed_m(self._session)
        follows = span(plain(min(needed), 0), plain(max(needed), 0)) if needed else ""
        own = self.tr("each sortie's own") if ending.return_height_m is None else ""
        self.return_height.show_free(follows, own)
        self._show_fault()

    def in_short(self) -> str:
        """Return what the project says, for the folded row."""
        project = self._session.project
        if project is None:
            return ""
        ending = project.document.ending
        height = plain(ending.return_height_m or 0.0, 0)
        told = {
            FinishAction.RETURN: self.tr("returns"),
            FinishAction.LAND: self.tr("lands"),
            FinishAction.HOVER: self.tr("hovers"),
        }.get(ending.finish, "")
        own = self.tr("own height") if ending.return_height_m is None else self.tr("{0} m")
        return f"{told} · {own.format(height)}"

    def _show_fault(self) -> None:
        self.line.show_faults({self.return_height: self.fault})

    def _finishes(self) -> dict[FinishAction, str]:
        return {
            FinishAction.RETURN: self.tr("It returns home and lands"),
            FinishAction.LAND: self.tr("It lands where it is, above home"),
            FinishAction.HOVER: self.tr("It hovers; the pilot lands it"),
        }

    def _losses(self) -> dict[LostLink, str]:
        return {
            LostLink.RETURN: self.tr("It returns home"),
            LostLink.HOVER: self.tr("It hovers where it is"),
            LostLink.CONTINUE: self.tr("It flies the route to its end"),
        }

    def _change(self, words: str, **fields: object) -> None:
        project = self._session.project
        if project is not None:
            ending = project.document.ending.model_copy(update=fields)
            self._session.edit(words, set_ending(project, ending))
        self.refresh()

    def _on_finish(self, _index: int) -> None:
        action = FinishAction(self.finish.currentData())
        self._change(self.tr("Change the route's end"), finish=action)

    def _on_lost(self, _index: int) -> None:
        action = LostLink(self.lost.currentData())
        self._change(self.tr("Change what is done without a link"), lost_link=action)

    def _on_height(self, _field: AskField, fields: dict[str, float | None]) -> None:
        height_m = fields[self._quantity.field]
        self._change(self.tr("Change return height"), return_height_m=height_m)

    def _on_typed(self) -> None:
        self._show_fault()
        self.typed.emit()


def ending_fault(session: Session, *, typed: bool = False) -> str:
    """Return what is wrong with the return height that is saved, or `typed` and too low."""
    needed_m = _needed_m(session)
    if session.project is None or not needed_m:
        return ""
    asked_m, least_m = session.project.document.ending.return_height_m, max(needed_m)
    if not (typed or (asked_m is not None and asked_m < least_m)):
        return ""
    words = translate("EndingForm", "At least {0} m: lower, a way home comes too near the ground")
    return words.format(plain(least_m, 0))


def _needed_m(session: Session) -> list[float]:
    """Return what the sorties need at least; empty where it is not known, or not of this plan."""
    if session.result is None or session.stale:
        return []
    return [
        sortie.return_height_m
        for judged in session.result.verifications
        for sortie in judged.sorties
        if sortie.return_height_m is not None
    ]
