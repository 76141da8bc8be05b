"""What the radio will do along the route, told before the flight: shares, and the budget."""

import math

from PySide6.QtWidgets import QComboBox, QWidget

from missionplanner.operations.radio import BANDS
from missionplanner.ui.receive.radios import NONE, RADIOS, radio_hue, radio_name
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.views import AskedField, LinkView
from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.kit import button, column, label, row
from missionplanner.ui.widgets.numbers import number, percent
from missionplanner.ui.widgets.panel import clear
from missionplanner.ui.widgets.swatches import line
from missionplanner.ui.widgets.tiles import Figure, Tiles

_LEAST_SHARE = 0.0005


class AheadBox(QWidget):
    """Hidden until it was asked for; the button that asks stands in the head of the link.

    The budget folds to one line with its figures that decide: the photos below need the room.
    """

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self._shown: LinkView | None = None
        self.ask = button(self.tr("Predict"), "text")
        self.region = QComboBox()
        self.region.setAccessibleName(self.tr("Rule of the band"))
        self.region.setToolTip(self.tr("Which rule of the LoRa band is kept to"))
        for key in BANDS:
            self.region.addItem(key.upper(), key)
        self.region.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.wrong = label("", "error", wrap=True)
        self._found, self._rows, self._tiles = QWidget(), column(gap=2), Tiles()
        self._told, self._pace = label("", "small"), label("", "small", wrap=True)
        self.budget = Fold(self.tr("Budget of LoRa"), 6)
        self._lay_out()
        self.ask.clicked.connect(self.judge)
        self.region.activated.connect(lambda _: self.judge())

    def refresh(self) -> None:
        """Show what was judged, or why it was not."""
        session = self._session
        why = session.why_not
        self.ask.setEnabled(not why)
        self.ask.setToolTip(why or self.tr("Judge the radio along the route, from the stations"))
        wrong = session.trouble.get(AskedField.LINK, "")
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self._found.setVisible(session.ahead is not None)
        self.setVisible(session.ahead is not None or bool(wrong))
        if session.ahead is not None and session.ahead is not self._shown:
            self._show(session.ahead)
        self._shown = session.ahead

    def judge(self) -> None:
        """Judge the link by the rule chosen."""
        self._session.judge_link(str(self.region.currentData()))

    def _show(self, view: LinkView) -> None:
        clear(self._rows)
        for radio in (*RADIOS, NONE):
            share = view.shares.get(radio, 0.0)
            if share >= _LEAST_SHARE:
                self._rows.addWidget(_share(radio, share))
        self._told.setText(self.tr("LoRa SF7, 125 kHz"))
        self.region.setCurrentIndex(self.region.findData(view.region))
        self._pace.setText(self._paced(view.one_in))
        self._pace.setVisible(view.one_in > 0)
        self.budget.tell(self._in_short(view))
        size = f"{number(view.preview_bytes / 1024)} KB"
        self._tiles.show_figures(
            (
                Figure(
                    self.tr("Previews an hour"),
                    number(math.floor(view.previews_per_hour)),
                    self.tr("of {0}").format(size),
                ),
                Figure(self.tr("Duty cycle"), number(100 * view.duty_cycle), self.tr("% allowed")),
                Figure(self.tr("Loss expected"), percent(view.lora_loss), "%"),
                Figure(
                    self.tr("Longest without"),
                    number(view.longest_gap_s),
                    "s",
                    "" if view.longest_gap_s < 1 else "warn",
                ),
            )
        )

    def _in_short(self, view: LinkView) -> str:
        words = self.tr("{0} previews/h").format(number(math.floor(view.previews_per_hour)))
        if view.longest_gap_s < 1:
            return words
        return words + self.tr(", {0} s without").format(number(view.longest_gap_s))

    def _paced(self, one_in: int) -> str:
        if one_in == 1:
            return self.tr("By LoRa alone a first preview of every photo keeps up")
        words = self.tr("By LoRa alone a first preview of one photo in {0} keeps up")
        return words.format(number(one_in))

    def _lay_out(self) -> None:
        box = column(self, gap=6)
        box.addWidget(self.wrong)
        found = column(self._found, gap=6)
        found.addLayout(self._rows)
        head = row(gap=8)
        head.addWidget(self._told, 1)
        head.addWidget(self.region)
        self.budget.box.addLayout(head)
        self.budget.box.addWidget(self._tiles)
        self.budget.box.addWidget(self._pace)
        found.addWidget(self.budget)
        box.addWidget(self._found)


def _share(radio: str, share: float) -> QWidget:
    made = QWidget()
    box = row(made, gap=8)
    box.addWidget(line(radio_hue(radio)))
    box.addWidget(label(radio_name(radio)), 1)
    box.addWidget(label(f"{percent(share)} %", "muted", right=True))
    return made
