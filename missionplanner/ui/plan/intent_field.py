"""A field for one number that is asked, with its unit, and the row that says what is wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from missionplanner.model.plan import PlanIntent
from missionplanner.project.document import ProjectDocument
from missionplanner.ui.plan.intent_numbers import Bound, Quantity, plain
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.kit import column, label, row

HIGH = 32
_EDGE = 8


class AskField(QWidget):
    """Name and remark above, the number with its unit below.

    What is typed is not overwritten before it is settled; what cannot be read stays, and is told.

    Signals
    -------
    typed
        The text has changed under the user's hand.
    settled(AskField, dict)
        The user is done with a text that can be read; the fields of the intent that it asks for.
    """

    typed = Signal()
    settled = Signal(object, dict)

    def __init__(self, name: str, unit: str, quantity: Quantity) -> None:
        super().__init__()
        self.name, self.unit, self.quantity = name, unit, quantity
        self.edit, self._remark = _UnitEdit(unit), label("", "small", right=True)
        self.edit.setAccessibleName(f"{name}, {unit}" if unit else name)
        self._shown, self._fault = "", ""
        self._remark.setMinimumWidth(4)
        box = column(self, gap=4)
        head = row(gap=4)
        head.addWidget(label(name, "head"))
        head.addWidget(self._remark, 1)
        box.addLayout(head)
        box.addWidget(self.edit)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self.settle)

    @property
    def fault(self) -> str:
        """What is wrong with the text itself; empty: nothing."""
        return self._fault

    @property
    def pending(self) -> bool:
        """True while something typed is not settled, or cannot be."""
        return self.edit.text() != self._shown

    def show_intent(self, intent: PlanIntent | ProjectDocument) -> None:
        """Show what is asked, unless something is being typed."""
        shown = self.quantity.shown(intent)
        if self.pending and (self.edit.hasFocus() or self._fault) and shown == self._shown:
            return
        self._shown, self._fault = shown, ""
        self.edit.setText(shown)

    def show_free(self, follows: str, remark: str = "") -> None:
        """Show what follows where nothing is asked, and a remark beside the name."""
        self.edit.setPlaceholderText(follows)
        self._remark.setText(remark)

    def fields(self) -> dict[str, float | None]:
        """Return the fields of the intent that are typed and not settled; none where wrong."""
        if not self.pending or self._fault:
            return {}
        return self.quantity.typed(self.edit.text())

    def type(self, text: str) -> None:
        """Put in a text as if it were typed."""
        self.edit.setText(text)
        self._on_edited(text)

    def settle(self) -> None:
        """Tell that the user is done, where there is something new that can be read."""
        if self.pending and not self._fault:
            fields = self.fields()
            self._shown = self.edit.text()  # told once: what listens may take the focus away
            self.settled.emit(self, fields)

    def mark(self, wrong: bool) -> None:
        """Mark the field as the place of a fault."""
        if bool(self.edit.property("wrong")) == wrong:
            return
        self.edit.setProperty("wrong", wrong)
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)

    def _on_edited(self, text: str) -> None:
        self._fault = "" if text == self._shown else self._wrong(text)
        self.typed.emit()

    def _wrong(self, text: str) -> str:
        try:
            broken = self.quantity.broken(self.quantity.typed(text))
        except ValueError:
            if self.quantity.upper:
                return self.tr("Write a number, a range such as 80–120, or nothing")
            if self.quantity.may_be_free:
                return self.tr("Write a number, or nothing")
            return self.tr("Write a number")
        return self._out_of(broken) if broken else ""

    def _out_of(self, bound: Bound) -> str:
        words = {
            ">": self.tr("More than {0}"),
            ">=": self.tr("At least {0}"),
            "<": self.tr("Less than {0}"),
            "<=": self.tr("At most {0}"),
        }[bound.sign]
        return words.format(f"{plain(bound.value, self.quantity.digits)} {self.unit}".strip())


class FieldRow(QWidget):
    """Fields side by side, and under them what is wrong with one of them."""

    def __init__(self, *fields: AskField, shares: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.fields = fields
        self.fault = label("", "fault", wrap=True)
        self.fault.hide()
        box = column(self, gap=4)
        line = row(gap=8)
        for place, field in enumerate(fields):
            line.addWidget(field, shares[place] if shares else 1)
        box.addLayout(line)
        box.addWidget(self.fault)

    def show_faults(self, faults: dict[AskField, str]) -> None:
        """Mark the fields that something is wrong with, and say what."""
        told = [faults[field] for field in self.fields if faults.get(field)]
        for field in self.fields:
            field.mark(bool(faults.get(field)))
        self.fault.setText("\n".join(dict.fromkeys(told)))
        self.fault.setVisible(bool(told))


class _UnitEdit(QLineEdit):
    """A line with its unit at the right end."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit: QLabel = label(unit, "muted")
        self._unit.setParent(self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(reach(HIGH))
        self.setMinimumWidth(40)
        self.setMaxLength(24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right end, and the number out of it."""
        super().resizeEvent(event)
        wide = self._unit.sizeHint().width()
        self._unit.setGeometry(self.width() - wide - _EDGE, 0, wide, self.height())
        self.setTextMargins(0, 0, wide, 0)
