"""`missionplanner open FILE` hands a study to the window, or says what is wrong with it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from missionplanner.cli.main import run
from missionplanner.ecology.imagery.study_files import write_study
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import eco_factory


def test_a_study_named_at_the_prompt_is_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "study.json"
    write_study(path, eco_factory.study())
    for band in ("red", "nir"):
        (tmp_path / f"{band}.tif").touch()
    (tmp_path / "zones.geojson").touch()

    def show(given: Path | None) -> int:
        assert given is not None
        window.open_path(given)
        return 0

    with qtbot.waitSignal(window.ecology.study_changed, timeout=30_000):
        assert run(["open", str(path)], show) == 0
    assert window.ecology.view is not None and window.ecology.view.path == path
    assert window.workspace is not None and list(window.workspace.panels) == ["ecology", "security"]
    session = window.ecology
    qtbot.waitUntil(lambda: session.errands.idle and not session.busy, timeout=30_000)


def test_a_broken_study_is_told_of_before_a_window_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.json"
    path.write_text('{"epochs": ')
    opened: list[Path | None] = []

    def show(given: Path | None) -> int:
        opened.append(given)
        return 0

    assert run(["open", str(path)], show) == 2
    assert opened == [] and "study.json" in capsys.readouterr().err
