"""Receive what aircraft send into a project's folder `received`; or hand it on as a relay."""

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from missionplanner.errors import InputError
from missionplanner.link.bearers.bearer import Bearer
from missionplanner.link.device import next_identity
from missionplanner.link.drive import Drive
from missionplanner.link.happenings import (
    Happening,
    ObjectDamaged,
    ObjectWhole,
    PeerRests,
    Refused,
    SharedDevice,
    SymbolHeard,
)
from missionplanner.link.inbox import Inbox
from missionplanner.link.objects import ObjectKind, read_object
from missionplanner.link.outbox import Outbox
from missionplanner.link.relay import Relay
from missionplanner.link.session import LinkSession
from missionplanner.link.turns import LATELY_S
from missionplanner.link.wire import Malformed
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.operations.link_ends import LinkEnd, own_folder, session_on
from missionplanner.operations.sender_commands import (
    SenderCommand,
    device_of,
    forget_asked,
    opened,
    take_asked,
    typed_command,
)
from missionplanner.project.store import DOCUMENT, RECEIVED
from missionplanner.tasks.progress import Progress

_SILENT_S = 150.0
# Who was heard within so long has to hear what all are told; one who sleeps calls each minute.
_LATELY_S = 600.0
_REFUSED_S = 5.0
_TWO_SIDES_WAIT_S = 0.005
_LOOK_S = 0.2
Tell = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True)
class ReceiveRequest:
    """Where to listen and where to keep it.

    Attributes
    ----------
    project : Path
    end : LinkEnd
    commands : tuple of str
        Told to whoever sends: 'pause', 'resume', 'faster', 'slower', 'report', 'send NAME BYTES'.
        Those who come later are told too. More may be asked for while it listens: see
        `sender_commands`.
    to : str
        Device of the one sender that is told; empty: all.
    once : bool
        True: it ends when all senders have sent everything.
    most_s : float
        It ends after so many seconds; infinite: when it is stopped.
    """

    project: Path
    end: LinkEnd
    commands: tuple[str, ...] = ()
    to: str = ""
    once: bool = False
    most_s: float = float("inf")


@dataclass(frozen=True)
class ReceiveResult:
    """What was received: objects, bytes, files; packets refused, by reason; handed on."""

    objects: int
    received_bytes: int
    files: tuple[Path, ...]
    refused: dict[str, int]
    forwarded: int
    seconds: float


def receive(request: ReceiveRequest, progress: Progress, tell: Tell) -> ReceiveResult:
    """Receive until it is stopped, or as the request says.

    Raises
    ------
    InputError
        No project there, no key, no such bearer, its port is in use, or a command or device is
        none.
    OutputError
        What comes cannot be written, or the bearer is gone.
    Cancelled
    """
    to = device_of(request.to)
    commands = [SenderCommand(typed_command(words), to) for words in request.commands]
    _check_project(request.project)
    keyring = request.end.keyring()
    with (
        own_folder(request.project, request.project / RECEIVED) as folder,
        request.end.opened(listens=True) as bearer,
    ):
        session = session_on(bearer.medium, next_identity(folder), keyring, leads=True)
        station = _Station(folder, session, progress, tell, commands)
        tell("listening", {"bearer": request.end.bearer})
        try:
            return station.run(request, bearer)
        finally:
            station.close()


def relay(
    request: ReceiveRequest, onward: LinkEnd | None, progress: Progress, tell: Tell
) -> ReceiveResult:
    """Hand on what is heard until it is stopped; nothing of it is opened or kept.

    Parameters
    ----------
    request : ReceiveRequest
    onward : LinkEnd, optional
        Another bearer, towards the station; None: all is on one channel.

    Raises
    ------
    InputError, OutputError, Cancelled
        See `receive`.
    """
    _check_project(request.project)
    keyring = request.end.keyring()
    with (
        own_folder(request.project, request.project / RECEIVED) as folder,
        request.end.opened(listens=True) as bearer,
    ):
        me = next_identity(folder)
        node = Relay(me.device, keyring, bearer.medium)
        tell("listening", {"bearer": request.end.bearer})
        with onward.opened(listens=False) if onward else nullcontext(None) as other:
            drive = Drive(bearer, node, lambda _: None, request.end.duty_cycle)
            began = time.monotonic()
            while time.monotonic() - began < request.most_s:
                if other is None:
                    drive.turn()
                else:
                    _hand_over(node, (bearer, other))
                progress.report(0.0, "link.relaying", n=node.forwarded)
    return ReceiveResult(0, 0, (), {}, node.forwarded, time.monotonic() - began)


def _hand_over(node: Relay, bearers: tuple[Bearer, ...]) -> None:
    """Take in what came on either side, and hand it on on both: who knows it drops it."""
    for bearer in bearers:
        for frame, origin in bearer.listen(_TWO_SIDES_WAIT_S):
            if node.hear(frame, time.monotonic()):
                bearer.trust(origin)
    while (onward := node.speak(time.monotonic())) is not None:
        for bearer in bearers:
            bearer.send(onward)


