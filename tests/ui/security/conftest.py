from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.tasks.runner import Failed
from missionplanner.ui.ecology import pictures as shelf_module
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.security import reader as reader_module
from missionplanner.ui.security import session as security_module
from missionplanner.ui.security.dock.dock import SecurityDock
from missionplanner.ui.security.panel import SecurityPanel
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.style.fonts import load_fonts
from missionplanner.ui.style.language import apply_language
from missionplanner.ui.style.theme import apply_theme
from tests.ui import eco_factory
from tests.ui.security import sec_factory

FAKE = "tests.ui.security.fake_security"
FAKE_WORKER = "tests.ui.security.fake_worker"


@pytest.fixture(autouse=True)
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    """All work is done by `fake_security` and `fake_worker`."""
    for module, name, fake in (
        (shelf_module, "_RASTERS", FAKE),
        (reader_module, "_LIGHT", FAKE),
        (reader_module, "REMOTE", FAKE_WORKER),
        (security_module, "REMOTE", FAKE_WORKER),
    ):
        monkeypatch.setattr(module, name, fake)


@pytest.fixture
def look(qapp: QApplication) -> QApplication:
    """The program's style, as the window sets it."""
    qapp.setStyle("Fusion")
    pg.setConfigOptions(antialias=False, imageAxisOrder="row-major")
    load_fonts(qapp)
    apply_language(qapp, "en")
    apply_theme(qapp, "light")
    return qapp


@pytest.fixture
def security(qtbot: QtBot, look: QApplication, tmp_path: Path) -> Iterator[SecuritySession]:
    """A study with rasters for all indicators but two, its results read."""
    ecology = EcologySession()
    made = SecuritySession(ecology, ecology.edit_study)
    made.failures = []  # type: ignore[attr-defined]
    made.failed.connect(made.failures.append)  # type: ignore[attr-defined]
    view = eco_factory.view(tmp_path / "study.json")
    study = view.study.model_copy(update={"security": sec_factory.inputs()})
    ecology.show_study(replace(view, study=study))
    made.show_front(True)
    idle(qtbot, made)
    yield made
    idle(qtbot, made)
    made.close()
    ecology.close()


@pytest.fixture
def panel(qtbot: QtBot, security: SecuritySession, tmp_path: Path) -> Iterator[SecurityPanel]:
    made = SecurityPanel(security)
    made.setFixedSize(300, 640)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    yield made
    idle(qtbot, security)


@pytest.fixture
def dock(qtbot: QtBot, security: SecuritySession) -> SecurityDock:
    made = SecurityDock(security)
    made.setFixedSize(998, 188)
    qtbot.addWidget(made)
    made.show()
    return made


def idle(qtbot: QtBot, security: SecuritySession) -> None:
    """Wait until nothing is left to do."""

    def done() -> bool:
        ecology = security.ecology
        return not security.busy and security.reader.errands.idle and ecology.errands.idle

    qtbot.waitUntil(done, timeout=30_000)


def failures(security: SecuritySession) -> list[Failed]:
    return security.failures  # type: ignore[attr-defined,no-any-return]
