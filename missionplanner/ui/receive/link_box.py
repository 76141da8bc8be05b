"""The radio that brings previews: where to listen, with which key, and what comes."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from missionplanner.operations.radio import BANDS, strangers
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.file_field import FileField
from missionplanner.ui.receive.ahead_box import AheadBox
from missionplanner.ui.receive.kinds import size_words
from missionplanner.ui.receive.listening import Listening
from missionplanner.ui.receive.sender_box import SenderBox
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.views import AskedField, ListenRequest
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, button, column, label, row
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.segments import Segments
from missionplanner.ui.widgets.swatches import disc
from missionplanner.ui.widgets.tiles import Figure, Tiles

_UDP, _SERIAL = "udp", "serial"
_HOST, _PORT, _BAUD = "0.0.0.0", "47800", "57600"  # all addresses of this computer
_SPREADING = range(7, 13)
_KEY_FILE = "link.key"


class LinkBox(QWidget):
    """A line while nothing is listened to; fields when asked for; figures while one listens."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session, self._link = session, session.link
        self._asking = False
        self.open = button(self.tr("Listen…"), "text")
        self.ahead, self.senders = AheadBox(session), SenderBox(session)
        self.fields = BearerFields(session.link)
        self.go, self.leave = button(self.tr("Listen"), "", "broadcast"), button("", "text")
        self.leave.setText(self.tr("Hide"))
        self.stop = button(self.tr("Stop listening"), "text")
        self._full, self._live = QWidget(), QWidget()
        self._name, self._told, self._tiles = Elided(), label("", "small", wrap=True), Tiles()
        self._lay_out()
        self.open.clicked.connect(self._on_open)
        self.leave.clicked.connect(self._on_leave)
        self.go.clicked.connect(self.listen)
        self.stop.clicked.connect(session.link.cancel)
        self._tick = ""

    def refresh(self) -> None:
        """Show how the link is."""
        link = self._link
        listens = link.work == "listen"
        self.open.setVisible(not listens and not self._asking)
        self._full.setVisible(not listens and self._asking)
        self._live.setVisible(listens)
        why = self.tr("Plan first") if self._session.site.result is None else ""
        self.go.setEnabled(not why)
        self.go.setToolTip(why)
        self.fields.refresh()
        self.ahead.refresh()
        if listens:
            self._show(link)
            self.senders.refresh()

    def listen(self) -> None:
        """Listen as the fields say."""
        request = self.fields.request()
        if request is not None:
            self._session.listen(request)

    def _show(self, link: Listening) -> None:
        self._name.setText(link.request.bearer if link.request else "")
        last = link.last.strftime("%H:%M:%S") if link.last else "–"
        figures = [
            Figure(self.tr("Previews"), number(link.objects), size_words(link.octets)),
            Figure(self.tr("Last came"), last),
        ]
        key = tuple((figure.value, figure.unit) for figure in figures)
        if str(key) != self._tick:  # made anew only where something has changed
            self._tick = str(key)
            self._tiles.show_figures(figures)
        refused = strangers(link.refused)
        if link.other_key:
            self._told.setProperty("role", "error")
            self._told.setText(
                self.tr("What comes is sealed with another key: give both sides the same key file.")
            )
        else:
            self._told.setProperty("role", "small")
            self._told.setText(self.tr("{0} packets refused").format(refused) if refused else "")
        self._told.style().polish(self._told)
        self._told.setVisible(bool(self._told.text()))

    def _lay_out(self) -> None:
        box = column(self, gap=4)
        head = row(gap=8)
        head.addWidget(label(self.tr("Link"), "head"))
        head.addStretch()
        head.addWidget(self.ahead.ask)
        head.addWidget(self.open)
        box.addLayout(head)
        full = column(self._full, gap=6)
        full.addWidget(self.fields)
        line = row(gap=8)
        line.addWidget(self.go, 1)
        line.addWidget(self.leave)
        full.addLayout(line)
        box.addWidget(self._full)
        live = column(self._live, gap=6)
        line = row(gap=6)
        line.addWidget(disc(tokens().ok))
        line.addWidget(self._name, 1)
        line.addWidget(self.stop)
        live.addLayout(line)
        live.addWidget(self._tiles)
        live.addWidget(self._told)
        live.addWidget(self.senders)
        box.addWidget(self._live)
        box.addWidget(self.ahead)

    def _on_open(self) -> None:
        self._asking = True
        self.refresh()

    def _on_leave(self) -> None:
        self._asking = False
        self._link.trouble = None
        self.refresh()


