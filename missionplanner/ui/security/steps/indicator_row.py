"""One indicator in the list; the chosen one tells how it is made and takes a raster."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QVBoxLayout, QWidget

from missionplanner.model.security import Compute, IndicatorSpec, Sign
from missionplanner.model.security_inputs import SourceNote
from missionplanner.ui.security.names import compute_words, source_words, title_of
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, button, column, filled, label, row
from missionplanner.ui.widgets.segments import Segments
from missionplanner.ui.widgets.tiles import state_mark

MINUS = "−"


class IndicatorRow(QWidget):
    """`picked(str)`; of the chosen row: `asked(str)`, `cleared(str)`, `signed(str, str)`.

    `weighed(str, float)` tells a constant weight for the user's own system; `left(str, bool)` that
    the indicator shall be left out, or taken in again; `figures_asked` that the table of districts'
    figures shall be opened.
    """

    picked = Signal(str)
    asked = Signal(str)
    cleared = Signal(str)
    signed = Signal(str, str)
    weighed = Signal(str, float)
    left = Signal(str, bool)
    figures_asked = Signal()

    def __init__(
        self,
        spec: IndicatorSpec,
        note: SourceNote | None,
        *,
        chosen: bool,
        own: bool,
        out: bool = False,
    ) -> None:
        super().__init__()
        self.spec, self.note, self._out = spec, note, out
        panel = filled("row")
        panel.setProperty("on", chosen)
        column(self).addWidget(panel)
        box = column(panel, (8, 0, 8, 8 if chosen else 0), 6)
        box.addWidget(self._line())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{spec.key}  {title_of(spec)}\n{self._state_words()}")
        if chosen:
            self._add_details(box, own)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the indicator."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self.spec.key)

    def _line(self) -> QWidget:
        made = QWidget()
        made.setFixedHeight(26)
        line = row(made, gap=8)
        key = label(self.spec.key, "muted")
        key.setFixedWidth(22)
        name = Elided("muted" if self._out else "")
        name.setText(title_of(self.spec))
        sign = label(_shown(self.spec.sign), "head")
        sign.setFixedWidth(12)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setToolTip(self._sign_tip())
        line.addWidget(key)
        line.addWidget(name, 1)
        line.addWidget(sign)
        state = "ok" if self.note and not self.note.lacks else "warn"
        mark = state_mark(state, 14)
        if self.note is None or self._out:
            mark.clear()
        mark.setToolTip(self._state_words())
        line.addWidget(mark)
        return made

    def _state_words(self) -> str:
        words = source_words(self.note)
        return self.tr("left out ({0})").format(words) if self._out else words

    def _sign_tip(self) -> str:
        if self.spec.sign is Sign.POSITIVE:
            return self.tr("More is good for security")
        return self.tr("More is bad for security")

    def _add_details(self, box: QVBoxLayout, own: bool) -> None:
        inside = column(margins=(30, 0, 0, 0), gap=6)
        inside.addWidget(label(compute_words(self.spec.compute), "small", wrap=True))
        source = label(source_words(self.note), wrap=True)
        if self.note is not None and self.note.lacks:
            source.setStyleSheet(f"color: {tokens().warn};")
        inside.addWidget(source)
        buttons = row(gap=12)
        self.choose = button(self.tr("Choose a raster…"), "text")
        self.choose.clicked.connect(self._on_choose)
        buttons.addWidget(self.choose)
        self.take_away = button(self.tr("Take it away"), "text")
        self.take_away.clicked.connect(self._on_clear)
        self.take_away.setVisible(self.note is not None and self._has_raster())
        buttons.addWidget(self.take_away)
        self.figures = button(self.tr("Figures…"), "text")
        self.figures.setToolTip(self.tr("Figures of districts, in a table of this study"))
        self.figures.clicked.connect(self.figures_asked)
        by_figures = self.spec.compute is Compute.STATISTIC and not self._has_raster()
        self.figures.setVisible(by_figures)  # a raster comes before them
        buttons.addWidget(self.figures)
        buttons.addStretch()
        inside.addLayout(buttons)
        self.leave = QCheckBox(self.tr("Leave out"))
        self.leave.setChecked(self._out)
        self.leave.toggled.connect(self._on_leave)
        inside.addWidget(self.leave)
        inside.addWidget(self._sign_and_weight(own))
        box.addLayout(inside)

    def _has_raster(self) -> bool:
        return self.note is not None and self.note.kind == "raster" and not self.note.lacks

    def _sign_and_weight(self, own: bool) -> QWidget:
        made = QWidget()
        line = row(made, gap=8)
        self.sign = Segments([(Sign.POSITIVE, "+"), (Sign.NEGATIVE, MINUS)], self.spec.sign)
        self.sign.setFixedWidth(84)
        self.sign.chosen.connect(self._on_sign)
        self.weight = QDoubleSpinBox()
        self.weight.setRange(0.0001, 0.9999)
        self.weight.setDecimals(4)
        self.weight.setSingleStep(0.005)
        self.weight.setFixedHeight(32)
        self.weight.lineEdit().setTextMargins(6, 0, 0, 0)
        self.weight.setMinimumWidth(60)
        self.weight.setAccessibleName(self.tr("Weight"))
        line.addWidget(self.sign)
        line.addWidget(self.weight, 1)
        self.weight.setVisible(self.spec.weight is not None)
        self.weight.setValue(self.spec.weight or 0.0001)
        self.weight.editingFinished.connect(self._on_weight)
        for part in (self.sign, self.weight):
            part.setEnabled(own)
            tip = self.tr("Copy the system to a file of your own to change it")
            part.setToolTip("" if own else tip)
        return made

    def _on_choose(self) -> None:
        self.asked.emit(self.spec.key)

    def _on_leave(self, out: bool) -> None:
        self.left.emit(self.spec.key, out)

    def _on_clear(self) -> None:
        self.cleared.emit(self.spec.key)

    def _on_sign(self, sign: str) -> None:
        self.signed.emit(self.spec.key, sign)

    def _on_weight(self) -> None:
        if self.spec.weight is not None and abs(self.weight.value() - self.spec.weight) > 1e-9:
            self.weighed.emit(self.spec.key, self.weight.value())


def _shown(sign: Sign) -> str:
    return "+" if sign is Sign.POSITIVE else MINUS
