"""The photos come home in the window: read, watched, and what lacks is planned; nothing made up."""

import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from missionplanner.cli.main import run
from missionplanner.geo.frames import SiteFrame
from missionplanner.operations.link_ends import make_key
from missionplanner.operations.results import load_rest, planned
from missionplanner.planning.verify.photos import photos_of
from missionplanner.ui.receive.panel import ReceivePanel
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.views import AskedField
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.stages import receive_session
from tests.photo_files import write_flight
from tests.stories.small_site import EPSG, write_site

FRAME = SiteFrame(EPSG)
WAIT = 50_000


@dataclass(frozen=True)
class Survey:
    """A planned project, the photos of its flight with some taken out, and where these were."""

    project: Path
    card: Path
    elsewhere: Path
    gone_m: np.ndarray


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    base = tmp_path_factory.mktemp("survey")
    site = write_site(base / "files")
    project = base / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--weather={site.weather}"]
    assert run(["new", str(project), *files, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    plan = ["plan", str(project), "--evaluations", "4", "--agl=110", "--overlap=60,60"]
    assert run(plan) == 0
    made = planned(project).plans[0]
    turn_mps2 = made.aircraft.turn_acceleration_mps2
    cameras = photos_of(made.sorties, made.settings, made.sensor.trigger, turn_mps2).cameras
    away = np.hypot(*(cameras[:, :2] - np.median(cameras[:, :2], axis=0)).T)
    middle = int(np.argmin(away))
    gone = range(middle - 2, middle + 3)
    write_flight(base / "card", cameras, FRAME, without=gone, jitter_m=0.3)
    far = cameras[:6].copy()
    far[:, 0] += 30_000.0
    write_flight(base / "elsewhere", far, FRAME)
    return Survey(project, base / "card", base / "elsewhere", cameras[list(gone), :2])


@pytest.fixture
def opened(real_window: MainWindow, qtbot: QtBot, survey: Survey, tmp_path: Path) -> MainWindow:
    """The window on a copy of the project, the stage in front."""
    folder = Path(shutil.copytree(survey.project.parent, tmp_path / "copy")) / survey.project.name
    real_window.session.open(folder)
    qtbot.waitUntil(lambda: real_window.session.site is not None, timeout=WAIT)
    assert real_window.workspace is not None
    real_window.workspace.show_stage("receive")
    return real_window


def parts_of(window: MainWindow) -> tuple[ReceiveSession, ReceivePanel]:
    assert window.workspace is not None
    panel = window.workspace.panels["receive"]
    assert isinstance(panel, ReceivePanel)
    return window.sessions.of(receive_session), panel


def after(qtbot: QtBot, act: Callable[[], object], done: Callable[[], bool]) -> None:
    act()
    qtbot.waitUntil(done, timeout=WAIT)


def test_from_a_folder_of_photos_to_flights_that_close_the_gap(
    opened: MainWindow, qtbot: QtBot, survey: Survey, tmp_path: Path
) -> None:
    session, panel = parts_of(opened)
    folder = session.site.site.folder if session.site.site else tmp_path

    def read(card: Path) -> None:
        after(qtbot, lambda: panel.source.take(card), lambda: not session.work)

    # Bad input first: one sentence at the field, and no dialog.
    (tmp_path / "empty").mkdir()
    read(tmp_path / "empty")
    assert "no photo lies below this folder" in panel.source.wrong.text()
    assert panel.source.line.property("wrong") and opened.dialog is None
    assert session.state is None and not panel.gap.go.isVisible()
    read(survey.elsewhere)
    assert "another place" in panel.source.wrong.text() and opened.dialog is None

    read(survey.card)
    assert not panel.source.wrong.isVisible() and session.trouble == {}
    one = session.sensor_shown
    assert one is not None and one.matched == one.planned - 5
    assert np.sort(one.missing_m, axis=0) == pytest.approx(np.sort(survey.gone_m, axis=0))
    assert one.gaps and panel.photos.photos.rowCount() == one.matched
    assert opened.workspace is not None
    listed = [layer.words for layer in opened.workspace.map.scene.layers() if not layer.empty]
    assert listed[:3] == ["Received", "Missing", "Gaps"]
    # A photo chosen in the list is chosen on the map, and the other way round.
    panel.photos.setCurrentIndex(panel.photos.photos.index(3))
    assert session.photo is one.entries[3]
    there = one.entries[7]
    assert there.place_m is not None
    opened.workspace.map.canvas.clicked.emit(*there.place_m)
    assert session.photo is there and panel.photos.currentIndex().row() == 7

    after(qtbot, panel.gap.go.click, lambda: not session.busy)
    assert session.trouble == {} and session.gap is not None
    kept = load_rest(folder)
    assert kept.plans[0].sorties[0].name == session.gap.plans[0].sorties[0].name
    assert session.gap.verifications[0].overlap_ok_share > one.both
    assert opened.workspace.dock_of("receive").flights.rowCount() == session.gap.sorties
    after(qtbot, lambda: panel.gap.write(tmp_path / "out"), lambda: not session.busy)
    assert session.written and all(path.is_file() for path in session.written)
    after(qtbot, panel.gap.undo.click, lambda: not session.busy)
    assert session.gap is None and not list((folder / "results").glob("rest.*"))
    assert not panel.gap.undo.isVisible() and session.trouble == {}


def test_photos_are_watched_and_what_is_ahead_is_not_missing(
    opened: MainWindow, qtbot: QtBot, survey: Survey, tmp_path: Path
) -> None:
    session, panel = parts_of(opened)
    card = tmp_path / "arriving"
    card.mkdir()
    waiting = sorted(survey.card.iterdir())
    for path in waiting[:30]:
        shutil.copy(path, card)
    panel.source.follow.setChecked(True)
    after(
        qtbot,
        lambda: panel.source.take(card),
        lambda: session.state is not None and session.state.photos == 30,
    )
    one = session.sensor_shown
    assert one is not None and session.watching and not session.busy
    assert len(one.missing_m) == 0 and one.to_come == one.planned - 30
    for path in waiting[30:40]:
        shutil.copy(path, card)
    qtbot.waitUntil(lambda: session.state is not None and session.state.photos == 40, timeout=WAIT)
    # Other stages are not held up by watching; stopping it judges what has come.
    assert not opened.session.locked
    after(qtbot, panel.source.stop.click, lambda: not session.work)
    one = session.sensor_shown
    assert one is not None and one.to_come == 0
    assert len(one.missing_m) + one.not_flown == one.planned - 40


def test_a_radio_that_cannot_be_listened_to_is_told_at_its_field(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session, panel = parts_of(opened)
    box, fields = panel.link, panel.link.fields
    box.open.click()
    box.go.click()
    assert session.link.trouble is not None and session.link.trouble[0] is AskedField.KEY
    assert fields.wrong_key.isVisible()
    not_a_key = tmp_path / "notes.txt"
    not_a_key.write_text("hello", "utf-8")

    def listen_with(key: Path) -> None:
        fields.key.add([key])
        after(qtbot, box.go.click, lambda: not session.link.work)

    listen_with(not_a_key)
    assert "holds no key" in fields.wrong_key.text() and not fields.wrong_bearer.isVisible()
    key = make_key(tmp_path / "link.key")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        fields.host.setText("127.0.0.1")
        fields.port.setText(str(taken.getsockname()[1]))
        listen_with(key)
    assert "another program listens there" in fields.wrong_bearer.text()
    fields.kind.choose("serial")
    fields.device.setText(str(tmp_path / "ttyNone"))
    listen_with(key)
    assert "cannot be opened" in fields.wrong_bearer.text()
    assert opened.dialog is None and not fields.wrong_key.isVisible()


def test_a_device_that_is_pulled_out_ends_listening_with_a_sentence(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    pty = pytest.importorskip("pty")
    session, panel = parts_of(opened)
    fields = panel.link.fields
    ours, theirs = pty.openpty()
    device = os.ttyname(theirs)
    panel.link.open.click()
    fields.kind.choose("serial")
    fields.device.setText(device)
    fields.key.add([make_key(tmp_path / "link.key")])
    after(qtbot, panel.link.go.click, lambda: session.link.heard)
    # What is announced is looked for from now on, and nothing else waits for that.
    qtbot.waitUntil(lambda: session.state is not None, timeout=WAIT)
    assert session.watching and not session.busy
    one = session.sensor_shown
    assert one is not None and one.to_come == one.planned and not one.gaps
    os.close(theirs)
    after(qtbot, lambda: os.close(ours), lambda: not session.link.work)
    assert "the link is gone" in fields.wrong_bearer.text() and opened.dialog is None


def test_the_radio_is_judged_before_the_flight(opened: MainWindow, qtbot: QtBot) -> None:
    session, panel = parts_of(opened)
    after(qtbot, panel.link.ahead.ask.click, lambda: not session.busy)
    view = session.ahead
    assert session.trouble == {} and view is not None
    assert sum(view.shares.values()) == pytest.approx(1.0)
    assert set(view.lines) == {*view.shares} and view.duty_cycle == 0.01
    flown_km = sum(s.length_m for s in session.site.result.verifications[0].sorties) / 1000
    assert view.signal[-1][1][-1] / 1000 == pytest.approx(flown_km, rel=0.02)
    assert opened.workspace is not None
    listed = [x.words for x in opened.workspace.map.scene.layers() if not x.empty]
    assert "LoRa" in listed or "Wi-Fi" in listed
