"""The photos come home in the window: read, watched, and what lacks is planned; nothing made up."""

import os
import shutil
import socket
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from missionplanner.cli.main import run
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.places import Altitude, ControlPoint, Datum
from missionplanner.operations.link_ends import LinkEnd, make_key
from missionplanner.operations.results import load_rest, planned
from missionplanner.operations.send import SendRequest, send
from missionplanner.planning.verify.photos import photos_of
from missionplanner.project.point_marks import PointKind, with_places
from missionplanner.project.store import load, save
from missionplanner.tasks.progress import Cancelled, Progress
from missionplanner.ui.receive.panel import ReceivePanel
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.views import AskedField
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.stages import receive_session
from tests.photo_files import write_flight
from tests.rendered_site import (
    FOCAL_PX,
    HEIGHT,
    WIDTH,
    Pose,
    flight,
    height_m,
    seen_at,
    shaken,
    write_pose,
)
from tests.stories.small_site import EPSG, X0, Y0, write_site

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
    after(qtbot, lambda: panel.gap.made.write(tmp_path / "out"), lambda: not session.busy)
    assert session.written and all(path.is_file() for path in session.written)
    # Opened again, the project shows what was planned for the gap, and lets it be taken back.
    after(
        qtbot,
        lambda: opened.session.open(folder),
        lambda: session.gap is not None and session.gap.planned_at is not None,
    )
    assert not opened.session.busy and session.gap is not None
    opened.workspace.show_stage("receive")
    session, panel = parts_of(opened)  # a workspace of its own
    assert session.gap is not None
    assert session.gap.plans[0].sorties[0].name == kept.plans[0].sorties[0].name
    assert "kept beside the plan" in panel.gap.made.kept.text()
    after(qtbot, panel.gap.made.drop.click, lambda: not session.busy)
    assert session.gap is None and not list((folder / "results").glob("rest.*"))
    assert not panel.gap.made.drop.isVisible() and session.trouble == {}


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


def test_a_sender_is_paused_and_reports_from_the_window(
    opened: MainWindow, qtbot: QtBot, survey: Survey, tmp_path: Path
) -> None:
    session, panel = parts_of(opened)
    box, fields = panel.link.senders, panel.link.fields
    key = make_key(tmp_path / "link.key")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    panel.link.open.click()
    fields.host.setText("127.0.0.1")
    fields.port.setText(str(port))
    fields.key.add([key])
    after(qtbot, panel.link.go.click, lambda: session.link.heard)
    photos = tmp_path / "aboard"
    photos.mkdir()
    shutil.copy(sorted(survey.card.iterdir())[0], photos)
    stop = threading.Event()
    request = SendRequest((photos,), LinkEnd(f"udp:127.0.0.1:{port}", key), watch=True)
    aboard: list[str] = []

    def fly() -> None:
        with suppress(Cancelled):
            progress = Progress(lambda _: None, stop.is_set)
            send(request, progress, lambda name, told: aboard.append(str(told.get("what"))))

    flying = threading.Thread(target=fly)
    flying.start()
    try:
        qtbot.waitUntil(lambda: session.link.objects > 0, timeout=WAIT)
        after(qtbot, box.pause.click, lambda: session.link.senders.shown.paused)
        qtbot.waitUntil(lambda: box.pause.text() == "Resume", timeout=WAIT)
        assert "pause" in aboard
        after(qtbot, box.report.click, lambda: session.link.senders.shown.reported is not None)
        qtbot.waitUntil(lambda: "to send" in box.said.text(), timeout=WAIT)
        after(qtbot, box.pause.click, lambda: not session.link.senders.shown.paused)
    finally:
        stop.set()
        flying.join()
    after(qtbot, panel.link.stop.click, lambda: not session.link.work)
    assert any("The sender reports" in said for _, said in session.link.lines)


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


POINTS_M = np.array(
    [
        *((560, 540), (840, 550), (570, 770), (830, 760), (700, 650), (620, 690), (780, 600)),
        *((700, 740), (640, 590), (700, 560), (620, 630), (770, 690)),
    ]
)


