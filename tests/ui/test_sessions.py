"""What the three sessions share: one work at a time, an end that is always told, edits kept."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from missionplanner.errors import InputError, OutputError
from missionplanner.operations.recovery import Recovered
from missionplanner.project.edits import set_title
from missionplanner.tasks.progress import Progress
from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.ecology import pictures as shelf_module
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.plan.session import Session
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.work.errands import Errands
from missionplanner.ui.work.memory import Memory
from missionplanner.ui.work.session import WorkSession
from tests.english import english
from tests.own_words import WRONG
from tests.ui import eco_factory, factory

WAIT = "wait until the work is done"


class Heard:
    """What a session has told."""

    def __init__(self, session: WorkSession) -> None:
        self.said: list[str] = []
        self.failed: list[Failed] = []
        self.works: list[str] = []
        session.said.connect(lambda told: self.said.append(english(told)))
        session.failed.connect(self.failed.append)
        session.work_changed.connect(lambda: self.works.append(session.work))


def endless(progress: Progress) -> None:
    while True:
        progress.check()
        threading.Event().wait(0.002)


def quick(progress: Progress) -> str:
    return "made"


def refused(progress: Progress) -> None:
    raise InputError(WRONG, "a.tif", what="no", remedy="choose another")


def job(work: Any) -> Job:
    return Job(work, where=Where.THREAD)


@pytest.fixture
def ecology(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EcologySession]:
    monkeypatch.setattr(shelf_module, "_RASTERS", "tests.ui.fake_ecology")
    made = EcologySession()
    made.show_study(eco_factory.view(tmp_path / "study.json"))
    yield made
    made.close()


@pytest.fixture(params=["plan", "receive", "ecology", "security"])
def session(
    request: pytest.FixtureRequest, qtbot: QtBot, ecology: EcologySession, tmp_path: Path
) -> Iterator[WorkSession]:
    made: WorkSession = ecology
    if request.param == "plan":
        made = Session(Memory(tmp_path / "window.json"))
        made.show_opened(factory.opened(tmp_path / "small.mplan"))
    elif request.param == "receive":
        made = ReceiveSession(Session(Memory(tmp_path / "window.json")))
    elif request.param == "security":
        made = SecuritySession(ecology, ecology.edit_study)
    yield made
    made.close()


def test_a_second_start_is_refused_aloud(session: WorkSession, qtbot: QtBot) -> None:
    heard = Heard(session)
    session._start("first", job(endless))
    session._start("second", job(quick))
    assert (heard.said, heard.works, session.work) == ([WAIT], ["first"], "first")
    session.cancel()
    qtbot.waitUntil(lambda: not session.busy)


def test_a_cancel_ends_the_work_and_is_told(session: WorkSession, qtbot: QtBot) -> None:
    heard = Heard(session)
    session._start("work", job(endless))
    session.cancel()
    qtbot.waitUntil(lambda: not session.busy)
    assert (heard.said, heard.works, heard.failed) == (
        ["cancelled"],
        ["work", ""],
        [],
    )


def test_work_given_up_ends_at_once_and_is_told(session: WorkSession) -> None:
    heard = Heard(session)
    session._start("work", job(endless))
    session.give_up()
    assert (heard.said, heard.works, session.busy) == (
        ["cancelled"],
        ["work", ""],
        False,
    )


def test_a_failure_arrives_with_its_error(session: WorkSession, qtbot: QtBot) -> None:
    heard = Heard(session)
    session._start("work", job(refused))
    qtbot.waitUntil(lambda: bool(heard.failed))
    assert isinstance(heard.failed[0].error, InputError)
    assert heard.failed[0].line() == "a.tif: no; choose another"
    assert heard.works == ["work", ""]


class Telling(WorkSession):
    """Tells refusals of `asked` itself."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def _unanswered(self, work: str) -> None:
        self.heard.append(f"{work} doubted")

    def _refused(self, work: str, failure: Failed) -> bool:
        self.heard.append(f"{work} refused")
        return work == "asked"


def broken(progress: Progress) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "name, work, told, aloud",
    [
        ("asked", refused, ["asked doubted", "asked refused"], 0),
        ("other", refused, ["other doubted", "other refused"], 1),
        ("asked", broken, ["asked doubted"], 1),
    ],
)
def test_a_refusal_is_told_where_it_was_asked_for_and_a_fault_of_ours_to_everybody(
    qtbot: QtBot, name: str, work: Any, told: list[str], aloud: int
) -> None:
    session = Telling()
    heard = Heard(session)
    session._start(name, job(work))
    qtbot.waitUntil(lambda: not session.busy and bool(session.heard))
    assert session.heard == told and len(heard.failed) == aloud and session.work == ""
    session.close()


