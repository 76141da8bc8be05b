"""Short reads for the window, one after another in a thread; the newest of a kind wins."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from missionplanner.tasks.runner import Failed, Job, failed_by
from missionplanner.ui.work.worker import Worker

Then = Callable[[object], None]
Make = Callable[[], Job]


def _unheard(_value: object) -> None:
    """Take an answer that is needed nowhere."""


class Errands(QObject):
    """`failed(Failed)` where an errand came to nothing; the next one is run all the same."""

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[str, tuple[Make, Then]] = {}
        self._then: Then | None = None
        self._key = ""
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)

    @property
    def idle(self) -> bool:
        """True where nothing is left to do."""
        return not self._worker.busy and not self._waiting

    @property
    def key(self) -> str:
        """The key of what runs, or of what has just ended."""
        return self._key

    def ask(self, key: str, make: Make, then: Then = _unheard) -> None:
        """Ask for something; an errand of the same key that still waits is forgotten."""
        self._waiting.pop(key, None)
        self._waiting[key] = (make, then)
        self._next()

    def wants(self, key: str) -> bool:
        """Tell whether an errand waits or runs."""
        return key in self._waiting or (self._worker.busy and key == self._key)

    def finish(self, key: str) -> None:
        """Do what waits or runs under a key to its end, before this returns."""
        while self._worker.busy and key == self._key:
            self._worker.wait()
        if key in self._waiting:
            make, _ = self._waiting.pop(key)
            job = make()
            job.start()
            outcome = job.wait()
            if isinstance(outcome, Failed):
                self.failed.emit(outcome)

    def clear(self) -> None:
        """Forget all of them; what runs ends unheard."""
        self._waiting.clear()
        self._then = None
        self._worker.close()

    def _next(self) -> None:
        if self._worker.busy or not self._waiting:
            return
        self._key = next(iter(self._waiting))
        make, self._then = self._waiting.pop(self._key)
        self._worker.start(make())

    def _on_done(self, value: object) -> None:
        then, self._then = self._then, None
        try:
            if then is not None:
                then(value)
        except Exception as error:
            self.failed.emit(failed_by(error))
        self._next()

    def _on_failed(self, failure: Failed) -> None:
        self._then = None
        self.failed.emit(failure)
        self._next()
