"""What the Receive stage shows of a survey: gauge, list, map, link; and its pictures."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shapely.geometry import box

from missionplanner.errors import OutputError
from missionplanner.imagery.flaws import Flaw
from missionplanner.model.completed import Completed, least_seen, verdict
from missionplanner.model.survey_state import GapShape, SurveyState
from missionplanner.operations.sender_commands import take_asked
from missionplanner.tasks.runner import failed_by
from missionplanner.ui.receive import earlier as earlier_module
from missionplanner.ui.receive import session as session_module
from missionplanner.ui.receive.finding_rows import found_on
from missionplanner.ui.receive.kinds import ANNOUNCED, FLAWED, STRAY, flaw_glyph, flaw_words
from missionplanner.ui.receive.marks import ReceiveMarks
from missionplanner.ui.receive.panel import ReceivePanel
from missionplanner.ui.receive.senders import Senders
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.views import AskedField, GapView, LinkEvent, LinkView, ListenRequest
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.stages import receive_session
from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided
from tests.ui import factory
from tests.ui.conftest import drawn
from tests.ui.factory import X0, Y0
from tests.ui.receive import survey_factory

WAIT = 50_000


@pytest.fixture
def stage(planned: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The stage in front, nothing read; its work is done by `fake_receive`."""
    monkeypatch.setattr(session_module, "_REMOTE", "tests.ui.receive.fake_receive")
    assert planned.workspace is not None
    planned.workspace.show_stage("receive")
    return planned


def shown(window: MainWindow, state: SurveyState) -> tuple[ReceiveSession, ReceivePanel]:
    session = window.sessions.of(receive_session)
    session.card = Path("/card")
    session.show_state(state)
    assert window.workspace is not None
    panel = window.workspace.panels["receive"]
    assert isinstance(panel, ReceivePanel)
    return session, panel


def words(widget: QWidget) -> list[str]:
    return [x.text() for x in widget.findChildren(QLabel) if not x.isHidden()]


def test_the_verdict_follows_the_wind() -> None:
    assert (least_seen(6), least_seen(7), least_seen(None)) == (0.98, 0.95, 0.98)
    assert verdict(0.96, 0.96, 0.97, least_seen(4)) is Completed.INCOMPLETE
    assert verdict(0.96, 0.96, 0.97, least_seen(8)) is Completed.COMPLETE
    assert verdict(0.99, 0.80, 0.97, least_seen(4)) is Completed.THIN


def test_the_gauge_judges_anew_by_another_wind(stage: MainWindow) -> None:
    session, panel = shown(stage, survey_factory.survey())
    assert "1.8 % short" in words(panel.gauges) and session.mark == "warn"
    session.set_wind(7)
    assert "Reaches 95 %" in words(panel.gauges) and session.mark == "ok"
    session.set_wind(None)
    assert "Beaufort 4" in words(panel.gauges)


def test_what_is_certain_stands_apart_from_what_is_expected(stage: MainWindow) -> None:
    one = survey_factory.sensor(
        expected_seen=0.991, to_come=7, entries=(survey_factory.announced(50),)
    )
    _, panel = shown(stage, survey_factory.survey(one, live=True))
    said = words(panel.gauges)
    assert "96.2" in said and "7 to come" in said and "% seen so far" in said
    assert any("99.1 % seen with what is announced" in line for line in said)


def test_photos_are_listed_by_what_is_wrong_with_them(stage: MainWindow) -> None:
    session, panel = shown(stage, survey_factory.survey())
    photos = panel.photos.photos
    assert photos.rowCount() == 41 and photos.entries[0].name == "DJI_0039.JPG"
    panel.kinds.setCurrentIndex(panel.kinds.findData("flawed"))
    panel.kinds.activated.emit(panel.kinds.currentIndex())
    assert [e.name for e in photos.entries] == [
        *("DJI_0006.JPG", "DJI_0005.JPG", "DJI_0003.JPG"),
        "notes.JPG",
    ]
    session.pick_kind("blurred")
    assert [e.name for e in photos.entries] == ["DJI_0003.JPG"]
    # More photos come: the kind stays, and a photo chosen stays chosen.
    session.pick_photo(photos.entries[0])
    session.show_state(survey_factory.survey())
    assert session.photo is photos.entries[0] and panel.photos.currentIndex().row() == 0


