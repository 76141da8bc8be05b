"""One contract, three places."""

import multiprocessing
import os
import pickle
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from missionplanner.errors import InputError
from missionplanner.messages.language import speak
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.tasks import runner
from missionplanner.tasks.kept import KeptProcess, end_idle
from missionplanner.tasks.progress import Progress, Step
from missionplanner.tasks.runner import Done, Failed, Job, Stopped, Where
from tests.own_words import SAID, WRONG


def count(n: int, progress: Progress) -> int:
    for k in range(n):
        progress.report((k + 1) / n, SAID, what=f"step {k}")
        progress.event(("value", k))
    return n


def refuse(progress: Progress) -> None:
    raise InputError(WRONG, "a.tif", what="not a raster", remedy="choose a DEM")


def refuse_by_code(progress: Progress) -> None:
    progress.report(0.5, "planning.counting")
    found = message("storage.system.no_right")
    progress.event(Finding("TEST", Severity.ERROR, "a.tif", found))
    raise InputError("raster.folder", "a.tif")


def fault(progress: Progress) -> None:
    raise ValueError("bad terrain")


def until_stopped(progress: Progress) -> None:
    progress.event("begun")
    while True:
        progress.check()
        time.sleep(0.002)


def endless(progress: Progress) -> None:
    while True:
        progress.event("still there")
        time.sleep(0.01)


def deaf(progress: Progress) -> None:
    progress.event("begun")
    time.sleep(600)


def die(progress: Progress) -> None:
    os._exit(7)


def unpicklable(progress: Progress) -> Callable[[], None]:
    return lambda: None


def drain(job: Job, until: Callable[[list[object]], bool] | None = None) -> list[object]:
    events: list[object] = []
    end = time.monotonic() + 30
    while job.running and not (until and until(events)):
        assert time.monotonic() < end, "the job hangs"
        events += job.poll()
        time.sleep(0.002)
    return events


@pytest.fixture(params=list(Where))
def where(request: pytest.FixtureRequest) -> Where:
    place: Where = request.param
    return place


def started(work: runner.Work, where: Where, *args: object, grace_s: float = 2.0) -> Job:
    job = Job(work, *args, where=where, grace_s=grace_s)
    job.start()
    return job


def test_the_answer_comes_last_and_once(where: Where) -> None:
    job = started(count, where, 3)
    events = drain(job)
    assert events[-1] == Done(3)
    assert [e for e in events if isinstance(e, tuple)] == [("value", 0), ("value", 1), ("value", 2)]
    assert Step(1.0, message(SAID, what="step 2")) in events
    assert job.poll() == []


def test_steps_are_thinned_but_the_last_is_kept() -> None:
    steps = [e for e in drain(started(count, Where.HERE, 500)) if isinstance(e, Step)]
    assert len(steps) < 100
    assert steps[-1].share == 1.0


def test_a_user_error_is_one_line(where: Where) -> None:
    last = drain(started(refuse, where))[-1]
    assert last == Failed("a.tif: not a raster; choose a DEM", kind="InputError")


def test_what_is_said_elsewhere_is_told_in_the_language_of_the_asker(where: Where) -> None:
    speak("zh")
    try:
        events = drain(started(refuse_by_code, where))
        (step,) = [e for e in events if isinstance(e, Step)]
        (found,) = [e for e in events if isinstance(e, Finding)]
        assert step.words == "正在统计覆盖次数"
        assert found.said() == "权限不足"
        assert isinstance(events[-1], Failed)
        assert events[-1].line() == "a.tif：是文件夹；请指定其中的栅格文件"
    finally:
        speak("en")


def test_a_fault_carries_its_traceback(where: Where) -> None:
    last = drain(started(fault, where))[-1]
    assert isinstance(last, Failed)
    assert last.message == "ValueError: bad terrain"
    assert "test_runner.py" in last.detail


@pytest.mark.parametrize("where", [Where.THREAD, Where.PROCESS, Where.KEPT])
def test_cancel_is_heard(where: Where) -> None:
    job = started(until_stopped, where, grace_s=30)
    drain(job, until=lambda events: "begun" in events)
    job.cancel()
    assert drain(job)[-1] == Stopped()


