"""Every kernel is compiled by `precompile`, told as it goes, and none twice."""

import pytest

from missionplanner import compiled, precompile
from missionplanner.compiling import KernelEvent, tell
from missionplanner.errors import OutputError
from missionplanner.tasks.progress import Cancelled, Progress, Step


def rooms_of(*events: KernelEvent):
    def warm() -> None:
        for event in events:
            tell(event)

    return warm


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    noted: list[bool] = []
    monkeypatch.setattr(precompile, "note_ready", lambda: noted.append(True))
    monkeypatch.setattr(precompile, "KERNELS", [object()] * 4)
    return noted


def test_progress_counts_kernels_at_hand(noted: list[bool], monkeypatch) -> None:
    first, second = (KernelEvent(name, compiled=True) for name in "ab")
    had = KernelEvent("c", compiled=False)
    done = [KernelEvent(name, compiled=False) for name in "ab"]
    monkeypatch.setattr(precompile, "ROOMS", (rooms_of(had, first, done[0], second, done[1]),))
    steps: list[Step] = []
    assert precompile.compile_all(progress=Progress(steps.append)) == 2
    assert [step.share for step in steps] == [0.25, 0.5, 0.5, 0.75]
    assert "3 of 4" in steps[-1].words
    assert noted == [True]


def test_nothing_is_told_where_all_are_at_hand(noted: list[bool], monkeypatch) -> None:
    had = [KernelEvent(name, compiled=False) for name in "abcd"]
    monkeypatch.setattr(precompile, "ROOMS", (rooms_of(*had),))
    steps: list[object] = []
    assert precompile.compile_all(progress=Progress(steps.append)) == 0
    assert steps == []


def test_stopped_between_rooms_it_is_not_noted(noted: list[bool], monkeypatch) -> None:
    def never() -> None:
        raise AssertionError("went on after it was stopped")

    monkeypatch.setattr(precompile, "ROOMS", (rooms_of(), never))
    with pytest.raises(Cancelled):
        precompile.compile_all(progress=Progress(stopped=lambda: True))
    assert noted == []


def test_what_cannot_be_kept_is_told_and_the_rest_is_not_compiled_in_vain(
    noted: list[bool], monkeypatch, capsys
) -> None:
    made = KernelEvent("a", compiled=True), KernelEvent("a", compiled=False, unkept_in="/cache")

    def never() -> None:
        raise AssertionError("went on though nothing is kept")

    monkeypatch.setattr(precompile, "ROOMS", (rooms_of(*made), never))
    with pytest.raises(OutputError, match="/cache: cannot be written"):
        precompile.compile_all(progress=Progress())
    assert noted == []
    assert precompile.main() == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "make the folder writable" in told


# Priced inside other kernels by their own formula; compiled alone by their own tests only.
WITHIN = {
    "missionplanner.planning.cost.energy.step_wh",
    "missionplanner.planning.cost.length.metres",
}


@pytest.mark.slow
def test_no_kernel_is_left_for_the_user_to_wait_for() -> None:
    for warm in precompile.ROOMS:
        warm()
    left = {
        f"{one.py_func.__module__}.{one.py_func.__qualname__}"
        for one in compiled.KERNELS
        if one.py_func.__module__.startswith("missionplanner.")
        and not one.overloads
        and not one._cache._cache_file._load_index()
    }
    assert left <= WITHIN
