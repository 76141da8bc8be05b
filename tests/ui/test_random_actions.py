"""Hands that know nothing: random clicks, words, drags and keys, and no exception.

MISSIONPLANNER_ACTIONS tells how many; few run each time, `benchmarks/README.md` tells of 1,000.
"""

import os
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from missionplanner.ui.shell.main_window import MainWindow
from tests.ui import factory
from tests.ui.shared import delete_leavings

ACTIONS = int(os.environ.get("MISSIONPLANNER_ACTIONS", "80"))
SEED = int(os.environ.get("MISSIONPLANNER_SEED", "7"))
# These end the window, or ask the system for a printer.
LEFT_ALONE = {"quit", "print_view"}
WORDS = ("", "0", "-5", "1e9", "nan", "80–120", "abc", "45", "7", "测试", "112.0, 37.8")
KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Space)
LEFT = Qt.MouseButton.LeftButton


def close_popup() -> None:
    if popup := QApplication.activePopupWidget():
        popup.close()


class Hands:
    """Does one thing after the other in a window, and remembers what."""

    def __init__(self, window: MainWindow, chance: random.Random) -> None:
        self.window, self.chance = window, chance
        self.done: list[str] = []

    def act(self) -> None:
        """Do something."""
        self.chance.choices(
            (self.action, self.widget, self.map, self.key), weights=(3, 6, 3, 1)
        )[0]()  # fmt: skip

    def action(self) -> None:
        known = self.window.actions_.by_key
        key = self.chance.choice(sorted(k for k in known if k not in LEFT_ALONE))
        if known[key].isEnabled():
            self.done.append(f"action {key}")
            known[key].trigger()

    def widget(self, root: QWidget | None = None) -> None:
        root = root or self.window
        kinds: dict[type[QWidget], Callable[[QWidget], None]] = {
            QAbstractButton: self._press,
            QComboBox: self._choose,
            QLineEdit: self._type,
            QSpinBox: self._count,
            QAbstractSlider: self._slide,
            QTableWidget: self._row,
        }
        kind = self.chance.choice(list(kinds))
        found = [w for w in root.findChildren(kind) if w.isVisible() and w.isEnabled()]
        if found:
            one = self.chance.choice(found)
            self.done.append(f"{type(one).__name__} {one.accessibleName() or one.objectName()}")
            kinds[kind](one)

    def map(self) -> None:
        space = self.window.workspace
        if space is None:
            return
        port = space.map.canvas.viewport()
        a, b = (
            QPoint(self.chance.randrange(port.width()), self.chance.randrange(port.height()))
            for _ in range(2)
        )
        self.done.append(f"map {a.x()},{a.y()} {b.x()},{b.y()}")
        if self.chance.random() < 0.5:
            QTest.mouseClick(port, LEFT, pos=a)
        elif self.chance.random() < 0.5:
            QTest.mouseDClick(port, LEFT, pos=a)
        else:
            QTest.mousePress(port, LEFT, pos=a)
            QTest.mouseMove(port, b)
            QTest.mouseRelease(port, LEFT, pos=b)

    def key(self) -> None:
        key = self.chance.choice(KEYS)
        self.done.append(f"key {key.name}")
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def tidy(self) -> None:
        """Poke about in what has opened, and close it."""
        close_popup()
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QDialog) and top.isVisible():
                own = type(top).__module__.startswith("missionplanner")
                for _ in range(3 if own else 0):
                    if isValid(top) and top.isVisible():
                        self.widget(top)
                if isValid(top):
                    top.reject()

    def _press(self, one: QWidget) -> None:
        assert isinstance(one, QAbstractButton)
        QTimer.singleShot(0, close_popup)  # a menu waits in a loop of its own
        one.click()

    def _choose(self, one: QWidget) -> None:
        assert isinstance(one, QComboBox)
        if one.count():
            one.setCurrentIndex(self.chance.randrange(one.count()))
            one.activated.emit(one.currentIndex())

    def _type(self, one: QWidget) -> None:
        assert isinstance(one, QLineEdit)
        if not one.isReadOnly():
            one.setText(self.chance.choice(WORDS))
            one.textEdited.emit(one.text())
            one.editingFinished.emit()

    def _count(self, one: QWidget) -> None:
        assert isinstance(one, QSpinBox)
        one.setValue(self.chance.randint(one.minimum(), one.maximum()))
        one.editingFinished.emit()

    def _slide(self, one: QWidget) -> None:
        assert isinstance(one, QAbstractSlider)
        one.setValue(self.chance.randint(one.minimum(), one.maximum()))

    def _row(self, one: QWidget) -> None:
        assert isinstance(one, QTableWidget)
        if one.rowCount() and one.columnCount():
            place = self.chance.randrange(one.rowCount()), self.chance.randrange(one.columnCount())
            one.setCurrentCell(*place)


def test_random_actions_raise_nothing(
    studied: MainWindow, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hands = Hands(studied, random.Random(SEED))
    session = studied.session
    where = session.site.folder if session.site else None
    assert where is not None
    for _ in range(ACTIONS):
        try:
            hands.act()
            QApplication.processEvents()
            hands.tidy()
            QApplication.processEvents()
            delete_leavings()
        except Exception:
            pytest.fail(f"after {hands.done[-12:]}", pytrace=True)
        if session.busy and hands.chance.random() < 0.4:
            session.cancel()
        if session.site is None and not session.busy:
            session.show_opened(factory.opened(where))
    for one in (session, studied.ecology):
        one.cancel()
    qtbot.waitUntil(lambda: not session.busy and not studied.ecology.busy, timeout=60_000)
    hands.tidy()
    said = capsys.readouterr()
    assert "Traceback" not in said.err, hands.done[-30:]
    assert len(hands.done) > ACTIONS / 2