@pytest.mark.parametrize("where", [Where.THREAD, Where.PROCESS, Where.KEPT])
def test_deaf_work_is_given_up_after_the_grace(where: Where) -> None:
    job = started(deaf, where, grace_s=0.05)
    drain(job, until=lambda events: "begun" in events)
    job.cancel()
    assert drain(job)[-1] == Stopped()


def test_a_crash_is_reported() -> None:
    last = drain(started(die, Where.PROCESS))[-1]
    assert last == Failed("the worker process ended with code 7")


def test_an_answer_that_cannot_travel_is_a_failure() -> None:
    last = drain(started(unpicklable, Where.PROCESS))[-1]
    assert isinstance(last, Failed)
    assert "cannot be handed over" in last.message


def test_work_by_name_is_imported_where_it_runs(where: Where) -> None:
    job = started(f"{__name__}:count", where, 2)
    assert job.wait(30) == Done(2)


def test_a_wrong_name_is_a_failure(where: Where) -> None:
    last = drain(started("missionplanner.tasks.runner:nothing", where))[-1]
    assert isinstance(last, Failed)
    assert "nothing" in last.message


def test_close_ends_a_running_process() -> None:
    job = started(deaf, Where.PROCESS)
    drain(job, until=lambda events: "begun" in events)
    job.close()
    assert job.outcome == Stopped()
    assert job.poll() == []


def test_wait_gives_up_in_time() -> None:
    job = started(until_stopped, Where.THREAD)
    with pytest.raises(TimeoutError):
        job.wait(0.01)
    job.cancel()
    assert job.wait(10) == Stopped()


def test_a_process_whose_asker_has_gone_ends_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    job = Job(endless)
    job.start()
    place = job._place
    assert isinstance(place, runner._Process)
    end = time.monotonic() + 30
    while not place.take() and time.monotonic() < end:
        time.sleep(0.01)
    kept = place._kept
    assert kept is not None
    place.clean()
    kept.process.join(30)
    assert kept.process.exitcode == 0
    assert "Traceback" not in capfd.readouterr().err


def process_of_work(**_: object) -> int:
    return os.getpid()


def size_of(given: bytes, progress: Progress) -> int:
    return len(given)


def test_a_kept_process_does_the_next_work_too() -> None:
    end_idle()
    first = started(process_of_work, Where.KEPT).wait(60)
    second = started(process_of_work, Where.KEPT).wait(60)
    assert isinstance(first, Done) and first == second
    assert first.value != os.getpid()
    end_idle()


def test_a_kept_process_that_died_is_replaced() -> None:
    end_idle()
    assert drain(started(die, Where.KEPT))[-1] == Failed("the worker process ended with code 7")
    assert isinstance(started(process_of_work, Where.KEPT).wait(60), Done)
    end_idle()


def test_a_large_task_is_handed_over_without_waiting_for_who_takes_it() -> None:
    theirs, orders = multiprocessing.Pipe(duplex=False)
    kept = KeptProcess.__new__(KeptProcess)  # nobody reads its orders yet
    kept.stop, kept._orders, kept._sending = multiprocessing.Event(), orders, None
    task = ("work", (bytes(1_000_000),), {})
    kept.order(task)
    assert kept._sending is not None and kept._sending.is_alive(), "more than a pipe holds"
    assert pickle.loads(theirs.recv_bytes()) == task
    kept._sending.join(10)
    kept.order(task)
    theirs.close()  # as when the process dies while it is written to
    kept._sending.join(10)
    assert not kept._sending.is_alive()


@pytest.mark.parametrize("where", [Where.PROCESS, Where.KEPT])
def test_a_large_task_arrives(where: Where) -> None:
    end_idle()
    assert started(size_of, where, bytes(1_000_000)).wait(60) == Done(1_000_000)
    end_idle()


def told_by_threads(progress: Progress) -> int:
    """Tell events as large as a plan's from several threads at once, as planning does."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda k: progress.event(bytes([k]) * 300_000), range(40)))
    return 40


def test_large_events_told_by_threads_arrive_whole() -> None:
    events = drain(started(told_by_threads, Where.KEPT))
    assert events[-1] == Done(40)
    assert sorted(events[:-1]) == [bytes([k]) * 300_000 for k in range(40)]
