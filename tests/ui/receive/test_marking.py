"""The photos of a control point: their order, what is ticked, and the keys that step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyqtgraph import BarGraphItem
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.ui.receive.marking.dialog import MarkingDialog
from missionplanner.ui.style.theme import tokens
from tests.ui.marked_photos import WRONG, PhotosAtHand, ground


@pytest.fixture
def dialog(qapp: QApplication, tmp_path: Path) -> Iterator[MarkingDialog]:
    around = QWidget()
    made = MarkingDialog(PhotosAtHand(tmp_path, around), around, ground(tmp_path))
    made.show()
    yield made
    made.done(0)
    around.deleteLater()


def ticked(dialog: MarkingDialog) -> list[str]:
    return [one.photo for one in dialog.photos.listed.photos if one.off_px is not None]


def pressed(dialog: MarkingDialog, keys: str) -> None:
    """Press keys that hold in the whole dialog; offscreen none of its widgets has the keyboard."""
    found = [s for s in dialog.findChildren(QShortcut) if s.key().toString() == keys]
    assert len(found) == 1, keys
    found[0].activated.emit()


def test_photos_of_a_point_are_shown_small_and_marked_ones_ticked(
    dialog: MarkingDialog, qtbot: QtBot
) -> None:
    strip = dialog.photos
    qtbot.waitUntil(lambda: strip.thumbs.of(dialog.work.sighting.file) is not None)  # type: ignore[union-attr]
    assert ticked(dialog) == ["DJI_0040.JPG", "DJI_0041.JPG"]
    assert dialog.counted.text() == "2 of 5 marked" and dialog.listed.text() == "Photos of GCP-1"
    one = strip.listed.photos[2]
    assert one.place == (402 / 700, 296 / 700)
    dialog.work.set_mark(432.0, 336.0)
    assert "marked, 50.0 px from expected" in str(strip.currentIndex().data())
    assert dialog.counted.text() == "3 of 5 marked"
    pressed(dialog, "Del")
    assert ticked(dialog) == ["DJI_0040.JPG", "DJI_0041.JPG"]


def test_keys_step_and_none_marks_what_was_not_looked_for(dialog: MarkingDialog) -> None:
    work = dialog.work
    assert work.photo == "DJI_0042.JPG", "the first without a mark"
    pressed(dialog, "PgUp")
    pressed(dialog, "PgUp")
    assert work.photo == "DJI_0040.JPG" and dialog.photos.currentIndex().row() == 0
    pressed(dialog, "PgUp")
    assert work.photo == "DJI_0040.JPG"
    before = dict(work.marks)
    seen = []
    for _ in range(4):
        seen.append((work.point, work.photo))
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert seen == [
        ("GCP-1", "DJI_0040.JPG"),
        ("GCP-1", "DJI_0042.JPG"),
        ("GCP-1", "DJI_0043.JPG"),
        ("GCP-1", "DJI_0044.JPG"),
    ]
    assert work.point == "GCP-2", "after the last photo the next point"
    assert dict(work.marks) == before, "a place that is only expected is no mark"


def test_the_inset_map_tells_where_the_photo_was_taken(dialog: MarkingDialog) -> None:
    inset, work = dialog.inset, dialog.work
    assert inset is not None
    assert (inset.point, inset.photo) == ("GCP-1", "DJI_0042.JPG") and len(inset.seeing) == 5
    corner = dialog.view.rect().bottomRight() - inset.geometry().bottomRight()
    assert corner.x() == corner.y() == 12
    places = {name: inset.place_of(*at) for name, at in inset.ground.points.items()}
    assert all(inset.rect().contains(at.toPoint()) for at in places.values())
    assert places["GCP-1"].x() < places["GCP-2"].x(), "west is left"
    assert places["GCP-1"].y() < places["GCP-5"].y(), "north is up"
    marks = dict(work.marks)
    QTest.mouseClick(inset, Qt.MouseButton.LeftButton, pos=places["GCP-3"].toPoint())
    assert work.point == "GCP-3" == inset.point
    assert dict(work.marks) == marks, "nothing is marked in the photo below"


def test_bars_tell_the_residuals_of_each_point(dialog: MarkingDialog) -> None:
    bars = dialog.dock.bars
    assert bars.isHidden() and not dialog.dock.empty.isHidden(), "nothing is adjusted yet"
    dialog.work.adjust()
    assert not bars.isHidden() and dialog.dock.empty.isHidden()
    told = bars.toolTip().splitlines()
    assert len(told) == 7
    assert told[4] == "GCP-5: 8.4 cm in plan, 8.1 cm in height, 3.4 σ"
    drawn = [item for item in bars.items_drawn if isinstance(item, BarGraphItem)]
    assert [round(item.opts["height"][0], 1) for item in drawn[8:10]] == [8.4, 8.1]
    brushes = [item.opts["brush"].name() for item in drawn[8:]]
    assert brushes[0] == tokens().error.lower(), "beyond three sigma"
    assert brushes[2] == tokens().surface.lower(), "a check is hollow"


def links(dialog: MarkingDialog, row: int) -> dict[str, QPushButton]:
    """Return the links of a row of what does not fit, by their words."""
    found = dialog.suspects.layout().itemAt(row).widget().findChildren(QPushButton)
    return {link.text(): link for link in found}


def test_what_does_not_fit_is_shown_left_out_and_taken_back(dialog: MarkingDialog) -> None:
    work = dialog.work
    assert dialog.suspects.isHidden()
    work.adjust()
    off, mark = dialog.suspects.rows
    assert (off.point, off.photo, len(off.keys)) == ("GCP-5", "", 2) and "3.4 sigma" in off.words
    assert (mark.point, mark.photo) == (WRONG.point, WRONG.photo)
    links(dialog, 1)["Show"].click()
    assert (work.point, work.photo) == (WRONG.point, WRONG.photo)
    links(dialog, 0)["Leave it out"].click()
    assert work.points_out == ("GCP-5",) and work.count("GCP-5") == 2, "its marks are kept"
    assert [one.name for one in work.fit.points].count("GCP-5") == 0, "adjusted anew"  # type: ignore[union-attr]
    assert {row[0] for row in dialog.points.cells()} >= {"× GCP-5", "▲ GCP-1"}
    assert [one.out for one in dialog.suspects.rows] == [False, True]
    leave = links(dialog, 0)["Leave it out"]
    assert not leave.isEnabled() and "five" in leave.toolTip(), "it would leave four control points"
    pressed(dialog, "Ctrl+Z")
    assert work.points_out == () and len(work.fit.points) == 7  # type: ignore[union-attr]
    links(dialog, 1)["Leave it out"].click()
    assert work.out == {WRONG} and not work.points_out
    links(dialog, 1)["Use it again"].click()
    assert not work.out


def test_a_mark_set_again_is_used_but_not_that_of_a_point_left_out(dialog: MarkingDialog) -> None:
    work = dialog.work
    work.leave_out(frozenset({WRONG}))
    work.choose(WRONG.point, WRONG.photo)
    work.set_mark(400.0, 300.0)
    assert not work.out
    work.leave_out(work.keys_of("GCP-5"))
    work.choose("GCP-5", "DJI_0044.JPG")
    work.set_mark(400.0, 300.0)
    assert work.points_out == ("GCP-5",) and len(work.out) == 3


def test_each_mark_has_its_residual_until_it_is_moved(dialog: MarkingDialog) -> None:
    work, table = dialog.work, dialog.dock.marks
    table.setFixedWidth(420)
    assert table.cells()[1:] == [
        ["DJI_0040.JPG", "402.0", "296.0", "", "", ""],
        ["DJI_0041.JPG", "402.0", "296.0", "", "", ""],
    ]
    work.adjust()
    work.choose(WRONG.point)
    first, second = table.cells()[1:]
    assert first[3:] == ["+0.3", "-0.4", "0.5"] and second[5] == "0.5 !", "it does not fit"
    assert table.item(1, 5).foreground().color().name() == tokens().error.lower()
    table.picked.emit("DJI_0040.JPG")
    assert work.photo == "DJI_0040.JPG"
    work.set_mark(410.0, 296.0)
    assert table.cells()[1][1:] == ["410.0", "296.0", "", "", ""], "an older mark was judged"
    work.leave_out(frozenset({WRONG}))
    assert table.cells()[2][5] == "left out"
    table.setFixedWidth(280)
    assert table.cells()[0] == ["Photo", "Δx, px", "Δy, px", "Residual"], "places have no room"


def test_what_is_refused_while_photos_are_adjusted_is_told(
    dialog: MarkingDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = dialog.work
    work.set_mark(432.0, 336.0)
    marks = dict(work.marks)
    monkeypatch.setattr(type(work), "locked", True)
    dialog.show()
    pressed(dialog, "Ctrl+Z")
    assert dict(work.marks) == marks
    assert not dialog.said.isHidden() and dialog.said.text() == "wait until the work is done"
    monkeypatch.setattr(type(work), "locked", False)
    work.work_changed.emit()
    assert dialog.said.isHidden()
    pressed(dialog, "Ctrl+Z")
    assert dict(work.marks) != marks
