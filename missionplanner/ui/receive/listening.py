"""Listening on a radio, beside all other work: what came, and when."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from missionplanner.errors import PlannerError, one_line
from missionplanner.messages.catalogue import sentence
from missionplanner.operations.radio import said_of
from missionplanner.operations.sender_commands import ask_senders
from missionplanner.tasks.runner import Failed, Job
from missionplanner.ui.receive.senders import Senders
from missionplanner.ui.receive.views import AskedField, LinkEvent, ListenRequest
from missionplanner.ui.work.session import WorkSession

_REMOTE = "missionplanner.ui.receive.link_run"
_MOST_LINES = 500
_SOON_MS = 150
# Packets of one minute or so that nobody here can open: the keys differ.
_MANY_FORGED = 8


class Listening(WorkSession):
    """One radio at a time; it goes on while photos are read and gaps are planned.

    Attributes
    ----------
    request : ListenRequest or None
        What is, or was last, listened to.
    heard : bool
        The bearer is open.
    objects, octets : int
        What came.
    refused : dict
        Packets dropped, by reason.
    last : datetime or None
        When something came last.
    arrivals : list of datetime
    lines : list of (datetime, str)
        The log, in the window's language of that moment.
    trouble : (AskedField, str) or None
        Why it does not listen.
    senders : Senders
        What is known of those who send, and what they were asked.

    Signals
    -------
    changed
    """

    changed = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.trouble: tuple[AskedField, str] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.changed)
        self.forget()

    def forget(self) -> None:
        """Forget what came before: another project is open."""
        self.request: ListenRequest | None = None
        self.heard = False
        self.objects = self.octets = 0
        self.refused: dict[str, int] = {}
        self.last: datetime | None = None
        self.arrivals: list[datetime] = []
        self.lines: list[tuple[datetime, str]] = []
        self.made_key: Path | None = None
        self.trouble = None
        self.senders = Senders()
        self._folder: Path | None = None

    def ask(self, words: Sequence[str]) -> None:
        """Have whom is spoken to told something; see `operations.sender_commands`."""
        if self.work != "listen" or self._folder is None:
            return
        try:
            ask_senders(self._folder, words, self.senders.chosen)
        except PlannerError as error:
            self.senders = self.senders.refused(error.line())
        else:
            self.senders = self.senders.asked(words[0])
        self.changed.emit()

    def speak_to(self, device: str) -> None:
        """Choose whom commands are for; empty: all."""
        if device != self.senders.chosen:
            self.senders = self.senders.speaking_to(device)
            self.changed.emit()

    @property
    def other_key(self) -> bool:
        """True where packets come that this key does not open, and none that it opens."""
        return not self.objects and self.refused.get("forged", 0) >= _MANY_FORGED

    def listen(self, folder: Path, request: ListenRequest) -> None:
        """Begin to listen for a project."""
        self.request, self.trouble, self.heard = request, None, False
        self.senders, self._folder = Senders(), folder
        self._start("listen", Job(f"{_REMOTE}:listen", folder, request))
        self.changed.emit()

    def make_key(self, path: Path) -> None:
        """Write a new key."""
        self.trouble = None
        self._start("key", Job(f"{_REMOTE}:new_key", path))

    def close(self) -> None:
        """End it; for the window's last moment."""
        self._soon.stop()
        super().close()

    def _on_event(self, event: object) -> None:
        if not isinstance(event, LinkEvent):
            return
        now = self._clock()
        if event.name == "listening":
            self.heard = True
        elif event.name == "received":
            self.objects += 1
            self.octets += int(event.told["bytes"])
            self.arrivals.append(now)
            self.last = now
        elif event.name == "refused":
            self.refused = dict(event.told["counts"])
        self.senders = self.senders.after(event, now)
        said = said_of(event.name, event.told)
        if said is not None:
            self.lines = [*self.lines[-_MOST_LINES:], (now, one_line(sentence(said)))]
        if event.name == "listening":
            self.changed.emit()
        elif not self._soon.isActive():
            self._soon.start()  # a quick link brings hundreds a second

    def _take_answer(self, work: str, value: object) -> None:
        if isinstance(value, Path):
            self.made_key = value
        self.heard = False
        self.changed.emit()

    def _on_stopped(self) -> None:
        self._ended()  # stopped by the user, who need not be told
        self.heard = False
        self.changed.emit()

    def _unanswered(self, work: str) -> None:
        self.heard = False
        self.changed.emit()

    def _refused(self, work: str, failure: Failed) -> bool:
        error = failure.error
        key = error is not None and (error.code in _OF_KEY or self._names_key(error.where))
        self.trouble = (AskedField.KEY if key else AskedField.BEARER, failure.line())
        self.changed.emit()
        return True

    def _names_key(self, where: str) -> bool:
        return self.request is not None and where == str(self.request.key)


_OF_KEY = ("link.no_key", "link.which_key", "link.key_there")
