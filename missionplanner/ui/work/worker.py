"""THE bridge between long work and Qt: polls a `tasks.runner.Job` and emits signals."""

from PySide6.QtCore import QObject, QTimer, Signal

from missionplanner.tasks.progress import Step
from missionplanner.tasks.runner import Done, Failed, Job, Stopped
from missionplanner.ui.work.steps import step_words

POLL_MS = 30


class Worker(QObject):
    """Runs one job at a time; a new one replaces an unfinished one.

    Signals
    -------
    stepped(float, str)
        Share done and what is being done.
    happened(object)
        A typed event of the work.
    done(object), failed(Failed), stopped()
        The end; exactly one of them, once.
    """

    stepped = Signal(float, str)
    happened = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def busy(self) -> bool:
        """True while a job runs."""
        return self._job is not None

    def start(self, job: Job) -> None:
        """Start a job."""
        self.close()
        self._job = job
        job.start()
        self._timer.start()

    def cancel(self) -> None:
        """Ask the job to stop; `stopped` follows."""
        if self._job is not None:
            self._job.cancel()

    def give_up(self) -> None:
        """End the job at once; `stopped` tells it."""
        if self.busy:
            self.close()
            self.stopped.emit()

    def close(self) -> None:
        """Give the job up at once; no signal follows."""
        self._timer.stop()
        if self._job is not None:
            self._job.close()
            self._job = None

    def wait(self) -> None:
        """Wait here for a short job's end, and tell it; its events before that are dropped."""
        if self._job is not None:
            self._tell(self._job.wait())

    def _poll(self) -> None:
        job = self._job
        if job is None:
            return
        for event in job.poll():
            if job is not self._job:
                return  # a receiver has started something else
            self._tell(event)

    def _tell(self, event: object) -> None:
        if isinstance(event, Step):
            self.stepped.emit(event.share, step_words(event))
        elif isinstance(event, Done | Failed | Stopped):
            self._job = None
            self._timer.stop()
            self._end(event)
        else:
            self.happened.emit(event)

    def _end(self, outcome: Done | Failed | Stopped) -> None:
        if isinstance(outcome, Done):
            self.done.emit(outcome.value)
        elif isinstance(outcome, Failed):
            self.failed.emit(outcome)
        else:
            self.stopped.emit()