def test_every_finding_has_one_row_and_leads_to_its_photos(stage: MainWindow) -> None:
    session, _ = shown(stage, survey_factory.survey())
    rows = {row.name: row for row in found_on(session)}
    assert rows["Missing"].count == "2" and rows["Not flown"].count == "2"
    assert rows["Blurred"].count == "1" and "show nothing" in rows["Blurred"].means
    assert len(rows) == len(found_on(session)), "none twice"
    assert stage.workspace is not None
    worst = stage.workspace.panels["receive"].worst
    assert worst.isVisible() and any(line.startswith("Missing 2") for line in words(worst))
    act = rows["Blurred"].act
    assert act is not None
    act()
    assert session.kind == "blurred"


@pytest.mark.parametrize("flaw", [*map(str, Flaw), ANNOUNCED, STRAY, FLAWED])
def test_every_flaw_has_words_and_a_mark(qapp: QApplication, flaw: str) -> None:
    assert flaw_words(flaw) != flaw
    glyph, role = flaw_glyph(flaw)
    assert not pixmap(glyph, getattr(tokens(), role)).isNull()


def test_the_map_shows_the_stage_and_no_other(stage: MainWindow) -> None:
    _, _ = shown(stage, survey_factory.survey())
    space = stage.workspace
    assert space is not None
    scene = space.map.scene
    marks = space.marks_of("receive")
    assert marks is not None and scene.over is marks
    named = [layer.words for layer in marks.layers() if not layer.empty]
    assert named == ["Received", "Missing", "Blurred or spoiled", "Not flown", "Gaps"]
    waypoints = scene.flights.waypoints
    assert not waypoints.visible
    space.show_stage("plan")
    assert scene.over is None and waypoints.visible
    assert not any(layer.in_sight for layer in marks.layers())
    assert "Received" not in [layer.words for layer in scene.layers()]


def test_gaps_close_by_are_named_as_far_as_there_is_room(stage: MainWindow) -> None:
    shapes = [box(X0 + 1000 + 40 * k, Y0 + 900, X0 + 1030 + 40 * k, Y0 + 930) for k in range(3)]
    gaps = tuple(GapShape(s.area, s, (s.centroid.x, s.centroid.y)) for s in shapes)
    shown(stage, survey_factory.survey(survey_factory.sensor(gaps=gaps)))
    assert stage.workspace is not None
    marks = stage.workspace.marks_of("receive")
    assert isinstance(marks, ReceiveMarks)
    view, seen = marks.gaps._canvas.box, []
    for half_m in (2000.0, 50.0, 2000.0):
        x, y = X0 + 1055.0, Y0 + 915.0
        view.setRange(xRange=(x - half_m, x + half_m), yRange=(y - half_m, y + half_m), padding=0)
        seen.append([plate.isVisible() for plate, _ in marks.gaps._plates])
    assert seen == [[True, False, False], [True, True, True], [True, False, False]]


def test_another_plan_forgets_what_was_judged_by_the_old_one(stage: MainWindow) -> None:
    session, _ = shown(stage, survey_factory.survey())
    assert session.site.result is not None
    session._stands_on = "an older plan"
    session.site.result_changed.emit()
    assert session.state is None and session.card == Path("/card")


def test_the_budget_of_the_link_folds_and_leaves_the_photos_in_sight(stage: MainWindow) -> None:
    session, panel = shown(stage, survey_factory.survey())
    session.ahead = LinkView(
        {}, {"lora": 0.7, "none": 0.3}, (), 40.0, 0.2, 5.9, 4096, 0.01, "eu868"
    )
    stage.resize(1366, 768)
    panel.refresh()
    budget = panel.link.ahead.budget
    (note,) = budget.findChildren(Elided)
    assert note.toolTip() == "5 previews/h, 40 s without"
    assert budget.inside.isHidden() and not panel.link.ahead.isHidden()
    budget.open()
    assert not panel.link.ahead.region.isHidden() and panel.link.ahead.region.isVisibleTo(panel)


