"""F1: the page of the stage in front, in the window's language, beside the window."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument, QTextTable
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from missionplanner.messages.language import speak
from missionplanner.ui.help.dialog import HelpDialog
from missionplanner.ui.help.pages import page_of, text_of
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.stages import STAGES


def shown(dialog: HelpDialog) -> str:
    """Return the folder and the name of the page."""
    return "/".join(dialog.page.source().path().split("/")[-2:])


@pytest.fixture
def manual(qtbot: QtBot) -> HelpDialog:
    dialog = HelpDialog("plan")
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.reads
def test_f1_opens_the_page_of_the_stage_in_front(planned: MainWindow, qtbot: QtBot) -> None:
    assert planned.workspace is not None
    for stage in ("check", "weather"):
        planned.workspace.show_stage(stage)
        planned.actions_["help"].trigger()
        manual = planned.views.manual
        assert manual is not None and manual.isVisible() and not manual.isModal()
        assert shown(manual) == f"en/{stage}.md"
        assert manual.contents.currentItem() is not None
    assert planned.actions_["help"].shortcut().toString() == "F1"
    manual.close()


def test_the_manual_goes_with_its_window(window: MainWindow) -> None:
    window.actions_["help"].trigger()
    manual = window.views.manual
    assert manual is not None and shown(manual) == "en/first-mission.md"
    window.leave()
    assert not isValid(manual) or not manual.isVisible()


def test_each_stage_has_its_page(manual: HelpDialog) -> None:
    for stage in STAGES:
        manual.show_page(stage.key)
        assert shown(manual) == f"en/{stage.key}.md"
        assert len(manual.page.toPlainText()) > 300


def test_links_lead_to_pages_and_headings_and_back(manual: HelpDialog) -> None:
    manual.show()
    manual.page.follow(QUrl("safety.md#figures-that-nobody-has-verified"))
    assert shown(manual) == "en/safety.md"
    assert manual.page.verticalScrollBar().value() > 0
    manual.page.follow(QUrl("../../formats/terrain.md"))
    assert shown(manual) == "formats/terrain.md"
    assert manual.contents.currentItem() is None
    manual.back.click()
    manual.back.click()
    assert shown(manual) == "en/plan.md"


def test_a_search_lists_the_pages_that_hold_the_words(manual: HelpDialog, qtbot: QtBot) -> None:
    whole = manual.contents.count()
    qtbot.keyClicks(manual.sought, "metar")
    assert 0 < manual.contents.count() < whole
    for place in range(manual.contents.count()):
        manual.contents.itemActivated.emit(manual.contents.item(place))
        assert "metar" in manual.page.toPlainText().casefold()
        assert manual.page.textCursor().selectedText().casefold() == "metar"
    qtbot.keyClicks(manual.sought, " nowhere")
    assert manual.contents.count() == 0
    qtbot.keyClick(manual.sought, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(manual.sought, Qt.Key.Key_Delete)
    assert manual.contents.count() == whole


def test_pictures_are_found_and_fit(manual: HelpDialog) -> None:
    manual.show_page("ecology")
    picture = manual.page.loadResource(2, QUrl("../../images/window-ecology-light.png"))
    assert picture.isNull()  # a name that was not resolved is no file
    place = manual.page.source().resolved(QUrl("../../images/window-ecology-light.png"))
    picture = manual.page.loadResource(2, place)
    assert 0 < picture.width() <= 600


def test_a_chinese_window_has_chinese_pages(qtbot: QtBot) -> None:
    speak("zh")
    try:
        dialog = HelpDialog("check")
    finally:
        speak("en")
    qtbot.addWidget(dialog)
    assert shown(dialog) == "zh/check.md"
    assert "覆盖" in dialog.page.toPlainText()
    dialog.show_page("draw")
    assert shown(dialog) == "zh/draw.md"


def test_pages_are_set_for_reading_and_keep_their_words(manual: HelpDialog) -> None:
    manual.show_page("check")
    document = manual.page.document()
    solid = QTextDocument()
    solid.setMarkdown(text_of(page_of("check", "en")))
    assert document.toPlainText() == solid.toPlainText(), "only the room between lines is another"
    block = document.begin()
    levels = set()
    while block.isValid():
        shape = block.blockFormat()
        levels.add(shape.headingLevel())
        assert shape.headingLevel() or shape.lineHeight() > 120
        block = block.next()
    assert 1 in levels
    tables = [x for x in document.rootFrame().childFrames() if isinstance(x, QTextTable)]
    assert tables and all(table.format().cellPadding() >= 5 for table in tables)
