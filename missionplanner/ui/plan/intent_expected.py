"""What follows from what is asked, as one types: figures, the speed's limit, the dearest hint."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.operations.asked import Expected, SpeedLimit
from missionplanner.ui.plan.intent_numbers import plain, span
from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.figure_strip import FigureStrip
from missionplanner.ui.widgets.kit import Elided, column, filled, label, row
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.tiles import Figure


class ExpectedStrip(QWidget):
    """Round figures on flat ground, never a verified one."""

    def __init__(self) -> None:
        super().__init__()
        self._note, self._strip = Elided("small"), FigureStrip()
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = row(gap=8)
        head.addWidget(label(self.tr("Expected"), "head"))
        head.addWidget(self._note, 1)
        box = column(self, gap=4)
        box.addLayout(head)
        box.addWidget(self._strip)

    def show_expected(self, found: Expected | None) -> None:
        """Show what follows; no figure where nothing can."""
        self._strip.setVisible(found is not None)
        if found is None:
            self._note.setText(self.tr("not possible as asked"))
            return
        self._note.setText(self._limit(found))
        names = (self.tr("GSD"), self.tr("Spacing"), self.tr("Interval"), self.tr("Photos"))
        units = (self.tr("cm"), self.tr("m"), self.tr("s"), self.tr("/ ha"))
        s = found.settings
        values = (
            number(100 * s.gsd_m, 1),
            number(s.spacing_m, 1 if s.spacing_m < 10 else 0),
            number(s.interval_s, 1),
            _round(found.photos_per_ha),
        )
        parts = zip(names, values, units, strict=True)
        self._strip.show_figures([Figure(name, value, unit) for name, value, unit in parts])

    def _limit(self, found: Expected) -> str:
        words = {
            SpeedLimit.AIRCRAFT: self.tr("{0} m: at most {1} m/s, the aircraft"),
            SpeedLimit.INTERVAL: self.tr("{0} m: at most {1} m/s, photo interval"),
            SpeedLimit.BLUR: self.tr("{0} m: at most {1} m/s, blur"),
        }[found.limited_by]
        return words.format(number(found.agl_m[1]), number(found.speed_limit_mps, 1))


class Hint(QWidget):
    """One remark of what would do better; all of them in the tip."""

    def __init__(self) -> None:
        super().__init__()
        inside = filled("hint")
        inside.setFixedHeight(40)
        line = row(inside, (8, 0, 8, 0), 6)
        bulb = label("")
        bulb.setPixmap(pixmap("lightbulb", tokens().link, 14))
        line.addWidget(bulb)
        self._words = label("", "small", wrap=True)
        line.addWidget(self._words, 1)
        column(self).addWidget(inside)

    def show_expected(self, found: Expected | None) -> None:
        """Show the first remark; nothing where there is none."""
        told = [sentence(one) for one in found.told] if found else []
        self.setVisible(bool(told))
        if told:
            self._words.setText(told[0])
            self._words.setToolTip("\n".join(told))


def heights_words(found: Expected) -> str:
    """Return the heights left to choose, m."""
    low, high = (plain(height_m, 0) for height_m in found.agl_m)
    return span(low, high)


def speeds_words(found: Expected) -> str:
    """Return the speeds left to choose, m/s."""
    low, high = (plain(speed_mps, 1) for speed_mps in found.speed_mps)
    return high if low == high else f"≤ {high}"


def _round(value: float) -> str:
    """Return a rough number: two digits that count."""
    return number(float(f"{value:.2g}"), 0 if value >= 10 else 1)