def test_planning_the_gap_interrupts_watching_and_is_taken_back(
    stage: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session, panel = shown(stage, survey_factory.survey())
    panel.source.follow.setChecked(True)
    panel.source.take(tmp_path)
    qtbot.waitUntil(lambda: session.state is not None and session.state.live, timeout=WAIT)
    assert "20 images are still ahead" in panel.gap.said.text()
    panel.gap.go.click()
    assert session.busy
    session.site.verify()
    assert not session.site.busy, "both write results"
    qtbot.waitUntil(lambda: session.gap is not None and session.watching, timeout=WAIT)
    assert "1 sortie" in panel.gap.made.flights.text()
    panel.gap.made.write(tmp_path / "out")
    qtbot.waitUntil(lambda: session.written != () and session.watching, timeout=WAIT)
    assert str(tmp_path / "out") in panel.gap.made.kept.text()
    panel.gap.made.drop.click()
    qtbot.waitUntil(lambda: session.gap is None and session.watching, timeout=WAIT)
    panel.source.stop.click()
    qtbot.waitUntil(lambda: not session.work, timeout=WAIT)
    assert not session.state.live and session.trouble == {}


def test_flights_planned_for_a_gap_on_an_earlier_day_are_shown(
    stage: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier_module, "_REMOTE", "tests.ui.receive.fake_receive")
    session = stage.sessions.of(receive_session)
    assert stage.workspace is not None
    panel = stage.workspace.panels["receive"]
    session.earlier.look(tmp_path)
    assert not session.earlier.work and session.gap is None, "nothing is kept there"
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "rest.json").write_text("{}")
    session.earlier.look(tmp_path)
    assert not session.locked, "it holds nobody up"
    qtbot.waitUntil(lambda: session.gap is not None, timeout=WAIT)
    assert "Planned 2026-05-30, kept beside the plan" in panel.gap.made.kept.text()
    assert panel.gap.made.export.isVisible() and panel.gap.made.drop.isVisible()
    # Sorties of the plan have numbers too: a flight of the gap is called alike on map and table.
    layers = [layer.words for layer in stage.workspace.marks_of("receive").layers()]
    cell = stage.workspace.dock_of("receive").flights.item(0, 0)
    assert "Gap flight G1" in layers and cell.text().startswith("G1 · ")


