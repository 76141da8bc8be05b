"""What those who send are asked: to wait, to send first previews alone, a report, one photo."""

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from missionplanner.model.survey_state import PhotoEntry
from missionplanner.ui.receive.kinds import size_words
from missionplanner.ui.receive.senders import ALL, Senders, SenderState
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.widgets.kit import Elided, button, column, label, row
from missionplanner.ui.widgets.numbers import number, percent

_SIZES = (4_000, 15_000, 60_000, 200_000)


class SenderBox(QWidget):
    """Buttons that say what the next press asks, and beneath what has become of it."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session, self._link = session, session.link
        self.whom = QComboBox()
        self.whom.setAccessibleName(self.tr("Who is told"))
        self.pause, self.pace = button("", "text"), button("", "text")
        self.report = button(self.tr("Report"), "text")
        self.photo, self.large = Elided("small"), QComboBox()
        self.send = button(self.tr("Ask for it"), "text")
        self.said, self.wrong = label("", "small", wrap=True), label("", "error", wrap=True)
        self.large.setAccessibleName(self.tr("Size of the preview that is asked for"))
        for size in _SIZES:
            self.large.addItem(size_words(size), size)
        self._lay_out()
        self.whom.activated.connect(lambda _: self._link.speak_to(self.whom.currentData()))
        self.pause.clicked.connect(self._on_pause)
        self.pace.clicked.connect(self._on_pace)
        self.report.clicked.connect(lambda: self._link.ask(("report",)))
        self.send.clicked.connect(self._on_send)
        session.picked.connect(self.refresh)

    def refresh(self) -> None:
        """Show what can be asked, and what is on its way."""
        senders = self._link.senders
        state = senders.shown
        self._show_whom(senders)
        self.pause.setText(self.tr("Resume") if state.paused else self.tr("Pause"))
        self.pace.setText(
            self.tr("First previews only") if state.better else self.tr("Better previews too")
        )
        self._allow(self.pause, {"pause", "resume"}, self.tr("Senders stop making previews"))
        self._allow(self.pace, {"faster", "slower"}, self.tr("First previews come sooner alone"))
        self._allow(self.report, {"report"}, self.tr("Loss, speed, and what is left to send"))
        photo = self._asked_for()
        self.photo.setText(photo or self.tr("Choose a photo in the list to ask for a better one"))
        self.large.setVisible(bool(photo))
        self.send.setVisible(bool(photo))
        self._allow(self.send, {"send"}, self.tr("A larger preview of the photo chosen"))
        if not photo:
            self.send.setEnabled(False)
        self.said.setText("\n".join(self._lines(senders)))
        self.said.setVisible(bool(self.said.text()))
        self.wrong.setText(senders.wrong)
        self.wrong.setVisible(bool(senders.wrong))

    def _show_whom(self, senders: Senders) -> None:
        """Offer all and each; a single one need not be chosen."""
        self.whom.setVisible(len(senders.devices) > 1)
        offered = [self.whom.itemData(k) for k in range(self.whom.count())]
        if offered != [ALL, *senders.devices]:
            self.whom.clear()
            self.whom.addItem(self.tr("All {0} senders").format(len(senders.devices)), ALL)
            for device in senders.devices:
                self.whom.addItem(device, device)
        self.whom.setCurrentIndex(max(self.whom.findData(senders.chosen), 0))

    def _allow(self, one: QPushButton, names: set[str], tip: str) -> None:
        """Enable a button whose command is not on its way already."""
        why = "" if self._link.heard else self.tr("Nothing is listened to yet")
        if self._link.senders.shown.waiting & names:
            why = self.tr("On its way; one who sleeps hears it when it calls")
        one.setEnabled(not why)
        one.setToolTip(why or tip)

    def _lines(self, senders: Senders) -> list[str]:
        lines, state = [], senders.shown
        if state.waiting:
            lines.append(self.tr("On its way; one who sleeps hears it when it calls"))
        elif state.paused:
            lines.append(self.tr("Senders wait: no previews are made"))
        several = len(senders.devices) > 1
        for device, one in senders.reports.items():
            lines.append(f"{device} · {self._reported(one)}" if several else self._reported(one))
        return lines

    def _reported(self, one: SenderState) -> str:
        return self.tr("{0}: {1} % lost, {2} a second, {3} to send").format(
            one.reported.strftime("%H:%M:%S") if one.reported else "",
            percent(_figure(one.report.get("loss"))),
            size_words(int(_figure(one.report.get("bytes_per_s")))),
            number(_figure(one.report.get("waiting"))),
        )

    def _asked_for(self) -> str:
        """Return the name of the photo chosen, where the sender has it and we do not; else ''."""
        photo: PhotoEntry | None = self._session.photo
        return photo.name if photo is not None and photo.announced else ""

    def _on_pause(self) -> None:
        self._link.ask(("resume" if self._link.senders.shown.paused else "pause",))

    def _on_pace(self) -> None:
        self._link.ask(("faster" if self._link.senders.shown.better else "slower",))

    def _on_send(self) -> None:
        name = self._asked_for()
        if name:
            self._link.ask(("send", name, str(self.large.currentData())))

    def _lay_out(self) -> None:
        box = column(self, gap=4)
        box.addWidget(self.whom)
        line = row(gap=8)
        for part in (self.pause, self.pace, self.report):
            line.addWidget(part)
        line.addStretch()
        box.addLayout(line)
        line = row(gap=6)
        line.addWidget(self.photo, 1)
        line.addWidget(self.large)
        line.addWidget(self.send)
        box.addLayout(line)
        box.addWidget(self.said)
        box.addWidget(self.wrong)


def _figure(value: object) -> float:
    """Return a number that a sender told; whatever is none, or beyond reason, is nil."""
    known = isinstance(value, int | float) and abs(value) < 1e12
    return float(value) if known else 0.0  # type: ignore[arg-type]
