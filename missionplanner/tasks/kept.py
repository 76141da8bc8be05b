"""A process that is kept for the next piece of work: importing anew costs seconds each time.

At most one idle process is kept. One that was told to stop and did not listen is ended, not kept.
"""

import contextlib
import multiprocessing
import pickle
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event as ProcessEvent
from types import UnionType
from typing import Any

Task = tuple[object, tuple[object, ...], dict[str, Any]]
"""The work, its arguments and its options."""

Serve = Callable[[Any, tuple[object, ...], dict[str, Any], Connection, ProcessEvent], None]
"""Does one task in the process and writes its events, the outcome last."""

_idle: list["KeptProcess"] = []


class KeptProcess:
    """A spawned process that does one task after the other."""

    def __init__(self, serve: Serve) -> None:
        context = multiprocessing.get_context("spawn")
        theirs, self._orders = context.Pipe(duplex=False)
        self.events, answers = context.Pipe(duplex=False)
        self.stop: ProcessEvent = context.Event()
        self.process = context.Process(
            target=_serve_all, args=(serve, theirs, answers, self.stop), daemon=True
        )
        self.process.start()
        theirs.close()
        answers.close()  # so that the pipe ends when the process does
        self._sending: threading.Thread | None = None

    def order(self, task: Task) -> None:
        """Hand it a task, without waiting until it is taken.

        A pipe holds 64 KB: a larger task would be waited for until a new process has imported what
        it needs, which takes seconds on a busy computer.
        """
        self.stop.clear()
        packed = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        if self._sending is not None:
            self._sending.join()  # its task is done, so it has been read
        self._sending = threading.Thread(target=_send, args=(self._orders, packed), daemon=True)
        self._sending.start()

    def alive(self) -> bool:
        """Tell whether the process runs."""
        return self.process.is_alive()

    def let_go(self) -> None:
        """Ask for nothing more: it ends by itself, and nobody waits for that."""
        self._orders.close()
        self.events.close()

    def end(self) -> None:
        """End it at once."""
        end_process(self.process)
        if self._sending is not None:
            self._sending.join(1.0)  # nobody reads any more, so it fails and ends
        self._orders.close()
        self.events.close()


def _send(pipe: Connection, packed: bytes) -> None:
    with contextlib.suppress(OSError):  # the process has died; who asks learns it from there
        pipe.send_bytes(packed)


def end_process(process: BaseProcess) -> None:
    """End a process: asked first, then made to."""
    if process.is_alive():
        process.terminate()
        process.join(1.0)
    if process.is_alive():
        process.kill()


def arrived(pipe: Connection, last: UnionType) -> list[object]:
    """Return the events that have come through a pipe, up to one of the kind that comes last."""
    events: list[object] = []
    try:
        while pipe.poll():
            events.append(pickle.loads(pipe.recv_bytes()))
            if isinstance(events[-1], last):
                break
    except (EOFError, OSError):
        pass  # the process has died; who asks learns it from the process itself
    return events


def taken(serve: Serve) -> KeptProcess:
    """Return the idle process, or a new one."""
    while _idle:
        kept = _idle.pop()
        if kept.alive():
            return kept
        kept.end()
    return KeptProcess(serve)


def give_back(kept: KeptProcess) -> None:
    """Keep a process whose task is done; one more than is kept is ended."""
    if kept.alive() and not _idle:
        _idle.append(kept)
    else:
        kept.end()


def end_idle() -> None:
    """End what is kept; for the last moment of a program, and for tests."""
    while _idle:
        _idle.pop().end()


def _serve_all(serve: Serve, orders: Connection, answers: Connection, stop: ProcessEvent) -> None:
    while True:
        try:
            work, args, options = pickle.loads(orders.recv_bytes())
        except (EOFError, OSError):
            return  # who asked has gone
        serve(work, args, options, answers, stop)