def test_the_gap_is_written_in_the_format_that_is_chosen(
    stage: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session, panel = shown(stage, survey_factory.survey())
    site = session.site.site
    assert site is not None
    keys = [panel.gap.made.format.itemData(k) for k in range(panel.gap.made.format.count())]
    assert keys == [key for key, _ in site.formats]
    assert panel.gap.made.format.currentData() == "wpml"
    panel.gap.go.click()
    qtbot.waitUntil(lambda: session.gap is not None and not session.busy, timeout=WAIT)
    panel.gap.made.format.setCurrentIndex(keys.index("geojson"))
    panel.gap.made.write(tmp_path)
    qtbot.waitUntil(lambda: session.written != (), timeout=WAIT)
    assert session.written[0].name == "gap-1.geojson"


def test_a_folder_without_photos_is_told_at_its_field(
    stage: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = stage.sessions.of(receive_session)
    assert stage.workspace is not None
    panel = stage.workspace.panels["receive"]
    (tmp_path / "empty").mkdir()
    stage.take_files([tmp_path / "empty"])
    qtbot.waitUntil(lambda: not session.work, timeout=WAIT)
    assert panel.source.wrong.isVisible() and panel.source.line.isVisible()
    assert "no photo lies below this folder" in panel.source.wrong.text()
    assert stage.dialog is None and session.state is None


def test_packets_of_another_key_are_told_as_such(stage: MainWindow, qtbot: QtBot) -> None:
    session, panel = shown(stage, survey_factory.survey())
    link = session.link
    link.request, link.work = ListenRequest("udp:0.0.0.0:47800", Path("link.key")), "listen"
    link._on_event(LinkEvent("listening", {"bearer": "udp:0.0.0.0:47800"}))
    link._on_event(LinkEvent("refused", {"counts": {"forged": 9}}))
    assert link.other_key
    qtbot.waitUntil(lambda: any("another key" in line for line in words(panel.link)))
    link._on_event(LinkEvent("received", {"name": "a.webp", "bytes": 1400}))
    assert not link.other_key and (link.objects, link.octets) == (1, 1400)
    assert [said for _, said in link.lines][-1] == "Received a.webp, 1400 bytes"
    # What a radio announces is watched for, and what has not come by its end is missing.
    qtbot.waitUntil(lambda: session.state is not None and session.state.live, timeout=WAIT)
    link.work, link.heard = "", False  # as it ends: what it told late must not begin to watch anew
    link.changed.emit()
    qtbot.waitUntil(lambda: not session.work and not session.state.live, timeout=WAIT)


def test_senders_are_asked_and_what_became_of_it_is_shown(
    stage: MainWindow, tmp_path: Path
) -> None:
    one = survey_factory.sensor(entries=(survey_factory.announced(50), survey_factory.entry(3)))
    session, panel = shown(stage, survey_factory.survey(one))
    link, box = session.link, panel.link.senders
    link.request, link.work = ListenRequest("udp:0.0.0.0:47800", Path("link.key")), "listen"
    link._folder, asked = tmp_path, tmp_path / "received"
    session.changed.emit()
    assert not box.pause.isEnabled() and box.pause.toolTip() == "Nothing is listened to yet"
    link._on_event(LinkEvent("listening", {"bearer": "udp:0.0.0.0:47800"}))
    assert box.pause.isEnabled() and not box.send.isEnabled()
    box.pause.click()
    assert not box.pause.isEnabled() and "On its way" in box.said.text() and box.pace.isEnabled()
    link._on_event(LinkEvent("command_arrived", {"number": 1, "what": "pause"}))
    link.changed.emit()
    assert box.pause.text() == "Resume" and "Senders wait" in box.said.text()
    box.pause.click()
    box.pace.click()
    box.report.click()
    told = {"loss": 0.12, "bytes_per_s": 2_000, "waiting": 7, "paused": False, "better": False}
    for what in ("resume", "faster", "report"):
        link._on_event(LinkEvent("command_arrived", {"number": 2, "what": what}))
    link._on_event(LinkEvent("telemetry", told))
    link.changed.emit()
    assert box.pause.text() == "Pause" and box.pace.text() == "Better previews too"
    assert "12.0 % lost" in box.said.text() and "7 to send" in box.said.text()
    # One photo is asked for: of those announced, since the others are here.
    session.pick_photo(one.entries[1])
    assert not box.send.isEnabled()
    session.pick_photo(one.entries[0])
    assert box.send.isEnabled() and box.photo.text() == "DJI_0050.JPG"
    box.large.setCurrentIndex(2)
    box.send.click()
    names = [(c.words.name, c.words.notes.get("bytes")) for c in take_asked(asked)]
    said = [(what, None) for what in ("pause", "resume", "faster", "report")]
    assert names == [*said, ("send", 60_000)]
    # What cannot be written is told here, in a line.
    link._folder = tmp_path / "gone"
    link._folder.write_text("no folder", "utf-8")
    box.report.click()
    assert box.wrong.isVisible() and str(tmp_path / "gone") in box.wrong.text()
    link.work = ""
    link.changed.emit()


def test_one_of_two_senders_is_spoken_to(stage: MainWindow, tmp_path: Path) -> None:
    session, panel = shown(stage, survey_factory.survey())
    link, box = session.link, panel.link.senders
    link.request, link.work = ListenRequest("udp:0.0.0.0:47800", Path("link.key")), "listen"
    link._folder = tmp_path
    link.senders = Senders()
    link._on_event(LinkEvent("listening", {"bearer": "udp:0.0.0.0:47800"}))
    coming = {"name": "a.webp", "bytes": 1400}
    link._on_event(LinkEvent("received", {**coming, "device": "0a1b2c3d"}))
    box.pause.click()  # all: as yet this one alone
    link.changed.emit()
    assert not box.whom.isVisible()
    link._on_event(LinkEvent("received", {**coming, "device": "5273d1ff"}))
    link.changed.emit()
    assert box.whom.isVisible() and box.whom.currentText() == "All 2 senders"
    box.whom.setCurrentIndex(2)
    box.whom.activated.emit(2)
    assert box.pause.isEnabled(), "what the other one was asked does not hold this one up"
    box.pause.click()
    assert [(one.words.name, one.to) for one in take_asked(tmp_path / "received")] == [
        ("pause", ""), ("pause", "5273d1ff"),
    ]  # fmt: skip
    link._on_event(LinkEvent("command_arrived", {"what": "pause", "to": "5273d1ff"}))
    link.changed.emit()
    assert box.pause.text() == "Resume"
    report = {"loss": 0.5, "bytes_per_s": 900, "waiting": 3, "paused": False, "better": True}
    link._on_event(LinkEvent("telemetry", {**report, "device": "0a1b2c3d"}))
    box.whom.activated.emit(box.whom.setCurrentIndex(0) or 0)
    assert box.pause.text() == "Pause", "one of them makes previews still"
    assert "0a1b2c3d · " in box.said.text() and "3 to send" in box.said.text()
    link.work = ""
    link.changed.emit()


def test_a_device_that_is_unplugged_is_told_at_the_bearer(stage: MainWindow) -> None:
    session, panel = shown(stage, survey_factory.survey())
    link = session.link
    link.request = ListenRequest("serial:/dev/ttyUSB0:57600", Path("link.key"))
    gone = OutputError("link.gone", "serial:/dev/ttyUSB0:57600", reason="unplugged")
    link._on_failed(failed_by(gone))
    assert link.trouble is not None and link.trouble[0] is AskedField.BEARER
    panel.link.open.click()
    assert "the link is gone" in panel.link.fields.wrong_bearer.text()
    assert stage.dialog is None


@pytest.mark.parametrize("size", [(1366, 768), (960, 540)])
@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "zh_CN")])
def test_the_stage_is_drawn_and_nothing_is_cut(
    size: tuple[int, int],
    theme: str,
    language: str,
    stage: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    folder = Path(os.environ.get("MISSIONPLANNER_SHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    if theme == "dark":
        stage.toggle_theme()
    if language == "zh_CN":
        stage.toggle_language()
    stage.resize(*size)
    drawn(stage, qtbot)
    two = (survey_factory.sensor(), survey_factory.sensor("rededge-m", seen=0.991))
    session, panel = shown(stage, survey_factory.survey(*two))
    session.pick_photo(two[0].entries[8])
    for _ in range(4):  # a panel finds its size in several turns
        QApplication.processEvents()
    image = stage.grab().toImage()
    assert (image.width(), image.height()) == size
    assert image.save(str(folder / f"receive-{theme}-{language}-{size[0]}.png"))
    button = panel.gap.go
    foot = button.mapTo(stage, QPoint(0, button.height())).y()
    assert button.isVisible() and foot < stage.height() - 24, "the button needs no scrolling"
    cut = [
        label.text()
        for label in panel.findChildren(QLabel)
        if label.isVisible() and type(label) is QLabel and not label.wordWrap()
        if label.width() < label.sizeHint().width()
    ]
    assert cut == []


def test_flights_of_a_gap_are_counted_once_a_load() -> None:
    p1, xt2 = factory.plan("p1-35", 2), factory.plan("xt2", 1)
    beside = replace(factory.plan("rededge-m", 2), beside=(p1.sensor,))
    judged = tuple(factory.verification(p.sensor.key, count=len(p.sorties)) for p in (p1, p1, xt2))
    gap = GapView((replace(p1, beside=(beside.sensor,)), beside, xt2), judged)
    assert gap.sorties == 3, "two with two sensors, and one of the third"
    alone = sum(figures.duration_s for figures in judged[2].sorties)
    assert gap.duration_s == GapView((p1,), judged[:1]).duration_s + alone


def test_flights_of_every_load_are_drawn_and_listed(stage: MainWindow) -> None:
    p1, xt2 = factory.plan("p1-35", 2), factory.plan("xt2", 1)
    rededge = replace(factory.plan("rededge-m", 2), beside=(p1.sensor,))
    p1 = replace(p1, beside=(rededge.sensor,))
    judged = tuple(
        factory.verification(one.sensor.key, count=len(one.sorties)) for one in (p1, rededge, xt2)
    )
    session, _ = shown(stage, survey_factory.survey())
    session.site.memory.keep(measures={"length": "ft"})
    session.gap = GapView((p1, rededge, xt2), judged)
    session.changed.emit()
    assert stage.workspace is not None
    marks = stage.workspace.marks_of("receive")
    assert isinstance(marks, ReceiveMarks)
    assert len(marks.flights) == 3, "two with two sensors, and one of the third"
    assert len({layer.key for layer in marks.flights}) == 3
    assert marks.flights[2].words.startswith("Gap flight G1 · ")
    table = stage.workspace.dock_of("receive").flights
    assert table.rowCount() == 3 and " + " in table.item(0, 0).text()
    assert table.item(0, 1).text().endswith((" NM", " ft"))
