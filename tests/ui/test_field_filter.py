"""The wheel scrolls a form and changes nothing in it."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.kit import column, scrolled
from missionplanner.ui.widgets.roomy import FormArea
from missionplanner.ui.widgets.slider import ShareSlider


def turn(area: QScrollArea, field: QWidget) -> None:
    """Turn the wheel over a field, as the screen's own event: only that one is handed upwards."""
    place = QPointF(field.mapTo(area, field.rect().center()))
    QTest.wheelEvent(area.windowHandle(), place, QPoint(0, -120))


@pytest.mark.parametrize("area_of", [scrolled, FormArea])
def test_the_wheel_over_a_field_scrolls_the_form(
    area_of: type[QScrollArea], qtbot: QtBot, qapp: QApplication
) -> None:
    inside = QWidget()
    box = column(inside, gap=80)
    area = area_of(inside)
    qtbot.addWidget(area)
    area.resize(200, 120)
    area.show()
    list_, slider, number = QComboBox(), ShareSlider(0.4, "Threat"), QSpinBox()
    list_.addItems(["Auto", "Straight", "Contour"])
    number.setValue(42)
    fields = (list_, slider, number)
    for field in fields:  # after the form was shown, as rows of a list are
        box.addWidget(field)
    box.addSpacing(400)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    list_.setFocus()
    for field in fields:
        area.ensureWidgetVisible(field, 0, 0)
        before = area.verticalScrollBar().value()
        turn(area, field)
        assert area.verticalScrollBar().value() > before, "scrolled"
    assert (list_.currentText(), slider.share(), number.value()) == ("Auto", 0.4, 42)


def test_a_field_made_later_within_a_fold_is_guarded_too(qtbot: QtBot) -> None:
    inside, slider = QWidget(), ShareSlider(0.4, "Threat")
    box = column(inside)
    fold = Fold("Search", fill=lambda: fold.box.addWidget(slider))
    box.addWidget(fold)
    box.addSpacing(400)
    area = scrolled(inside)
    qtbot.addWidget(area)
    area.resize(200, 120)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    fold.open()
    qtbot.waitUntil(lambda: slider.focusPolicy() != Qt.FocusPolicy.WheelFocus)
    turn(area, slider)
    assert slider.share() == 0.4