class BearerFields(QWidget):
    """Address or device, a modem's settings, and the key; what is wrong stands at its field."""

    def __init__(self, link: Listening) -> None:
        super().__init__()
        self._link = link
        self.kind = Segments(
            ((_UDP, self.tr("Network (UDP)")), (_SERIAL, self.tr("Serial, LoRa"))), _UDP
        )
        self.host, self.port = QLineEdit(_HOST), QLineEdit(_PORT)
        self.device, self.baud = QLineEdit(), QLineEdit(_BAUD)
        self.device.setPlaceholderText("/dev/ttyUSB0, COM3")
        self.spreading, self.region = QComboBox(), QComboBox()
        self.key = FileField(self.tr("Key file"), "*")
        self.new_key = button(self.tr("New key"), "text")
        self.wrong_bearer, self.wrong_key = (label("", "error", wrap=True) for _ in range(2))
        self._net, self._modem = QWidget(), QWidget()
        self._name_fields()
        self._lay_out()
        self.kind.chosen.connect(lambda _: self.refresh())
        self.new_key.clicked.connect(self.choose_new)

    def refresh(self) -> None:
        """Show the fields of the kind chosen, and what is wrong with them."""
        serial = self.kind.key() == _SERIAL
        self._net.setVisible(not serial)
        self._modem.setVisible(serial)
        if self._link.made_key is not None:
            self.key.add([self._link.made_key])
            self._link.made_key = None
        where, words = self._link.trouble or (None, "")
        self._show_wrong(self.wrong_bearer, words if where is AskedField.BEARER else "")
        self._show_wrong(self.wrong_key, words if where is AskedField.KEY else "")
        self.key.mark(where is AskedField.KEY)

    def request(self) -> ListenRequest | None:
        """Return what is typed; None: a field is empty, which is told."""
        keys = self.key.paths()
        if not keys:
            self._link.trouble = (AskedField.KEY, self.tr("Choose the key file, or make a new one"))
            self.refresh()
            return None
        if self.kind.key() == _UDP:
            bearer = f"{_UDP}:{self.host.text().strip()}:{self.port.text().strip()}"
            return ListenRequest(bearer, keys[-1])
        bearer = f"{_SERIAL}:{self.device.text().strip()}:{self.baud.text().strip()}"
        region = str(self.region.currentData() or "")
        return ListenRequest(bearer, keys[-1], self.spreading.currentData(), region)

    def choose_new(self) -> QFileDialog:
        """Ask where a new key is to be written; does not block."""
        dialog = QFileDialog(self, self.tr("Where to keep the new key"), _KEY_FILE)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        remembered(dialog, "key")
        dialog.fileSelected.connect(lambda name: self._link.make_key(Path(name)))
        dialog.open()
        return dialog

    def _show_wrong(self, told: QWidget, words: str) -> None:
        told.setText(words)  # type: ignore[attr-defined]
        told.setVisible(bool(words))

    def _name_fields(self) -> None:
        for field, words in (
            (self.host, self.tr("Address of this computer")),
            (self.port, self.tr("Port")),
            (self.device, self.tr("Device")),
            (self.baud, self.tr("Baud")),
            (self.spreading, self.tr("Spreading factor")),
            (self.region, self.tr("Rule of the band")),
        ):
            field.setAccessibleName(words)
            field.setToolTip(words)
        self.port.setFixedWidth(72)
        self.baud.setFixedWidth(72)
        self.spreading.addItem(self.tr("Cable"), None)
        for factor in _SPREADING:
            self.spreading.addItem(f"LoRa SF{factor}", factor)
        self.region.addItem(self.tr("No duty cycle"), "")
        for key in BANDS:
            self.region.addItem(key.upper(), key)

    def _lay_out(self) -> None:
        box = column(self, gap=6)
        box.addWidget(self.kind)
        net = row(self._net, gap=4)
        net.addWidget(self.host, 1)
        net.addWidget(self.port)
        modem = column(self._modem, gap=6)
        for left, right in ((self.device, self.baud), (self.spreading, self.region)):
            line = row(gap=4)
            line.addWidget(left, 1)
            line.addWidget(right, 0 if right is self.baud else 1)
            modem.addLayout(line)
        box.addWidget(self._net)
        box.addWidget(self._modem)
        box.addWidget(self.wrong_bearer)
        line = row(gap=8)
        line.addWidget(label(self.tr("Key"), "muted"))
        line.addWidget(self.key, 1)
        line.addWidget(self.new_key)
        box.addLayout(line)
        box.addWidget(self.wrong_key)
