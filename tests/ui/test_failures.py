"""Errors are shown in the window's language, whichever process they come from."""

import pickle

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.errors import Undecided
from missionplanner.messages.language import spoken
from missionplanner.tasks.runner import Failed, failed_by
from missionplanner.ui.dialogs.message import ChangedBox, FailureBox
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.style.language import apply_language
from tests.own_words import SAID


@pytest.fixture
def failure() -> Failed:
    """An error as it arrives from a worker process, which speaks English."""
    error = Undecided(
        SAID, "dem.tif", "--dem-unit", ("m", "ft"), what="its heights are in no known unit"
    )
    arrived = pickle.loads(pickle.dumps(failed_by(error)))
    assert isinstance(arrived, Failed)
    return arrived


@pytest.mark.parametrize(("language", "words"), [("en", "say which"), ("zh_CN", "请指明")])
def test_a_failure_is_told_in_the_window_s_language(
    qtbot: QtBot, qapp: QApplication, failure: Failed, language: str, words: str
) -> None:
    apply_language(qapp, language)
    assert spoken() == language[:2]
    boxes = FailureBox(failure), ChangedBox(failure, lambda: None, lambda: None)
    dialog = NewProjectDialog()
    for widget in (*boxes, dialog):
        qtbot.addWidget(widget)
    dialog.show_failure(failure)
    for told in (*(box.text() for box in boxes), dialog._problem.text()):
        assert "dem.tif" in told and words in told and "--dem-unit m|ft" in told
    apply_language(qapp, "en")
    assert failure.line().startswith("dem.tif: its heights are in no known unit")
