"""Send previews of photos, or files as they are, to a ground station; also while they are taken."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from missionplanner.errors import InputError, OutputError
from missionplanner.link.budget import FIRST_BYTES
from missionplanner.link.device import next_identity
from missionplanner.link.drive import Drive
from missionplanner.link.happenings import Delivered, Happening, ObjectWhole, Unanswered
from missionplanner.link.inbox import Inbox
from missionplanner.link.layout import MOST_OBJECT_BYTES
from missionplanner.link.objects import LinkObject, ObjectKind
from missionplanner.link.outbox import Outbox
from missionplanner.link.pace import Pace
from missionplanner.link.previews import SUFFIXES, ReducedPhoto, open_picture, preview
from missionplanner.link.session import LinkSession
from missionplanner.model.finding import Finding, Severity
from missionplanner.operations.link_ends import LinkEnd, own_folder, session_on
from missionplanner.operations.sender_commands import LEAST_BYTES, MOST_BYTES, opened
from missionplanner.storage.saved import read_bytes
from missionplanner.tasks.progress import Progress

STATE = ".link"
_LOOK_S = 1.0
_OPEN_OBJECTS = 12
Tell = Callable[[str, dict[str, Any]], None]


class Sent(StrEnum):
    """What is sent of a photo."""

    PREVIEWS = "previews"
    FILES = "files"


@dataclass(frozen=True)
class SendRequest:
    """What to send, and how.

    Attributes
    ----------
    paths : tuple of Path
        Files, or folders whose pictures are sent.
    end : LinkEnd
    state : Path or None
        Folder of what is still to be sent; None: `.link` beside the first of the paths.
    what : Sent
    watch : bool
        True: photos that come later are sent too, until it is stopped.
    stages : int
        Previews of each photo: 1 only the first, 2 a better one as well.
    patience_s : float
        How long nobody may answer.
    """

    paths: tuple[Path, ...]
    end: LinkEnd
    state: Path | None = None
    what: Sent = Sent.PREVIEWS
    watch: bool = False
    stages: int = 2
    patience_s: float = 600.0


@dataclass(eq=False)
class _Work:
    """What is to be made into objects, by stage; and what was asked from the ground."""

    waiting: dict[int, list[Path]] = field(default_factory=lambda: {1: [], 2: []})
    sizes: dict[Path, tuple[int, int]] = field(default_factory=dict)
    seen: set[Path] = field(default_factory=set)
    paused: bool = False
    stages: int = 2


@dataclass(frozen=True)
class SendResult:
    """What was sent: photos found, objects over there, those left, bytes in packets."""

    photos: int
    delivered: int
    left: int
    sent_bytes: int
    seconds: float


def send(request: SendRequest, progress: Progress, tell: Tell) -> SendResult:
    """Send until everything is over there; with `watch` until it is stopped.

    Raises
    ------
    InputError
        Nothing to send, no key, no such bearer.
    OutputError
        The state cannot be written, the bearer is gone, or nobody has answered for too long.
    Cancelled
    """
    missing = [path for path in request.paths if not path.exists()]
    if missing or not request.paths:
        raise InputError("link.nothing_there", str(missing[0]) if missing else "")
    keyring = request.end.keyring()
    home = _home(request.paths[0])
    with (
        own_folder(home, request.state or home / STATE) as folder,
        request.end.opened(listens=False) as bearer,
    ):
        session = session_on(bearer.medium, next_identity(folder), keyring, leads=False)
        sender = _Sender(request, folder, session, progress, tell)
        try:
            return sender.run(Drive(bearer, session, sender.keep, request.end.duty_cycle))
        finally:
            sender.close()


def _home(path: Path) -> Path:
    return path if path.is_dir() else path.parent


class _Sender:
    def __init__(
        self,
        request: SendRequest,
        folder: Path,
        session: LinkSession,
        progress: Progress,
        tell: Tell,
    ) -> None:
        self._request, self._session = request, session
        self._progress, self._tell = progress, tell
        self._outbox, self._inbox = Outbox(folder), Inbox(folder / "commands")
        self._inbox.restore(session)
        self._work, self._pace = _Work(stages=request.stages), Pace()
        self._sizes: dict[int, int] = {}
        self._heard_at, self._looked_at = time.monotonic(), -1e9
        for queued in self._outbox.open:
            self._offer(queued.number, queued.content, urgent=queued.urgent)

    def run(self, drive: Drive) -> SendResult:
        began, rested = time.monotonic(), False
        while True:
            self._look()
            self._make()
            self._session.more_comes = not self._all_made()
            drive.turn()
            if self._session.resting is not rested:
                rested = not rested
                self._tell("rests" if rested else "works", {})
            self._progress.report(self._share(), "link.sending", n=len(self._outbox.open))
            if self._done() and not self._request.watch:
                break
            if time.monotonic() - self._heard_at > self._request.patience_s:
                raise OutputError("link.no_answer", self._request.end.bearer)
        return SendResult(
            len(self._work.seen),
            self._outbox.delivered,
            len(self._outbox.open),
            drive.sent_bytes,
            time.monotonic() - began,
        )

    def close(self) -> None:
        self._outbox.close()
        self._inbox.close()

    def keep(self, told: tuple[Happening, ...]) -> None:
        self._inbox.keep(told)
        for one in told:
            if isinstance(one, Delivered):
                self._delivered(one.number)
            elif isinstance(one, ObjectWhole) and one.item.kind is ObjectKind.COMMAND:
                self._obey(one.item)
            elif isinstance(one, Unanswered):
                self._tell("unanswered", {"times": one.times})

    def _delivered(self, number: int) -> None:
        self._heard_at = time.monotonic()
        self._pace.delivered(self._heard_at, self._sizes.pop(number, 0))
        source = self._outbox.deliver(number)
        if source is not None:
            self._tell("delivered", {"number": number, "what": source.split("|")[0]})

    def _share(self) -> float:
        waiting = sum(map(len, self._work.waiting.values())) + len(self._outbox.open)
        return self._outbox.delivered / max(self._outbox.delivered + waiting, 1)

    def _done(self) -> bool:
        return not self._outbox.open and self._all_made() and self._session.resting

    def _all_made(self) -> bool:
        """Tell whether no photo waits: to be complete on disk, or to be made into previews."""
        waiting = any(self._work.waiting.values()) and not self._work.paused
        return not waiting and all(path in self._work.seen for path in self._work.sizes)

    def _look(self) -> None:
        """Find photos; one that still grows is left for the next look."""
        now = time.monotonic()
        if now - self._looked_at < _LOOK_S:
            return
        self._looked_at = now
        for path in _pictures(self._request):
            try:
                info = path.stat()
            except OSError:
                continue
            size = (info.st_size, info.st_mtime_ns)
            still = self._work.sizes.get(path) == size
            self._work.sizes[path] = size
            if still and path not in self._work.seen:
                self._work.seen.add(path)
                self._pace.photo(now)
                for stage in range(1, self._stages() + 1):
                    self._work.waiting[stage].append(path)
        if not self._work.sizes and not self._request.watch:
            raise InputError("link.nothing_there", str(self._request.paths[0]))

    def _stages(self) -> int:
        return 1 if self._request.what is Sent.FILES else min(self._work.stages, 2)

    def _make(self) -> None:
        """Queue the next objects: a first preview of every photo comes before a better one."""
        if self._work.paused:
            return
        for stage, paths in self._work.waiting.items():
            while paths and len(self._session.outgoing.open) < _OPEN_OBJECTS:
                path = paths.pop(0)
                source = f"{path.name}|{self._work.sizes[path]}|{self._request.what.value}|{stage}"
                if source not in self._outbox:
                    self._queue(path, source, stage)
            if paths:
                return

    def _queue(self, path: Path, source: str, stage: int) -> None:
        try:
            item = self._made(path, stage)
        except InputError as error:
            told = error.message
            self._progress.event(Finding("LINK-FILE", Severity.WARNING, path.name, told))
            self._tell("passed_over", {"what": path.name, "why": told})
            return
        # In front of better previews that wait: what was just seen is wanted first.
        urgent = stage == 1 and self._request.watch
        queued = self._outbox.queue(source, item.to_bytes(), urgent=urgent)
        self._offer(queued.number, queued.content, urgent=urgent)
        self._tell("queued", {"number": queued.number, "what": path.name, "bytes": len(item.data)})

    def _made(self, path: Path, stage: int) -> LinkObject:
        if self._request.what is Sent.FILES:
            data = read_bytes(path, at_most=MOST_OBJECT_BYTES - 10_000)
            return LinkObject(ObjectKind.FILE, path.name, {}, data)
        picture = open_picture(path)
        if stage == 1:
            return preview(picture, FIRST_BYTES - 190, 1)
        return preview(picture, self._pace.better_bytes(time.monotonic()), stage)

    def _offer(self, number: int, content: bytes, *, urgent: bool) -> None:
        self._sizes[number] = len(content)
        self._session.offer(number, content, time.monotonic(), urgent=urgent)

    def _obey(self, content: LinkObject) -> None:
        """Do what the ground asks, where it is for us; see `sender_commands`."""
        told = opened(content)
        if told is None or told.to not in ("", f"{self._session.me.device:08x}"):
            return
        command = told.words
        self._tell("command", {"what": command.name, **command.notes})
        if command.name in ("pause", "resume"):
            self._work.paused = command.name == "pause"
        elif command.name == "faster":
            self._work.stages, self._work.waiting[2] = 1, []
        elif command.name == "slower":
            self._better_again()
        elif command.name == "send":
            self._send_one(command)
        elif command.name == "report":
            self._report()

    def _better_again(self) -> None:
        """Make better previews again, also of photos whose turn was left out."""
        self._work.stages = 2
        if self._stages() == 2:
            waiting = set(self._work.waiting[2])
            self._work.waiting[2] += sorted(self._work.seen - waiting)

    def _send_one(self, command: LinkObject) -> None:
        wanted = [path for path in self._work.seen if path.name == command.notes.get("name")]
        size = command.notes.get("bytes", 0)
        if not isinstance(size, int) or not LEAST_BYTES <= size <= MOST_BYTES:
            return
        if not wanted:
            self._say("absent", {"absent": str(command.notes.get("name"))[:200]})
            return
        try:
            picture: ReducedPhoto = open_picture(wanted[0])
        except InputError as error:  # it has been removed or changed since it was seen
            self._tell("passed_over", {"what": wanted[0].name, "why": error.message})
            self._say("absent", {"absent": wanted[0].name})
            return
        content = preview(picture, size, 3).to_bytes()
        queued = self._outbox.queue(f"{picture.name}|{size}|asked", content, urgent=True)
        self._offer(queued.number, content, urgent=True)

    def _report(self) -> None:
        now = time.monotonic()
        told = {
            "loss": round(self._session.outgoing.loss, 3),
            "bytes_per_s": self._pace.rate_bps(now),
            "waiting": len(self._outbox.open),
            "photos": len(self._work.seen),
            "paused": self._work.paused,
            "better": self._stages() == 2,
        }
        self._say("report", told)

    def _say(self, name: str, told: dict[str, Any]) -> None:
        """Send a few words to the ground."""
        item = LinkObject(ObjectKind.TELEMETRY, name, told, b"")
        queued = self._outbox.queue(f"{name}|{time.time()}", item.to_bytes(), urgent=True)
        self._offer(queued.number, queued.content, urgent=True)


def _pictures(request: SendRequest) -> Iterator[Path]:
    for path in request.paths:
        if path.is_dir():
            listed = sorted(p for p in path.rglob("*") if STATE not in p.parts)
            yield from (p for p in listed if p.suffix.lower() in SUFFIXES and p.is_file())
        else:
            yield path