class _Station:
    def __init__(
        self,
        folder: Path,
        session: LinkSession,
        progress: Progress,
        tell: Tell,
        commands: Sequence[SenderCommand],
    ) -> None:
        self._session, self._progress, self._tell = session, progress, tell
        self._folder = folder
        forget_asked(folder)
        self._inbox, self._outbox = Inbox(folder), Outbox(folder / "commands")
        self._asked: dict[int, SenderCommand] = {}
        self._looked_at = 0.0
        self._standing, self._met = tuple(commands), frozenset[int]()
        self._inbox.restore(session)
        for queued in self._outbox.open:
            self._offer(queued.number, queued.content, self._read(queued.content))
        self._files: list[Path] = []
        self._objects = self._bytes = 0
        self._resting: set[int] = set()
        self._asleep: set[int] = set()
        self._heard_at = time.monotonic()
        self._warned: set[int] = set()
        self._refused_told: dict[str, int] = {}
        self._refused_at = float("-inf")

    def command(self, command: SenderCommand) -> None:
        content, what = command.content.to_bytes(), command.words.name
        queued = self._outbox.queue(f"{time.time()}|{what}", content, urgent=True)
        self._offer(queued.number, content, command)
        told = {"number": queued.number, "what": what, "to": command.to}
        self._tell("command_queued", told)

    @staticmethod
    def _read(content: bytes) -> SenderCommand | None:
        try:
            return opened(read_object(content))
        except Malformed:
            return None

    def _offer(self, number: int, content: bytes, command: SenderCommand | None) -> None:
        """Send a command until those it is for have it; all: those heard lately, or the first."""
        to = command.to if command else ""
        lately = self._session.peers.heard(time.monotonic() - _LATELY_S)
        awaited = {int(to, 16)} if to else lately
        self._session.offer(number, content, 0.0, urgent=True, to=awaited)
        if command is not None:
            self._asked[number] = command

    def _take_asked(self) -> None:
        """Send what another program wants said, now and then."""
        now = time.monotonic()
        if now - self._looked_at >= _LOOK_S:
            self._looked_at = now
            self._meet(self._session.peers.heard(now - _LATELY_S))
            for command in take_asked(self._folder):
                self.command(command)

    def _meet(self, heard: frozenset[int]) -> None:
        """Tell those who have come what all were to be told from the beginning."""
        new = heard - self._met
        if not new:
            return
        for command in self._standing:
            if not self._met:  # one packet serves all who are there
                self.command(command)
            elif not command.to:
                for device in sorted(new):
                    self.command(replace(command, to=f"{device:08x}"))
        self._met |= new

    def run(self, request: ReceiveRequest, bearer: Bearer) -> ReceiveResult:
        drive = Drive(bearer, self._session, self.keep, request.end.duty_cycle)
        began = time.monotonic()
        while time.monotonic() - began < request.most_s:
            drive.turn()
            self._take_asked()
            self._progress.report(0.0, "link.receiving", n=self._objects)
            self._tell_refused()
            if request.once and self._all_said():
                break
        seconds = time.monotonic() - began
        files = tuple(self._files)
        return ReceiveResult(self._objects, self._bytes, files, self._refused, 0, seconds)

    @property
    def _refused(self) -> dict[str, int]:
        return {str(why): count for why, count in self._session.counts.items() if count}

    def _tell_refused(self) -> None:
        """Tell of packets dropped, now and then: each by itself would be a flood."""
        now = time.monotonic()
        if now - self._refused_at >= _REFUSED_S and self._refused != self._refused_told:
            self._refused_at, self._refused_told = now, self._refused
            self._tell("refused", {"counts": self._refused_told})

    def _all_said(self) -> bool:
        """Tell whether all who were heard rest; their last word may be lost, their silence not."""
        now = time.monotonic()
        if self._resting and self._session.peers.awake(now, LATELY_S) == 0:
            return True
        return self._objects > 0 and now - self._heard_at > _SILENT_S

    def close(self) -> None:
        self._inbox.close()
        self._outbox.close()

    def keep(self, told: tuple[Happening, ...]) -> None:
        self._inbox.keep(told)
        self._heard_at = time.monotonic()
        for one in told:
            if isinstance(one, ObjectWhole | SymbolHeard):
                self._awake(one.device)
            if isinstance(one, ObjectWhole):
                self._whole(one)
            elif isinstance(one, PeerRests):
                self._resting.add(one.device)
                self._asleep.add(one.device)
                self._tell("asleep", {"device": f"{one.device:08x}", "seconds": one.seconds})
            elif isinstance(one, SharedDevice):
                self._warn_shared(one.device)
            elif isinstance(one, ObjectDamaged):
                self._tell("damaged", {"device": f"{one.device:08x}", "number": one.number})
            elif not isinstance(one, Refused):
                self._delivered(one)

    def _awake(self, device: int) -> None:
        """Tell that one who slept sends again."""
        if device in self._asleep:
            self._asleep.discard(device)
            self._tell("awake", {"device": f"{device:08x}"})

    def _delivered(self, one: Happening) -> None:
        number = getattr(one, "number", None)
        if number is not None and self._outbox.deliver(number) is not None:
            asked = self._asked.pop(number, None)
            told = {"what": asked.words.name, "to": asked.to} if asked else {"what": "", "to": ""}
            self._tell("command_arrived", {"number": number, **told})

    def _whole(self, one: ObjectWhole) -> None:
        path = self._inbox.path_of(one.device, one.number, one.item)
        self._objects += 1
        self._bytes += len(one.item.data)
        if one.item.kind in (ObjectKind.PREVIEW, ObjectKind.FILE):
            self._files.append(path)
        told = {"device": f"{one.device:08x}", "number": one.number, "name": one.item.name}
        kind = one.item.kind.name.lower()
        self._tell("received", {**told, "kind": kind, "bytes": len(one.item.data)})
        if one.item.kind is ObjectKind.TELEMETRY:
            self._tell("telemetry", {**one.item.notes, "device": f"{one.device:08x}"})

    def _warn_shared(self, device: int) -> None:
        if device not in self._warned:
            self._warned.add(device)
            name = f"{device:08x}"
            told = message("link.shared_device")
            self._progress.event(Finding("LINK-DEVICE", Severity.WARNING, name, told))
            self._tell("shared_device", {"device": name})


def _check_project(project: Path) -> None:
    if not (project / DOCUMENT).is_file():
        raise InputError("link.no_project", str(project))
