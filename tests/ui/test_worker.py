"""The bridge to Qt."""

import threading

from pytestqt.qtbot import QtBot

from missionplanner.errors import InputError
from missionplanner.tasks.progress import Progress
from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.work.worker import Worker
from tests.own_words import SAID, WRONG


def quick(progress: Progress) -> int:
    progress.report(1.0, SAID, what="there")
    progress.event(["typed"])
    return 5


def refused(progress: Progress) -> None:
    raise InputError(WRONG, "a.tif", what="no", remedy="choose another")


def endless(progress: Progress) -> None:
    while True:
        progress.check()
        threading.Event().wait(0.002)


def test_the_answer_and_the_events_arrive(qtbot: QtBot) -> None:
    worker, seen = Worker(), []
    worker.stepped.connect(lambda share, words: seen.append((share, words)))
    worker.happened.connect(seen.append)
    with qtbot.waitSignal(worker.done) as done:
        worker.start(Job(quick, where=Where.THREAD))
    assert done.args == [5]
    assert seen == [(1.0, "There"), ["typed"]]
    assert not worker.busy


def test_a_failure_arrives_as_one(qtbot: QtBot) -> None:
    worker = Worker()
    with qtbot.waitSignal(worker.failed) as failed:
        worker.start(Job(refused, where=Where.THREAD))
    assert failed.args == [Failed("a.tif: no; choose another", kind="InputError")]


def test_cancelling_arrives(qtbot: QtBot) -> None:
    worker = Worker()
    with qtbot.waitSignal(worker.stopped):
        worker.start(Job(endless, where=Where.THREAD))
        worker.cancel()
    assert not worker.busy


def test_a_closed_worker_tells_nothing(qtbot: QtBot) -> None:
    worker = Worker()
    with qtbot.assertNotEmitted(worker.stopped):
        worker.start(Job(endless, where=Where.THREAD))
        worker.close()
    assert not worker.busy
