"""What the colours of a layer mean: classes with their ranges, or a ramp with its ends."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from missionplanner.ecology.legends import Legend
from missionplanner.ui.style.language import short_language
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches
from missionplanner.ui.widgets.kit import Elided, column, label, row
from missionplanner.ui.widgets.segments import Segments

_RAMP_PX = 148
_SHADES = 64


class LegendBox(QWidget):
    """Best class on top; `limits` are the ends of a ramp's scale, `above` stands over it all."""

    def __init__(
        self, legend: Legend, limits: tuple[float, float], above: QWidget | None = None
    ) -> None:
        super().__init__()
        box = column(self, gap=2)
        if above is not None:
            box.addWidget(above)
            box.addSpacing(4)
        if legend.classes:
            _add_classes(box, legend)
            return
        rgb = legend.colours(_SHADES)
        ends = [legend.number(value) for value in limits]
        unit = legend.unit(short_language())
        ends[1] = f"{ends[1]} {unit}".rstrip()
        colours = ["#{:02X}{:02X}{:02X}".format(*colour) for colour in rgb]
        box.addWidget(ramp_box(colours, ends[0], ends[1]))

    def add_hatched(self, words: str) -> None:
        """Say below the colours why they are hatched."""
        line = row(gap=6)
        line.addWidget(swatches.hatch(tokens().ink))
        line.addWidget(label(words, "small"), 1)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.addLayout(line)


class Shading(Segments):
    """Grades, or a continuous scale: `chosen("grades")` or `chosen("continuous")`."""

    def __init__(self, continuous: bool) -> None:
        super().__init__([])
        choices = [("grades", self.tr("Grades")), ("continuous", self.tr("Continuous"))]
        self.offer(choices, "continuous" if continuous else "grades")


def ramp_box(colours: Sequence[str], low: str, high: str) -> QWidget:
    """Return a ramp with words at its ends."""
    made = QWidget()
    box = column(made, gap=2)
    box.addWidget(swatches.ramp(colours, _RAMP_PX, 8))
    ends = row()
    ends.addWidget(label(low, "small"))
    ends.addStretch()
    ends.addWidget(label(high, "small"))
    box.addLayout(ends)
    return made


def _add_classes(box: QVBoxLayout, legend: Legend) -> None:
    for item in reversed(legend.classes):
        line = row(gap=6)
        line.addWidget(swatches.ramp([item.colour]))
        words = Elided()
        words.setText(item.label(short_language()))
        line.addWidget(words, 1)
        if span := legend.span(item):
            line.addWidget(label(span, "small", right=True))
        box.addLayout(line)
