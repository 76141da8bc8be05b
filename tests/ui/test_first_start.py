"""At the first start kernels are compiled beside the work, and a strip at the foot says so."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from missionplanner.errors import OutputError
from missionplanner.messages.language import speak
from missionplanner.operations import kernels
from missionplanner.tasks.progress import Progress
from missionplanner.tasks.runner import Where
from missionplanner.ui.shell import first_start
from missionplanner.ui.shell.first_start import KernelStrip, compile_beside


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer on which the program has never run."""
    monkeypatch.setattr(kernels, "user_cache_path", lambda *_, **__: tmp_path)
    return tmp_path


def until_stopped(progress: Progress) -> int:
    progress.report(0.25, "kernels.step", n=72, total=288)
    while True:
        progress.check()
        threading.Event().wait(0.002)


def all_there(progress: Progress) -> int:
    kernels.note_ready()
    return 0


def strip_of(window: QMainWindow) -> KernelStrip:
    (strip,) = window.findChildren(KernelStrip)
    return strip


def test_a_strip_tells_how_many_are_compiled_and_may_be_put_off(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    session = compile_beside(window, until_stopped, Where.THREAD)
    assert session is not None
    strip = strip_of(window)
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible)
    assert strip.bar.bar.value() == 250
    assert "72 of 288" in strip.bar._words.toolTip()
    with qtbot.waitSignal(session.work_changed):
        strip.bar.cancel.click()
    assert not strip.isVisible()
    assert not kernels.kernels_ready()


def test_nothing_is_shown_where_all_is_at_hand(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    session = compile_beside(window, all_there, Where.THREAD)
    assert session is not None
    qtbot.waitUntil(lambda: not session.busy)
    assert not strip_of(window).isVisible()
    assert compile_beside(window, until_stopped, Where.THREAD) is None


def test_the_strip_is_told_in_chinese(qtbot: QtBot) -> None:
    speak("zh")
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    session = compile_beside(window, until_stopped, Where.THREAD)
    assert session is not None
    strip = strip_of(window)
    qtbot.waitUntil(strip.isVisible)
    assert "288" in strip.bar._words.toolTip()
    assert "编译" in strip.bar._words.toolTip()
    session.close()


def kept_nowhere(progress: Progress) -> int:
    progress.report(0.1, "kernels.step", n=1, total=288)
    raise OutputError("kernels.not_kept", "/cache/osprey")


def test_what_cannot_be_kept_is_told_until_it_is_closed(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 200)
    window.show()
    session = compile_beside(window, kept_nowhere, Where.THREAD)
    assert session is not None
    strip = strip_of(window)
    qtbot.waitUntil(strip.trouble.isVisible)
    assert "/cache/osprey: cannot be written" in strip.trouble.toolTip()
    assert "make the folder writable" in strip.trouble.toolTip()
    assert not strip.bar.isVisible()
    speak("zh")
    QApplication.sendEvent(strip, QEvent(QEvent.Type.LanguageChange))
    assert "无法写入" in strip.trouble.toolTip()
    strip.close_button.click()
    assert not strip.isVisible()
    assert not kernels.kernels_ready()


def test_what_compiles_is_there_by_its_name() -> None:
    module, _, name = first_start.COMPILE.partition(":")
    source = Path(first_start.__file__).parents[2] / f"{module.rpartition('.')[2]}.py"
    assert f"def {name}(" in source.read_text("utf-8")
