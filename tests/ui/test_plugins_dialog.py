"""Plugins in the window: listed, switched, and why one is left out."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from missionplanner.messages.language import speak
from missionplanner.ui.dialogs import plugins as plugins_module
from missionplanner.ui.dialogs.plugins import PluginsDialog
from tests.ui import fake_plugins


@pytest.fixture
def dialog(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PluginsDialog]:
    monkeypatch.setattr(plugins_module, "_READS", "tests.ui.fake_plugins")
    monkeypatch.setattr(fake_plugins, "state", [fake_plugins.FOUND])
    made = PluginsDialog()
    qtbot.addWidget(made)
    made.show()
    listed(made, qtbot)
    yield made
    made.done(0)


def listed(dialog: PluginsDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(dialog.boxes) and dialog.errands.idle)


def words(dialog: PluginsDialog) -> list[str]:
    return [part.toolTip() or part.text() for part in dialog.findChildren(QLabel)]


def test_whose_it_is_and_what_it_adds(dialog: PluginsDialog) -> None:
    told = "\n".join(words(dialog))
    assert "profile 1.0  ·  by Wei  ·  installed (height-profile)" in told
    assert "Formats and endings: profile  ·  .profile" in told
    assert "runs with your rights" in told and "never loaded from a project" in told


def test_what_is_left_out_stands_first_with_what_to_do(dialog: PluginsDialog) -> None:
    said = [line for line in words(dialog) if "To do:" in line]
    assert len(said) == 2
    assert said[0].startswith("Left out: it is made for version 3")
    assert said[0].endswith("take a newer program, or an older plugin")
    assert next(iter(dialog.boxes)) == "tall_list"


def test_switching_is_kept(dialog: PluginsDialog, qtbot: QtBot) -> None:
    assert dialog.boxes["csv_route"].isChecked() and not dialog.boxes["kml_route"].isChecked()
    dialog.boxes["kml_route"].click()
    assert not dialog.boxes["csv_route"].isEnabled()
    qtbot.waitUntil(lambda: fake_plugins.state[0][1].enabled)
    listed(dialog, qtbot)
    assert dialog.boxes["kml_route"].isChecked() and dialog.boxes["csv_route"].isEnabled()


def test_a_switch_that_cannot_be_kept_goes_back(dialog: PluginsDialog, qtbot: QtBot) -> None:
    dialog.boxes["profile"].click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "settings.json: is full; make room"
    assert dialog.boxes["profile"].isChecked() and dialog.boxes["profile"].isEnabled()


def test_of_two_of_one_name_the_first_is_switched(dialog: PluginsDialog) -> None:
    names = [box for box in dialog.findChildren(type(dialog.boxes["profile"])) if box.isVisible()]
    assert [box.text() for box in names if not box.isEnabled()] == ["Another CSV"]
    assert dialog.boxes["profile"].text() == "Heights && ground"


def test_the_folder_is_made_and_opened(
    dialog: PluginsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    services = plugins_module.QDesktopServices
    monkeypatch.setattr(services, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog.open_folder.click()
    qtbot.waitUntil(lambda: opened == ["made"])


def test_in_chinese_a_title_and_a_reason_are_too(dialog: PluginsDialog, qtbot: QtBot) -> None:
    speak("zh")
    dialog.look()
    qtbot.waitUntil(lambda: "未采用" in "\n".join(words(dialog)))
    assert dialog.boxes["csv_route"].text() == "航点 CSV"
