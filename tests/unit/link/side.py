"""Both sides of a link on disk, that can be killed and started again, for tests and benchmarks."""

from pathlib import Path

from missionplanner.link.device import next_identity
from missionplanner.link.flow_session import FlowSession
from missionplanner.link.happenings import Delivered, ObjectWhole
from missionplanner.link.inbox import Inbox
from missionplanner.link.medium import Medium
from missionplanner.link.objects import LinkObject
from missionplanner.link.outbox import Outbox
from missionplanner.link.sealing import Keyring
from missionplanner.link.turn_session import TurnSession

KEY = bytes(range(32))


def session_of(medium: Medium):
    return TurnSession if medium.half_duplex else FlowSession


class Side:
    """A sender or a station: a session with its folder, as the verbs drive them."""

    def __init__(self, folder: Path, medium: Medium, *, leads: bool, now: float = 0.0) -> None:
        folder.mkdir(exist_ok=True)
        kind = session_of(medium)
        self.session = kind(next_identity(folder), Keyring(KEY), medium, leads=leads)
        self.inbox, self.outbox = Inbox(folder / "in"), Outbox(folder / "out")
        self.inbox.restore(self.session)
        for queued in self.outbox.open:
            self.session.offer(queued.number, queued.content, now)
        self.whole: list[tuple[int, LinkObject]] = []
        self.told: list[object] = []
        self.keep_told = False

    def send(
        self, source: str, content: bytes, now: float = 0.0, *, urgent: bool = False, to=()
    ) -> int:
        queued = self.outbox.queue(source, content, urgent=urgent)
        self.session.offer(queued.number, queued.content, now, urgent=urgent, to=to)
        return queued.number

    def hear(self, frame: bytes, now: float) -> bool:
        heard = self.session.hear(frame, now)
        happenings = self.session.take()
        self.inbox.keep(happenings)
        for told in happenings:
            if isinstance(told, ObjectWhole):
                self.whole.append((told.number, told.item))
            elif isinstance(told, Delivered):
                self.outbox.deliver(told.number)
        if self.keep_told:
            self.told += happenings
        return heard

    def speak(self, now: float) -> bytes | None:
        frame = self.session.speak(now)
        if self.keep_told:
            self.told += self.session.take()
        return frame

    def wake_at(self, now: float) -> float:
        return self.session.wake_at(now)

    def close(self) -> None:
        self.inbox.close()
        self.outbox.close()
