"""Fingers on the map: a pinch zooms about its middle, a long press opens the menu."""

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
)
from pytestqt.qtbot import QtBot

from missionplanner.ui.dialogs.settings import SettingsDialog
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.fingers import Fingers
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.style.reach import OFF, ON, set_reach
from tests.ui.conftest import drawn


def canvas_of(window: MainWindow) -> Canvas:
    assert window.workspace is not None
    canvas = window.workspace.map.canvas
    assert isinstance(canvas, Canvas)
    return canvas


def place_at(canvas: Canvas, pixel: QPoint) -> QPointF:
    place: QPointF = canvas.box.mapSceneToView(canvas.mapToScene(pixel))
    return place


def test_two_fingers_zoom_about_their_middle(planned: MainWindow, qtbot: QtBot) -> None:
    canvas = canvas_of(planned)
    port, device = canvas.viewport(), QTest.createTouchDevice()
    middle = QPoint(port.width() // 2 - 40, port.height() // 2 + 20)
    wide, held = canvas.metres_per_pixel(), place_at(canvas, middle)
    apart = QPoint(40, 0)
    QTest.touchEvent(port, device).press(0, middle - apart, port).commit()
    second = QTest.touchEvent(port, device)
    second.stationary(0).press(1, middle + apart, port)
    second.commit()
    for step in range(1, 9):
        now = QPoint(40 + 10 * step, 0)
        moved = QTest.touchEvent(port, device)
        moved.move(0, middle - now, port).move(1, middle + now, port)
        moved.commit()
    last = QPoint(120, 0)
    ended = QTest.touchEvent(port, device)
    ended.release(0, middle - last, port).release(1, middle + last, port)
    ended.commit()
    assert canvas.metres_per_pixel() < 0.6 * wide
    after = place_at(canvas, middle)
    assert abs(after.x() - held.x()) < 6 * wide and abs(after.y() - held.y()) < 6 * wide


def test_a_pinch_that_moves_takes_the_map_along(planned: MainWindow) -> None:
    canvas = canvas_of(planned)
    (fingers,) = canvas.findChildren(Fingers)
    port = canvas.viewport()
    a, b = QPoint(200, 200), QPoint(260, 230)
    grabbed = place_at(canvas, a)
    fingers.pinch(1.0, QPointF(port.mapToGlobal(b)), QPointF(port.mapToGlobal(a)))
    now = place_at(canvas, b)
    assert (now.x(), now.y()) == pytest.approx((grabbed.x(), grabbed.y()), abs=1e-6)


def test_a_finger_that_rests_opens_the_menu(planned: MainWindow) -> None:
    canvas = canvas_of(planned)
    assert planned.workspace is not None
    (fingers,) = canvas.findChildren(Fingers)
    fingers.held.emit(QPoint(150, 150))
    menu = planned.workspace.map.menu.menu
    assert menu is not None and menu.actions()
    menu.close()


TOO_SMALL = 40
CHIPS = ("SortieChip",)  # six of them stand in a row


def small(window: MainWindow) -> list[str]:
    """Return what can be pressed in sight, and is smaller than a finger."""
    found: list[str] = []
    for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox):
        for part in window.findChildren(kind):
            inside = isinstance(part.parent(), (QComboBox, QAbstractSpinBox, QScrollBar))
            if part.isVisible() and not inside and part.height() < TOO_SMALL:
                words = part.accessibleName() or getattr(part, "text", str)()
                found.append(f"{type(part).__name__} {words} {part.height()}")
    return found


def test_targets_are_for_fingers_where_that_is_set(planned: MainWindow, qtbot: QtBot) -> None:
    assert small(planned), "a mouse needs no more"
    planned.actions_["settings"].trigger()
    dialog = planned.dialog
    assert isinstance(dialog, SettingsDialog)
    dialog.fingers.setCurrentIndex(dialog.fingers.findData(ON))
    dialog.go.click()
    assert planned.session.memory.fingers == ON
    for stage in ("site", "weather", "sensors", "plan", "export"):
        assert planned.workspace is not None
        planned.workspace.show_stage(stage)
        drawn(planned, qtbot)
        left = [words for words in small(planned) if not words.startswith(CHIPS)]
        print(stage, left)
        assert left == [], stage
    planned.session.memory.keep(fingers=OFF)
    set_reach(OFF)
    planned.toggle_theme()
    planned.toggle_theme()
    drawn(planned, qtbot)
    assert small(planned), "sizes for a mouse come back"
