import pytest

from missionplanner.messages.message import message
from missionplanner.tasks.progress import Cancelled, Progress, Step, silent
from tests.own_words import SAID


def told(act) -> list[object]:
    events: list[object] = []
    act(Progress(events.append))
    return events


def test_parts_nest() -> None:
    (step,) = told(
        lambda p: p.part(0.5, 1.0).part(0.0, 0.5).report(0.5, SAID, what="half of a quarter")
    )
    assert step == Step(0.625, message(SAID, what="half of a quarter"))


def test_equal_parts_meet() -> None:
    steps = told(lambda p: [p.nth(0, 4).report(1.0), p.nth(1, 4).report(0.0)])
    assert [s.share for s in steps] == [0.25, 0.25]


def test_parts_side_by_side_tell_their_mean_and_never_fall_back() -> None:
    def act(progress: Progress) -> None:
        first, second = progress.part(0.2, 1.0).shared(2)
        first.report(1.0)
        second.report(0.5)
        second.report(0.25)
        second.event("typed")

    events = told(act)
    assert [round(e.share, 9) for e in events[:3]] == [0.6, 0.8, 0.8]
    assert events[3] == "typed"


def test_a_stop_reaches_every_part() -> None:
    progress = Progress(stopped=lambda: True)
    for part in (progress, progress.part(0, 0.5), *progress.shared(2)):
        with pytest.raises(Cancelled):
            part.report(0.1)


def test_silence_stops_nobody() -> None:
    silent().report(1.0, SAID, what="done")
    silent().check()