@pytest.fixture
def pointed(survey: Survey, tmp_path: Path) -> tuple[Path, list[Pose]]:
    """A copy of the project with twelve measured points, and photos of its painted ground."""
    folder = Path(shutil.copytree(survey.project.parent, tmp_path / "copy")) / survey.project.name
    x, y = (POINTS_M + np.array((X0, Y0))).T
    lon, lat = FRAME.inverse(x, y)
    points = tuple(
        ControlPoint(
            name=f"CP {k + 1}",
            lon_deg=float(lon[k]),
            lat_deg=float(lat[k]),
            altitude=Altitude(value_m=float(height_m(x[k], y[k])), datum=Datum.EGM96),
            checks=k >= 10,
        )
        for k in range(len(x))
    )
    save(with_places(load(folder), PointKind.CONTROL_POINT, points))
    poses = flight(8, 7, (40.0, 45.0), agl=160.0)
    rng = np.random.default_rng(3)
    (tmp_path / "painted").mkdir()
    picture = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
    picture[::8], picture[:, ::8] = 90, 150
    for k, pose in enumerate(poses):
        told = shaken(pose, rng, 0.02, 0.2)
        write_pose(tmp_path / "painted" / f"DJI_{k:04d}.JPG", told, picture, k)
    return folder, poses


def test_points_are_marked_and_photos_adjusted_to_them(
    real_window: MainWindow, qtbot: QtBot, pointed: tuple[Path, list[Pose]], tmp_path: Path
) -> None:
    folder, poses = pointed
    real_window.session.open(folder)
    qtbot.waitUntil(lambda: real_window.session.site is not None, timeout=WAIT)
    assert real_window.workspace is not None
    real_window.workspace.show_stage("receive")
    session, panel = parts_of(real_window)
    assert not panel.mark.isEnabled() and panel.mark.toolTip() == "Read the photos first"
    after(qtbot, lambda: panel.source.take(tmp_path / "painted"), lambda: not session.work)
    assert session.sensor_shown is not None
    dialog = panel.mark_points()
    assert dialog is not None
    work = dialog.work
    qtbot.waitUntil(lambda: bool(work.points) and not work.busy, timeout=WAIT)
    assert "there are 0" in dialog.adjust.toolTip()
    assert dialog.inset is not None
    seeing = [dialog.inset.ground.photos[name] for name in dialog.inset.seeing]
    assert seeing and all(p.place_m is not None and p.outline_m is not None for p in seeing)
    x, y = (POINTS_M + np.array((X0, Y0))).T
    truth = np.column_stack((x, y, height_m(x, y)))
    for k, name in enumerate(work.points):
        for one in work.seen[name]:
            at = seen_at(poses[int(one.photo[4:8])], truth[k : k + 1])[0]
            # The ring holds the place: it is drawn as large as what the photo tells is doubtful.
            assert np.hypot(*(at - [one.x_px, one.y_px])) < 4 * one.doubt_px
            work.choose(name, one.photo)
            dialog.view.marked.emit(*at)
    assert work.undo_words == "Set mark" and dialog.adjust.isEnabled()
    assert "px from expected" in str(dialog.photos.currentIndex().data())
    after(qtbot, dialog.adjust.click, lambda: not work.busy)
    assert work.trouble == "" and work.fit is not None and not dialog.said.text()
    control = work.rmse["control"]
    pixel_m = 160.0 / FOCAL_PX
    assert control is not None
    assert max(control[:2]) < 2 * pixel_m and control[2] < 5 * pixel_m, control
    # A mark that is far off is named; undone, it is as before.
    often = Counter(key.photo for key in work.marks).most_common(1)[0][0]
    key = next(key for key in work.marks if key.photo == often)
    work.choose(key.point, often)
    assert work.mark is not None
    x_px, y_px = work.mark
    dialog.view.marked.emit(x_px + 40.0, y_px)
    after(qtbot, dialog.adjust.click, lambda: not work.busy)
    (off,) = dialog.suspects.rows
    assert often in off.words and (off.point, off.photo) == (key.point, often)
    assert work.mark_fits[key].off_x_px == pytest.approx(-40.0, abs=5.0)
    # Left out, all fits; taken back, it is as before.
    after(qtbot, lambda: work.leave_out(off.keys), lambda: not work.busy)
    assert work.out == {key} and [one.out for one in dialog.suspects.rows] == [True]
    after(qtbot, work.undo, lambda: not work.busy)
    assert not work.out and [one.out for one in dialog.suspects.rows] == [False]
    work.undo()
    assert work.mark == (x_px, y_px)
    dialog.accept()
    # The marks were kept, as `control --marks` reads them.
    again = panel.mark_points()
    assert again is not None
    qtbot.waitUntil(lambda: bool(again.work.points) and not again.work.busy, timeout=WAIT)
    assert again.work.marks == work.marks
    again.accept()