@pytest.mark.parametrize(
    "error", [OutputError(WRONG, "b.tif", what="no room", remedy="make room"), KeyError("b")]
)
def test_an_answer_that_cannot_be_taken_over_is_told_and_the_next_work_runs(
    session: WorkSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(work: str, value: object) -> None:
        raise error

    doubted: list[str] = []
    monkeypatch.setattr(session, "_take_answer", fails)
    monkeypatch.setattr(session, "_unanswered", doubted.append)
    heard = Heard(session)
    session._start("work", job(quick))
    qtbot.waitUntil(lambda: bool(heard.failed))
    assert heard.failed[0].kind == type(error).__name__
    assert bool(heard.failed[0].detail) == isinstance(error, KeyError)
    assert (heard.works, doubted) == (["work", ""], ["work"])
    session._start("next", job(endless))
    assert session.work == "next"
    session.give_up()


def test_closing_while_working_tells_nothing_and_leaves_nothing(
    session: WorkSession, qtbot: QtBot
) -> None:
    heard = Heard(session)
    session._start("work", job(endless))
    session.close()
    assert (session.busy, session.work) == (False, "")
    assert (heard.said, heard.failed) == ([], [])


def test_edits_undo_and_redo_are_refused_aloud_while_the_project_is_written(
    qtbot: QtBot, tmp_path: Path
) -> None:
    session = Session(Memory(tmp_path / "window.json"))
    session.show_opened(factory.opened(tmp_path / "small.mplan"))
    assert session.project is not None
    first = session.project
    session.edit("Rename", set_title(first, "New"))
    heard = Heard(session)
    for work in ("plan", "save", "accept", "open", "new", "demo"):
        session._start(work, job(endless))
        session.edit("Rename", set_title(first, "Newer"))
        session.undo()
        session.redo()
        assert heard.said == [WAIT] * 3
        assert session.project.document.title == "New"
        session.give_up()
        heard.said.clear()
    for work in ("export", "tables", "brief", "verify"):
        session._start(work, job(endless))
        session.undo()
        assert session.project == first
        session.redo()
        session.give_up()
    session.close()


def test_a_project_is_not_shut_while_it_is_worked_on(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(Memory(tmp_path / "window.json"))
    session.show_opened(factory.opened(tmp_path / "small.mplan"))
    heard = Heard(session)
    session._start("plan", job(endless))
    session.shut()
    assert session.site is not None
    assert heard.said == [WAIT]
    session.close()


def test_a_study_is_not_shut_while_it_is_worked_on(ecology: EcologySession) -> None:
    heard = Heard(ecology)
    ecology._start("analyse", job(endless))
    ecology.shut()
    assert ecology.view is not None
    assert heard.said == [WAIT]


def test_another_project_ends_the_work_on_the_study_and_tells_it(ecology: EcologySession) -> None:
    heard = Heard(ecology)
    ecology._start("analyse", job(endless))
    ecology.follow(Path("other.mplan"), 32651)
    assert (ecology.view, ecology.busy) == (None, False)
    assert (heard.said, heard.works) == (["cancelled"], ["analyse", ""])


def test_what_is_kept_and_never_saved_survives_a_refused_recovery(
    qtbot: QtBot, tmp_path: Path
) -> None:
    session = Session(Memory(tmp_path / "window.json"))
    session.show_opened(factory.opened(tmp_path / "small.mplan"))
    assert session.project is not None
    kept = session.recovered = Recovered(session.project, factory.MOMENT)
    session._start("save", job(endless))
    session.take_recovered("Recover")
    assert session.recovered is kept
    session.close()


def test_study_and_security_do_not_write_one_study_at_once(
    ecology: EcologySession, qtbot: QtBot
) -> None:
    security = SecuritySession(ecology, ecology.edit_study)
    for working, other in ((ecology, security), (security, ecology)):
        heard = Heard(other)
        working._start("analyse", job(endless))
        other._start("analyse", job(quick))
        assert (other.work, heard.said) == ("", [WAIT])
        before = ecology.study
        ecology.edit_index("Literal", paper_literal=True)
        ecology.undo()
        assert ecology.study is before
        working.give_up()
    security.close()


def test_a_study_is_undone_step_by_step(ecology: EcologySession) -> None:
    first = ecology.study
    ecology.edit_index("Literal", paper_literal=True)
    ecology.edit_index("Per epoch", normalise="epoch")
    assert (ecology.undo_words, ecology.redo_words) == ("Per epoch", None)
    ecology.undo()
    ecology.undo()
    assert ecology.study == first
    assert (ecology.undo_words, ecology.redo_words) == (None, "Literal")
    ecology.redo()
    assert ecology.study is not None
    assert ecology.study.index.paper_literal


def test_a_study_changed_elsewhere_is_not_undone_to_what_was_before(
    ecology: EcologySession, tmp_path: Path
) -> None:
    ecology.edit_index("Literal", paper_literal=True)
    assert ecology.view is not None
    ecology.show_study(ecology.view)
    assert ecology.undo_words == "Literal"
    changed = ecology.view.study.model_copy(update={"title": "Changed elsewhere"})
    ecology.show_study(replace(ecology.view, study=changed))
    assert ecology.undo_words is None


@pytest.mark.parametrize("leave", [EcologySession.shut, EcologySession.close])
def test_an_edit_made_a_moment_before_the_end_is_written(
    ecology: EcologySession, tmp_path: Path, leave: Any
) -> None:
    ecology.edit_index("Literal", paper_literal=True)
    ecology.edit_index("Per epoch", normalise="epoch")
    leave(ecology)
    written = (tmp_path / "study.json").read_text()
    assert '"paper_literal":true' in written
    assert '"normalise":"epoch"' in written


def test_an_errand_whose_answer_cannot_be_taken_over_does_not_hold_up_the_next(
    qtbot: QtBot,
) -> None:
    errands, heard = Errands(), []
    errands.failed.connect(heard.append)

    def fails(value: object) -> None:
        raise KeyError("b")

    errands.ask("one", lambda: job(quick), fails)
    errands.ask("two", lambda: job(quick), heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[0].kind == "KeyError"
    assert heard[1] == "made"
